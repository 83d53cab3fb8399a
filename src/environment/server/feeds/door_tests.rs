//! The one way out: what it refuses, how long it waits, how often it asks.

use super::{
    Door, DoorFault,
    door::{Answer, Validators},
    fake::{FakeProviders, Trouble},
};
use crate::{
    environment::model::Feed,
    platform::{clock::SettableClock, config::Environment, entropy::SystemEntropy},
};
use jiff::{SignedDuration, Timestamp};
use std::{sync::Arc, time::Duration};

const NOW: &str = "2026-11-20T12:00:00Z";
const PATH: &str = "/v1/forecast?latitude=54.7";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn opened(config: &Environment) -> (Door, Arc<SettableClock>) {
    let clock = Arc::new(SettableClock::at(now()));
    let door = Door::open(config, clock.clone(), Arc::new(SystemEntropy)).unwrap();
    (door.with_patience(Duration::from_secs(1)), clock)
}

async fn beside_providers() -> (FakeProviders, Door, Arc<SettableClock>) {
    let clock = Arc::new(SettableClock::at(now()));
    let providers = FakeProviders::start(clock).await.unwrap();
    let (door, clock) = opened(&Environment::at(&providers.address));
    (providers, door, clock)
}

async fn ask(door: &Door) -> Result<Answer, DoorFault> {
    door.fetch(Feed::Forecast, PATH, &Validators::default())
        .await
}

#[tokio::test]
async fn a_good_answer_comes_whole() {
    let (providers, door, _) = beside_providers().await;
    let Ok(Answer::Fresh { body, .. }) = ask(&door).await else {
        panic!("no answer");
    };
    assert!(body.starts_with(b"{") && body.ends_with(b"}"));
    assert_eq!(providers.asked_for(Feed::Forecast), 1);
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_what_will_not_is_not() {
    let (providers, door, _) = beside_providers().await;
    for (trouble, fault, times) in [
        (Trouble::Status(500), DoorFault::Failed, 3),
        (Trouble::Slow(Duration::from_secs(5)), DoorFault::TooSlow, 3),
        (Trouble::Status(400), DoorFault::Refused, 1),
    ] {
        providers.forget();
        providers.trouble(Feed::Forecast, trouble.clone());
        assert_eq!(ask(&door).await, Err(fault), "{trouble:?}");
        assert_eq!(providers.asked_for(Feed::Forecast), times, "{trouble:?}");
    }
}

#[tokio::test]
async fn what_grows_by_decompression_ends_at_its_limit() {
    let (providers, door, _) = beside_providers().await;
    let door = door.with_patience(Duration::from_secs(60));
    providers.trouble(Feed::Forecast, Trouble::Bomb(16 * 1024 * 1024));
    assert_eq!(ask(&door).await, Err(DoorFault::TooLong));
    assert_eq!(providers.asked_for(Feed::Forecast), 1);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (providers, door, _) = beside_providers().await;
    for target in [
        "http://169.254.169.254/latest/meta-data".to_owned(),
        format!("{}/inside", providers.address),
    ] {
        providers.trouble(Feed::Forecast, Trouble::Redirect(target));
        assert_eq!(ask(&door).await, Err(DoorFault::Redirected));
    }
    let asked = providers.asked();
    assert!(
        asked.keys().all(|path| path.starts_with("/v1/forecast")),
        "{asked:?}"
    );
}

#[tokio::test]
async fn a_provider_that_asks_for_rest_gets_it() {
    let (providers, door, clock) = beside_providers().await;
    let later = |seconds: i64| now() + SignedDuration::from_secs(seconds);
    providers.trouble(Feed::Forecast, Trouble::TooMany("120"));
    assert_eq!(ask(&door).await, Err(DoorFault::TooMany(later(120))));
    providers.behave();
    assert_eq!(ask(&door).await, Err(DoorFault::Resting(later(120))));
    assert_eq!(providers.asked_for(Feed::Forecast), 1);
    clock.set(later(121));
    assert!(ask(&door).await.is_ok());
}

#[tokio::test]
async fn without_a_time_that_can_be_read_the_rest_is_a_minute() {
    let (providers, door, _) = beside_providers().await;
    providers.trouble(Feed::Forecast, Trouble::TooMany("when the cows come home"));
    let until = now() + SignedDuration::from_mins(1);
    assert_eq!(ask(&door).await, Err(DoorFault::TooMany(until)));
}

#[tokio::test]
async fn a_failing_provider_is_left_alone_and_another_is_not() {
    let (providers, door, clock) = beside_providers().await;
    providers.trouble(Feed::Forecast, Trouble::Status(500));
    for _ in 0..5 {
        assert_eq!(ask(&door).await, Err(DoorFault::Failed));
    }
    providers.forget();
    assert!(matches!(ask(&door).await, Err(DoorFault::Resting(_))));
    assert_eq!(providers.asked_for(Feed::Forecast), 0);
    let other = door
        .fetch(
            Feed::PlanetaryK,
            "/products/noaa-planetary-k-index.json",
            &Validators::default(),
        )
        .await;
    assert!(other.is_ok());
    providers.behave();
    clock.set(now() + SignedDuration::from_secs(61));
    assert!(ask(&door).await.is_ok());
}

#[tokio::test]
async fn names_that_are_unknown_or_lead_inside_are_faults() {
    let mut strict = Environment::at("https://localhost:1");
    strict.allow_internal = false;
    assert_eq!(ask(&opened(&strict).0).await, Err(DoorFault::Forbidden));
    let mut strict = Environment::at("https://127.0.0.1:1");
    strict.allow_internal = false;
    assert_eq!(ask(&opened(&strict).0).await, Err(DoorFault::Forbidden));
    let mut plain = Environment::at("http://weather.example");
    plain.allow_internal = false;
    assert_eq!(ask(&opened(&plain).0).await, Err(DoorFault::Forbidden));
    let nowhere = Environment::at("http://weather.invalid");
    let fault = ask(&opened(&nowhere).0).await.unwrap_err();
    assert!(
        matches!(fault, DoorFault::Unreachable | DoorFault::TooSlow),
        "{fault}"
    );
}

#[tokio::test]
async fn a_path_cannot_leave_its_provider() {
    let (providers, door, _) = beside_providers().await;
    for path in ["//evil.example/x", "@evil.example/x", ".evil.example/x", ""] {
        let answer = door
            .fetch(Feed::Forecast, path, &Validators::default())
            .await;
        assert_eq!(answer, Err(DoorFault::Forbidden), "{path}");
    }
    assert!(providers.asked().is_empty());
}
