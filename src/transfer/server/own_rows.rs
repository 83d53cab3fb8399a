//! Rows of our own CSV file, back into records.

use super::cells::{self, YesNo};
use super::dates;
use super::entry::{Circumstances, Entry, ImportedEntry};
use super::export::{ATTACK, CLEAR_DAY, DAY_SUMMARY, unguard};
use super::limits::{self, LONGEST_NOTES, Refusal};
use super::other::{Other, OtherKind};
use super::reading::{Reading, fault, first_line, has_all_cells};
use super::table::{self, Table};
use crate::attacks::model::{Pain, Region, Side, Symptom, UnknownCode};
use crate::attacks::server::{Attack, Course};
use crate::daily::server::{ClearDay, DaySummary};
use crate::platform::ids::RecordId;
use crate::transfer::model::{DecimalMark, FaultReason};
use csv::StringRecord;
use jiff::{Timestamp, civil::Date};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// Columns by which our file is known; a newer program may write more.
const TELLING: [&str; 6] = ["kind", "id", "day", "start", "course", "recorded"];

/// Whether these are the headings of our own export.
pub(super) fn is_own(header: &[String]) -> bool {
    TELLING
        .iter()
        .all(|column| header.iter().any(|heading| heading == column))
}

/// Reads all rows.
pub(super) fn read(table: Table<'_>, circumstances: &Circumstances<'_>) -> Reading {
    let Table { header, mut rows } = table;
    let columns: HashMap<&str, usize> = header
        .iter()
        .enumerate()
        .map(|(index, heading)| (heading.as_str(), index))
        .collect();
    let mut reading = Reading::default();
    let mut ids: HashMap<RecordId, u64> = HashMap::new();
    while let Some((line, record)) = rows.next() {
        if table::is_blank(record) {
            continue;
        }
        reading.rows += 1;
        if !has_all_cells(record, header.len()) {
            reading
                .faults
                .push(fault(line, &header, record, None, FaultReason::CellCount));
            continue;
        }
        let row = OwnRow {
            columns: &columns,
            record,
            today: circumstances.today,
        };
        match row.read() {
            Err((column, reason)) => {
                let column = columns.get(column).copied();
                reading
                    .faults
                    .push(fault(line, &header, record, column, reason));
            }
            Ok((id, entry)) => match first_line(&mut ids, id, line) {
                None => reading.entries.push(ImportedEntry { line, id, entry }),
                earlier => {
                    let mut duplicate =
                        fault(line, &header, record, None, FaultReason::DuplicateId);
                    duplicate.other_line = earlier;
                    reading.faults.push(duplicate);
                }
            },
        }
    }
    reading
}

struct OwnRow<'r> {
    columns: &'r HashMap<&'r str, usize>,
    record: &'r StringRecord,
    today: Date,
}

impl OwnRow<'_> {
    /// The cell as it was before it was protected; empty when the column is absent.
    fn cell(&self, column: &str) -> &str {
        let cell = self
            .columns
            .get(column)
            .and_then(|index| self.record.get(*index));
        unguard(cell.unwrap_or_default())
    }

    /// Reads a cell that must be filled.
    fn needed<T, E>(
        &self,
        column: &'static str,
        reason: FaultReason,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Refusal> {
        parse(self.cell(column)).map_err(|_| (column, reason))
    }

    /// Reads a cell that may be empty.
    fn optional<T, E>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Refusal> {
        match self.cell(column) {
            "" => Ok(None),
            cell => parse(cell)
                .map(Some)
                .map_err(|_| (column, FaultReason::ValueUnreadable)),
        }
    }

    fn json<T: DeserializeOwned + Default>(&self, column: &'static str) -> Result<T, Refusal> {
        let parsed = self.optional(column, |cell| serde_json::from_str(cell))?;
        Ok(parsed.unwrap_or_default())
    }

    fn codes<T: Ord>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Result<T, UnknownCode>,
    ) -> Result<BTreeSet<T>, Refusal> {
        self.cell(column)
            .split_whitespace()
            .map(|code| parse(code).map_err(|_| (column, FaultReason::ValueUnreadable)))
            .collect()
    }

    fn yes_no(&self, column: &'static str) -> Result<Option<bool>, Refusal> {
        self.optional(column, |cell| {
            match cells::read_yes_no(cell, DecimalMark::Point) {
                Some(YesNo::Yes) => Ok(true),
                Some(YesNo::No) => Ok(false),
                Some(YesNo::Number) | None => Err(UnknownCode),
            }
        })
    }

    fn read(&self) -> Result<(RecordId, Entry), Refusal> {
        let read: fn(&Self) -> Result<Entry, Refusal> = match self.cell("kind") {
            ATTACK => Self::attack,
            DAY_SUMMARY => Self::summary,
            CLEAR_DAY => |row| Ok(Entry::ClearDay(ClearDay { day: row.day()? })),
            kind if OtherKind::parse(kind).is_ok() => Self::other,
            _ => return Err(("kind", FaultReason::KindUnknown)),
        };
        let id = self.needed("id", FaultReason::IdUnreadable, RecordId::parse)?;
        Ok((id, read(self)?))
    }

    fn day(&self) -> Result<Date, Refusal> {
        let day = match self.cell("day") {
            "" => return Err(("day", FaultReason::DateMissing)),
            cell => cell
                .parse()
                .map_err(|_| ("day", FaultReason::DateUnreadable))?,
        };
        dates::check_range(day, self.today).map_err(|reason| ("day", reason))?;
        Ok(day)
    }

    fn summary(&self) -> Result<Entry, Refusal> {
        let count = self.optional("medicine_count", str::parse::<i64>)?;
        let notes = self.cell("notes").to_owned();
        limits::check_text(&notes, LONGEST_NOTES).map_err(|reason| ("notes", reason))?;
        Ok(Entry::DaySummary(DaySummary {
            day: self.day()?,
            headache: self.yes_no("headache")?,
            pain: self.optional("pain", Pain::parse)?,
            medicine_count: count
                .map(limits::check_count)
                .transpose()
                .map_err(|reason| ("medicine_count", reason))?,
            notes,
        }))
    }

    fn attack(&self) -> Result<Entry, Refusal> {
        let instant = str::parse::<Timestamp>;
        let onset = self.needed("start", FaultReason::TimeUnreadable, instant)?;
        let recorded = self.needed("recorded", FaultReason::TimeUnreadable, instant)?;
        let course = match self.cell("course") {
            "ended" => Course::Ended(self.needed("end", FaultReason::TimeUnreadable, instant)?),
            code => serde_json::from_value(code.into())
                .map_err(|_| ("course", FaultReason::ValueUnreadable))?,
        };
        let attack = Attack {
            woke_with_it: self.yes_no("woke_with_it")?.unwrap_or(false),
            course,
            levels: self.json("levels")?,
            progress: self.json("progress")?,
            side: self.optional("side", Side::parse)?,
            regions: self.codes("regions", Region::parse)?,
            symptoms: self.codes("symptoms", Symptom::parse)?,
            most_bothersome: self.optional("most_bothersome", Symptom::parse)?,
            aura: self.json("aura")?,
            medicines: self.json("medicines")?,
            notes: self.cell("notes").to_owned(),
            ..self.begun(onset, recorded)?
        };
        limits::check_attack(&attack, self.today)?;
        Ok(Entry::Attack(Box::new(attack)))
    }

    /// An attack with what has no column of its own.
    fn begun(&self, onset: Timestamp, recorded: Timestamp) -> Result<Attack, Refusal> {
        let begun = Attack::begun(onset, self.cell("zone"), recorded);
        let more = match self.cell("data") {
            "" => return Ok(begun),
            cell => cell,
        };
        let unreadable = |_| ("data", FaultReason::ValueUnreadable);
        let more: Map<String, Value> = serde_json::from_str(more).map_err(unreadable)?;
        let mut fields = serde_json::to_value(begun).map_err(unreadable)?;
        if let Some(fields) = fields.as_object_mut() {
            fields.extend(more);
        }
        serde_json::from_value(fields).map_err(unreadable)
    }

    fn other(&self) -> Result<Entry, Refusal> {
        let kind = self.needed("kind", FaultReason::KindUnknown, OtherKind::parse)?;
        let other = Other::read(kind, self.cell("data"), self.today)?;
        Ok(Entry::Other(Box::new(other)))
    }
}
