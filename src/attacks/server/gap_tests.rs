//! The rule of free time at its boundaries.

use super::{
    change_tests::at,
    gap::{free_between, linkage, treated_effectively},
    record::{Attack, Course, Intake, LevelPoint},
};
use crate::attacks::model::{Level, Linkage, Pain, Relief};
use jiff::SignedDuration;

fn attack(onset: &str, course: Course) -> Attack {
    let onset = at(onset);
    Attack {
        course,
        ..Attack::begun(onset, "Europe/Berlin", onset)
    }
}

fn ended(onset: &str, end: &str) -> Attack {
    attack(onset, Course::Ended(at(end)))
}

#[test]
fn the_boundaries_are_24_and_48_hours() {
    use Linkage::{Recurrence, Same, Separate};
    let previous = ended("2026-11-01T08:00:00Z", "2026-11-01T20:00:00Z");
    // Free time, untreated, treated.
    let table = [
        ((0, 0), Same, Same),
        ((23, 59), Same, Same),
        ((24, 0), Separate, Recurrence),
        ((36, 0), Separate, Recurrence),
        ((47, 59), Separate, Recurrence),
        ((48, 0), Separate, Separate),
        ((480, 0), Separate, Separate),
    ];
    for ((hours, minutes), untreated, treated) in table {
        let free = SignedDuration::from_mins(hours * 60 + minutes);
        let onset = at("2026-11-01T20:00:00Z") + free;
        let next = Attack::begun(onset, "Europe/Berlin", onset);
        assert_eq!(free_between(&previous, &next), free);
        assert_eq!(linkage(&previous, &next, false), untreated, "{free:?}");
        assert_eq!(linkage(&previous, &next, true), treated, "{free:?}");
    }
}

#[test]
fn a_change_of_clocks_moves_no_boundary() {
    // The same local time on the next day, Berlin: 25 hours in autumn, 23 in spring, 24 else.
    let days = [
        (
            "2026-10-24T18:00:00Z",
            "2026-10-25T19:00:00Z",
            Linkage::Separate,
        ),
        (
            "2026-03-28T19:00:00Z",
            "2026-03-29T18:00:00Z",
            Linkage::Same,
        ),
        (
            "2026-06-01T18:00:00Z",
            "2026-06-02T18:00:00Z",
            Linkage::Separate,
        ),
    ];
    for (end, onset, expected) in days {
        let previous = ended("2026-02-01T00:00:00Z", end);
        let next = attack(onset, Course::Ongoing);
        let zone = next.time_zone();
        let local = |text: &str| at(text).to_zoned(zone.clone()).time();
        assert_eq!(local(end), local(onset));
        assert_eq!(linkage(&previous, &next, false), expected, "{onset}");
    }
}

#[test]
fn without_a_known_end_the_latest_entry_counts() {
    let rated = |course| Attack {
        levels: vec![LevelPoint {
            at: at("2026-11-01T20:00:00Z"),
            pain: Pain::Number(Level::new(4).expect("a level")),
        }],
        ..attack("2026-11-01T08:00:00Z", course)
    };
    let soon = attack("2026-11-02T19:59:00Z", Course::Ongoing);
    let later = attack("2026-11-02T20:00:00Z", Course::Ongoing);
    for course in [Course::Over, Course::Ongoing] {
        assert_eq!(linkage(&rated(course), &soon, false), Linkage::Same);
        assert_eq!(linkage(&rated(course), &later, false), Linkage::Separate);
    }
    let never = rated(Course::Continuous);
    let months = attack("2027-02-01T08:00:00Z", Course::Ongoing);
    assert_eq!(linkage(&never, &months, true), Linkage::Same);
}

#[test]
fn attacks_that_overlap_are_one() {
    let previous = ended("2026-11-01T08:00:00Z", "2026-11-03T08:00:00Z");
    let next = attack("2026-11-02T08:00:00Z", Course::Ongoing);
    assert_eq!(free_between(&previous, &next), SignedDuration::ZERO);
    assert_eq!(linkage(&previous, &next, false), Linkage::Same);
}

#[test]
fn what_the_patient_says_outweighs_the_rule() {
    let previous = ended("2026-11-01T08:00:00Z", "2026-11-01T20:00:00Z");
    for said in Linkage::ALL {
        for onset in ["2026-11-01T21:00:00Z", "2026-11-12T21:00:00Z"] {
            let mut next = attack(onset, Course::Ongoing);
            next.details.linkage = Some(*said);
            assert_eq!(linkage(&previous, &next, false), *said);
        }
    }
}

#[test]
fn treatment_worked_when_it_brought_relief() {
    let mut treated = attack("2026-11-01T08:00:00Z", Course::Ongoing);
    assert!(!treated_effectively(&treated, []));
    for (relief, worked) in [
        (None, false),
        (Some(Relief::Unchanged), false),
        (Some(Relief::Better), true),
        (Some(Relief::Free), true),
    ] {
        treated.medicines = vec![Intake {
            name: "Sumatriptan".to_owned(),
            dose: String::new(),
            at: treated.onset,
            relief,
        }];
        assert_eq!(treated_effectively(&treated, []), worked, "{relief:?}");
    }
}
