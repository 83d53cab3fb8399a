//! What `/timeline` shows: the days of a span, and attacks and medicines over months.

use super::{MigraineDefinition, SpanView};
use crate::{
    attacks::model::Pain,
    i18n::dates::{CivilDay, CivilMoment},
    medication::model::MedicineClass,
};
use serde::{Deserialize, Serialize};

/// A stretch of an attack on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineStretch {
    /// Minutes since midnight, 0 to 1,440.
    pub from: u16,
    /// Minutes since midnight.
    pub to: u16,
    /// Band of the strongest level of that day: 1 to 3, 0 when nobody said.
    pub height: u8,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimelineEventKind {
    /// An attack began.
    AttackBegan {
        /// Its strongest level.
        peak: Option<Pain>,
        /// How long it lasted in minutes, if the end is known.
        minutes: Option<u32>,
    },
    /// An attack of an earlier day went on.
    AttackWentOn,
    /// A medicine was taken.
    Intake {
        /// Name and dose, as the patient wrote them; empty when a daily diary only counts.
        name: String,
        /// What it is.
        class: MedicineClass,
    },
    /// A daily diary says "headache".
    HeadacheTold,
    /// The day was confirmed to be clear.
    Clear,
    /// A period began.
    PeriodBegan,
}

/// One event of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEvent {
    /// When, in the zone of the entry; absent for answers about the whole day.
    pub at: Option<CivilMoment>,
    /// What happened.
    pub kind: TimelineEventKind,
    /// The page of the entry.
    pub href: String,
}

/// One day on which something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineDay {
    /// The day.
    pub day: CivilDay,
    /// Attacks as bars.
    pub stretches: Vec<TimelineStretch>,
    /// Medicines, in minutes since midnight.
    pub intakes: Vec<u16>,
    /// What happened, in the order of time.
    pub events: Vec<TimelineEvent>,
}

/// One month in figures; `None` where the diary says nothing about the month at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCount {
    /// The first of the month.
    pub first: CivilDay,
    /// Attacks begun.
    pub attacks: Option<u32>,
    /// Headache days.
    pub headache_days: Option<u32>,
    /// Migraine days.
    pub migraine_days: Option<u32>,
    /// Days with each class of [`TimelineView::classes`].
    pub class_days: Vec<Option<u32>>,
}

/// How many attacks began when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursOfDay {
    /// By hour, 0 to 23.
    pub hours: Vec<u32>,
    /// By weekday, Monday first.
    pub weekdays: Vec<u32>,
}

/// A span, day by day, and the twelve months up to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineView {
    /// The span.
    pub span: SpanView,
    /// Days with more on them than "clear", the latest first, at most [`TimelineView::MOST_DAYS`].
    pub days: Vec<TimelineDay>,
    /// Such days that were left out.
    pub left_out: u32,
    /// Days that were confirmed to be clear, and nothing else.
    pub clear_days: u32,
    /// Twelve months, the earliest first.
    pub months: Vec<MonthCount>,
    /// The classes of medicine taken in these months, the most frequent first, at most five.
    pub classes: Vec<MedicineClass>,
    /// Onsets in the span.
    pub onsets: HoursOfDay,
    /// Which definition of a migraine day is in use.
    pub definition: MigraineDefinition,
    /// Records that could not be opened.
    pub unreadable: usize,
}

impl TimelineView {
    /// Most days on one page.
    pub const MOST_DAYS: usize = 62;
}
