//! Leaves a provider alone that fails again and again.
//!
//! After [`TRIES`] failures in a row it rests as long as configured (a minute), then twice as long each
//! time, at most five times as long. After a rest one request may try. A provider that says when to come back is taken at its word,
//! within an hour.

use jiff::{SignedDuration, Timestamp};

/// Failures in a row before the first rest.
const TRIES: u32 = 5;
/// The longest rest, in first ones.
const LONGEST_REST: i32 = 5;
const LONGEST_WISH: SignedDuration = SignedDuration::from_hours(1);

/// How one provider is doing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Breaker {
    failures: u32,
    rests: u32,
    rests_until: Option<Timestamp>,
    is_trying: bool,
}

impl Breaker {
    /// Whether it may be asked now; if not, until when it rests. After a rest, the first to ask tries.
    ///
    /// # Errors
    /// The end of the rest.
    pub fn ask(&mut self, now: Timestamp) -> Result<(), Timestamp> {
        match self.rests_until {
            Some(until) if now < until => Err(until),
            Some(_) if self.is_trying => Err(now
                .saturating_add(SignedDuration::from_secs(10))
                .unwrap_or(now)),
            Some(_) => {
                self.is_trying = true;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// It answered.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// It did not. The first rest takes `first`.
    pub fn failed(&mut self, now: Timestamp, first: SignedDuration) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= TRIES || self.is_trying {
            let longest = first * LONGEST_REST;
            let rest = (0..self.rests).fold(first, |rest, _| (rest * 2).min(longest));
            self.rest(now, rest);
        }
    }

    /// It asked to be left alone for a while.
    pub fn asked_for_rest(&mut self, now: Timestamp, rest: SignedDuration) {
        let shortest = SignedDuration::from_secs(1);
        self.rest(now, rest.clamp(shortest, LONGEST_WISH));
    }

    fn rest(&mut self, now: Timestamp, rest: SignedDuration) {
        // Several requests under way at once end in one rest.
        if self.rests_until.is_none_or(|until| until <= now) {
            self.rests = (self.rests + 1).min(8);
        }
        self.is_trying = false;
        let until = now.saturating_add(rest).unwrap_or(now);
        self.rests_until = Some(self.rests_until.map_or(until, |known| known.max(until)));
    }
}
