//! The sealed form of an attack.
//!
//! Raw facts only; durations, days and counts are derived where they are shown. Fields are added
//! with a default and never renamed: old records must open for ten years.

use super::details::Details;
use crate::attacks::model::{AuraKind, FieldFault, Pain, Progress, Region, Relief, Side, Symptom};
use crate::encryption::server::Sealable;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One attack: from its onset until it is over, if it ever is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attack {
    /// When the pain (or the aura) began.
    pub onset: Timestamp,
    /// The patient's zone at onset, an IANA name: it decides to which days the attack belongs.
    pub zone: String,
    /// Woke with it: the true onset lies somewhere in the sleep before `onset`.
    #[serde(default)]
    pub woke_with_it: bool,
    /// Whether and when it ended.
    pub course: Course,
    /// Levels over time, in the order of time.
    #[serde(default)]
    pub levels: Vec<LevelPoint>,
    /// Answers to "still, better?" while it went on, in the order of time.
    #[serde(default)]
    pub progress: Vec<ProgressPoint>,
    /// Side of the head.
    #[serde(default)]
    pub side: Option<Side>,
    /// Regions of the head.
    #[serde(default)]
    pub regions: BTreeSet<Region>,
    /// What came with the pain.
    #[serde(default)]
    pub symptoms: BTreeSet<Symptom>,
    /// The symptom that bothers most (IHS co-primary endpoint).
    #[serde(default)]
    pub most_bothersome: Option<Symptom>,
    /// Kinds of aura with their duration in minutes (1 to 4,320) where it is known.
    #[serde(default)]
    pub aura: BTreeMap<AuraKind, Option<u16>>,
    /// Medicines taken for this attack, in the order of time.
    #[serde(default)]
    pub medicines: Vec<Intake>,
    /// Free text, at most 4,000 characters.
    #[serde(default)]
    pub notes: String,
    /// What was told without haste: phases, head map, losses and more.
    #[serde(default, skip_serializing_if = "Details::is_empty")]
    pub details: Details,
    /// When the record was first made; a record made more than 24 hours after onset is a late entry.
    pub recorded: Timestamp,
}

/// Whether an attack is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Course {
    /// Still going on.
    #[serde(rename = "ongoing")]
    Ongoing,
    /// Over since this instant, which is never before onset.
    #[serde(rename = "ended")]
    Ended(Timestamp),
    /// Headache without a start and an end: it is there every day until this is changed.
    #[serde(rename = "continuous")]
    Continuous,
    /// Over, but nobody knows since when: it counts up to the latest thing recorded in it.
    #[serde(rename = "over")]
    Over,
}

/// One answer to "how bad is it?" with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelPoint {
    /// When it was so.
    pub at: Timestamp,
    /// How bad it was.
    pub pain: Pain,
}

/// One answer to "still, better?" with its time: the raw answer, no level is made up from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressPoint {
    /// When it was so.
    pub at: Timestamp,
    /// The answer.
    pub answer: Progress,
}

/// One medicine taken once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// Name as the patient wrote it, 1 to 120 characters.
    pub name: String,
    /// Dose as the patient wrote it, at most 60 characters; empty when not given.
    #[serde(default)]
    pub dose: String,
    /// When it was taken.
    pub at: Timestamp,
    /// What it did after two hours, once answered.
    #[serde(default)]
    pub relief: Option<Relief>,
}

impl Attack {
    /// Records made later than this after onset are marked as late entries, in seconds (24 hours;
    /// our convention: recall undercounts, so a report may want to leave them out).
    pub const LATE_AFTER_SECONDS: i64 = 24 * 3_600;

    /// Most levels, most answers and most medicines that one attack holds each; an import keeps to
    /// the same number, so that whatever is exported can come back.
    pub const MOST_ENTRIES: usize = 1_000;

    /// Whether none of its lists is longer than [`Attack::MOST_ENTRIES`].
    #[must_use]
    pub const fn has_room(&self) -> bool {
        self.levels.len() <= Self::MOST_ENTRIES
            && self.progress.len() <= Self::MOST_ENTRIES
            && self.medicines.len() <= Self::MOST_ENTRIES
    }

    /// An attack of which only the beginning is known.
    #[must_use]
    pub fn begun(onset: Timestamp, zone: &str, recorded: Timestamp) -> Self {
        Self {
            onset,
            zone: zone.to_owned(),
            woke_with_it: false,
            course: Course::Ongoing,
            levels: Vec::new(),
            progress: Vec::new(),
            side: None,
            regions: BTreeSet::new(),
            symptoms: BTreeSet::new(),
            most_bothersome: None,
            aura: BTreeMap::new(),
            medicines: Vec::new(),
            notes: String::new(),
            details: Details::default(),
            recorded,
        }
    }

    /// The strongest pain on record.
    #[must_use]
    pub fn peak(&self) -> Option<Pain> {
        self.levels
            .iter()
            .map(|point| point.pain)
            .max_by_key(|pain| pain.height())
    }

    /// When it ended, if it did.
    #[must_use]
    pub const fn end(&self) -> Option<Timestamp> {
        match self.course {
            Course::Ended(end) => Some(end),
            Course::Ongoing | Course::Continuous | Course::Over => None,
        }
    }

    /// The latest instant at which something was recorded in it; onset when nothing was.
    #[must_use]
    pub fn latest_entry(&self) -> Timestamp {
        let levels = self.levels.iter().map(|point| point.at);
        let progress = self.progress.iter().map(|point| point.at);
        let medicines = self.medicines.iter().map(|intake| intake.at);
        levels
            .chain(progress)
            .chain(medicines)
            .fold(self.onset, Timestamp::max)
    }

    /// Whether the record was made so late that memory may have blurred it.
    #[must_use]
    pub fn is_late_entry(&self) -> bool {
        self.recorded.as_second() - self.onset.as_second() > Self::LATE_AFTER_SECONDS
    }

    /// Whether it was told from memory: the patient says so, or it was recorded late.
    #[must_use]
    pub fn is_retrospective(&self) -> bool {
        self.details.from_memory || self.is_late_entry()
    }

    /// The zone of the entry; UTC when the name is not known to this machine.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}

/// What is sealed: the attack, and what editing needs to lose nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttackRecord {
    /// The attack as it stands.
    pub attack: Attack,
    /// The attack before the latest change, so that one tap takes it back.
    #[serde(default)]
    pub previous: Option<Attack>,
    /// Text that was typed but could not be accepted, so that it stays in its form.
    #[serde(default)]
    pub draft: Option<Draft>,
}

/// Typed text that was refused, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Why it was refused.
    pub fault: FieldFault,
    /// The texts of the form's fields, by name.
    pub fields: BTreeMap<String, String>,
}

impl AttackRecord {
    /// A record of which nothing was changed yet.
    #[must_use]
    pub const fn new(attack: Attack) -> Self {
        Self {
            attack,
            previous: None,
            draft: None,
        }
    }
}

impl Sealable for AttackRecord {
    const KIND: &'static str = "attack";

    fn local_day(&self) -> Option<Date> {
        let attack = &self.attack;
        Some(attack.onset.to_zoned(attack.time_zone()).date())
    }
}
