//! What the calendar shows: a month and a year.

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

/// Which definition of a migraine day is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MigraineDefinition {
    /// Leiden proposal.
    A,
    /// Trial style.
    B,
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
    /// It is a migraine day by the definition in use.
    pub migraine: bool,
    /// An aura began.
    pub aura: bool,
    /// A period began.
    pub period: bool,
    /// Today.
    pub is_today: bool,
    /// Still to come.
    pub is_future: bool,
}

/// One month with its counts; the rules stand in `server/rules/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthView {
    /// The first of the month.
    pub first: CivilDay,
    /// The last day that is counted: the last of the month, or today.
    pub last: CivilDay,
    /// Its days.
    pub days: Vec<DayOfMonth>,
    /// The rule of headache days in use.
    pub headache_rule: String,
    /// The rule of migraine days in use.
    pub migraine_rule: String,
    /// Which definition that is.
    pub definition: MigraineDefinition,
    /// Headache days.
    pub headache_days: u32,
    /// Days marked as headache that are too short for that rule.
    pub short_days: u32,
    /// Migraine days.
    pub migraine_days: u32,
    /// Days that may be migraine days, if the diary said more.
    pub unsure_migraine_days: u32,
    /// Attacks begun.
    pub attacks: u32,
    /// Days with acute medicine.
    pub medicine_days: u32,
    /// Days with a triptan.
    pub triptan_days: u32,
    /// Days with a simple analgesic or an NSAID.
    pub simple_days: u32,
    /// Days with a medicine of which nobody said what it is; they count in no class.
    pub unknown_medicine_days: u32,
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

/// One day of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearDayView {
    /// What it comes down to.
    pub mark: DayMark,
    /// How bad it was at its worst, if that is on record.
    pub severity: Option<Severity>,
    /// Acute medicine was taken.
    pub medicine: bool,
    /// Still to come.
    pub is_future: bool,
}

/// One month of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthOfYear {
    /// The first of the month.
    pub first: CivilDay,
    /// Its days.
    pub days: Vec<YearDayView>,
    /// Headache days.
    pub headache_days: u32,
    /// Migraine days by the definition in use.
    pub migraine_days: u32,
    /// Attacks begun.
    pub attacks: u32,
    /// Days with acute medicine.
    pub medicine_days: u32,
    /// Clear days.
    pub clear_days: u32,
    /// Days without an answer, up to today.
    pub unknown_days: u32,
    /// The whole month is still to come.
    pub is_future: bool,
}

/// A year with its months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// January to December.
    pub months: Vec<MonthOfYear>,
    /// Which definition of a migraine day is in use.
    pub definition: MigraineDefinition,
    /// Whether the year before can be shown.
    pub has_previous: bool,
    /// Whether the year after has begun.
    pub has_next: bool,
    /// Records that could not be opened.
    pub unreadable: usize,
}
