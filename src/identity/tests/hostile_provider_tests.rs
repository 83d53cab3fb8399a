//! A provider, or a network, that misbehaves: the patient gets a reason, nobody gets a session.

use super::{
    fake_provider::Mood,
    harness::{App, configuration},
};
use crate::{
    identity::{
        model::SignInFailure,
        server::{Identity, IdentityError, provider::ProviderError},
    },
    platform::entropy::SystemEntropy,
};
use jiff::SignedDuration;
use std::sync::Arc;

async fn refused_in(mood: Mood, reason: SignInFailure) {
    let Some(app) = App::start().await else {
        return;
    };
    app.provider.set().mood = mood;
    let mut browser = app.browser();
    let answer = browser.sign_in(&app.provider, "/").await;
    assert_eq!(answer.failure(), reason);
    assert_eq!(browser.who().await, None);
    assert_eq!(app.traces().await, (0, 0));
    assert_eq!(
        app.provider.set().token_requests,
        1,
        "a redirect is not followed"
    );
}

#[tokio::test]
async fn a_slow_token_endpoint_is_given_up() {
    refused_in(Mood::Slow, SignInFailure::ProviderUnreachable).await;
}

#[tokio::test]
async fn a_redirecting_token_endpoint_is_not_followed() {
    refused_in(Mood::Redirecting, SignInFailure::ProviderMisconfigured).await;
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    refused_in(Mood::Endless, SignInFailure::ProviderMisconfigured).await;
}

#[tokio::test]
async fn a_failing_token_endpoint_is_reported() {
    refused_in(Mood::Failing, SignInFailure::ProviderUnreachable).await;
}

#[tokio::test]
async fn a_page_instead_of_an_answer_is_unreadable() {
    refused_in(Mood::Babbling, SignInFailure::AnswerUnreadable).await;
}

#[tokio::test]
async fn a_provider_that_is_down_costs_a_sentence_until_it_is_back() {
    let Some(app) = App::start().await else {
        return;
    };
    app.provider.set().down = true;
    let answer = app.browser().get("/auth/login").await;
    assert_eq!(answer.failure(), SignInFailure::ProviderUnreachable);
    assert_eq!(app.identity.ready().await, Err(ProviderError::Unreachable));

    app.provider.set().down = false;
    let answer = app.browser().get("/auth/login").await;
    assert_eq!(
        answer.failure(),
        SignInFailure::ProviderUnreachable,
        "left alone for a moment"
    );
    app.clock.advance(SignedDuration::from_secs(6));
    app.signed_in_browser().await;
    assert!(app.identity.ready().await.unwrap().is_zero());
}

#[tokio::test]
async fn known_metadata_bridge_an_outage_for_a_day() {
    let Some(app) = App::start().await else {
        return;
    };
    app.signed_in_browser().await;
    app.provider.set().down = true;
    app.clock.advance(SignedDuration::from_hours(23));
    app.signed_in_browser().await;
    app.clock.advance(SignedDuration::from_hours(2));
    let answer = app.browser().get("/auth/login").await;
    assert_eq!(answer.failure(), SignInFailure::ProviderUnreachable);
}

#[tokio::test]
async fn metadata_of_another_issuer_are_refused() {
    let Some(app) = App::start().await else {
        return;
    };
    app.provider.set().issuer_in_metadata = Some("https://evil.example".to_owned());
    let answer = app.browser().get("/auth/login").await;
    assert_eq!(answer.failure(), SignInFailure::ProviderMisconfigured);
}

#[tokio::test]
async fn nothing_listens_at_the_issuer() {
    let Some(app) = App::start().await else {
        return;
    };
    let config = configuration(
        super::harness::ORIGIN,
        "http://127.0.0.1:9/auth/v1",
        "secret",
    );
    let database = app.database.database();
    let identity = Identity::new(config, database, app.clock.clone(), Arc::new(SystemEntropy));
    let identity = identity.expect("a provider that is down is no reason not to start");
    assert_eq!(identity.ready().await, Err(ProviderError::Unreachable));
}

#[tokio::test]
async fn an_address_that_would_travel_in_clear_is_refused_at_the_start() {
    let Some(app) = App::start().await else {
        return;
    };
    let attempt = |origin: &str, issuer: &str| {
        let config = configuration(origin, issuer, "secret");
        let database = app.database.database();
        Identity::new(config, database, app.clock.clone(), Arc::new(SystemEntropy)).map(|_| ())
    };
    let safe = "https://id.example";
    assert!(attempt("https://diary.example", safe).is_ok());
    assert!(attempt("http://localhost:3000", "http://[::1]:3001/auth/v1").is_ok());
    for origin in [
        "http://diary.example",
        "http://127.0.0.1.evil.example",
        "ws://127.0.0.1",
    ] {
        let refusal = attempt(origin, safe).unwrap_err();
        assert!(matches!(refusal, IdentityError::PublicOrigin), "{origin}");
    }
    for issuer in ["http://id.example", "file:///etc", "no address"] {
        let refusal = attempt("https://diary.example", issuer).unwrap_err();
        assert!(matches!(refusal, IdentityError::Issuer), "{issuer}");
    }
}
