//! Which local days an attack touches, each case worked out by hand.

use super::{
    counts_tests::{NOW, at, attack, counts, diary, headache_days, intake, with},
    rules::last_day,
};
use crate::attacks::{
    model::{Pain, Progress, Severity},
    server::{Attack, LevelPoint, ProgressPoint},
};
use jiff::civil::Date;

#[test]
fn an_attack_touches_the_local_days_between_onset_and_end() {
    let table: &[(&str, &str, &str, &str, &[&str])] = &[
        (
            "within a day",
            "Europe/Berlin",
            "2026-11-10T09:00:00Z",
            "2026-11-10T15:00:00Z",
            &["2026-11-10"],
        ),
        (
            "no length at all",
            "Europe/Berlin",
            "2026-11-10T09:00:00Z",
            "2026-11-10T09:00:00Z",
            &["2026-11-10"],
        ),
        (
            "over midnight",
            "Europe/Berlin",
            "2026-11-10T22:00:00Z",
            "2026-11-10T23:30:00Z",
            &["2026-11-10", "2026-11-11"],
        ),
        (
            "ends at midnight",
            "Europe/Berlin",
            "2026-11-10T20:00:00Z",
            "2026-11-10T23:00:00Z",
            &["2026-11-10"],
        ),
        (
            "ends a second after midnight",
            "Europe/Berlin",
            "2026-11-10T20:00:00Z",
            "2026-11-10T23:00:01Z",
            &["2026-11-10", "2026-11-11"],
        ),
        (
            "begins at midnight",
            "Europe/Berlin",
            "2026-11-10T23:00:00Z",
            "2026-11-11T01:00:00Z",
            &["2026-11-11"],
        ),
        (
            "begins and ends at midnight",
            "Europe/Berlin",
            "2026-11-10T23:00:00Z",
            "2026-11-10T23:00:00Z",
            &["2026-11-11"],
        ),
        (
            "a whole day",
            "Europe/Berlin",
            "2026-11-10T23:00:00Z",
            "2026-11-11T23:00:00Z",
            &["2026-11-11"],
        ),
        (
            "three days",
            "Europe/Berlin",
            "2026-11-10T09:00:00Z",
            "2026-11-12T09:00:00Z",
            &["2026-11-10", "2026-11-11", "2026-11-12"],
        ),
        (
            "over a month's end",
            "Europe/Berlin",
            "2026-10-31T20:00:00Z",
            "2026-11-01T05:00:00Z",
            &["2026-10-31", "2026-11-01"],
        ),
        (
            "over a year's end",
            "Europe/Berlin",
            "2025-12-31T20:00:00Z",
            "2026-01-01T05:00:00Z",
            &["2025-12-31", "2026-01-01"],
        ),
        (
            "over a leap day",
            "Europe/Berlin",
            "2024-02-28T20:00:00Z",
            "2024-03-01T05:00:00Z",
            &["2024-02-28", "2024-02-29", "2024-03-01"],
        ),
        (
            "the day of 23 hours",
            "Europe/Berlin",
            "2026-03-28T23:00:00Z",
            "2026-03-29T22:00:00Z",
            &["2026-03-29"],
        ),
        (
            "the day of 25 hours",
            "Europe/Berlin",
            "2026-10-24T22:00:00Z",
            "2026-10-25T23:00:00Z",
            &["2026-10-25"],
        ),
        (
            "through the hour that comes twice",
            "Europe/Berlin",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            &["2026-10-25"],
        ),
        (
            "far in the east",
            "Pacific/Kiritimati",
            "2026-11-10T11:00:00Z",
            "2026-11-10T12:00:00Z",
            &["2026-11-11"],
        ),
        (
            "far in the west",
            "Pacific/Pago_Pago",
            "2026-11-10T10:00:00Z",
            "2026-11-10T10:30:00Z",
            &["2026-11-09"],
        ),
        (
            "a quarter of an hour off",
            "Asia/Kathmandu",
            "2026-11-10T18:10:00Z",
            "2026-11-10T18:20:00Z",
            &["2026-11-10", "2026-11-11"],
        ),
        (
            "a zone that nobody knows is UTC",
            "Middle/Earth",
            "2026-11-10T23:30:00Z",
            "2026-11-10T23:40:00Z",
            &["2026-11-10"],
        ),
    ];
    for (what, zone, onset, end, expected) in table {
        let diary = diary([attack(zone, onset, end)], [], []);
        assert_eq!(headache_days(&diary, NOW), *expected, "{what}");
        let begun = with(&diary, NOW, |facts| facts.attacks_begun == 1);
        assert_eq!(begun, expected[..1], "{what}: it begins once");
    }
}

#[test]
fn an_attack_without_an_end_goes_on_for_a_day_of_silence() {
    let begun = "2026-11-10T09:00:00Z";
    let plain = attack("Europe/Berlin", begun, "ongoing");
    let level = |instant| LevelPoint {
        at: at(instant),
        pain: Pain::Word(Severity::Mild),
    };
    let answer = |instant| ProgressPoint {
        at: at(instant),
        answer: Progress::Still,
    };
    let rated = Attack {
        levels: vec![level("2026-11-11T08:00:00Z")],
        ..plain.clone()
    };
    let answered = Attack {
        progress: vec![answer("2026-11-12T08:00:00Z")],
        ..plain.clone()
    };
    let treated = Attack {
        medicines: vec![intake("2026-11-11T20:00:00Z")],
        ..plain.clone()
    };
    let table: &[(&str, &Attack, &str, &[&str])] = &[
        ("just begun", &plain, begun, &["2026-11-10"]),
        (
            "the next morning",
            &plain,
            "2026-11-11T08:59:59Z",
            &["2026-11-10", "2026-11-11"],
        ),
        (
            "after a day of silence",
            &plain,
            "2026-11-11T09:00:00Z",
            &["2026-11-10"],
        ),
        (
            "after a week of silence",
            &plain,
            "2026-11-17T09:00:00Z",
            &["2026-11-10"],
        ),
        (
            "a level keeps it alive",
            &rated,
            "2026-11-12T07:00:00Z",
            &["2026-11-10", "2026-11-11", "2026-11-12"],
        ),
        (
            "up to the level",
            &rated,
            "2026-11-20T07:00:00Z",
            &["2026-11-10", "2026-11-11"],
        ),
        (
            "an answer keeps it alive",
            &answered,
            "2026-11-12T23:30:00Z",
            &["2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13"],
        ),
        (
            "up to the answer",
            &answered,
            "2026-12-24T07:00:00Z",
            &["2026-11-10", "2026-11-11", "2026-11-12"],
        ),
        (
            "a medicine keeps it alive",
            &treated,
            "2026-11-12T19:00:00Z",
            &["2026-11-10", "2026-11-11", "2026-11-12"],
        ),
        (
            "up to the medicine",
            &treated,
            "2026-11-13T19:00:00Z",
            &["2026-11-10", "2026-11-11"],
        ),
    ];
    for (what, attack, now, expected) in table {
        assert_eq!(
            headache_days(&diary([(*attack).clone()], [], []), now),
            *expected,
            "{what}"
        );
    }
}

#[test]
fn a_continuous_headache_is_there_every_day_up_to_today() {
    let diary = diary(
        [attack(
            "Europe/Berlin",
            "2026-10-30T09:00:00Z",
            "continuous",
        )],
        [],
        [],
    );
    assert_eq!(counts(&diary, "2026-10-01", NOW), "2/1/0/0/29");
    assert_eq!(counts(&diary, "2026-11-01", NOW), "20/0/0/0/0");
    assert_eq!(counts(&diary, "2026-12-01", NOW), "0/0/0/0/0");
}

#[test]
fn the_last_day_is_never_before_the_first_for_what_is_over() {
    let today: Date = "2026-11-20".parse().expect("a day");
    for (onset, end) in [
        ("2026-11-10T23:00:00Z", "2026-11-10T23:00:00Z"),
        ("2026-11-10T22:59:59Z", "2026-11-10T23:00:00Z"),
        ("2026-11-10T23:00:00Z", "2026-11-10T23:00:01Z"),
    ] {
        let attack = attack("Europe/Berlin", onset, end);
        let first = attack.onset.to_zoned(attack.time_zone()).date();
        assert!(last_day(&attack, today, at(NOW)) >= first, "{onset} {end}");
    }
}
