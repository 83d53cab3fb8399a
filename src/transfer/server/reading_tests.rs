//! Whole files read into entries.

use super::entry::{Circumstances, Entry};
use super::reading::{ReadingError, read};
use super::test_support::{
    circumstances, faults, guessed, now, read_changed, read_guessed, summaries,
};
use crate::attacks::model::Pain;
use crate::attacks::server::{Attack, Course};
use crate::transfer::model::{
    DateOrder, Encoding, FaultReason, Field, FileProblem, Mapping, NoticeReason,
};

/// Headache, pain, medicine count and notes of each day.
type Row = (Option<bool>, Option<String>, Option<u16>, String);

fn days(text: &str) -> Vec<Row> {
    let reading = read_guessed(text.as_bytes());
    assert_eq!(faults(&reading), []);
    summaries(&reading)
        .into_iter()
        .map(|day| {
            (
                day.headache,
                day.pain.map(Pain::code),
                day.medicine_count,
                day.notes,
            )
        })
        .collect()
}

fn row(headache: Option<bool>, pain: Option<&str>, count: Option<u16>, notes: &str) -> Row {
    (headache, pain.map(str::to_owned), count, notes.to_owned())
}

#[test]
fn missing_is_not_zero() {
    let text = "date,headache,severity,pills,notes\n\
        2021-01-01,0,0,0,\n\
        2021-01-02,1,3,2,wind\n\
        2021-01-03,,,,\n\
        2021-01-04,1,,,\n\
        2021-01-05,1,0,,\n\
        2021-01-06,,3,,\n\
        2021-01-07,0,,1,\n";
    assert_eq!(
        days(text),
        [
            row(Some(false), None, Some(0), ""),
            row(Some(true), Some("severe"), Some(2), "wind"),
            row(None, None, None, ""),
            row(Some(true), None, None, ""),
            row(Some(true), None, None, ""),
            row(None, Some("severe"), None, ""),
            row(Some(false), None, Some(1), ""),
        ]
    );
}

#[test]
fn a_severity_alone_says_whether_there_was_a_headache() {
    let text = "date,severity\n2021-01-01,0\n2021-01-02,8\n2021-01-03,\n";
    assert_eq!(
        days(text),
        [
            row(Some(false), None, None, ""),
            row(Some(true), Some("8"), None, ""),
            row(None, None, None, ""),
        ]
    );
}

#[test]
fn medicines_by_name_are_kept_and_count_as_one() {
    let text = "date,headache,medication,notes,comment\n\
        2021-01-01,1,Ibuprofen 400,a,b\n\
        2021-01-02,1,none,,\n\
        2021-01-03,1,,c,\n";
    assert_eq!(
        days(text),
        [
            row(Some(true), None, Some(1), "a\nb\nIbuprofen 400"),
            row(Some(true), None, Some(0), ""),
            row(Some(true), None, None, "c"),
        ]
    );
}

#[test]
fn yes_in_a_column_of_medicines_is_at_least_once() {
    let text = "date,headache,medication\n2021-01-01,1,yes\n2021-01-02,0,no\n";
    assert_eq!(
        days(text),
        [
            row(Some(true), None, Some(1), ""),
            row(Some(false), None, Some(0), ""),
        ]
    );
}

#[test]
fn a_number_for_a_headache_is_yes_with_a_notice() {
    let text = "date,headache\n2021-01-01,0\n".to_owned()
        + &(2..=20)
            .map(|day| format!("2021-01-{day:02},1\n"))
            .collect::<String>()
        + "2021-01-21,4\n";
    let reading = read_guessed(text.as_bytes());
    assert_eq!(reading.notices.len(), 1);
    let notice = &reading.notices[0];
    assert_eq!(
        (notice.line, notice.reason),
        (22, NoticeReason::HeadacheNumber)
    );
    assert_eq!(notice.text.as_str(), "4");
    assert_eq!(summaries(&reading)[20].headache, Some(true));
}

#[test]
fn a_german_file_in_latin_1_is_read() {
    let text = "Datum;Kopfschmerz;Stärke;Tabletten;Bemerkung\r\n\
        03.01.21;ja;mäßig;1,0;müde\r\n25.01.21;nein;;0;\"Käse;\r\nWein\"\r\n";
    let bytes: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let reading = read_guessed(&bytes);
    assert_eq!(faults(&reading), []);
    let days = summaries(&reading);
    assert_eq!(days[0].day.to_string(), "2021-01-03");
    assert_eq!(
        (days[0].medicine_count, days[0].notes.as_str()),
        (Some(1), "müde")
    );
    assert_eq!(days[0].pain.map(Pain::code).as_deref(), Some("moderate"));
    assert_eq!(days[1].notes, "Käse;\r\nWein");
}

fn attacks(text: &str) -> Vec<Attack> {
    let reading = read_guessed(text.as_bytes());
    assert_eq!(faults(&reading), []);
    let attack = |entry| match entry {
        Entry::Attack(attack) => *attack,
        other => panic!("not an attack: {other:?}"),
    };
    reading
        .entries
        .into_iter()
        .map(|imported| attack(imported.entry))
        .collect()
}

fn span(attack: &Attack) -> (String, String) {
    let Course::Ended(end) = attack.course else {
        panic!("not over: {:?}", attack.course)
    };
    (attack.onset.to_string(), end.to_string())
}

#[test]
fn attacks_with_start_and_end() {
    let text = "start,end,severity,medication,notes\n\
        2021-01-01 10:00,2021-01-02 01:30,8,Sumatriptan,bad\n\
        2021-07-01T10:00:00Z,2021-07-01T12:00:00+02:00,3,,\n";
    let attacks = attacks(text);
    let utc = |start: &str, end: &str| (start.to_owned(), end.to_owned());
    assert_eq!(
        span(&attacks[0]),
        utc("2021-01-01T09:00:00Z", "2021-01-02T00:30:00Z")
    );
    assert_eq!(
        span(&attacks[1]),
        utc("2021-07-01T10:00:00Z", "2021-07-01T10:00:00Z")
    );
    let first = &attacks[0];
    assert_eq!(
        (first.zone.as_str(), first.recorded),
        ("Europe/Berlin", now())
    );
    assert_eq!(
        (first.levels[0].at, first.levels[0].pain.code()),
        (first.onset, "8".to_owned())
    );
    assert_eq!(
        (first.medicines[0].name.as_str(), first.medicines[0].at),
        ("Sumatriptan", first.onset)
    );
    assert_eq!(first.notes, "bad");
    assert!(attacks[1].medicines.is_empty());
}

#[test]
fn times_beside_a_date_may_pass_midnight() {
    let text = "date,start,end\n20/01/2021,22:00,6:30 am\n21/01/2021,10:00,11:00\n";
    let attacks = attacks(text);
    assert_eq!(
        attacks[0].end().expect("an end").to_string(),
        "2021-01-21T05:30:00Z"
    );
    assert_eq!(
        attacks[1].end().expect("an end").to_string(),
        "2021-01-21T10:00:00Z"
    );
}

#[test]
fn an_attack_without_an_end_is_over_nobody_knows_since_when() {
    let text = "start,end,severity\n2021-01-01 10:00,,8\n2021-01-02 10:00,2021-01-02 11:00,8\n";
    let reading = read_guessed(text.as_bytes());
    assert_eq!(reading.notices[0].reason, NoticeReason::EndUnknown);
    let attacks = attacks(text);
    assert_eq!(attacks[0].course, Course::Over);
    assert_eq!(attacks[0].onset.to_string(), "2021-01-01T09:00:00Z");
}

#[test]
fn zones_decide_which_day_it_is_and_unknown_ones_are_utc() {
    let text = b"start,end\n2021-01-01 00:30,2021-01-01 01:00\n";
    let onset = |zone| {
        let circumstances = Circumstances {
            zone,
            ..circumstances()
        };
        let reading = read(text, &guessed(text), &circumstances).expect("a readable file");
        let Entry::Attack(attack) = &reading.entries[0].entry else {
            panic!("a day")
        };
        attack.onset.to_string()
    };
    assert_eq!(onset("America/New_York"), "2021-01-01T05:30:00Z");
    assert_eq!(onset("Mars/Olympus"), "2021-01-01T00:30:00Z");
}

#[test]
fn good_rows_survive_bad_ones_with_their_lines() {
    let text = "date,headache,notes\r\n\
        2021-01-01,1,\"two\r\nlines\"\r\n\
        \r\n\
        2021-01-32,1,\r\n\
        ,,\r\n\
        2021-01-03,1\r\n\
        2021-01-04,1,,\r\n";
    let reading = read_guessed(text.as_bytes());
    assert_eq!(
        faults(&reading),
        [
            (5, "date", FaultReason::DateImpossible),
            (7, "", FaultReason::CellCount),
        ]
    );
    assert_eq!(reading.faults[0].text.as_str(), "2021-01-32");
    let lines: Vec<u64> = reading
        .entries
        .iter()
        .map(|imported| imported.line)
        .collect();
    assert_eq!((lines, reading.rows), (vec![2, 8], 4));
}

#[test]
fn ids_follow_from_what_a_record_is_about() {
    let one = read_guessed(b"date,headache\n2021-01-01,1\n2021-01-02,0\n");
    let other = read_guessed("Datum;Kopfschmerz\n02.01.2021;ja\n20.01.2021;ja\n".as_bytes());
    assert_eq!(one.entries[1].id, other.entries[0].id);
    assert_ne!(one.entries[0].id, other.entries[0].id);
}

#[test]
fn the_patient_decides_about_ambiguous_dates() {
    let text = "date,headache\n1/2/2021,1\n";
    let day = |order| {
        let reading = read_changed(text, |mapping| mapping.date_order = Some(order));
        summaries(&reading)[0].day.to_string()
    };
    assert_eq!(day(DateOrder::Dmy), "2021-02-01");
    assert_eq!(day(DateOrder::Mdy), "2021-01-02");
}

#[test]
fn a_file_that_cannot_be_read_at_all_says_why() {
    let mapping = guessed(b"date,headache\n2021-01-01,1\n");
    let problem = |bytes: &[u8]| read(bytes, &mapping, &circumstances()).expect_err("unreadable");
    assert_eq!(problem(b""), ReadingError::File(FileProblem::Empty));
    assert_eq!(
        problem(b"date,headache\n"),
        ReadingError::File(FileProblem::NoRows)
    );
    assert_eq!(
        problem(b"\x89PNG\r\n"),
        ReadingError::File(FileProblem::NotText)
    );
    assert_eq!(
        problem(b"{}"),
        ReadingError::File(FileProblem::NotOurDocument)
    );
    let foreign = b"{\"format\":\"other\",\"version\":1}";
    assert_eq!(
        problem(foreign),
        ReadingError::File(FileProblem::NotOurDocument)
    );
    let newer = b"{\"format\":\"migraine-pulse\",\"version\":2}";
    assert_eq!(
        problem(newer),
        ReadingError::File(FileProblem::UnknownVersion)
    );
    let wide = vec![b','; 300];
    assert_eq!(
        problem(&[b"a".as_slice(), &wide].concat()),
        ReadingError::File(FileProblem::TooManyColumns)
    );
}

#[test]
fn replaced_characters_are_reported() {
    let text =
        "date,headache,notes\n2021-01-01,1,".to_owned() + &"calm ".repeat(30) + "m\u{fc}de\n";
    let bytes: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let mapping = Mapping {
        encoding: Encoding::Utf8,
        ..guessed(&bytes)
    };
    assert!(
        read(&bytes, &mapping, &circumstances())
            .expect("readable")
            .replaced_characters
    );
    assert!(!read_guessed(&bytes).replaced_characters);
}

#[test]
fn five_megabytes_are_read() {
    let mut text = "date,start,end,severity,notes\n".to_owned();
    let mut minute = 0_u32;
    while text.len() < 5_000_000 {
        let (day, hour) = (1 + minute / 1_440 % 28, minute / 60 % 24);
        let (year, month) = (1950 + minute / 483_840 % 70, 1 + minute / 40_320 % 12);
        text += &format!(
            "{year}-{month:02}-{day:02},{hour:02}:{:02},23:59,{},\"quiet \"\"words\"\"\n\"\n",
            minute % 60,
            minute % 11
        );
        minute += 60;
    }
    let reading = read_changed(&text, |mapping| {
        mapping.columns = vec![
            Field::Date,
            Field::Start,
            Field::End,
            Field::Severity,
            Field::Notes,
        ];
    });
    assert_eq!(
        reading.entries.len() + reading.faults.len(),
        reading.rows as usize
    );
    assert!(reading.rows > 80_000);
    assert!(reading.faults.is_empty(), "{:?}", reading.faults.first());
}
