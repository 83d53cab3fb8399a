//! People at the sign-in desk: what they type, what they see, and what stays behind.

use super::supabase_harness::{EMAIL, PASSWORD, SupabaseApp};
use crate::identity::model::SignInFailure;
use serde_json::json;

#[tokio::test]
async fn somebody_signs_in_by_password_and_returns_to_the_page_that_was_asked_for() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/privacy?from=desk").await;
    let page = visitor.go(&desk).await;
    assert!(page.sees("E-mail address") && page.sees("Continue with Google"));
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.path, "/privacy?from=desk");
    assert!(visitor.is_signed_in().await);
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_never_the_password() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    for email in [EMAIL, "nobody@example.org"] {
        let page = visitor.password(&desk, email, "wrong-password").await;
        assert!(page.sees("Address and password do not belong together."));
        assert!(page.sees(&format!("value=\"{email}\"")));
        assert!(!page.sees("wrong-password"));
    }
    let page = visitor.password(&desk, "no address", "x").await;
    assert!(page.sees("An e-mail address, please"));
    assert!(page.sees("value=\"no address\""));
    let page = visitor.password(&desk, EMAIL, "").await;
    assert!(page.sees("Type your password, or have a code sent to you."));
    assert!(!visitor.is_signed_in().await);
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.path, "/", "the visit goes on after mistakes");
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn somebody_new_signs_in_by_a_code_from_a_letter() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let new = "new@example.org";
    let page = visitor
        .send(&desk, &[("email", new), ("do", "send-code")])
        .await;
    assert!(page.sees("Code from the e-mail") && page.sees(new));
    let page = visitor
        .send(&desk, &[("code", "000 00x"), ("do", "code")])
        .await;
    assert!(page.sees("The code is wrong or too old."));
    let page = visitor.send(&desk, &[("do", "send-code")]).await;
    assert!(page.sees(new), "another code goes to the same address");
    let code = app.project.mailed_code(new).await.unwrap();
    let grouped = format!("{} {}", &code[..3], &code[3..]);
    let end = visitor
        .send(&desk, &[("code", &grouped), ("do", "code")])
        .await;
    assert_eq!(end.path, "/");
    assert!(visitor.is_signed_in().await);
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn a_verified_second_factor_is_demanded_before_anything_is_told() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let page = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert!(page.sees("Code of your authenticator app"));
    assert!(!page.sees("Old telephone"), "an unverified factor is none");
    assert!(
        app.project
            .requests("/oauth/authorizations/")
            .await
            .is_empty(),
        "the authorization is not even looked at"
    );
    assert!(!visitor.is_signed_in().await);
    let page = visitor
        .send(&desk, &[("code", "000000"), ("do", "factor")])
        .await;
    assert!(page.sees("The code is wrong or too old."));
    // Neither another button nor another look gets around it.
    for button in ["approve", "password", "code", "nothing"] {
        let page = visitor.send(&desk, &[("do", button)]).await;
        assert!(
            page.path.starts_with("/oauth/consent"),
            "{button}: {}",
            page.path
        );
        assert!(!visitor.is_signed_in().await, "{button}");
    }
    let page = visitor.go(&desk).await;
    assert!(page.sees("One more step"));
    let code = app.project.totp(EMAIL).await;
    let end = visitor
        .send(&desk, &[("code", &code), ("do", "factor")])
        .await;
    assert_eq!(end.path, "/");
    assert!(visitor.is_signed_in().await);
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn every_first_factor_leads_to_the_second() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor
        .send(&desk, &[("email", EMAIL), ("do", "send-code")])
        .await;
    let code = app.project.mailed_code(EMAIL).await.unwrap();
    let page = visitor
        .send(&desk, &[("code", &code), ("do", "code")])
        .await;
    assert!(page.sees("One more step"), "after a mailed code");
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let page = visitor.over_google(&desk, EMAIL).await;
    assert!(page.sees("One more step"), "after another service");
    assert!(!visitor.is_signed_in().await);
}

#[tokio::test]
async fn a_second_factor_that_cannot_be_asked_for_lets_nobody_pass() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    let more = json!({"webauthn": true});
    app.project.add_user(EMAIL, PASSWORD, more).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let page = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert!(page.sees("a kind of second step that this page cannot ask for"));
    assert!(!visitor.is_signed_in().await);
    assert_eq!(
        app.project.sessions(EMAIL).await,
        Vec::<serde_json::Value>::new()
    );
}

#[tokio::test]
async fn what_cannot_be_found_out_about_factors_lets_nobody_pass() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    app.project.set(json!({"userMissing": true})).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let page = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert!(page.sees("does not answer"));
    assert!(!visitor.is_signed_in().await);
}

#[tokio::test]
async fn somebody_signs_in_over_another_service() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let end = visitor.over_google(&desk, EMAIL).await;
    assert_eq!(end.path, "/");
    assert!(visitor.is_signed_in().await);
    let unknown = desk.replacen("/oauth/consent", "/oauth/consent/with/evil", 1);
    let end = visitor.go(&unknown).await;
    assert_eq!(end.failure(), SignInFailure::UnknownAttempt);
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn a_cancelled_way_over_another_service_leads_back_to_the_desk() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let back = visitor
        .over_google_and_back(&desk, "x@example.org&cancel=yes")
        .await;
    let page = visitor.go(&back).await;
    assert!(page.sees("The sign-in at the other service was cancelled."));
    assert!(page.sees("E-mail address"));
}

#[tokio::test]
async fn giving_up_leaves_no_session_behind() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(app.project.sessions(EMAIL).await.len(), 1);
    let end = visitor.send(&desk, &[("do", "cancel")]).await;
    assert_eq!(end.failure(), SignInFailure::Declined);
    assert!(app.project.sessions(EMAIL).await.is_empty());
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn somebody_else_can_start_over_at_the_same_desk() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let berta = "berta@example.org";
    app.project
        .add_user(berta, PASSWORD, serde_json::Value::Null)
        .await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor.password(&desk, EMAIL, PASSWORD).await;
    let page = visitor.send(&desk, &[("do", "start-over")]).await;
    assert!(page.sees("E-mail address"));
    assert!(app.project.sessions(EMAIL).await.is_empty());
    let end = visitor.password(&desk, berta, PASSWORD).await;
    assert_eq!(end.path, "/");
}

#[tokio::test]
async fn another_application_is_never_approved_without_a_yes() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    for (answer, expected) in [("deny", "error=access_denied"), ("approve", "code=")] {
        let mut visitor = app.visitor();
        let id = app.project.about("other_client_id");
        let elsewhere = format!("{}/double/elsewhere", app.project.address());
        let authorize = format!(
            "{}/oauth/authorize?client_id={id}&redirect_uri={elsewhere}&scope=openid%20email\
             &state=theirs&code_challenge_method=S256&code_challenge={}",
            app.project.issuer(),
            "c".repeat(43)
        );
        let desk = app.project.visit(&authorize).await.unwrap();
        let desk = desk
            .strip_prefix(super::harness::ORIGIN)
            .unwrap()
            .to_owned();
        let page = visitor.go(&desk).await;
        assert!(page.sees("E-mail address"), "a stranger is asked who it is");
        let page = visitor.password(&desk, EMAIL, PASSWORD).await;
        assert!(page.sees("May Weather Journal know who you are?"));
        assert!(page.sees("your e-mail address") && !page.sees("your telephone number"));
        assert!(page.sees("It does not get to see your diary."));
        let page = visitor.send(&desk, &[("do", answer)]).await;
        assert!(page.sees("Weather Journal"));
        let target = format!("href=\"{elsewhere}?");
        assert!(
            page.sees(&target) && page.sees(expected),
            "{}",
            page.answer.body
        );
        assert!(!visitor.is_signed_in().await, "this was not about us");
        assert!(app.project.sessions(EMAIL).await.is_empty());
    }
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn a_desk_that_nobody_was_sent_to_shows_nothing_of_anybody() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    for path in [
        "/oauth/consent",
        "/oauth/consent?authorization_id=",
        "/oauth/consent?authorization_id=%22%3E%3Cscript%3E",
        "/oauth/consent?authorization_id=a&attempt=b",
    ] {
        assert_eq!(visitor.go(path).await.answer.status, 404, "{path}");
    }
    let made_up = "/oauth/consent?authorization_id=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let end = visitor.password(made_up, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::UnknownAttempt);
    assert!(app.project.sessions(EMAIL).await.is_empty());
    let attempt = "/oauth/consent?attempt=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let end = visitor.go(attempt).await;
    assert_eq!(end.failure(), SignInFailure::UnknownAttempt);
}

#[tokio::test]
async fn the_desk_belongs_to_the_browser_that_sits_at_it() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor.password(&desk, EMAIL, PASSWORD).await;
    let mut thief = app.visitor();
    let page = thief.go(&desk).await;
    assert!(page.sees("E-mail address"), "no second factor of anna's");
    let back = visitor.over_google_and_back(&desk, EMAIL).await;
    let end = thief.go(&back).await;
    assert_eq!(end.failure(), SignInFailure::UnknownAttempt);
    assert!(
        visitor.go(&back).await.sees("One more step"),
        "for its own browser it works"
    );
    let end = visitor.go(&back).await;
    assert_eq!(end.failure(), SignInFailure::UnknownAttempt, "once");
}

#[tokio::test]
async fn no_token_and_no_address_stands_in_the_database() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor.password(&desk, EMAIL, PASSWORD).await;
    let mut connection = app.app.database.as_ref().unwrap().superuser().await;
    let rows: Vec<String> = sqlx::query_scalar("select s::text from identity.session s")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let dump = rows.join("\n");
    assert!(!dump.is_empty());
    for hidden in [EMAIL, "eyJ", "access_token", "aal1", "authorization"] {
        assert!(!dump.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn attempts_at_the_desk_are_counted_by_address() {
    let Some(app) = SupabaseApp::start_with(
        "supabase",
        &[("IDENTITY__AUTH_REQUESTS_PER_QUARTER_HOUR", "5")],
    )
    .await
    else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let mut refused = 0;
    for _ in 0..6 {
        let page = visitor.password(&desk, EMAIL, "guess").await;
        assert!(page.sees(EMAIL), "what was typed stays");
        refused += u32::from(page.sees("Too many attempts."));
    }
    assert_eq!(
        refused, 2,
        "one went for the sign-in itself, four for guesses"
    );
}
