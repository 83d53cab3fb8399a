//! Everything a patient has, as one CSV file or one JSON document.
//!
//! # CSV
//! RFC 4180, UTF-8, comma, a heading, one row for each record. `kind` is `attack`, `day_summary`,
//! `clear_day` or the kind of another record, which stands in `data` as JSON; instants are RFC 3339 in UTC with the patient's zone beside them; lists of choices
//! are their codes with blanks between; `levels`, `progress`, `aura` and `medicines` hold JSON, as in the
//! document; `data` of an attack holds the fields that have no column. For attacks, `day` (the local day of the start) and `pain` (the peak) are there for
//! spreadsheets and are not read back.
//!
//! A cell that a spreadsheet could take for a formula begins with an apostrophe, and so does every
//! cell that begins with an apostrophe itself: removing one gives back exactly what was there.
//!
//! # JSON
//! `{"format":"migraine-pulse","version":1,"exported":...,"attacks":[...],"day_summaries":[...],
//! "clear_days":[...],"others":[{"kind":"intake","id":...,"data":{...}}]}`, each record with its `id`. A new field in a record needs no new version; a
//! changed meaning does. To export another kind of record, see `other`.

use super::entry::Diary;
use super::other::Other;
use crate::attacks::model::{Pain, Side};
use crate::attacks::server::{Attack, Course};
use crate::daily::server::{ClearDay, DaySummary};
use crate::platform::ids::RecordId;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// The columns of the CSV file, in order.
pub(super) const COLUMNS: [&str; 22] = [
    "kind",
    "id",
    "day",
    "start",
    "end",
    "zone",
    "course",
    "woke_with_it",
    "headache",
    "pain",
    "medicine_count",
    "levels",
    "progress",
    "side",
    "regions",
    "symptoms",
    "most_bothersome",
    "aura",
    "medicines",
    "notes",
    "recorded",
    "data",
];
/// How our CSV file begins, whatever the delimiter of a program that has saved it again.
pub(super) const FIRST_COLUMNS: &str = "kind,id,day,start,end,zone,course";
/// The document's name for itself.
pub(super) const FORMAT: &str = "migraine-pulse";
/// The document's version.
pub(super) const VERSION: u32 = 1;
/// Kinds of records in the CSV file.
pub(super) const ATTACK: &str = "attack";
/// As [`ATTACK`].
pub(super) const DAY_SUMMARY: &str = "day_summary";
/// As [`ATTACK`].
pub(super) const CLEAR_DAY: &str = "clear_day";

/// What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection", with the full-width
/// forms), and the apostrophe that keeps it from doing so.
const GUARDED: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠',
];

/// Writing into memory does not fail; these are here because the writers say they might.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table could not be written.
    #[error("the table could not be written")]
    Csv(#[source] csv::Error),
    /// A record could not be put into JSON.
    #[error("a record could not be written")]
    Json(#[source] serde_json::Error),
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self::Csv(error)
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// Protects a cell from being taken for a formula.
pub(super) fn guard(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(GUARDED) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Removes exactly what [`guard`] added.
pub(super) fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// Writes everything as one CSV file.
///
/// # Errors
/// [`ExportError`]; in memory that does not happen.
pub fn write_csv(diary: &Diary) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (id, attack) in &diary.attacks {
        write_row(&mut writer, &attack_cells(*id, attack)?)?;
    }
    for (id, summary) in &diary.day_summaries {
        write_row(&mut writer, &summary_cells(*id, summary))?;
    }
    for (id, ClearDay { day }) in &diary.clear_days {
        write_row(
            &mut writer,
            &[
                ("kind", CLEAR_DAY.to_owned()),
                ("id", id.to_string()),
                ("day", day.to_string()),
            ],
        )?;
    }
    for (id, other) in &diary.others {
        write_row(&mut writer, &other_cells(*id, other))?;
    }
    writer.into_inner().map_err(|error| {
        ExportError::Csv(csv::Error::from(std::io::Error::from(error.error().kind())))
    })
}

/// Filled cells by the names of their columns.
type Cells = Vec<(&'static str, String)>;

fn write_row(
    writer: &mut csv::Writer<Vec<u8>>,
    cells: &[(&'static str, String)],
) -> Result<(), csv::Error> {
    let row = COLUMNS.map(|column| {
        let cell = cells.iter().find(|(name, _)| *name == column);
        guard(cell.map_or("", |(_, text)| text.as_str()))
    });
    writer.write_record(row.iter().map(|cell| cell.as_bytes()))
}

/// The fields of an attack that have a column; all others go into `data`.
const IN_COLUMNS: [&str; 14] = [
    "onset",
    "zone",
    "woke_with_it",
    "course",
    "levels",
    "progress",
    "side",
    "regions",
    "symptoms",
    "most_bothersome",
    "aura",
    "medicines",
    "notes",
    "recorded",
];

/// The fields without a column, as JSON; empty when none of them says anything.
fn remaining_fields(attack: &Attack) -> Result<String, serde_json::Error> {
    let mut fields = serde_json::to_value(attack)?;
    let Some(fields) = fields.as_object_mut() else {
        return Ok(String::new());
    };
    let silent = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    fields.retain(|name, value| !IN_COLUMNS.contains(&name.as_str()) && !silent(value));
    if fields.is_empty() {
        return Ok(String::new());
    }
    serde_json::to_string(fields)
}

fn attack_cells(id: RecordId, attack: &Attack) -> Result<Cells, serde_json::Error> {
    let Attack {
        onset,
        zone,
        woke_with_it,
        course,
        levels,
        progress,
        side,
        regions,
        symptoms,
        most_bothersome,
        aura,
        medicines,
        notes,
        recorded,
        ..
    } = attack;
    let (course, end) = match course {
        Course::Ended(end) => ("ended".to_owned(), end.to_string()),
        other => {
            let code = serde_json::to_value(other)?;
            (code.as_str().unwrap_or_default().to_owned(), String::new())
        }
    };
    let day = onset.to_zoned(attack.time_zone()).date();
    Ok(vec![
        ("kind", ATTACK.to_owned()),
        ("id", id.to_string()),
        ("day", day.to_string()),
        ("start", onset.to_string()),
        ("end", end),
        ("zone", zone.clone()),
        ("course", course),
        ("woke_with_it", yes_no(*woke_with_it).to_owned()),
        ("pain", attack.peak().map_or_else(String::new, Pain::code)),
        ("levels", json_list(levels, levels.is_empty())?),
        ("progress", json_list(progress, progress.is_empty())?),
        ("side", side.map_or("", Side::code).to_owned()),
        (
            "regions",
            joined(regions.iter().map(|region| region.code())),
        ),
        (
            "symptoms",
            joined(symptoms.iter().map(|symptom| symptom.code())),
        ),
        (
            "most_bothersome",
            most_bothersome
                .map_or("", |symptom| symptom.code())
                .to_owned(),
        ),
        ("aura", json_list(aura, aura.is_empty())?),
        ("medicines", json_list(medicines, medicines.is_empty())?),
        ("notes", notes.clone()),
        ("recorded", recorded.to_string()),
        ("data", remaining_fields(attack)?),
    ])
}

fn other_cells(id: RecordId, other: &Other) -> Cells {
    vec![
        ("kind", other.kind().code().to_owned()),
        ("id", id.to_string()),
        (
            "day",
            other.day().map_or_else(String::new, |day| day.to_string()),
        ),
        ("data", other.value().to_string()),
    ]
}

fn summary_cells(id: RecordId, summary: &DaySummary) -> Cells {
    let DaySummary {
        day,
        headache,
        pain,
        medicine_count,
        notes,
    } = summary;
    vec![
        ("kind", DAY_SUMMARY.to_owned()),
        ("id", id.to_string()),
        ("day", day.to_string()),
        ("headache", headache.map_or("", yes_no).to_owned()),
        ("pain", pain.map_or_else(String::new, Pain::code)),
        (
            "medicine_count",
            medicine_count.map_or_else(String::new, |count| count.to_string()),
        ),
        ("notes", notes.clone()),
    ]
}

const fn yes_no(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}

fn joined<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    codes.collect::<Vec<_>>().join(" ")
}

fn json_list<T: Serialize>(list: &T, empty: bool) -> Result<String, serde_json::Error> {
    if empty {
        Ok(String::new())
    } else {
        serde_json::to_string(list)
    }
}

/// A record with its id.
#[derive(Serialize)]
struct Numbered<'r, T> {
    id: RecordId,
    #[serde(flatten)]
    record: &'r T,
}

#[derive(Serialize)]
struct Document<'d> {
    format: &'static str,
    version: u32,
    exported: Timestamp,
    attacks: Vec<Numbered<'d, Attack>>,
    day_summaries: Vec<Numbered<'d, DaySummary>>,
    clear_days: Vec<Numbered<'d, ClearDay>>,
    others: Vec<NumberedOther<'d>>,
}

/// A record of another kind with its kind and id.
#[derive(Serialize)]
struct NumberedOther<'d> {
    kind: &'static str,
    id: RecordId,
    data: &'d Value,
}

/// Writes everything as one JSON document.
///
/// # Errors
/// [`ExportError`]; in memory that does not happen.
pub fn write_json(diary: &Diary, exported: Timestamp) -> Result<Vec<u8>, ExportError> {
    fn numbered<T>(records: &[(RecordId, T)]) -> Vec<Numbered<'_, T>> {
        records
            .iter()
            .map(|(id, record)| Numbered { id: *id, record })
            .collect()
    }
    let document = Document {
        format: FORMAT,
        version: VERSION,
        exported,
        attacks: numbered(&diary.attacks),
        day_summaries: numbered(&diary.day_summaries),
        clear_days: numbered(&diary.clear_days),
        others: diary
            .others
            .iter()
            .map(|(id, other)| NumberedOther {
                kind: other.kind().code(),
                id: *id,
                data: other.value(),
            })
            .collect(),
    };
    Ok(serde_json::to_vec_pretty(&document)?)
}
