//! What an export looks like, and that no cell of it runs as a formula.

use super::entry::Diary;
use super::export::{COLUMNS, FIRST_COLUMNS, guard, unguard, write_csv, write_json};
use super::test_support::{faults, now, read_guessed};
use crate::attacks::model::{AuraKind, Pain, Relief, Symptom};
use crate::attacks::server::{Attack, Course, Intake, LevelPoint};
use crate::daily::server::{ClearDay, DaySummary};
use crate::platform::ids::RecordId;
use crate::transfer::model::FaultReason;
use jiff::civil::date;

fn id(number: u128) -> RecordId {
    RecordId::new(uuid::Uuid::from_u128(number))
}

fn example() -> Diary {
    let onset = "2021-01-30T21:30:00Z".parse().expect("an instant");
    let mut attack = Attack::begun(onset, "Europe/Berlin", now());
    attack.course = Course::Ended("2021-01-31T02:00:00Z".parse().expect("an instant"));
    attack.levels = vec![LevelPoint {
        at: onset,
        pain: Pain::parse("7").expect("a level"),
    }];
    attack.symptoms = [Symptom::Nausea, Symptom::Light].into();
    attack.aura = [(AuraKind::Visual, Some(20)), (AuraKind::Speech, None)].into();
    attack.medicines = vec![Intake {
        name: "Sumatriptan".to_owned(),
        dose: "50 mg".to_owned(),
        at: onset,
        relief: Some(Relief::Better),
    }];
    attack.notes = "=HYPERLINK(\"http://example.org\")".to_owned();
    Diary {
        attacks: vec![(id(1), attack)],
        day_summaries: vec![(
            id(2),
            DaySummary {
                day: date(2021, 2, 1),
                headache: Some(true),
                pain: Some(Pain::parse("mild").expect("a word")),
                medicine_count: Some(2),
                notes: "two\nlines".to_owned(),
            },
        )],
        clear_days: vec![(
            id(3),
            ClearDay {
                day: date(2021, 2, 2),
            },
        )],
        others: Vec::new(),
    }
}

#[test]
fn the_table_is_the_documented_one() {
    let bytes = write_csv(&example()).expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.starts_with(FIRST_COLUMNS));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        reader
            .headers()
            .expect("a heading")
            .iter()
            .collect::<Vec<_>>(),
        COLUMNS
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: usize, column: &str| {
        let index = COLUMNS
            .iter()
            .position(|name| *name == column)
            .expect("a column");
        rows[row].get(index).expect("a cell").to_owned()
    };
    assert_eq!(rows.len(), 3);
    assert_eq!(cell(0, "kind"), "attack");
    assert_eq!(cell(0, "day"), "2021-01-30");
    assert_eq!(cell(0, "start"), "2021-01-30T21:30:00Z");
    assert_eq!(cell(0, "end"), "2021-01-31T02:00:00Z");
    assert_eq!(cell(0, "zone"), "Europe/Berlin");
    assert_eq!(cell(0, "pain"), "7");
    assert_eq!(cell(0, "symptoms"), "nausea light");
    assert_eq!(cell(0, "aura"), "{\"visual\":20,\"speech\":null}");
    assert_eq!(
        cell(0, "levels"),
        "[{\"at\":\"2021-01-30T21:30:00Z\",\"pain\":{\"number\":7}}]"
    );
    assert_eq!(cell(0, "notes"), "'=HYPERLINK(\"http://example.org\")");
    assert_eq!(
        (cell(1, "headache"), cell(1, "pain")),
        ("yes".to_owned(), "mild".to_owned())
    );
    assert_eq!(
        (cell(2, "kind"), cell(2, "notes")),
        ("clear_day".to_owned(), String::new())
    );
}

#[test]
fn the_document_is_the_documented_one() {
    let bytes = write_json(&example(), now()).expect("a document");
    let document: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(document["format"], "migraine-pulse");
    assert_eq!(document["version"], 1);
    assert_eq!(document["exported"], "2026-11-20T10:00:00Z");
    assert_eq!(document["attacks"][0]["id"], id(1).to_string());
    assert_eq!(document["attacks"][0]["onset"], "2021-01-30T21:30:00Z");
    assert_eq!(document["day_summaries"][0]["medicine_count"], 2);
    assert_eq!(document["clear_days"][0]["day"], "2021-02-02");
}

#[test]
fn both_files_give_the_same_diary_back() {
    for bytes in [write_csv(&example()), write_json(&example(), now())] {
        let reading = read_guessed(&bytes.expect("a file"));
        assert_eq!(faults(&reading), []);
        assert_eq!(Diary::from_entries(reading.entries), example());
    }
}

#[test]
fn formulas_are_disarmed_and_come_back() {
    for cell in [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'", "''", "'=1", "'quoted'",
        "＝1", "＋1", "－1", "＠1",
    ] {
        let guarded = guard(cell);
        assert!(guarded.starts_with('\''), "{cell:?}");
        assert_eq!(guarded.chars().count(), cell.chars().count() + 1);
        assert_eq!(unguard(&guarded), cell);
    }
    for cell in ["", "plain", "1", " =1", "[1]", "ä", "a'b"] {
        assert_eq!(guard(cell), cell);
        assert_eq!(unguard(cell), cell);
    }
}

#[test]
fn a_file_that_a_spreadsheet_has_saved_again_still_reads() {
    let text = String::from_utf8(write_csv(&example()).expect("a file")).expect("UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    for row in reader.records() {
        writer
            .write_record(&row.expect("a row"))
            .expect("in memory");
    }
    let reading = read_guessed(&writer.into_inner().expect("in memory"));
    assert_eq!(faults(&reading), []);
    assert_eq!(Diary::from_entries(reading.entries), example());
}

#[test]
fn one_bad_record_does_not_take_the_document_down() {
    let bytes = write_json(&example(), now()).expect("a document");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let line_of = |text: &str, needle: &str| {
        1 + text
            .lines()
            .position(|line| line.contains(needle))
            .expect("a line") as u64
    };
    let bad = text.replace("\"day\": \"2021-02-01\"", "\"day\": \"someday\"");
    let reading = read_guessed(bad.as_bytes());
    let start = line_of(&bad, &id(2).to_string()) - 1;
    assert_eq!(
        faults(&reading),
        [(start, "", FaultReason::ValueUnreadable)]
    );
    assert_eq!(reading.entries.len(), 2);

    for (from, to, fault) in [
        (
            "\"day\": \"2021-02-01\"",
            "\"day\": \"2031-02-01\"",
            ("day", FaultReason::DateInFuture),
        ),
        (
            "\"medicine_count\": 2",
            "\"medicine_count\": 200",
            ("medicine_count", FaultReason::CountOutOfRange),
        ),
        (
            "\"ended\": \"2021",
            "\"ended\": \"2020",
            ("end", FaultReason::EndBeforeStart),
        ),
        (
            "\"number\": 7",
            "\"number\": 11",
            ("", FaultReason::ValueUnreadable),
        ),
        (
            "-000000000003\"",
            "-00000000000x\"",
            ("id", FaultReason::IdUnreadable),
        ),
        (
            "-000000000003\"",
            "-000000000002\"",
            ("", FaultReason::DuplicateId),
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let reading = read_guessed(text.replace(from, to).as_bytes());
        let found: Vec<_> = reading
            .faults
            .iter()
            .map(|fault| (fault.column.as_str(), fault.reason))
            .collect();
        assert_eq!(found, [fault], "{to}");
        assert_eq!(reading.entries.len(), 2, "{to}");
    }
}
