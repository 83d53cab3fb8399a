//! A failing provider is left alone, longer each time, and gets a chance to come back.

use super::breaker::Breaker;
use jiff::{SignedDuration, Timestamp};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn failed_often(now: Timestamp) -> Breaker {
    let mut breaker = Breaker::default();
    for _ in 0..5 {
        assert_eq!(breaker.ask(now), Ok(()));
        breaker.failed(now, MINUTE);
    }
    breaker
}

#[test]
fn a_few_failures_are_forgiven() {
    let mut breaker = Breaker::default();
    for _ in 0..4 {
        breaker.failed(at(0), MINUTE);
    }
    assert_eq!(breaker.ask(at(0)), Ok(()));
    breaker.succeeded();
    for _ in 0..4 {
        breaker.failed(at(0), MINUTE);
    }
    assert_eq!(breaker.ask(at(0)), Ok(()));
}

#[test]
fn after_a_rest_one_request_tries_and_the_others_wait() {
    let mut breaker = failed_often(at(0));
    assert_eq!(breaker.ask(at(59)), Err(at(60)));
    assert_eq!(breaker.ask(at(60)), Ok(()));
    assert!(breaker.ask(at(60)).is_err());
    breaker.succeeded();
    assert_eq!(breaker.ask(at(60)), Ok(()));
}

#[test]
fn each_rest_is_longer_up_to_five_minutes() {
    let mut breaker = failed_often(at(0));
    let mut now = 0;
    let mut rests = Vec::new();
    for _ in 0..8 {
        let until = breaker.ask(at(now)).unwrap_err();
        rests.push(until.as_second() - at(now).as_second());
        now = until.as_second() - at(0).as_second();
        assert_eq!(breaker.ask(at(now)), Ok(()));
        breaker.failed(at(now), MINUTE);
    }
    assert_eq!(rests, [60, 120, 240, 300, 300, 300, 300, 300]);
}

#[test]
fn a_wish_is_granted_within_an_hour() {
    let mut breaker = Breaker::default();
    breaker.asked_for_rest(at(0), SignedDuration::from_secs(90));
    assert_eq!(breaker.ask(at(89)), Err(at(90)));
    let mut breaker = Breaker::default();
    breaker.asked_for_rest(at(0), SignedDuration::from_hours(500));
    assert_eq!(breaker.ask(at(1)), Err(at(3_600)));
    let mut breaker = Breaker::default();
    breaker.asked_for_rest(at(0), SignedDuration::from_secs(-5));
    assert_eq!(breaker.ask(at(2)), Ok(()));
}
