//! The flow without an OAuth server: the same desk, an access token at the end.

use super::supabase_harness::{EMAIL, PASSWORD, SupabaseApp};
use crate::{
    identity::model::SignInFailure,
    platform::clock::{Clock, SystemClock},
};
use serde_json::json;

#[tokio::test]
async fn somebody_signs_in_by_password_without_any_authorization() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    app.anna().await;
    app.project.set(json!({"oauthServerOff": true})).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/privacy").await;
    assert!(desk.starts_with("/oauth/consent?attempt="));
    let page = visitor.go(&desk).await;
    assert!(page.sees("E-mail address"));
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.path, "/privacy");
    assert!(visitor.is_signed_in().await);
    assert!(app.project.requests("/oauth/").await.is_empty());
    assert!(
        app.project.sessions(EMAIL).await.is_empty(),
        "the session is ended"
    );
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn a_second_factor_is_demanded_here_as_well() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    app.careful_anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let page = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert!(page.sees("One more step"));
    // The state is known to the browser; a code is not, before the desk gives one out.
    let state = desk.split('=').nth(1).unwrap().to_owned();
    let end = visitor
        .go(&format!("/auth/callback?state={state}&code={state}"))
        .await;
    assert_eq!(end.failure(), SignInFailure::NotByOurPage);
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    visitor.password(&desk, EMAIL, PASSWORD).await;
    let code = app.project.totp(EMAIL).await;
    let end = visitor
        .send(&desk, &[("code", &code), ("do", "factor")])
        .await;
    assert_eq!(end.path, "/");
    assert!(visitor.is_signed_in().await);
}

#[tokio::test]
async fn the_same_person_has_the_same_diary_by_either_flow() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    let id = app.anna().await;
    let mut accounts = app.app.database.as_ref().unwrap().superuser().await;
    app.signed_in().await;
    let digests: Vec<Vec<u8>> = sqlx::query_scalar("select subject_digest from identity.account")
        .fetch_all(&mut accounts)
        .await
        .unwrap();
    let key = app.app.state.config.identity.lookup_key.clone();
    let expected = crate::identity::server::digest::AccountDigests::new(key)
        .subject(&app.project.issuer(), &id);
    assert_eq!(digests, [expected.to_vec()]);
}

#[tokio::test]
async fn the_way_over_another_service_is_bound_to_the_browser_that_began_it() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let back = visitor.over_google_and_back(&desk, EMAIL).await;
    let mut victim = app.visitor();
    victim.arrive("/").await;
    let end = victim.go(&back).await;
    assert_eq!(end.failure(), SignInFailure::UnknownAttempt);
    assert!(
        !victim.is_signed_in().await,
        "nobody is signed in as another"
    );
    let end = visitor.go(&back).await;
    assert_eq!(end.path, "/");
    let away = app.project.requests("/auth/v1/authorize").await;
    let query = away[0]["query"].as_str().unwrap();
    assert!(query.contains("code_challenge_method=s256"), "{query}");
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn an_access_token_is_believed_only_when_every_claim_is_right() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    app.anna().await;
    let past = SystemClock.now().as_second() - 120;
    for (claims, reason) in [
        (
            json!({"iss": "https://evil.example"}),
            SignInFailure::WrongIssuer,
        ),
        (json!({"aud": "anon"}), SignInFailure::WrongAudience),
        (
            json!({"aud": ["authenticated", "other"]}),
            SignInFailure::WrongAudience,
        ),
        (json!({"exp": past}), SignInFailure::TokenExpired),
        (json!({"exp": null}), SignInFailure::AnswerUnreadable),
        (json!({"session_id": null}), SignInFailure::AnswerUnreadable),
        (
            json!({"is_anonymous": true}),
            SignInFailure::AnswerUnreadable,
        ),
        (json!({"sub": ""}), SignInFailure::AnswerUnreadable),
    ] {
        app.project
            .set(json!({"accessToken": claims.clone()}))
            .await;
        let mut visitor = app.visitor();
        let desk = visitor.arrive("/").await;
        let end = visitor.password(&desk, EMAIL, PASSWORD).await;
        assert_eq!(end.failure(), reason, "{claims}");
        assert!(!visitor.is_signed_in().await);
    }
}

#[tokio::test]
async fn a_token_of_a_key_that_is_not_published_is_not_believed() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    app.anna().await;
    app.project.set(json!({"foreignKey": true})).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::WrongSignature);
}

#[tokio::test]
async fn an_hs256_project_is_refused_here_as_well() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    app.project.set(json!({"hs256": true})).await;
    let end = app.visitor().go("/auth/login").await;
    assert_eq!(end.failure(), SignInFailure::ProviderMisconfigured);
}

#[tokio::test]
async fn an_anonymous_visitor_is_nobody() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    let more = json!({"anonymous": true});
    app.project.add_user(EMAIL, PASSWORD, more).await;
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.failure(), SignInFailure::AnswerUnreadable);
}
