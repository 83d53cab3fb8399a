//! What the pages about the patient show, and why a form of theirs is refused.

use super::Condition;
use crate::daily::model::units::Units;
use std::collections::{BTreeMap, BTreeSet};

/// The earliest year of birth.
pub const LEAST_BORN: i16 = 1_900;
/// Most characters of the words for a point of the pain scale.
pub const MOST_ANCHOR: usize = 80;
/// Most questions that are kept for the next visit.
pub const MOST_QUESTIONS: usize = 10;
/// As many of them stand on the report.
pub const SHOWN_QUESTIONS: usize = 3;
/// Most characters of a question.
pub const MOST_QUESTION: usize = 200;

/// What the patient has told about themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileView {
    /// Units in which numbers are shown and typed.
    pub units: Units,
    /// ISO 3166-1 alpha-2 code of the country; empty when not told.
    pub country: String,
    /// Year of birth; empty when not told.
    pub born: String,
    /// This year.
    pub year: i16,
    /// Own words for points of the pain scale.
    pub anchors: BTreeMap<u8, String>,
    /// Questions for the next visit.
    pub questions: Vec<String>,
    /// Headache days count from 30 minutes on instead of 60.
    pub trial_headache_day: bool,
    /// Migraine days by definition B instead of A.
    pub trial_migraine_day: bool,
    /// What matters to red flags.
    pub conditions: BTreeSet<Condition>,
}

/// The forms about the patient; each has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileTopic {
    /// Country, year of birth, and what matters to red flags.
    Person,
    /// Units, and which definitions count.
    Counting,
    /// Own words for points of the pain scale.
    Anchors,
    /// Questions for the next visit.
    Questions,
}

/// Why a form about the patient was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileFault {
    /// A unit, a country, a definition or a condition that is not on offer.
    Unknown,
    /// The year of birth is no year.
    BornUnreadable,
    /// The year of birth lies before [`LEAST_BORN`] or in the future.
    BornOutOfRange,
    /// The words for this level are too long.
    AnchorTooLong(u8),
    /// The question at this place is too long.
    QuestionTooLong(usize),
}
