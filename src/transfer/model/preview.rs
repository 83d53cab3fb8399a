//! What the import page shows before anything is saved.

use super::codes::Field;
use super::faults::{MappingFault, RowFault, RowNotice};
use super::mapping::{Dialect, Mapping, PainTarget};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Text from a patient's file. It can be shown to the patient, but its `Debug` form says only how
/// long it is, so that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CellText(String);

impl CellText {
    /// Longer cells are cut to this many characters.
    pub const LONGEST: usize = 120;

    /// The cell, cut to [`CellText::LONGEST`] characters.
    #[must_use]
    pub fn shortened(cell: &str) -> Self {
        match cell.char_indices().nth(Self::LONGEST) {
            None => Self(cell.to_owned()),
            Some((end, _)) => Self(format!("{}…", &cell[..end])),
        }
    }

    /// The text, for the page.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CellText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CellText({} bytes)", self.0.len())
    }
}

/// One row of the file as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<CellText>,
}

/// One value of the file's severity scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityValue {
    /// The value as it stands in the file, trimmed.
    pub value: String,
    /// How many rows have it.
    pub rows: u64,
    /// What it becomes; `None` when nobody has chosen yet.
    pub target: Option<PainTarget>,
    /// What we would choose, from the value and its neighbours.
    pub suggested: PainTarget,
}

/// What would be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Rows with at least one filled cell.
    pub rows: u64,
    /// Records that would be saved.
    pub entries: u64,
    /// Days about which the file says something.
    pub days: u64,
    /// Days with headache.
    pub headache_days: u64,
    /// Days that were confirmed to be free of headache, or that the diary calls so.
    pub free_days: u64,
    /// Days with at least one acute medicine.
    pub medicine_days: u64,
    /// Attacks with a start and an end.
    pub attacks: u64,
    /// Confirmed clear days (own export only).
    pub clear_days: u64,
    /// Rows that would be left out.
    pub bad_rows: u64,
    /// Rows that would be taken over with a remark.
    pub notices: u64,
}

/// The counts of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCounts {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// Days about which the file says something.
    pub days: u32,
    /// Days with headache.
    pub headache_days: u32,
    /// Days with at least one acute medicine.
    pub medicine_days: u32,
}

/// Everything that the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What was detected.
    pub dialect: Dialect,
    /// The mapping that the numbers below belong to: the patient's, or our guess.
    pub mapping: Mapping,
    /// What is wrong with the mapping; when there is anything, nothing was read.
    pub mapping_faults: Vec<MappingFault>,
    /// The headings, one for each column.
    pub header: Vec<String>,
    /// The first rows, at most [`Preview::ROWS`].
    pub rows: Vec<PreviewRow>,
    /// The values of the severity column, at most [`Preview::SEVERITIES`].
    pub severities: Vec<SeverityValue>,
    /// What would be saved.
    pub counts: Counts,
    /// The counts by month, in order of time.
    pub months: Vec<MonthCounts>,
    /// Rows that would be left out, at most [`Preview::FAULTS`]; `counts.bad_rows` says how many.
    pub faults: Vec<RowFault>,
    /// Rows with a remark, at most [`Preview::FAULTS`]; `counts.notices` says how many.
    pub notices: Vec<RowNotice>,
    /// Some bytes are not characters in this encoding and were replaced.
    pub replaced_characters: bool,
}

impl Preview {
    /// Rows shown.
    pub const ROWS: usize = 10;
    /// Severity values shown; a scale has fewer, so more means that the column is not a scale.
    pub const SEVERITIES: usize = 101;
    /// Faults shown.
    pub const FAULTS: usize = 500;

    /// What a column means; `None` beyond the mapping.
    #[must_use]
    pub fn field_of(&self, column: usize) -> Option<Field> {
        self.mapping.columns.get(column).copied()
    }
}
