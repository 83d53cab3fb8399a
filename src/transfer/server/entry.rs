//! What a file turns into, and what turns into a file.

use super::other::Other;
use crate::attacks::server::Attack;
use crate::daily::server::{ClearDay, DaySummary};
use crate::platform::ids::RecordId;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// One record of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// An attack with its start and its end. Boxed: it is many times larger than the others.
    Attack(Box<Attack>),
    /// What a daily diary says about a day.
    DaySummary(DaySummary),
    /// A day that the patient has confirmed to be clear.
    ClearDay(ClearDay),
    /// A record of another kind.
    Other(Box<Other>),
}

/// A record that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedEntry {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its id: the file's own, or derived from what the record is about, so that reading the same
    /// file twice gives the same ids.
    pub id: RecordId,
    /// The record.
    pub entry: Entry,
}

/// What reading depends on besides the file and the mapping.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// The present instant: when imported attacks are recorded.
    pub now: Timestamp,
    /// The patient's present day; anything more than one day later is refused.
    pub today: Date,
    /// The patient's zone, an IANA name: local times in the file are meant in it.
    pub zone: &'a str,
    /// Derives an id from what a record is about, keyed by the patient. The parts are
    /// `["day-summary", "2020-12-20"]` or `["attack", "2020-12-20T17:12:00Z"]`.
    pub identify: &'a dyn Fn(&[&[u8]]) -> RecordId,
}

impl Circumstances<'_> {
    /// The patient's zone; UTC when the name is not known to this machine.
    pub(super) fn time_zone(&self) -> TimeZone {
        TimeZone::get(self.zone).unwrap_or(TimeZone::UTC)
    }
}

impl std::fmt::Debug for Circumstances<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Circumstances")
            .field("now", &self.now)
            .field("today", &self.today)
            .field("zone", &self.zone)
            .finish_non_exhaustive()
    }
}

/// Everything that a patient can take away, by kind, in the order in which it is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diary {
    /// Attacks.
    pub attacks: Vec<(RecordId, Attack)>,
    /// Days as a daily diary tells them.
    pub day_summaries: Vec<(RecordId, DaySummary)>,
    /// Clear days.
    pub clear_days: Vec<(RecordId, ClearDay)>,
    /// Records of other kinds.
    pub others: Vec<(RecordId, Other)>,
}

impl Diary {
    /// Sorts records that were read into their kinds.
    #[must_use]
    pub fn from_entries(entries: impl IntoIterator<Item = ImportedEntry>) -> Self {
        let mut diary = Self::default();
        for ImportedEntry { id, entry, .. } in entries {
            match entry {
                Entry::Attack(attack) => diary.attacks.push((id, *attack)),
                Entry::DaySummary(summary) => diary.day_summaries.push((id, summary)),
                Entry::ClearDay(clear) => diary.clear_days.push((id, clear)),
                Entry::Other(other) => diary.others.push((id, *other)),
            }
        }
        diary
    }
}
