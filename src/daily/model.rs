//! What the page of a day shows.

use crate::{attacks::model::HistoryLine, i18n::dates::CivilDay};
use serde::{Deserialize, Serialize};

/// One day with everything that is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayView {
    /// The day.
    pub day: CivilDay,
    /// The day lies in the future: nothing can be said about it yet.
    pub is_future: bool,
    /// The patient confirmed it to be free of headache.
    pub is_clear: bool,
    /// Some entry says headache.
    pub has_headache: bool,
    /// Its entries.
    pub lines: Vec<HistoryLine>,
    /// The id of a late entry made from this page.
    pub next_id: String,
    /// The day before.
    pub previous: String,
    /// The day after.
    pub next: String,
}
