//! When the custodian is left alone, and when it is asked again.

use super::breaker::{Breaker, FAILURES, REST};
use jiff::{SignedDuration, Timestamp};

fn noon() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn tripped() -> Breaker {
    let breaker = Breaker::default();
    for _ in 0..FAILURES {
        assert!(breaker.lets_pass(noon()));
        breaker.failed(noon());
    }
    breaker
}

#[test]
fn failures_in_a_row_trip_it_and_a_success_in_between_does_not() {
    let breaker = Breaker::default();
    for _ in 0..10 {
        breaker.failed(noon());
        breaker.failed(noon());
        breaker.succeeded();
    }
    assert!(breaker.lets_pass(noon()));
    assert!(!tripped().lets_pass(noon()));
}

#[test]
fn after_the_rest_one_request_tries_for_all() {
    let breaker = tripped();
    let later = noon() + REST;
    assert!(!breaker.lets_pass(later - SignedDuration::from_millis(1)));
    assert!(breaker.lets_pass(later));
    assert!(!breaker.lets_pass(later), "the others wait for the first");
    breaker.failed(later);
    assert!(!breaker.lets_pass(later));
    assert!(breaker.lets_pass(later + REST));
    breaker.succeeded();
    assert!(breaker.lets_pass(later + REST));
    assert!(breaker.lets_pass(later + REST));
}

#[test]
fn a_clock_that_is_set_back_does_not_keep_it_resting() {
    let breaker = tripped();
    assert!(breaker.lets_pass(noon() - SignedDuration::from_hours(1)));
}
