//! Our own JSON document, back into records.

use super::dates;
use super::entry::{Circumstances, Entry, ImportedEntry};
use super::export::{FORMAT, VERSION};
use super::limits::{self, LONGEST_NOTES, Refusal};
use super::other::{Other, OtherKind};
use super::reading::{Reading, first_line};
use super::table::LineCounter;
use crate::platform::ids::RecordId;
use crate::transfer::model::{CellText, FaultReason, FileProblem, RowFault};
use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// What a document says about itself.
#[derive(Deserialize)]
struct Envelope {
    format: String,
    version: u32,
}

/// The lists of version 1. Records stay text, so that a bad one does not take the others down.
#[derive(Deserialize)]
struct Lists<'d> {
    #[serde(borrow, default)]
    attacks: Vec<&'d RawValue>,
    #[serde(borrow, default)]
    day_summaries: Vec<&'d RawValue>,
    #[serde(borrow, default)]
    clear_days: Vec<&'d RawValue>,
    #[serde(borrow, default)]
    others: Vec<&'d RawValue>,
}

/// A record of another kind, not yet read.
#[derive(Deserialize)]
struct Kinded<'d> {
    kind: String,
    #[serde(borrow)]
    data: &'d RawValue,
}

#[derive(Deserialize)]
struct Numbered {
    id: RecordId,
}

/// Reads a document.
///
/// # Errors
/// [`FileProblem::NotOurDocument`] when it is not ours or not whole, [`FileProblem::UnknownVersion`].
pub(super) fn read(text: &str, circumstances: &Circumstances<'_>) -> Result<Reading, FileProblem> {
    let envelope: Envelope = serde_json::from_str(text).map_err(|_| FileProblem::NotOurDocument)?;
    if envelope.format != FORMAT {
        return Err(FileProblem::NotOurDocument);
    }
    if envelope.version != VERSION {
        return Err(FileProblem::UnknownVersion);
    }
    let lists: Lists<'_> = serde_json::from_str(text).map_err(|_| FileProblem::NotOurDocument)?;
    let mut reader = Reader {
        text,
        lines: LineCounter::new(text),
        ids: HashMap::new(),
        reading: Reading::default(),
    };
    let today = circumstances.today;
    reader.read_list(&lists.attacks, |attack| {
        limits::check_attack(&attack, today)?;
        Ok(Entry::Attack(Box::new(attack)))
    });
    reader.read_list(
        &lists.day_summaries,
        |summary: crate::daily::server::DaySummary| {
            check_day(summary.day, today)?;
            if let Some(count) = summary.medicine_count {
                limits::check_count(i64::from(count))
                    .map_err(|reason| ("medicine_count", reason))?;
            }
            limits::check_text(&summary.notes, LONGEST_NOTES)
                .map_err(|reason| ("notes", reason))?;
            Ok(Entry::DaySummary(summary))
        },
    );
    reader.read_list(
        &lists.clear_days,
        |clear: crate::daily::server::ClearDay| {
            check_day(clear.day, today)?;
            Ok(Entry::ClearDay(clear))
        },
    );
    reader.read_others(&lists.others, today);
    Ok(reader.reading)
}

fn check_day(day: Date, today: Date) -> Result<(), Refusal> {
    dates::check_range(day, today).map_err(|reason| ("day", reason))
}

struct Reader<'d> {
    text: &'d str,
    lines: LineCounter<'d>,
    ids: HashMap<RecordId, u64>,
    reading: Reading,
}

impl Reader<'_> {
    fn read_list<T: DeserializeOwned>(
        &mut self,
        records: &[&RawValue],
        check: impl Fn(T) -> Result<Entry, Refusal>,
    ) {
        self.read_texts(records, |text| {
            let parsed =
                serde_json::from_str(text).map_err(|_| ("", FaultReason::ValueUnreadable))?;
            check(parsed)
        });
    }

    fn read_texts(&mut self, records: &[&RawValue], read: impl Fn(&str) -> Result<Entry, Refusal>) {
        for record in records {
            // A raw value is a slice of the text, so the difference is its place in it.
            let offset = record
                .get()
                .as_ptr()
                .addr()
                .saturating_sub(self.text.as_ptr().addr());
            let line = self.lines.line_at(offset);
            self.reading.rows += 1;
            match read_record(record, &read) {
                Err((column, reason)) => self.refuse(line, column, reason, None),
                Ok((id, entry)) => match first_line(&mut self.ids, id, line) {
                    None => self.reading.entries.push(ImportedEntry { line, id, entry }),
                    earlier => self.refuse(line, "", FaultReason::DuplicateId, earlier),
                },
            }
        }
    }

    fn read_others(&mut self, records: &[&RawValue], today: Date) {
        self.read_texts(records, |text| {
            let Kinded { kind, data } =
                serde_json::from_str(text).map_err(|_| ("", FaultReason::ValueUnreadable))?;
            let kind = OtherKind::parse(&kind).map_err(|_| ("kind", FaultReason::KindUnknown))?;
            let other = Other::read(kind, data.get(), today)?;
            Ok(Entry::Other(Box::new(other)))
        });
    }

    fn refuse(&mut self, line: u64, column: &str, reason: FaultReason, other_line: Option<u64>) {
        self.reading.faults.push(RowFault {
            line,
            column: column.to_owned(),
            reason,
            other_line,
            text: CellText::default(),
        });
    }
}

fn read_record(
    record: &RawValue,
    read: &impl Fn(&str) -> Result<Entry, Refusal>,
) -> Result<(RecordId, Entry), Refusal> {
    let Numbered { id } =
        serde_json::from_str(record.get()).map_err(|_| ("id", FaultReason::IdUnreadable))?;
    Ok((id, read(record.get())?))
}
