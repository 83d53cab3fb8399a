//! What the calendar shows.

use crate::{attacks::model::Severity, i18n::dates::CivilDay};
use serde::{Deserialize, Serialize};

/// What a day comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayMark {
    /// Headache.
    Headache,
    /// Confirmed to be free of it.
    Clear,
    /// Nobody said.
    Unknown,
}

/// One day of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOfMonth {
    /// The day.
    pub day: CivilDay,
    /// What it comes down to.
    pub mark: DayMark,
    /// How bad it was at its worst, if that is on record.
    pub severity: Option<Severity>,
    /// Attacks that began.
    pub attacks: u32,
    /// Acute medicine was taken.
    pub medicine: bool,
    /// Today.
    pub is_today: bool,
    /// Still to come.
    pub is_future: bool,
}

/// One month with its counts; the rules stand in `server/counts.rs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthView {
    /// The first of the month.
    pub first: CivilDay,
    /// Its days.
    pub days: Vec<DayOfMonth>,
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
    /// The month before, `2026-10`.
    pub previous: String,
    /// The month after; empty when it is still to come.
    pub next: String,
    /// Records that could not be opened.
    pub unreadable: usize,
}
