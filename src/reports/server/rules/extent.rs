//! How long an attack goes on, as far as the diary tells.
//!
//! An attack that is over since nobody knows when counts up to the latest thing that was recorded in it.
//! One that was not ended does so too, and up to now while that is less than 24 hours ago; after that
//! nobody knows. A continuous headache counts up to now.

use crate::attacks::server::{Attack, Course};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// An attack without an end goes on for this long after the latest entry (24 hours; our convention).
const SILENCE: SignedDuration = SignedDuration::from_hours(24);

/// The known extent of an attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Up to here it is known to have gone on; never before its onset.
    pub until: Timestamp,
    /// Whether it ended there. Otherwise it went on for nobody knows how long.
    pub is_end_known: bool,
}

/// The extent of an attack at `now`, by its own record.
#[must_use]
pub fn extent(attack: &Attack, now: Timestamp) -> Extent {
    extent_with(attack, None, now)
}

/// As [`extent`], when the latest medicine that was recorded for it apart from it is known.
pub(super) fn extent_with(attack: &Attack, medicine: Option<Timestamp>, now: Timestamp) -> Extent {
    let open = |until: Timestamp| Extent {
        until: until.max(attack.onset),
        is_end_known: false,
    };
    let latest = || medicine.unwrap_or(attack.onset).max(attack.latest_entry());
    match attack.course {
        Course::Ended(end) => Extent {
            until: end.max(attack.onset),
            is_end_known: true,
        },
        Course::Continuous => open(now),
        Course::Ongoing if now.duration_since(latest()) < SILENCE => open(now),
        Course::Over | Course::Ongoing => open(latest()),
    }
}

/// The last local day that an attack touches. An end at midnight touches the day before.
#[must_use]
pub fn last_day(attack: &Attack, today: Date, now: Timestamp) -> Date {
    last_day_in(attack, &attack.time_zone(), extent(attack, now), today)
}

/// As [`last_day`], for a zone and an extent that are already known.
pub(super) fn last_day_in(attack: &Attack, zone: &TimeZone, extent: Extent, today: Date) -> Date {
    if attack.course == Course::Continuous {
        return today;
    }
    let until = zone.to_datetime(extent.until);
    let at_midnight = until.time() == jiff::civil::Time::midnight();
    if extent.is_end_known && at_midnight && extent.until > attack.onset {
        until.date().yesterday().unwrap_or(until.date())
    } else {
        until.date()
    }
}
