//! The provider's keys: new ones are accepted, unknown ones are looked for, but not without end.

use super::{fake_provider::Lie, harness::App};
use crate::identity::model::SignInFailure;
use jiff::SignedDuration;

#[tokio::test]
async fn a_new_key_is_accepted_after_the_keys_were_fetched_again() {
    let Some(app) = App::start().await else {
        return;
    };
    app.signed_in_browser().await;
    assert_eq!(app.provider.set().key_requests, 1);
    app.provider.rotate_keys();
    let mut browser = app.signed_in_browser().await;
    assert!(browser.who().await.is_some());
    assert_eq!(app.provider.set().key_requests, 2);
}

#[tokio::test]
async fn an_unknown_key_costs_the_provider_one_request_a_minute() {
    let Some(app) = App::start().await else {
        return;
    };
    app.provider.set().lie = Some(Lie::UnknownKey);
    for expected in [2, 2, 2] {
        let answer = app.browser().sign_in(&app.provider, "/").await;
        assert_eq!(answer.failure(), SignInFailure::WrongSignature);
        assert_eq!(app.provider.set().key_requests, expected);
    }
    app.clock.advance(SignedDuration::from_secs(61));
    let answer = app.browser().sign_in(&app.provider, "/").await;
    assert_eq!(answer.failure(), SignInFailure::WrongSignature);
    assert_eq!(app.provider.set().key_requests, 3);
}

#[tokio::test]
async fn old_knowledge_is_renewed_after_ten_minutes() {
    let Some(app) = App::start().await else {
        return;
    };
    app.signed_in_browser().await;
    app.clock.advance(SignedDuration::from_mins(9));
    app.signed_in_browser().await;
    assert_eq!(app.provider.set().key_requests, 1);
    app.clock.advance(SignedDuration::from_mins(2));
    app.signed_in_browser().await;
    assert_eq!(app.provider.set().key_requests, 2);
}
