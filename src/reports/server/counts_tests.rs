//! The rules of counting, each with an example worked out by hand. Which days an attack touches stands in
//! `attack_days_tests.rs`.

use super::{
    counts::{Answer, DayFacts, MonthCounts, facts_by_day, month_counts},
    diary::Diary,
};
use crate::{
    attacks::{
        model::{Level, Pain, Severity},
        server::{Attack, AttackRecord, Course, Intake, LevelPoint},
    },
    daily::server::{ClearDay, DaySummary},
    encryption::server::Stored,
    platform::ids::RecordId,
};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn stored<T>(value: T) -> Stored<T> {
    Stored {
        id: RecordId::new(uuid::Uuid::from_u128(1)),
        revision: 1,
        value,
    }
}

/// An attack from an onset to an end, in UTC instants, as it was logged in `zone`.
pub(super) fn attack(zone: &str, onset: &str, end: &str) -> Attack {
    let course = match end {
        "ongoing" => Course::Ongoing,
        "continuous" => Course::Continuous,
        end => Course::Ended(at(end)),
    };
    Attack {
        course,
        ..Attack::begun(at(onset), zone, at(onset))
    }
}

pub(super) fn diary(
    attacks: impl IntoIterator<Item = Attack>,
    days: impl IntoIterator<Item = DaySummary>,
    clear: impl IntoIterator<Item = Date>,
) -> Diary {
    Diary {
        attacks: attacks
            .into_iter()
            .map(|attack| stored(AttackRecord::new(attack)))
            .collect(),
        days: days.into_iter().map(stored).collect(),
        clear_days: clear
            .into_iter()
            .map(|day| stored(ClearDay { day }))
            .collect(),
        ..Diary::default()
    }
}

pub(super) fn intake(instant: &str) -> Intake {
    Intake {
        name: "Ibuprofen".to_owned(),
        dose: String::new(),
        at: at(instant),
        relief: None,
    }
}

fn summary(day: &str, headache: Option<bool>, medicine_count: Option<u16>) -> DaySummary {
    let day = day.parse().expect("a day");
    DaySummary {
        day,
        headache,
        pain: None,
        medicine_count,
        notes: String::new(),
    }
}

/// What is known at `now` in `zone`.
fn facts(diary: &Diary, now: &str, zone: &str) -> BTreeMap<Date, DayFacts> {
    let today = at(now).in_tz(zone).expect("a zone").date();
    facts_by_day(diary, today, at(now))
}

pub(super) fn with(diary: &Diary, now: &str, holds: impl Fn(&DayFacts) -> bool) -> Vec<String> {
    let facts = facts(diary, now, "Europe/Berlin");
    facts
        .iter()
        .filter(|(_, facts)| holds(facts))
        .map(|(day, _)| day.to_string())
        .collect()
}

pub(super) fn headache_days(diary: &Diary, now: &str) -> Vec<String> {
    with(diary, now, |facts| facts.answer() == Answer::Headache)
}

/// Counts of a month at `now` in Berlin, as `headache/attacks/medicine/clear/unknown`.
pub(super) fn counts(diary: &Diary, month: &str, now: &str) -> String {
    let facts = facts(diary, now, "Europe/Berlin");
    let today = at(now).in_tz("Europe/Berlin").expect("a zone").date();
    let MonthCounts {
        headache_days,
        attacks,
        medicine_days,
        clear_days,
        unknown_days,
    } = month_counts(&facts, month.parse().expect("a day"), today);
    format!("{headache_days}/{attacks}/{medicine_days}/{clear_days}/{unknown_days}")
}

pub(super) const NOW: &str = "2026-11-20T10:00:00Z";

#[test]
fn two_attacks_on_a_day_are_two_attacks_and_one_headache_day() {
    let diary = diary(
        [
            attack(
                "Europe/Berlin",
                "2026-11-10T06:00:00Z",
                "2026-11-10T08:00:00Z",
            ),
            attack(
                "Europe/Berlin",
                "2026-11-10T16:00:00Z",
                "2026-11-11T08:00:00Z",
            ),
        ],
        [],
        [],
    );
    assert_eq!(counts(&diary, "2026-11-01", NOW), "2/2/0/0/18");
}

#[test]
fn a_daily_diary_says_yes_no_or_nothing() {
    let diary = diary(
        [],
        [
            summary("2026-11-10", Some(true), None),
            summary("2026-11-11", Some(false), None),
            summary("2026-11-12", None, Some(0)),
            summary("2026-11-13", None, Some(1)),
            summary("2026-11-14", Some(true), Some(3)),
        ],
        [],
    );
    assert_eq!(headache_days(&diary, NOW), ["2026-11-10", "2026-11-14"]);
    assert_eq!(
        with(&diary, NOW, |facts| facts.answer() == Answer::Clear),
        ["2026-11-11"]
    );
    assert_eq!(
        with(&diary, NOW, |facts| facts.medicine),
        ["2026-11-13", "2026-11-14"]
    );
    assert_eq!(with(&diary, NOW, |facts| facts.answered).len(), 5);
    // Five answers, of which two are no answer about headache; no attacks in a daily diary.
    assert_eq!(counts(&diary, "2026-11-01", NOW), "2/0/2/1/17");
}

#[test]
fn a_headache_outweighs_a_clear_day() {
    let day: Date = "2026-11-10".parse().expect("a day");
    let headache = attack(
        "Europe/Berlin",
        "2026-11-10T09:00:00Z",
        "2026-11-10T10:00:00Z",
    );
    for diary in [
        diary([headache.clone()], [], [day]),
        diary([headache], [summary("2026-11-10", Some(false), None)], []),
        diary([], [summary("2026-11-10", Some(true), None)], [day]),
    ] {
        assert_eq!(
            counts(&diary, "2026-11-01", NOW).split('/').next(),
            Some("1")
        );
        assert_eq!(
            with(&diary, NOW, |facts| facts.answer() == Answer::Clear).len(),
            0
        );
    }
    let twice = diary([], [summary("2026-11-10", Some(false), None)], [day]);
    assert_eq!(counts(&twice, "2026-11-01", NOW), "0/0/0/1/19");
}

#[test]
fn days_with_medicine_are_days_and_not_doses() {
    let treated = Attack {
        medicines: vec![
            intake("2026-11-10T09:10:00Z"),
            intake("2026-11-10T12:10:00Z"),
            // 00:30 in Berlin, after the attack was over: a day of its own.
            intake("2026-11-10T23:30:00Z"),
        ],
        ..attack(
            "Europe/Berlin",
            "2026-11-10T09:00:00Z",
            "2026-11-10T15:00:00Z",
        )
    };
    let diary = diary([treated], [summary("2026-11-10", Some(true), Some(2))], []);
    assert_eq!(
        with(&diary, NOW, |facts| facts.medicine),
        ["2026-11-10", "2026-11-11"]
    );
    assert_eq!(
        headache_days(&diary, NOW),
        ["2026-11-10"],
        "a pill alone is no headache"
    );
    assert_eq!(counts(&diary, "2026-11-01", NOW), "1/1/2/0/19");
}

#[test]
fn a_medicine_counts_in_the_month_in_which_it_was_taken() {
    let treated = Attack {
        medicines: vec![
            intake("2026-10-31T22:30:00Z"),
            intake("2026-10-31T23:30:00Z"),
        ],
        ..attack(
            "Europe/Berlin",
            "2026-10-31T20:00:00Z",
            "2026-11-01T05:00:00Z",
        )
    };
    let diary = diary([treated], [], []);
    assert_eq!(counts(&diary, "2026-10-01", NOW), "1/1/1/0/30");
    assert_eq!(counts(&diary, "2026-11-01", NOW), "1/0/1/0/19");
}

#[test]
fn unknown_days_are_counted_up_to_today() {
    let nothing = Diary::default();
    for (month, now, expected) in [
        ("2026-11-01", NOW, "0/0/0/0/20"),
        ("2026-11-15", NOW, "0/0/0/0/20"),
        ("2026-11-01", "2026-11-01T00:00:00Z", "0/0/0/0/1"),
        ("2026-10-01", NOW, "0/0/0/0/31"),
        ("2026-12-01", NOW, "0/0/0/0/0"),
        ("2024-02-01", NOW, "0/0/0/0/29"),
        ("2025-02-01", NOW, "0/0/0/0/28"),
        ("1900-02-01", NOW, "0/0/0/0/28"),
        ("2000-02-01", NOW, "0/0/0/0/29"),
        // 23:30 UTC on the 20th is the 21st in Berlin.
        ("2026-11-01", "2026-11-20T23:30:00Z", "0/0/0/0/21"),
    ] {
        assert_eq!(counts(&nothing, month, now), expected, "{month} at {now}");
    }
}

#[test]
fn the_strongest_pain_of_a_day_is_that_of_its_own_hours() {
    let level = |instant: &str, level| LevelPoint {
        at: at(instant),
        pain: Pain::Number(Level::new(level).expect("a level")),
    };
    let changing = Attack {
        levels: vec![
            level("2026-11-10T20:00:00Z", 4),
            level("2026-11-10T21:00:00Z", 9),
            level("2026-11-11T04:00:00Z", 2),
        ],
        ..attack(
            "Europe/Berlin",
            "2026-11-10T20:00:00Z",
            "2026-11-12T05:00:00Z",
        )
    };
    let said = DaySummary {
        pain: Some(Pain::Word(Severity::Moderate)),
        ..summary("2026-11-11", Some(true), None)
    };
    let free = DaySummary {
        pain: Some(Pain::Word(Severity::Severe)),
        ..summary("2026-11-15", Some(false), None)
    };
    let facts = facts(&diary([changing], [said, free], []), NOW, "Europe/Berlin");
    let peak = |day: &str| facts[&day.parse().expect("a day")].peak.map(Pain::height);
    assert_eq!(peak("2026-11-10"), Some(9));
    assert_eq!(
        peak("2026-11-11"),
        Some(5),
        "what the daily diary says is stronger"
    );
    assert_eq!(peak("2026-11-12"), None);
    assert_eq!(
        peak("2026-11-15"),
        None,
        "a day without headache has no pain"
    );
}

#[test]
fn a_level_after_the_end_raises_no_day() {
    let late = Attack {
        levels: vec![LevelPoint {
            at: at("2026-11-11T09:00:00Z"),
            pain: Pain::Word(Severity::Severe),
        }],
        ..attack(
            "Europe/Berlin",
            "2026-11-10T09:00:00Z",
            "2026-11-10T15:00:00Z",
        )
    };
    let other = attack(
        "Europe/Berlin",
        "2026-11-11T06:00:00Z",
        "2026-11-11T07:00:00Z",
    );
    let (one, two) = (
        diary([late.clone(), other.clone()], [], []),
        diary([other, late], [], []),
    );
    let (one, two) = (facts(&one, NOW, "UTC"), facts(&two, NOW, "UTC"));
    assert_eq!(one, two, "in whatever order the records come");
    assert!(one.values().all(|facts| facts.peak.is_none()));
}
