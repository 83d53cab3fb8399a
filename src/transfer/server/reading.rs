//! A whole file into records, with everything that was left out and why.

use super::daily_row::RowReader;
use super::dialect::{detect_date_order, is_document};
use super::entry::{Circumstances, Entry, ImportedEntry};
use super::table::{self, Sample, Table};
use super::{document, mapping, own_rows, text};
use crate::daily::server::{ClearDay, DaySummary};
use crate::transfer::model::{
    CellText, DateCertainty, FaultReason, FileProblem, Mapping, MappingFault, Preset, RowFault,
    RowNotice,
};
use csv::StringRecord;
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Records, in the order of the file.
    pub entries: Vec<ImportedEntry>,
    /// Rows that were left out, in the order of the file.
    pub faults: Vec<RowFault>,
    /// Rows that were taken over with a remark, in the order of the file.
    pub notices: Vec<RowNotice>,
    /// Rows with at least one filled cell.
    pub rows: u64,
    /// Some bytes are not characters in this encoding and were replaced.
    pub replaced_characters: bool,
}

/// Why nothing was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// The file cannot be read at all.
    #[error("the file cannot be read ({})", .0.code())]
    File(FileProblem),
    /// The mapping does not fit the file.
    #[error("the mapping does not fit the file ({} faults)", .0.len())]
    Mapping(Vec<MappingFault>),
}

impl From<FileProblem> for ReadingError {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

/// Reads a file with a mapping. Our own JSON document explains itself: the mapping's columns do not
/// matter for it.
///
/// # Errors
/// [`ReadingError`] when nothing can be read; bad rows are no error.
pub fn read(
    bytes: &[u8],
    mapping: &Mapping,
    circumstances: &Circumstances<'_>,
) -> Result<Reading, ReadingError> {
    let text = text::decode(bytes, mapping.encoding)?;
    let characters = &*text.characters;
    let mut reading = if is_document(characters) {
        document::read(characters, circumstances)?
    } else {
        let sample = Sample::take(characters, mapping.delimiter)?;
        let (_, certainty) = detect_date_order(&sample);
        let faults = mapping::check(
            mapping,
            &sample.header,
            certainty != DateCertainty::Unneeded,
        );
        drop(sample);
        if !faults.is_empty() {
            return Err(ReadingError::Mapping(faults));
        }
        let table = table::open(characters, mapping.delimiter)?;
        match mapping.preset {
            Preset::Own => own_rows::read(table, circumstances),
            Preset::Daily | Preset::Free => read_rows(table, mapping, circumstances),
        }
    };
    reading.replaced_characters = text.replaced;
    Ok(reading)
}

fn read_rows(table: Table<'_>, mapping: &Mapping, circumstances: &Circumstances<'_>) -> Reading {
    let Table { header, mut rows } = table;
    let reader = RowReader::new(mapping, circumstances);
    let mut reading = Reading::default();
    let mut days: HashMap<Date, u64> = HashMap::new();
    let mut starts: HashMap<Timestamp, u64> = HashMap::new();
    while let Some((line, record)) = rows.next() {
        if table::is_blank(record) {
            continue;
        }
        reading.rows += 1;
        let outcome = if has_all_cells(record, header.len()) {
            reader.read(record)
        } else {
            Err((None, FaultReason::CellCount))
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err((column, reason)) => {
                reading
                    .faults
                    .push(fault(line, &header, record, column, reason));
                continue;
            }
        };
        let (kind, about, earlier, reason) = match &outcome.entry {
            Entry::Attack(attack) => (
                "attack",
                attack.onset.to_string(),
                first_line(&mut starts, attack.onset, line),
                FaultReason::DuplicateStart,
            ),
            Entry::DaySummary(DaySummary { day, .. }) | Entry::ClearDay(ClearDay { day }) => (
                "day-summary",
                day.to_string(),
                first_line(&mut days, *day, line),
                FaultReason::DuplicateDay,
            ),
            // A table of somebody else's holds attacks and days.
            Entry::Other(_) => ("other", String::new(), None, FaultReason::KindUnknown),
        };
        if earlier.is_some() {
            let mut duplicate = fault(line, &header, record, None, reason);
            duplicate.other_line = earlier;
            reading.faults.push(duplicate);
            continue;
        }
        for (column, reason) in outcome.notices {
            reading.notices.push(RowNotice {
                line,
                column: header.get(column).cloned().unwrap_or_default(),
                reason,
                text: CellText::shortened(record.get(column).unwrap_or_default()),
            });
        }
        let id = (circumstances.identify)(&[kind.as_bytes(), about.as_bytes()]);
        reading.entries.push(ImportedEntry {
            line,
            id,
            entry: outcome.entry,
        });
    }
    reading
}

/// The line on which `key` stood before, if it did; otherwise remembers this one.
pub(super) fn first_line<K: std::hash::Hash + Eq>(
    lines: &mut HashMap<K, u64>,
    key: K,
    line: u64,
) -> Option<u64> {
    match lines.entry(key) {
        std::collections::hash_map::Entry::Occupied(first) => Some(*first.get()),
        std::collections::hash_map::Entry::Vacant(free) => {
            free.insert(line);
            None
        }
    }
}

/// Whether a row has the cells of the heading. Empty cells too many at the end are harmless; cells
/// too few are not, because nobody can tell which one is missing.
pub(super) fn has_all_cells(record: &StringRecord, columns: usize) -> bool {
    record.len() >= columns
        && record
            .iter()
            .skip(columns)
            .all(|cell| cell.trim().is_empty())
}

/// Describes a row that is left out.
pub(super) fn fault(
    line: u64,
    header: &[String],
    record: &StringRecord,
    column: Option<usize>,
    reason: FaultReason,
) -> RowFault {
    let (name, cell) = match column {
        Some(column) => (header.get(column), record.get(column)),
        None => (None, None),
    };
    RowFault {
        line,
        column: name.cloned().unwrap_or_default(),
        reason,
        other_line: None,
        text: CellText::shortened(cell.unwrap_or_default()),
    }
}
