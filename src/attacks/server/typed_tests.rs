//! Typed times, medicines, minutes and notes: what is accepted, and what is refused with which word.

use super::{
    change::{Change, FieldProblem},
    change_tests::{at, now, ongoing},
    record::{Attack, Course},
};
use crate::attacks::model::{AuraKind, FieldFault};
use jiff::Timestamp;

fn in_zone(zone: &str) -> Attack {
    Attack {
        zone: zone.to_owned(),
        ..ongoing()
    }
}

/// Onset and end that a form's texts mean in `zone`, or the fault.
fn typed(
    zone: &str,
    onset: &str,
    end: &str,
    now: Timestamp,
) -> Result<(Timestamp, Option<Timestamp>), FieldFault> {
    match Change::times(&in_zone(zone), onset, end, now) {
        Ok(Change::Times { onset, end }) => Ok((onset, end)),
        Ok(other) => panic!("{other:?}"),
        Err(FieldProblem(fault)) => Err(fault),
    }
}

#[test]
fn typed_times_are_local_to_the_attack() {
    let table = [
        // (zone, onset, end, instants)
        (
            "Europe/Berlin",
            "2026-11-20T09:30",
            "2026-11-20T10:45",
            "2026-11-20T08:30:00Z",
            Some("2026-11-20T09:45:00Z"),
        ),
        (
            "Europe/Berlin",
            "2026-11-20T09:30",
            "",
            "2026-11-20T08:30:00Z",
            None,
        ),
        (
            "Europe/Berlin",
            " 2026-11-20T09:30 ",
            "  ",
            "2026-11-20T08:30:00Z",
            None,
        ),
        (
            "Europe/Berlin",
            "2026-11-20T09:30:15",
            "",
            "2026-11-20T08:30:15Z",
            None,
        ),
        // Over midnight, over a month's end, over a change of clocks (25 hours).
        (
            "Europe/Berlin",
            "2026-11-18T23:30",
            "2026-11-19T00:30",
            "2026-11-18T22:30:00Z",
            Some("2026-11-18T23:30:00Z"),
        ),
        (
            "Europe/Berlin",
            "2026-10-31T23:00",
            "2026-11-01T07:00",
            "2026-10-31T22:00:00Z",
            Some("2026-11-01T06:00:00Z"),
        ),
        (
            "Europe/Berlin",
            "2026-10-24T12:00",
            "2026-10-25T12:00",
            "2026-10-24T10:00:00Z",
            Some("2026-10-25T11:00:00Z"),
        ),
        // The same words elsewhere.
        (
            "America/New_York",
            "2026-11-20T04:30",
            "",
            "2026-11-20T09:30:00Z",
            None,
        ),
        (
            "Asia/Kathmandu",
            "2026-11-20T15:15",
            "2026-11-20T15:30",
            "2026-11-20T09:30:00Z",
            Some("2026-11-20T09:45:00Z"),
        ),
        (
            "Pacific/Kiritimati",
            "2026-11-20T23:30",
            "",
            "2026-11-20T09:30:00Z",
            None,
        ),
        ("UTC", "2026-11-20T09:30", "", "2026-11-20T09:30:00Z", None),
        // A zone that this machine does not know is read as UTC.
        (
            "Middle/Earth",
            "2026-11-20T09:30",
            "",
            "2026-11-20T09:30:00Z",
            None,
        ),
        // In the hour that does not exist, the later reading; in the one that comes twice, the earlier.
        (
            "Europe/Berlin",
            "2026-03-29T02:30",
            "",
            "2026-03-29T01:30:00Z",
            None,
        ),
        (
            "Europe/Berlin",
            "2026-10-25T02:30",
            "",
            "2026-10-25T00:30:00Z",
            None,
        ),
        (
            "Europe/Berlin",
            "2026-03-29T02:30",
            "2026-03-29T03:30",
            "2026-03-29T01:30:00Z",
            Some("2026-03-29T01:30:00Z"),
        ),
        // As long as nothing.
        (
            "UTC",
            "2026-11-20T09:30",
            "2026-11-20T09:30",
            "2026-11-20T09:30:00Z",
            Some("2026-11-20T09:30:00Z"),
        ),
        (
            "UTC",
            "2024-02-29T09:30",
            "2024-03-01T09:30",
            "2024-02-29T09:30:00Z",
            Some("2024-03-01T09:30:00Z"),
        ),
    ];
    for (zone, onset, end, expected_onset, expected_end) in table {
        let expected = Ok((at(expected_onset), expected_end.map(at)));
        assert_eq!(
            typed(zone, onset, end, now()),
            expected,
            "{zone} {onset} {end}"
        );
    }
}

#[test]
fn times_that_cannot_be_are_refused_with_the_field_at_fault() {
    use FieldFault::{EndBeforeOnset, EndInFuture, EndUnreadable, OnsetInFuture, OnsetUnreadable};
    let table = [
        ("2026-11-20T09:30", "2026-11-20T09:29", EndBeforeOnset),
        ("2026-11-20T09:30", "2025-11-20T09:45", EndBeforeOnset),
        ("2026-11-20T10:01", "", OnsetInFuture),
        ("2027-01-01T00:00", "2027-01-02T00:00", OnsetInFuture),
        ("2026-11-20T09:30", "2026-11-20T10:02", EndInFuture),
        ("2026-11-20T09:30", "2030-01-01T00:00", EndInFuture),
        ("", "", OnsetUnreadable),
        ("  ", "2026-11-20T09:30", OnsetUnreadable),
        ("yesterday", "", OnsetUnreadable),
        ("2026-02-30T09:30", "", OnsetUnreadable),
        ("2026-11-20T25:00", "", OnsetUnreadable),
        ("20.11.2026 09:30", "", OnsetUnreadable),
        ("2026-11-20T09:30", "tomorrow", EndUnreadable),
        ("2026-11-20T09:30", "2026-13-01T00:00", EndUnreadable),
    ];
    for (onset, end, fault) in table {
        assert_eq!(typed("UTC", onset, end, now()), Err(fault), "{onset} {end}");
    }
}

#[test]
fn a_form_that_shows_whole_minutes_can_be_sent_as_it_stands() {
    // Begun and over within the same minute: the form shows 09:30 twice, and both are in the past.
    let begun = at("2026-11-20T09:30:50Z");
    let expected = at("2026-11-20T09:30:00Z");
    let times = typed("UTC", "2026-11-20T09:30", "2026-11-20T09:30", begun);
    assert_eq!(times, Ok((expected, Some(expected))));
    // "Now", rounded up by a clock that runs a little ahead.
    assert!(typed("UTC", "2026-11-20T09:00", "2026-11-20T09:31", begun).is_ok());
}

#[test]
fn an_empty_end_reopens_what_was_over_and_leaves_the_rest() {
    let onset = at("2026-11-20T09:15:00Z");
    let change = Change::Times { onset, end: None };
    for (before, after) in [
        (Course::Ongoing, Course::Ongoing),
        (Course::Continuous, Course::Continuous),
        (Course::Ended(now()), Course::Ongoing),
    ] {
        let attack = Attack {
            course: before,
            ..ongoing()
        };
        let changed = change.clone().apply(attack, now());
        assert_eq!((changed.onset, changed.course), (onset, after));
    }
    let ended = Change::Times {
        onset,
        end: Some(now()),
    };
    for before in [Course::Ongoing, Course::Continuous, Course::Ended(onset)] {
        let attack = Attack {
            course: before,
            ..ongoing()
        };
        assert_eq!(
            ended.clone().apply(attack, now()).course,
            Course::Ended(now())
        );
    }
}

#[test]
fn a_late_entry_is_one_of_more_than_a_day() {
    let recorded = now();
    for (onset, is_late) in [
        ("2026-11-20T10:00:00Z", false),
        ("2026-11-19T10:00:00Z", false),
        ("2026-11-19T09:59:59Z", true),
        ("2020-01-01T00:00:00Z", true),
    ] {
        assert_eq!(
            Attack::begun(at(onset), "UTC", recorded).is_late_entry(),
            is_late,
            "{onset}"
        );
    }
}

#[test]
fn a_medicine_needs_a_name_and_has_limits() {
    let taken = |name: &str, dose: &str, minutes| Change::taken(name, dose, minutes, now());
    let Ok(Change::Taken(intake)) = taken("  Sumatriptan ", " 50 mg ", 30) else {
        panic!()
    };
    assert_eq!(
        (intake.name.as_str(), intake.dose.as_str()),
        ("Sumatriptan", "50 mg")
    );
    assert_eq!(
        (intake.at, intake.relief),
        (at("2026-11-20T09:30:00Z"), None)
    );
    let fault =
        |change: Result<Change, FieldProblem>| change.map(drop).map_err(|problem| problem.0);
    assert_eq!(fault(taken("", "50 mg", 0)), Err(FieldFault::NameMissing));
    assert_eq!(fault(taken(" \t", "", 0)), Err(FieldFault::NameMissing));
    assert_eq!(fault(taken(&"ü".repeat(120), "", 0)), Ok(()));
    assert_eq!(
        fault(taken(&"ü".repeat(121), "", 0)),
        Err(FieldFault::NameTooLong)
    );
    assert_eq!(fault(taken("x", &"½".repeat(60), 0)), Ok(()));
    assert_eq!(
        fault(taken("x", &"½".repeat(61), 0)),
        Err(FieldFault::DoseTooLong)
    );
    assert_eq!(fault(taken("x", "", u16::MAX)), Ok(()));
}

#[test]
fn the_minutes_of_an_aura_have_a_range() {
    for (text, minutes) in [("1", 1), ("60", 60), ("4320", 4_320), (" 25 ", 25)] {
        let expected = Ok(Change::AuraMinutes(AuraKind::Motor, minutes));
        assert_eq!(Change::aura_minutes(AuraKind::Motor, text), expected);
    }
    for text in ["", "0", "4321", "-5", "2.5", "an hour", "99999999"] {
        let refused = Err(FieldProblem(FieldFault::MinutesOutOfRange));
        assert_eq!(
            Change::aura_minutes(AuraKind::Motor, text),
            refused,
            "{text}"
        );
    }
}

#[test]
fn notes_keep_every_character_and_have_a_limit() {
    for text in ["", "Föhn 🧠", "a\nb", "  spaces  ", "<b>\u{202e}"] {
        assert_eq!(Change::notes(text), Ok(Change::Notes(text.to_owned())));
    }
    assert_eq!(
        Change::notes("a\r\nb"),
        Ok(Change::Notes("a\nb".to_owned()))
    );
    assert!(Change::notes(&"ü".repeat(4_000)).is_ok());
    assert_eq!(
        Change::notes(&"ü".repeat(4_001)),
        Err(FieldProblem(FieldFault::NotesTooLong))
    );
}
