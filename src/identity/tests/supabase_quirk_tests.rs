//! One test for each peculiarity of Supabase Auth, named after it.

use super::{
    supabase_double::Project,
    supabase_harness::{EMAIL, PASSWORD, SupabaseApp},
};
use crate::identity::model::SignInFailure;
use jiff::SignedDuration;
use openidconnect::url::Url;
use serde_json::json;

fn fields(address: &str) -> std::collections::HashMap<String, String> {
    let address = Url::parse(address).unwrap();
    address.query_pairs().into_owned().collect()
}

#[tokio::test]
async fn without_the_openid_scope_there_is_no_id_token() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let asked = fields(&visitor.begin("/").await);
    assert_eq!(asked["scope"], "openid email", "so it is always asked for");
    app.project.set(json!({"withoutIdToken": true})).await;
    let desk = visitor.arrive("/").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::AnswerUnreadable);
}

#[tokio::test]
async fn plain_pkce_would_be_accepted_so_we_insist_on_s256() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    let asked = fields(&app.visitor().begin("/").await);
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(asked["code_challenge"].len(), 43);
}

#[tokio::test]
async fn a_failed_client_authentication_has_supabases_own_shape() {
    let wrong = [("IDENTITY__CLIENT_SECRET", "wrong")];
    let Some(app) = SupabaseApp::start_with("supabase", &wrong).await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(
        end.failure(),
        SignInFailure::ProviderMisconfigured,
        "an operator has to look, not the patient"
    );
    assert!(
        app.project.sessions(EMAIL).await.is_empty(),
        "the session of the desk is ended all the same"
    );
}

#[tokio::test]
async fn client_authentication_must_be_the_registered_one_basic_is_not_post() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let post = json!({"clientMethod": "client_secret_post"});
    app.project.set(post).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::ProviderMisconfigured);
}

#[tokio::test]
async fn a_refused_code_has_the_shape_of_the_standard() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    // The code has gone astray: approved at the desk, redeemed by somebody else before us.
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let fields = [("email", EMAIL), ("password", PASSWORD), ("do", "password")];
    let answer = visitor.browser.post_form(&desk, &fields).await;
    let callback = answer.location().to_owned();
    let mut twin = visitor.browser.clone();
    assert_eq!(visitor.browser.get(&callback).await.location(), "/");
    assert_eq!(
        twin.get(&callback).await.failure(),
        SignInFailure::UnknownAttempt,
        "our own record is gone first"
    );
    let wrong = crate::identity::server::supabase::read_token_refusal;
    let standard = br#"{"error":"invalid_grant","error_description":"Invalid code"}"#;
    let own = br#"{"code":400,"error_code":"invalid_credentials","msg":"Invalid client"}"#;
    use crate::identity::server::provider::http_door::HttpDoorError;
    assert_eq!(wrong(standard), HttpDoorError::Refused);
    assert_eq!(wrong(own), HttpDoorError::ClientRefused);
    assert_eq!(wrong(b"<html>"), HttpDoorError::ClientRefused);
}

#[tokio::test]
async fn an_hs256_project_is_refused_before_anybody_types_a_password() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.project.set(json!({"hs256": true})).await;
    let mut visitor = app.visitor();
    let end = visitor.go("/auth/login").await;
    assert_eq!(end.failure(), SignInFailure::ProviderMisconfigured);
}

#[tokio::test]
async fn a_project_that_falls_back_to_hs256_answers_500_at_the_token_endpoint() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let fields = [("email", EMAIL), ("password", PASSWORD), ("do", "password")];
    let answer = visitor.browser.post_form(&desk, &fields).await;
    let callback = answer.location().to_owned();
    app.project.set(json!({"hs256": true})).await;
    let end = visitor.go(&callback).await;
    assert_eq!(end.failure(), SignInFailure::ProviderUnreachable);
    assert!(!visitor.is_signed_in().await);
}

#[tokio::test]
async fn an_hs256_token_is_never_believed_though_discovery_lists_the_algorithm() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    app.project.set(json!({"hs256": true})).await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::WrongSignature);
}

#[tokio::test]
async fn a_custom_domain_still_names_the_project_as_issuer() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    let own = "https://abc.supabase.co/auth/v1";
    app.project.set(json!({"issuer": own})).await;
    let mut visitor = app.visitor();
    let end = visitor.go("/auth/login").await;
    assert_eq!(
        end.failure(),
        SignInFailure::ProviderMisconfigured,
        "the check of the issuer is never relaxed"
    );
}

#[tokio::test]
async fn behind_a_custom_domain_the_issuer_is_configured() {
    let project = Project::start();
    // The same project under another name, as a custom domain is.
    let custom = project.address().replace("127.0.0.1", "localhost");
    let issuer = project.issuer();
    let more = [
        ("IDENTITY__SUPABASE_URL", custom.as_str()),
        ("IDENTITY__SUPABASE_ISSUER", issuer.as_str()),
    ];
    let Some(app) = SupabaseApp::beside(project, "supabase", &more).await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.signed_in().await;
    assert!(visitor.is_signed_in().await);
}

#[tokio::test]
async fn a_self_hosted_project_without_an_issuer_has_an_empty_one() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.project.set(json!({"emptyIssuer": true})).await;
    let end = app.visitor().go("/auth/login").await;
    assert_eq!(end.failure(), SignInFailure::ProviderMisconfigured);
}

#[tokio::test]
async fn a_self_hosted_gateway_may_demand_a_key_where_none_can_be_sent() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.project.set(json!({"closedGateway": true})).await;
    let end = app.visitor().go("/auth/login").await;
    assert_eq!(end.failure(), SignInFailure::ProviderMisconfigured);
}

#[tokio::test]
async fn auth_time_is_always_now_and_proves_nothing() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    for claimed in [json!(0), json!(4_000_000_000_i64), json!(null)] {
        app.project
            .set(json!({"idToken": {"auth_time": claimed}}))
            .await;
        let mut visitor = app.signed_in().await;
        assert!(visitor.is_signed_in().await, "{claimed}");
    }
    app.project
        .set(json!({"idToken": {"auth_time": 4_000_000_000_i64}}))
        .await;
    let mut visitor = app.signed_in().await;
    app.app.clock().advance(SignedDuration::from_secs(601));
    let answer = visitor.browser.get("/export/diary.json").await;
    assert_eq!(
        answer.location(),
        "/auth/login?return_to=/export",
        "how fresh a sign-in is, is known by our own clock"
    );
}

#[tokio::test]
async fn the_id_token_lives_an_hour_and_is_checked_by_when_it_was_issued() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    app.app.clock().advance(SignedDuration::from_secs(300));
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::ClocksDisagree);
}

#[tokio::test]
async fn the_clients_session_is_aal1_whatever_was_proven_so_the_desk_remembers() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    // The password alone opens the project's own endpoints to anybody, consent included.
    let id = fields(&format!("http://x{desk}"))["authorization_id"].clone();
    let token = app.project.password_token(EMAIL, PASSWORD).await;
    let target = app.project.approve_behind_our_back(&token, &id).await;
    let callback = target.strip_prefix(super::harness::ORIGIN).unwrap();
    let end = visitor.go(callback).await;
    assert_eq!(
        end.failure(),
        SignInFailure::NotByOurPage,
        "a consent that did not pass our desk skips the second factor"
    );
    assert!(!visitor.is_signed_in().await);
}

#[tokio::test]
async fn verifying_a_factor_ends_every_aal1_session_and_none_of_ours() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.signed_in().await;
    app.project.prove_factor_elsewhere(EMAIL).await;
    assert!(
        visitor.is_signed_in().await,
        "our sessions do not hang on theirs"
    );
}

#[tokio::test]
async fn a_session_that_another_device_ended_asks_for_the_first_factor_again() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor.password(&desk, EMAIL, PASSWORD).await;
    app.project.prove_factor_elsewhere(EMAIL).await;
    let code = app.project.totp(EMAIL).await;
    let page = visitor
        .send(&desk, &[("code", &code), ("do", "factor")])
        .await;
    assert!(page.sees("Please sign in once more."));
    assert!(page.sees("E-mail address"));
}

#[tokio::test]
async fn logout_is_local_because_without_the_word_it_is_global() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    app.project.password_token(EMAIL, PASSWORD).await;
    app.signed_in().await;
    let left = app.project.sessions(EMAIL).await;
    assert_eq!(left.len(), 1, "the session of another application lives");
    for request in app.project.requests("/logout").await {
        assert_eq!(request["query"], "?scope=local");
    }
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn the_session_of_the_consent_page_is_ended_or_the_next_login_would_be_silent() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.signed_in().await;
    assert!(app.project.sessions(EMAIL).await.is_empty());
    assert_eq!(
        app.project.requests("/logout").await.len(),
        2,
        "the person's on the desk and ours as a client"
    );
    let desk = visitor.arrive("/").await;
    assert!(
        visitor.go(&desk).await.sees("E-mail address"),
        "prompt is ignored there: our desk asks each time"
    );
}

#[tokio::test]
async fn a_session_that_is_gone_already_is_no_trouble_to_end() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    app.project.set(json!({"failing": "/logout"})).await;
    let mut visitor = app.signed_in().await;
    assert!(visitor.is_signed_in().await);
}

#[tokio::test]
async fn the_first_look_binds_an_authorization_to_whoever_looks() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let berta = "berta@example.org";
    app.project.add_user(berta, PASSWORD, json!({})).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let id = fields(&format!("http://x{desk}"))["authorization_id"].clone();
    let token = app.project.password_token(berta, PASSWORD).await;
    app.project.approve_behind_our_back(&token, &id).await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert!(!visitor.is_signed_in().await, "{}", end.path);
    let left = app.project.sessions(EMAIL).await;
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn an_earlier_consent_approves_by_the_mere_look() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    app.signed_in().await;
    let mut visitor = app.signed_in().await;
    assert!(visitor.is_signed_in().await);
    assert_eq!(
        app.project.requests("/consent").await.len(),
        1,
        "the second time nothing had to be decided"
    );
}

#[tokio::test]
async fn our_own_client_is_approved_only_for_a_sign_in_of_this_browser() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    // Somebody lures anna to the desk with an authorization of their own.
    let desk = app.visitor().arrive("/").await;
    let mut victim = app.visitor();
    let end = victim.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::UnknownAttempt);
    let decisions = app.project.requests("/consent").await;
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0]["body"], r#"{"action":"deny"}"#);
    assert!(app.project.sessions(EMAIL).await.is_empty());
}

#[tokio::test]
async fn an_authorization_and_its_code_share_ten_minutes() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor.go(&desk).await;
    app.app.clock().advance(SignedDuration::from_secs(601));
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::AttemptExpired);
}

#[tokio::test]
async fn an_unconfirmed_address_is_told_how_to_be_confirmed() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    let more = json!({"confirmed": false});
    app.project.add_user(EMAIL, PASSWORD, more).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let page = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert!(page.sees("Have a code sent to it: that confirms it."));
}

#[tokio::test]
async fn all_requests_share_one_address_unless_a_secret_key_says_for_whom_they_are() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    app.signed_in().await;
    for request in app.project.requests("/auth/v1/token").await {
        assert_eq!(request["forwarded"], json!(null));
        assert_eq!(request["apikey"], app.project.card["publishable_key"]);
    }
    let Some(app) = SupabaseApp::privileged().await else {
        return;
    };
    app.anna().await;
    app.signed_in().await;
    let requests = app.project.requests("/auth/v1/token").await;
    assert!(!requests.is_empty());
    for request in requests {
        assert_eq!(request["forwarded"], "192.0.2.1");
        assert_eq!(request["apikey"], app.project.card["secret_key"]);
        assert_eq!(request["origin"], json!(null));
    }
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn an_empty_bucket_is_said_in_words() {
    let project = Project::start_with(&[("SUPABASE_RATE_LIMIT", "2")]);
    let Some(app) = SupabaseApp::beside(project, "supabase", &[]).await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    for _ in 0..2 {
        visitor.password(&desk, EMAIL, "wrong").await;
    }
    let page = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert!(page.sees("Too many attempts. Please wait a few minutes."));
    assert!(page.sees(EMAIL));
}

#[tokio::test]
async fn refresh_tokens_are_never_used_so_their_rotation_is_nobodys_trouble() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    app.signed_in().await;
    for request in app.project.requests("token").await {
        let body = request["body"].as_str().unwrap();
        assert!(!body.contains("refresh_token"), "{body}");
    }
}
