//! The circuit breaker: a custodian that fails again and again is left alone for a while.
//!
//! Without it every page of every patient would wait for the whole time-out. After the rest one request
//! may try; the others go on resting until it has come back.

use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, PoisonError};

/// Failures in a row after which the custodian rests.
pub(super) const FAILURES: u32 = 3;
/// How long it rests.
pub(super) const REST: SignedDuration = SignedDuration::from_secs(3);

/// Counts failures in a row.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    rests_until: Option<Timestamp>,
}

impl Breaker {
    /// Whether a request may go out at `now`. One that may after a rest keeps the others waiting.
    pub(super) fn lets_pass(&self, now: Timestamp) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.rests_until {
            None => true,
            // A clock that was set back must not make the rest last for ever.
            Some(until) if now < until && until.duration_since(now) <= REST => false,
            Some(_) => {
                state.rests_until = now.checked_add(REST).ok();
                true
            }
        }
    }

    /// An answer came, be it a refusal.
    pub(super) fn succeeded(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = State::default();
    }

    /// No answer came.
    pub(super) fn failed(&self, now: Timestamp) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES {
            state.rests_until = now.checked_add(REST).ok();
        }
    }
}
