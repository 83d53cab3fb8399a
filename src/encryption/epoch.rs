//! Epochs and lineages: which of a user's keys a record was sealed with.
//!
//! An epoch is a UTC day. A lineage is a counter per user that is raised when keys may have leaked;
//! all later writes use the new one. Both stand in clear in a record's header, authenticated.

use crate::platform::clock::Clock;
use jiff::{SignedDuration, Timestamp};

const SECONDS_PER_DAY: i64 = 86_400;

/// A UTC day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Epoch(u32);

impl Epoch {
    /// The epoch of keys that do not rotate by day.
    pub const FIXED: Self = Self(0);

    /// The epoch with this day number.
    #[must_use]
    pub const fn new(day_number: u32) -> Self {
        Self(day_number)
    }

    /// The epoch in which `instant` lies. Instants before 1970 belong to day 0.
    #[must_use]
    pub fn of(instant: Timestamp) -> Self {
        let days = instant.as_second().div_euclid(SECONDS_PER_DAY);
        Self(u32::try_from(days).unwrap_or(0))
    }

    /// The epoch of the present instant.
    #[must_use]
    pub fn today(clock: &dyn Clock) -> Self {
        Self::of(clock.now())
    }

    /// The day number since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The following day.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The day this many days earlier; day 0 at the earliest.
    #[must_use]
    pub const fn before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(days))
    }

    /// Year and month (1 to 12) in which the day lies; for epochs beyond the calendar its last month.
    #[must_use]
    pub fn month(self) -> (i16, i8) {
        let start = Timestamp::from_second(i64::from(self.0) * SECONDS_PER_DAY);
        let day = jiff::tz::Offset::UTC.to_datetime(start.unwrap_or(Timestamp::MAX));
        (day.year(), day.month())
    }

    /// The first instant after this epoch; the end of time for epochs beyond the calendar.
    #[must_use]
    pub fn end(self) -> Timestamp {
        let seconds = (i64::from(self.0) + 1) * SECONDS_PER_DAY;
        Timestamp::UNIX_EPOCH
            .checked_add(SignedDuration::from_secs(seconds))
            .unwrap_or(Timestamp::MAX)
    }
}

impl std::fmt::Display for Epoch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// How often a user's keys were replaced on suspicion. Starts at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Lineage(u32);

impl Lineage {
    /// The lineage of a user whose keys were never suspected.
    pub const FIRST: Self = Self(0);

    /// The lineage with this number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The counter's value.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// Names one of a user's data keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName {
    /// The UTC day on which the key seals.
    pub epoch: Epoch,
    /// The user's lineage at that time.
    pub lineage: Lineage,
}

impl KeyName {
    /// The key of this day of a user whose keys were never suspected.
    #[must_use]
    pub const fn first(epoch: Epoch) -> Self {
        Self {
            epoch,
            lineage: Lineage::FIRST,
        }
    }
}
