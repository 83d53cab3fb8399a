//! What the import page shows: the file as it stands, and what would be saved of it.

use super::dialect::{detect_date_order, is_document};
use super::entry::{Circumstances, Entry};
use super::other::OtherKind;
use super::reading::{self, Reading, ReadingError};
use super::table::{self, Sample};
use super::{dialect, mapping, scale, text};
use crate::attacks::server::{Attack, Course};
use crate::transfer::model::{
    CellText, Counts, Dialect, Field, FileKind, FileProblem, Mapping, MonthCounts, Preset, Preview,
    PreviewRow, SeverityValue,
};
use jiff::{SignedDuration, civil::Date};
use std::collections::{BTreeMap, HashMap};

/// Looks at a file with the patient's mapping, or with our guess when there is none yet. A mapping
/// that is for another number of columns (the patient has chosen another delimiter) is guessed anew.
///
/// # Errors
/// [`FileProblem`] when there is nothing to show; everything else is part of the preview.
pub fn preview(
    bytes: &[u8],
    chosen: Option<&Mapping>,
    circumstances: &Circumstances<'_>,
) -> Result<Preview, FileProblem> {
    let (mut dialect, guessed) = match chosen {
        None => mapping::guess(bytes, None)?,
        Some(chosen) => (dialect::detect(bytes)?, chosen.clone()),
    };
    let mut preview = empty(&dialect, guessed);
    let text = text::decode(bytes, preview.mapping.encoding)?;
    let is_table = !is_document(&text.characters);
    dialect.kind = if is_table {
        FileKind::Csv
    } else {
        FileKind::Json
    };
    if is_table {
        let sample = Sample::take(&text.characters, preview.mapping.delimiter)?;
        (dialect.date_order, dialect.date_certainty) = detect_date_order(&sample);
        let mapping = &mut preview.mapping;
        if mapping.preset != Preset::Own && mapping.columns.len() != sample.header.len() {
            let preset = mapping.preset;
            mapping::guess_columns(mapping, &sample, Some(preset));
        }
        show(&mut preview, sample);
        preview.severities = severities(&text.characters, &preview.mapping)?;
    }
    preview.dialect = dialect;
    preview.replaced_characters = text.replaced;
    match reading::read(bytes, &preview.mapping, circumstances) {
        Ok(reading) => summarise(&mut preview, reading, circumstances.today),
        Err(ReadingError::Mapping(faults)) => preview.mapping_faults = faults,
        Err(ReadingError::File(problem)) => return Err(problem),
    }
    Ok(preview)
}

fn empty(dialect: &Dialect, mapping: Mapping) -> Preview {
    Preview {
        dialect: dialect.clone(),
        mapping,
        mapping_faults: Vec::new(),
        header: Vec::new(),
        rows: Vec::new(),
        severities: Vec::new(),
        counts: Counts::default(),
        months: Vec::new(),
        faults: Vec::new(),
        notices: Vec::new(),
        replaced_characters: false,
    }
}

fn show(preview: &mut Preview, sample: Sample) {
    preview.rows = sample
        .rows
        .iter()
        .take(Preview::ROWS)
        .map(|(line, record)| PreviewRow {
            line: *line,
            cells: record.iter().map(CellText::shortened).collect(),
        })
        .collect();
    preview.header = sample.header;
}

/// The values of the severity column in the whole file, in the order of the scale.
fn severities(text: &str, mapping: &Mapping) -> Result<Vec<SeverityValue>, FileProblem> {
    let Some(column) = mapping.column_of(Field::Severity) else {
        return Ok(Vec::new());
    };
    let mut found: HashMap<String, u64> = HashMap::new();
    let mut rows = table::open(text, mapping.delimiter)?.rows;
    while let Some((_, record)) = rows.next() {
        let value = record.get(column).unwrap_or_default().trim();
        if value.is_empty() {
            continue;
        }
        if let Some(rows) = found.get_mut(value) {
            *rows += 1;
        } else if found.len() < Preview::SEVERITIES {
            found.insert(value.to_owned(), 1);
        }
    }
    let mut found: Vec<(String, u64)> = found.into_iter().collect();
    found.sort_by(|(left, _), (right, _)| {
        let number = |value: &str| super::cells::read_whole(value, mapping.decimal_mark);
        (number(left), left).cmp(&(number(right), right))
    });
    let values: Vec<&str> = found.iter().map(|(value, _)| value.as_str()).collect();
    let suggestions = scale::suggest(&values, mapping.decimal_mark);
    let described = found
        .into_iter()
        .zip(suggestions)
        .map(|((value, rows), suggested)| {
            let target = mapping.severities.get(&value).copied();
            SeverityValue {
                value,
                rows,
                target,
                suggested,
            }
        });
    Ok(described.collect())
}

/// What is known about a day.
#[derive(Debug, Clone, Copy, Default)]
struct DayFacts {
    headache: bool,
    free: bool,
    medicine: bool,
}

fn summarise(preview: &mut Preview, reading: Reading, today: Date) {
    let Reading {
        entries,
        mut faults,
        mut notices,
        rows,
        ..
    } = reading;
    let mut days: BTreeMap<Date, DayFacts> = BTreeMap::new();
    let mut spans: Vec<(Date, Date)> = Vec::new();
    let counts = &mut preview.counts;
    counts.rows = rows;
    counts.entries = entries.len() as u64;
    counts.bad_rows = faults.len() as u64;
    counts.notices = notices.len() as u64;
    for imported in &entries {
        match &imported.entry {
            Entry::Attack(attack) => {
                counts.attacks += 1;
                spans.push(span(attack, today));
                for intake in &attack.medicines {
                    let day = intake.at.to_zoned(attack.time_zone()).date();
                    days.entry(day).or_default().medicine = true;
                }
            }
            Entry::DaySummary(summary) => {
                let facts = days.entry(summary.day).or_default();
                facts.headache |= summary.headache == Some(true);
                facts.free |= summary.headache == Some(false);
                facts.medicine |= summary.medicine_count.is_some_and(|count| count > 0);
            }
            Entry::ClearDay(clear) => {
                counts.clear_days += 1;
                days.entry(clear.day).or_default().free = true;
            }
            Entry::Other(other) => {
                if let Some(day) = other.day().filter(|_| other.kind() == OtherKind::Intake) {
                    days.entry(day).or_default().medicine = true;
                }
            }
        }
    }
    for (first, last) in merged(spans) {
        for day in first
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= last)
        {
            days.entry(day).or_default().headache = true;
        }
    }
    let mut months: BTreeMap<(i16, i8), MonthCounts> = BTreeMap::new();
    for (day, facts) in &days {
        let (year, month) = (day.year(), day.month());
        let fresh = MonthCounts {
            year,
            month,
            days: 0,
            headache_days: 0,
            medicine_days: 0,
        };
        let month = months.entry((year, month)).or_insert(fresh);
        month.days += 1;
        month.headache_days += u32::from(facts.headache);
        month.medicine_days += u32::from(facts.medicine);
        counts.days += 1;
        counts.headache_days += u64::from(facts.headache);
        counts.free_days += u64::from(facts.free && !facts.headache);
        counts.medicine_days += u64::from(facts.medicine);
    }
    preview.months = months.into_values().collect();
    faults.truncate(Preview::FAULTS);
    notices.truncate(Preview::FAULTS);
    preview.faults = faults;
    preview.notices = notices;
}

/// The first and the last local day of an attack. One that is not over lasts until today; one that
/// ends at midnight does not touch the day that then begins.
fn span(attack: &Attack, today: Date) -> (Date, Date) {
    let zone = attack.time_zone();
    let first = attack.onset.to_zoned(zone.clone()).date();
    let last = match attack.end() {
        None if attack.course == Course::Over => attack.latest_entry().to_zoned(zone).date(),
        None => today,
        Some(end) if end > attack.onset => {
            let inside = end
                .checked_sub(SignedDuration::from_nanos(1))
                .unwrap_or(end);
            inside.to_zoned(zone).date()
        }
        Some(_) => first,
    };
    (first, last.max(first))
}

/// Joins spans that overlap, so that a thousand attacks that never end cost as much as one.
fn merged(mut spans: Vec<(Date, Date)>) -> Vec<(Date, Date)> {
    spans.sort_unstable();
    let mut joined: Vec<(Date, Date)> = Vec::new();
    for (first, last) in spans {
        match joined.last_mut() {
            Some((_, end)) if first <= *end => *end = (*end).max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}
