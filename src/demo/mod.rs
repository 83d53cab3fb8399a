//! The demo diary: a year of made-up entries, so that a newcomer sees the product and not an empty shell.
//!
//! `week` plans when attacks begin and end, `story` and `particulars` make up what happened in each of
//! them, `medicine`, `checking_in`, `cycle` and `health` the days around them, `person` who keeps the
//! diary; `diary` puts it together, `records` says which record each thing is, and `seeding` writes what
//! is not there yet. Everything follows from the number of the ISO week, so that a later run continues
//! the same diary. To make up something new (a kind of
//! record), plan it in `diary` and write it in `seeding`. Server only; the gate is in `lib.rs`.

mod chance;
mod checking_in;
mod cycle;
mod diary;
mod health;
mod medicine;
mod particulars;
mod person;
mod records;
mod seeding;
mod story;
mod week;

#[cfg(test)]
mod diary_tests;
#[cfg(test)]
mod seeding_tests;

pub use diary::{DemoDiary, PlannedAttack};
pub use seeding::{Seeded, fill, seed};

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// The demo patient's zone.
pub const ZONE: &str = "Europe/Vilnius";

/// The instant of so many minutes on the patient's clock after midnight of `day`.
fn local(day: Date, minute: i64) -> Timestamp {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    let local = day.at(0, 0, 0, 0).saturating_add(minute.minutes());
    zone.to_ambiguous_timestamp(local)
        .compatible()
        .unwrap_or(Timestamp::UNIX_EPOCH)
}
