//! Every reason for leaving a row out, with the row that has it. The list at the end sees to it that
//! a new reason gets a test.

use super::entry::Diary;
use super::export::write_csv;
use super::test_support::{faults, read_changed, read_guessed};
use crate::attacks::server::{Attack, Course};
use crate::platform::ids::RecordId;
use crate::transfer::model::FaultReason::{self, *};

/// A file whose last row has the fault; line, column and reason are checked.
struct Case(FaultReason, &'static str, u64, &'static str);

const ONE: &str = "0b54e4e5-7d4c-4f3e-9f3a-2f6f0d1c9a01";

fn foreign_cases() -> Vec<Case> {
    vec![
        Case(
            CellCount,
            "date,headache\n2021-01-01,1\n2021-01-02\n",
            3,
            "",
        ),
        Case(
            CellCount,
            "date,headache\n2021-01-01,1\n2021-01-02,1,1\n",
            3,
            "",
        ),
        Case(DateMissing, "date,headache\n2021-01-01,1\n,1\n", 3, "date"),
        Case(
            DateMissing,
            "year,month,day,headache\n2021,1,1,1\n2021,1,,1\n",
            3,
            "day",
        ),
        Case(
            DateUnreadable,
            "date,headache\n2021-01-01,1\n2021-01-02,0\nsoon,1\n",
            4,
            "date",
        ),
        Case(
            DateUnreadable,
            "year,month,day,headache\n2021,1,1,1\nMMXXI,1,1,1\n",
            3,
            "year",
        ),
        Case(DateImpossible, "date,headache\n2021-02-30,1\n", 2, "date"),
        Case(
            DateImpossible,
            "year,month,day,headache\n2021,13,1,1\n",
            2,
            "day",
        ),
        Case(
            DateImpossible,
            "year,month,day,headache\n99999,1,1,1\n",
            2,
            "day",
        ),
        Case(DateTooEarly, "date,headache\n1899-12-31,1\n", 2, "date"),
        Case(
            DateTooEarly,
            "start,end\n1899-12-31T10:00:00Z,2021-01-01T10:00:00Z\n",
            2,
            "start",
        ),
        Case(DateInFuture, "date,headache\n2026-11-22,1\n", 2, "date"),
        Case(
            DateInFuture,
            "start,end\n2026-11-20 10:00,2027-01-01T10:00:00Z\n",
            2,
            "end",
        ),
        Case(
            DuplicateDay,
            "date,headache\n2021-01-01,1\n2021-01-02,1\n1 Jan 2021,0\n",
            4,
            "",
        ),
        Case(
            DuplicateStart,
            "start,end\n2021-01-01 10:00,2021-01-01 11:00\n2021-01-01T09:00Z,2021-01-01 12:00\n",
            3,
            "",
        ),
        Case(
            TimeUnreadable,
            "start,end\n2021-01-01 25:00,2021-01-01 11:00\n",
            2,
            "start",
        ),
        Case(
            TimeUnreadable,
            "start,end\n2021-01-01 10:00,later\n",
            2,
            "end",
        ),
        Case(
            TimeUnreadable,
            "date,start,end\n2021-01-01,,11:00\n",
            2,
            "start",
        ),
        Case(
            EndBeforeStart,
            "start,end\n2021-01-02 10:00,2021-01-01 11:00\n",
            2,
            "end",
        ),
        Case(
            HeadacheUnreadable,
            "date,headache\n2021-01-01,1\n2021-01-02,1\n2021-01-03,perhaps\n",
            4,
            "headache",
        ),
        Case(
            Contradiction,
            "date,headache,severity\n2021-01-01,0,3\n",
            2,
            "severity",
        ),
        Case(
            Contradiction,
            "start,end,headache\n2021-01-01 10:00,2021-01-01 11:00,0\n",
            2,
            "start",
        ),
        Case(
            Contradiction,
            "date,headache,pills,medicine name\n2021-01-01,1,0,Aspirin\n",
            2,
            "pills",
        ),
        Case(
            CountUnreadable,
            "date,headache,pills\n2021-01-01,1,1\n2021-01-02,1,1.5\n",
            3,
            "pills",
        ),
        Case(
            CountOutOfRange,
            "date,headache,pills\n2021-01-01,1,-1\n",
            2,
            "pills",
        ),
        Case(
            CountOutOfRange,
            "date,headache,pills\n2021-01-01,1,51\n",
            2,
            "pills",
        ),
        Case(
            CountOutOfRange,
            "date,headache,pills\n2021-01-01,1,70000\n",
            2,
            "pills",
        ),
    ]
}

fn own_cases() -> Vec<Case> {
    const HEADER: &str = "kind,id,day,start,end,zone,course,pain,medicines,recorded,levels,notes";
    let own = |reason, row: &str, column| {
        let text = format!("{HEADER}\n{}\n", row.replace("ID", ONE));
        Case(reason, Box::leak(text.into_boxed_str()), 2, column)
    };
    let attack = "attack,ID,,2021-01-01T10:00:00Z,,UTC,ongoing,,,2021-01-01T10:00:00Z,,";
    vec![
        own(KindUnknown, "dream,ID,2021-01-01,,,,,,,,,", "kind"),
        own(IdUnreadable, "clear_day,,2021-01-01,,,,,,,,,", "id"),
        own(IdUnreadable, "clear_day,7,2021-01-01,,,,,,,,,", "id"),
        own(DateMissing, "clear_day,ID,,,,,,,,,,", "day"),
        own(DateUnreadable, "clear_day,ID,1.2.2021,,,,,,,,,", "day"),
        own(DateInFuture, "clear_day,ID,2027-01-01,,,,,,,,,", "day"),
        own(
            ValueUnreadable,
            "day_summary,ID,2021-01-01,,,,,11,,,,",
            "pain",
        ),
        own(CellCount, "clear_day,ID,2021-01-01", ""),
        own(
            ValueUnreadable,
            &attack.replace("ongoing", "paused"),
            "course",
        ),
        own(TimeUnreadable, &attack.replace("ongoing", "ended"), "end"),
        own(ValueUnreadable, &attack.replace("UTC", ""), "zone"),
        own(
            ValueUnreadable,
            &attack.replace("ongoing,,,", "ongoing,,[{}],"),
            "medicines",
        ),
        own(
            EndBeforeStart,
            &attack.replace(",,UTC,ongoing", ",2020-01-01T10:00:00Z,UTC,ended"),
            "end",
        ),
    ]
}

fn check(Case(reason, text, line, column): &Case) {
    let reading = read_guessed(text.as_bytes());
    assert_eq!(faults(&reading), [(*line, *column, *reason)], "{text}");
    assert_eq!(
        reading.entries.len() as u64 + 1,
        reading.rows,
        "good rows survive: {text}"
    );
}

#[test]
fn every_fault_has_its_line_and_column() {
    foreign_cases().iter().for_each(check);
    own_cases().iter().for_each(check);
}

#[test]
fn duplicates_name_both_lines_and_keep_the_first() {
    let reading = read_guessed(b"date,headache\n2021-01-01,1\n2021-01-02,1\n2021-01-01,0\n");
    assert_eq!(
        (reading.faults[0].line, reading.faults[0].other_line),
        (4, Some(2))
    );
    assert_eq!(reading.entries[0].line, 2);
}

#[test]
fn an_unmapped_severity_is_listed_and_not_guessed() {
    let text = "date,headache,severity\n2021-01-01,1,3\n2021-01-02,1,7\n";
    let reading = read_changed(text, |mapping| {
        mapping.severities.remove("7");
    });
    assert_eq!(faults(&reading), [(3, "severity", SeverityUnmapped)]);
}

#[test]
fn texts_have_an_end() {
    let notes = |length: usize| {
        let text = format!("date,headache,notes\n2021-01-01,1,{}\n", "ä".repeat(length));
        faults(&read_guessed(text.as_bytes()))
            .first()
            .map(|fault| fault.2)
    };
    assert_eq!((notes(4_000), notes(4_001)), (None, Some(TextTooLong)));
    let name = format!(
        "date,headache,medication\n2021-01-01,1,{}\n",
        "a".repeat(121)
    );
    assert_eq!(
        faults(&read_guessed(name.as_bytes())),
        [(2, "medication", TextTooLong)]
    );
}

fn own_attack(change: impl FnOnce(&mut Attack)) -> Option<(String, FaultReason)> {
    let onset = "2021-01-01T10:00:00Z".parse().expect("an instant");
    let mut attack = Attack::begun(onset, "UTC", onset);
    change(&mut attack);
    let id = RecordId::parse(ONE).expect("an id");
    let diary = Diary {
        attacks: vec![(id, attack)],
        ..Diary::default()
    };
    let bytes = write_csv(&diary).expect("a file");
    let reading = read_guessed(&bytes);
    reading
        .faults
        .first()
        .map(|fault| (fault.column.clone(), fault.reason))
}

#[test]
fn our_own_files_keep_the_ranges_too() {
    use crate::attacks::model::{AuraKind, Pain, Severity};
    use crate::attacks::server::{Intake, LevelPoint};
    let refused = |column: &str, reason| Some((column.to_owned(), reason));
    assert_eq!(own_attack(|_| {}), None);
    assert_eq!(
        own_attack(|attack| attack.notes = "n".repeat(4_001)),
        refused("notes", TextTooLong)
    );
    let level = |attack: &Attack| LevelPoint {
        at: attack.onset,
        pain: Pain::Word(Severity::Mild),
    };
    assert_eq!(
        own_attack(|attack| attack.levels = vec![level(attack); 1_001]),
        refused("levels", TooMany)
    );
    assert_eq!(
        own_attack(|attack| attack.aura = [(AuraKind::Visual, Some(0))].into()),
        refused("aura", ValueUnreadable)
    );
    let intake = |name: &str, dose: &str, attack: &Attack| Intake {
        name: name.to_owned(),
        dose: dose.to_owned(),
        at: attack.onset,
        relief: None,
    };
    assert_eq!(
        own_attack(|attack| attack.medicines = vec![intake("", "", attack)]),
        refused("medicines", ValueUnreadable)
    );
    assert_eq!(
        own_attack(|attack| attack.medicines = vec![intake("a", &"d".repeat(61), attack)]),
        refused("medicines", TextTooLong)
    );
    let before = "2021-01-01T09:59:59Z".parse().expect("an instant");
    assert_eq!(
        own_attack(|attack| attack.course = Course::Ended(before)),
        refused("end", EndBeforeStart)
    );
}

#[test]
fn an_id_twice_in_our_own_file_is_a_fault() {
    let text = format!(
        "kind,id,day,start,course,recorded\nclear_day,{ONE},2021-01-01,,,\nclear_day,{ONE},2021-01-02,,,\n"
    );
    let reading = read_guessed(text.as_bytes());
    assert_eq!(faults(&reading), [(3, "", DuplicateId)]);
    assert_eq!(reading.faults[0].other_line, Some(2));
}

#[test]
fn no_reason_is_without_a_test() {
    let elsewhere = [SeverityUnmapped, TextTooLong, TooMany, DuplicateId];
    for reason in FaultReason::ALL {
        let cases = foreign_cases().into_iter().chain(own_cases());
        let tested = cases
            .map(|case| case.0)
            .chain(elsewhere)
            .any(|tested| tested == *reason);
        assert!(tested, "{}", reason.code());
    }
}
