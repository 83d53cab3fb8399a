//! What `/counts` shows: figures with their rules, and the entries behind each of them.

use super::{MigraineDefinition, SpanView};
use crate::i18n::dates::{CivilDay, CivilMoment};
use serde::{Deserialize, Serialize};

/// What a rule gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ValueView {
    /// Days.
    Days(u32),
    /// How often.
    Count(u32),
    /// Days in a month or in 28 days.
    Rate(f64),
    /// A number without unit.
    Index(u32),
    /// Answered days of all.
    Share {
        /// Days with an answer.
        answered: u32,
        /// Days that could have one.
        of: u32,
    },
    /// Whether the entries match a published picture.
    Matches(bool),
    /// How attacks and periods go together.
    Relation {
        /// Probability in percent, 0 to 100.
        percent: u32,
        /// How many times as often.
        ratio: f64,
        /// Its interval.
        interval: (f64, f64),
        /// Cycles looked at.
        cycles: u32,
        /// Cycles with an attack around the period.
        cycles_with: u32,
    },
    /// A level of treatment goals.
    Goal {
        /// Code of the level: `freedom`, `optimal`, `modest`, `insufficient`.
        level: String,
        /// Days a month.
        days: f64,
    },
    /// Too few answers.
    NotEnough {
        /// How many there are.
        answered: u32,
        /// How many are needed.
        needed: u32,
    },
}

/// A rule, as it is shown beside a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionView {
    /// Code of the rule.
    pub rule: String,
    /// Its version.
    pub version: String,
    /// Where it comes from, a citation in English.
    pub source: String,
    /// Days a month that the rule names, for the rules of overuse.
    pub limit: Option<u32>,
}

/// A number with what is needed to open it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureView {
    /// The rule that counted.
    pub definition: DefinitionView,
    /// What came out.
    pub value: ValueView,
    /// Days of which the diary does not say enough.
    pub unsure: u32,
    /// Days behind it.
    pub days: u32,
}

/// How near the days of a class are to what ICHD-3 8.2 names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OveruseBand {
    /// Well below.
    Below,
    /// Near it; our own early band.
    Near,
    /// At the number or above it.
    Reached,
}

/// Days with one class of medicine, up to the last day of the span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OveruseView {
    /// The rule; its code names the class.
    pub definition: DefinitionView,
    /// Days in the 30 days that end on the last day of the span.
    pub rolling: u32,
    /// Days in the calendar month of that day.
    pub month: u32,
    /// The number that the rule names.
    pub threshold: u32,
    /// From here on our own early band begins.
    pub early: u32,
    /// Where the 30 days stand.
    pub band: OveruseBand,
    /// The criterion of ICHD-3 8.2 over more than three months: whether the entries match, or too few
    /// answers. Never a diagnosis.
    pub criterion: ValueView,
    /// The query of the 30 days, for the link to the entries.
    pub query: String,
}

/// One calendar month in the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthRow {
    /// The first of the month.
    pub first: CivilDay,
    /// The month is not over.
    pub is_present: bool,
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
    /// Days with an answer.
    pub answered: u32,
    /// Days that could have one.
    pub of: u32,
    /// Whether the answers are enough to compare it with another month.
    pub is_comparable: bool,
}

/// The figures of a span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountsView {
    /// The span.
    pub span: SpanView,
    /// Figures in the order of the rules.
    pub figures: Vec<FigureView>,
    /// Days of medicine by class.
    pub overuse: Vec<OveruseView>,
    /// Days with a medicine of which nobody said what it is, in the 30 days that end on the last day of
    /// the span; they count in no class.
    pub unknown_medicine_days: u32,
    /// Six months beside each other, the earliest first; months from before the diary are left out.
    pub months: Vec<MonthRow>,
    /// Which definition of a migraine day is in use.
    pub definition: MigraineDefinition,
    /// Nothing is in the diary yet.
    pub is_empty: bool,
    /// Records that could not be opened.
    pub unreadable: usize,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EvidenceKind {
    /// An attack.
    Attack,
    /// A medicine.
    Intake,
    /// A line of a daily diary.
    DaySummary,
    /// A confirmed clear day.
    ClearDay,
    /// A check-in.
    CheckIn,
    /// A questionnaire.
    Scale,
}

/// One entry behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceEntry {
    /// What it is.
    pub kind: EvidenceKind,
    /// When it was, in the zone of the entry; absent for answers about the whole day.
    pub at: Option<CivilMoment>,
    /// What the patient wrote, such as the name of a medicine; may be empty.
    pub words: String,
    /// Its page.
    pub href: String,
}

/// One day behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceDay {
    /// The day.
    pub day: CivilDay,
    /// Its entries.
    pub entries: Vec<EvidenceEntry>,
}

/// A number with the days and entries behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceView {
    /// The span.
    pub span: SpanView,
    /// The number.
    pub figure: FigureView,
    /// The days, the latest first.
    pub days: Vec<EvidenceDay>,
    /// Records that could not be opened.
    pub unreadable: usize,
}
