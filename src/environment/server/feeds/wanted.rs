//! Which cells this process has had polled today: asking the database again on every page would change nothing.

use super::cell::Cell;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// More cells than that are forgotten and asked about again.
const MOST: usize = 50_000;

/// The cells of today, as keys; nothing says who asked. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted(Arc<Mutex<HashMap<String, i32>>>);

impl Wanted {
    /// Those of `cells` that were not asked about on this UTC day.
    pub(super) fn news(&self, cells: &[Cell], day: i32) -> Vec<Cell> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut cells = cells.to_vec();
        cells.retain(|cell| known.get(&cell.key()) != Some(&day));
        cells
    }

    /// Notes that they were.
    pub(super) fn remember(&self, cells: &[Cell], day: i32) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + cells.len() > MOST {
            known.clear();
        }
        known.extend(cells.iter().map(|cell| (cell.key(), day)));
    }
}
