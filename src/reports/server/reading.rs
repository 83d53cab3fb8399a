//! A diary's facts, days and attacks, worked out once for as long as they hold.
//!
//! Reading ten years of entries takes longer than drawing a month of them, and every page starts with it. A
//! diary that is open for reading alone keeps what was read until the day ends. While an attack goes on, "up
//! to now" is another fact at every instant, so nothing is kept then.

use super::{
    diary::Diary,
    rules::{DayTable, Episode, Facts, Findings, Settings, days, episodes},
};
use jiff::{Timestamp, civil::Date};
use std::sync::{Arc, Mutex, PoisonError};

/// What was read in a diary at some instant.
#[derive(Debug)]
pub struct Reading {
    facts: Facts,
    days: Arc<DayTable>,
    episodes: Arc<Vec<Episode>>,
}

impl Reading {
    /// Reads a diary, as of `now` on `today` in the patient's zone.
    #[must_use]
    pub fn of(diary: &Diary, today: Date, now: Timestamp) -> Self {
        let facts = Facts::of(diary, today, now);
        Self {
            days: Arc::new(days(&facts)),
            episodes: Arc::new(episodes(&facts)),
            facts,
        }
    }

    /// What the diary says.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Every local day on which anything is known.
    #[must_use]
    pub fn days(&self) -> &DayTable {
        &self.days
    }

    /// What it comes to by the definitions in use.
    #[must_use]
    pub fn findings(&self, settings: Settings) -> Findings<'_> {
        Findings {
            facts: &self.facts,
            settings,
            days: Arc::clone(&self.days),
            episodes: Arc::clone(&self.episodes),
        }
    }

    fn holds(&self, today: Date, now: Timestamp) -> bool {
        self.facts.today == today && (self.facts.now == now || !self.facts.depends_on_now)
    }
}

/// Room for the latest reading of a diary; without it everything is read anew each time.
#[derive(Debug, Default)]
pub struct ReadingMemory(Option<Mutex<Option<Arc<Reading>>>>);

impl ReadingMemory {
    /// For a diary that nobody changes any more.
    #[must_use]
    pub fn new() -> Self {
        Self(Some(Mutex::default()))
    }

    /// The reading of this day and instant: the kept one where it holds.
    pub fn get(&self, diary: &Diary, today: Date, now: Timestamp) -> Arc<Reading> {
        let read = || Arc::new(Reading::of(diary, today, now));
        let Some(memory) = &self.0 else {
            return read();
        };
        // Nothing in here leaves the content half changed, so it is whole even after a panic.
        let mut kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(reading) if reading.holds(today, now) => Arc::clone(reading),
            _ => Arc::clone(kept.insert(read())),
        }
    }
}
