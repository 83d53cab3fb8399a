//! Time as an argument: the only place that reads the machine's clock.
//!
//! Everything else receives a [`Clock`], so a test can stand at any instant and nothing renders
//! differently on the server and in the browser.

use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;

/// A source of the present instant.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present instant in UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the machine's clock is read"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still until it is moved; for tests and for made-up diaries.
#[derive(Debug)]
pub struct SettableClock(Mutex<Timestamp>);

impl SettableClock {
    /// A clock that stands at `instant`.
    #[must_use]
    pub fn at(instant: Timestamp) -> Self {
        Self(Mutex::new(instant))
    }

    /// Moves the clock to `instant`.
    pub fn set(&self, instant: Timestamp) {
        *self.lock() = instant;
    }

    /// Moves the clock by `span`, which may be negative.
    pub fn advance(&self, span: SignedDuration) {
        let mut now = self.lock();
        *now += span;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Timestamp> {
        // A panic while holding the lock cannot leave a timestamp half-written.
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for SettableClock {
    fn now(&self) -> Timestamp {
        *self.lock()
    }
}
