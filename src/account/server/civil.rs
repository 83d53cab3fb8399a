//! Instants and dates as the plain numbers that pages spell.

use crate::i18n::dates::{CivilDay, CivilMoment};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A date as plain numbers.
#[must_use]
pub fn civil_day(date: Date) -> CivilDay {
    CivilDay {
        year: date.year(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
        weekday: date.weekday().to_monday_one_offset().unsigned_abs(),
    }
}

/// An instant in `zone` as plain numbers.
#[must_use]
pub fn civil_moment(instant: Timestamp, zone: &TimeZone) -> CivilMoment {
    let local = instant.to_zoned(zone.clone());
    CivilMoment {
        day: civil_day(local.date()),
        hour: local.hour().unsigned_abs(),
        minute: local.minute().unsigned_abs(),
    }
}

/// Whole minutes from `from` to `to`; 0 when that is negative.
#[must_use]
pub fn minutes_between(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.duration_since(from).as_mins()).unwrap_or_default()
}
