//! The picture of chronic migraine: 14/15 headache days, 7/8 migraine days, three months and a day.

use super::{Told, day};
use crate::reports::server::rules::{Value, chronic_picture};
use jiff::{ToSpan, civil::Date};

/// Each calendar month from July 2026 on begins with so many migraine days, goes on with other headache
/// days up to so many, and the rest of the month is clear.
fn monthly(months: i32, headaches: i64, migraines: i64) -> Told {
    let mut told = Told::default();
    for month in 0..months {
        let first = day("2026-07-01") + month.months();
        let rest = i64::from(first.days_in_month()) - headaches;
        told = told
            .migraines(first, migraines)
            .headaches(first + migraines.days(), headaches - migraines)
            .clear(first + headaches.days(), rest);
    }
    told
}

fn picture(told: &Told, today: &str) -> Value {
    told.value(today, |found| chronic_picture(found, day(today)))
}

#[test]
fn fifteen_headache_days_and_eight_migraine_days() {
    for (headaches, migraines, expected) in [
        (14, 14, false),
        (15, 7, false),
        (15, 8, true),
        (20, 20, true),
    ] {
        let told = monthly(4, headaches, migraines);
        assert_eq!(
            picture(&told, "2026-10-20"),
            Value::Matches(expected),
            "{headaches}/{migraines}"
        );
    }
}

#[test]
fn three_calendar_months_are_not_more_than_three_months() {
    let told = monthly(4, 15, 8);
    for (today, expected) in [
        ("2026-08-31", false),
        ("2026-09-30", false),
        // On the first of October the fourth month has begun with a headache.
        ("2026-10-01", true),
        ("2026-10-31", true),
    ] {
        let value = picture(&told, today);
        let matches = value == Value::Matches(true);
        assert_eq!(matches, expected, "{today}: {value:?}");
    }
}

#[test]
fn rolling_months_reach_more_than_three_months_by_a_day() {
    // Headache on every day from 10 July on: rolling months hold from the 15th headache day on.
    let every_day = |count: i64| Told::default().migraines(day("2026-07-10"), count);
    let at = |today: &str| {
        let count = day("2026-07-10").until(day(today)).unwrap().get_days() + 1;
        picture(&every_day(i64::from(count)), today) == Value::Matches(true)
    };
    // The first 30 days with 15 headaches end on 24 July and begin on 25 June; three months later is
    // 25 September.
    assert!(!at("2026-09-24"));
    assert!(at("2026-09-25"));
}

#[test]
fn too_few_answers_are_no_no() {
    let mut told = Told::default();
    for month in 0..4 {
        told = told.migraines(day("2026-07-01") + month.months(), 10);
    }
    let value = picture(&told, "2026-10-20");
    assert!(matches!(value, Value::NotEnough { .. }), "{value:?}");
    // What is there already cannot be undone by what is missing.
    let mut told = Told::default();
    for month in 0..4 {
        told = told.migraines(day("2026-07-01") + month.months(), 16);
    }
    assert_eq!(picture(&told, "2026-10-20"), Value::Matches(true));
}

#[test]
fn a_year_free_of_headache_does_not_match() {
    let first: Date = day("2026-01-01");
    let told = Told::default().clear(first, 300);
    assert_eq!(picture(&told, "2026-10-20"), Value::Matches(false));
}
