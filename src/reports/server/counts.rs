//! What a calendar marks and counts. The days come from `rules`, so that there is one way of counting.
//!
//! - **Headache mark**: a local calendar day that an attack touches, or of which a daily diary says
//!   "headache". A calendar shows what was told, so it marks every day touched, however briefly; the figures
//!   of `rules` ask for 60 (or 30) minutes on the day and say so. `rules/extent.rs` says how far an attack
//!   without an end goes.
//! - **Attacks**: records that begin in the month. A daily diary has no attacks.
//! - **Day with acute medicine**: any acute intake on that local day, or a daily diary's count above 0.
//!   Days, not doses.
//! - **Clear day**: confirmed by the patient, and no headache on it.
//! - **Unknown day**: no answer. Silence is not a clear day. Days to come are not counted.

use super::{diary::Diary, rules::DayFinding};
use crate::attacks::model::Pain;
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

/// What is known about one local day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFacts {
    /// There was headache.
    pub headache: bool,
    /// The strongest pain on record for the day.
    pub peak: Option<Pain>,
    /// Attacks that began on the day.
    pub attacks_begun: u32,
    /// Acute medicine was taken.
    pub medicine: bool,
    /// The patient said that the day was free of headache.
    pub clear: bool,
    /// A daily diary gave some answer, even if not about headache.
    pub answered: bool,
}

/// What a day comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Headache.
    Headache,
    /// Confirmed to be free of it.
    Clear,
    /// Nobody said.
    Unknown,
}

impl DayFacts {
    /// What the day comes down to; a headache outweighs a "clear" of the same day.
    #[must_use]
    pub const fn answer(&self) -> Answer {
        if self.headache {
            Answer::Headache
        } else if self.clear {
            Answer::Clear
        } else {
            Answer::Unknown
        }
    }
}

impl From<&DayFinding> for DayFacts {
    fn from(finding: &DayFinding) -> Self {
        Self {
            headache: finding.is_touched,
            peak: finding.peak,
            attacks_begun: finding.attacks_begun,
            medicine: finding.has_acute_medicine,
            clear: finding.is_clear,
            answered: finding.is_told,
        }
    }
}

/// The counts under a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MonthCounts {
    /// Headache days.
    pub headache_days: u32,
    /// Attacks begun.
    pub attacks: u32,
    /// Days with acute medicine.
    pub medicine_days: u32,
    /// Clear days.
    pub clear_days: u32,
    /// Days without an answer, up to today.
    pub unknown_days: u32,
}

/// Every day on which anything is known, at `now` on `today` in the patient's zone.
#[must_use]
pub fn facts_by_day(diary: &Diary, today: Date, now: Timestamp) -> BTreeMap<Date, DayFacts> {
    diary
        .reading(today, now)
        .days()
        .iter()
        .map(|(day, finding)| (*day, finding.into()))
        .collect()
}

/// The counts of the month that begins on `first`.
#[must_use]
pub fn month_counts(days: &BTreeMap<Date, DayFacts>, first: Date, today: Date) -> MonthCounts {
    let mut counts = MonthCounts::default();
    let unknown = DayFacts::default();
    let mut day = first.first_of_month();
    let last = first.last_of_month();
    loop {
        let facts = days.get(&day).unwrap_or(&unknown);
        counts.attacks += facts.attacks_begun;
        counts.medicine_days += u32::from(facts.medicine);
        match facts.answer() {
            Answer::Headache => counts.headache_days += 1,
            Answer::Clear => counts.clear_days += 1,
            Answer::Unknown if day <= today => counts.unknown_days += 1,
            Answer::Unknown => {}
        }
        match day.tomorrow() {
            Ok(next) if next <= last => day = next,
            _ => return counts,
        }
    }
}
