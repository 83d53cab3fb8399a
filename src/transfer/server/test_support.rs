//! What the tests of reading and writing share.

use super::entry::{Circumstances, Entry, ImportedEntry};
use super::mapping::guess;
use super::reading::{Reading, read};
use crate::daily::server::DaySummary;
use crate::platform::ids::RecordId;
use crate::transfer::model::{FaultReason, Mapping};
use jiff::{Timestamp, civil::Date};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The day on which all tests take place.
pub(super) const TODAY: Date = Date::constant(2026, 11, 20);

/// Ids that follow from their parts, as the keyed function's do.
pub(super) fn identify(parts: &[&[u8]]) -> RecordId {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, parts).hash(&mut hasher);
        hasher.finish()
    };
    RecordId::new(uuid::Uuid::from_u64_pair(half(1), half(2)))
}

/// A patient in Berlin on [`TODAY`].
pub(super) fn circumstances() -> Circumstances<'static> {
    Circumstances {
        now: now(),
        today: TODAY,
        zone: "Europe/Berlin",
        identify: &identify,
    }
}

pub(super) fn now() -> Timestamp {
    "2026-11-20T10:00:00Z".parse().expect("an instant")
}

/// The guessed mapping.
pub(super) fn guessed(bytes: &[u8]) -> Mapping {
    guess(bytes, None).expect("a readable file").1
}

/// Reads a file as guessed.
pub(super) fn read_guessed(bytes: &[u8]) -> Reading {
    read(bytes, &guessed(bytes), &circumstances()).expect("a readable file")
}

/// Reads a file as guessed after `change`.
pub(super) fn read_changed(text: &str, change: impl FnOnce(&mut Mapping)) -> Reading {
    let mut mapping = guessed(text.as_bytes());
    change(&mut mapping);
    read(text.as_bytes(), &mapping, &circumstances()).expect("a readable file")
}

/// The day summaries of a reading.
pub(super) fn summaries(reading: &Reading) -> Vec<DaySummary> {
    let summary = |imported: &ImportedEntry| match &imported.entry {
        Entry::DaySummary(summary) => summary.clone(),
        other => panic!("not a day summary: {other:?}"),
    };
    reading.entries.iter().map(summary).collect()
}

/// Line, column and reason of every fault.
pub(super) fn faults(reading: &Reading) -> Vec<(u64, &str, FaultReason)> {
    reading
        .faults
        .iter()
        .map(|fault| (fault.line, fault.column.as_str(), fault.reason))
        .collect()
}
