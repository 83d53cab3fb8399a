//! Rates and completeness: 80 % of the days, and what a day without an answer means.

use super::{Told, day, november};
use crate::reports::server::rules::{
    Figure, Findings, Value, completeness, monthly_rate_28, monthly_rate_calendar, months, needed,
};
use jiff::{ToSpan, civil::Date};

/// So many headache days, then so many clear days, from 1 January 2026 on; the span has 100 days.
fn answered(headaches: i64, clear: i64) -> Told {
    let first = day("2026-01-01");
    Told::default()
        .headaches(first, headaches)
        .clear(first + headaches.days(), clear)
}

fn hundred() -> (Date, Date) {
    (day("2026-01-01"), day("2026-01-01") + 99.days())
}

fn rate(told: &Told, span: (Date, Date)) -> Value {
    told.value("2026-11-20", |found| monthly_rate_28(found, span))
}

#[test]
fn a_rate_needs_80_percent_of_the_days() {
    assert_eq!(
        rate(&answered(10, 69), hundred()),
        Value::NotEnough {
            answered: 79,
            needed: 80
        }
    );
    let Value::Rate(rate) = rate(&answered(10, 70), hundred()) else {
        panic!("80 of 100 days are enough");
    };
    // Ten of 80 answered days: silence is not counted as free of headache.
    assert!((rate - 3.5).abs() < 1e-9, "{rate}");
}

#[test]
fn the_needed_days_are_rounded_up() {
    let table = [
        (0, 1),
        (1, 1),
        (2, 2),
        (5, 4),
        (28, 23),
        (30, 24),
        (31, 25),
        (90, 72),
        (92, 74),
        (124, 100),
    ];
    for (days, expected) in table {
        assert_eq!(needed(days), expected, "{days} days");
    }
    // 79.x %: 24 of 31 days are 77.4 %, 73 of 92 are 79.3 %.
}

#[test]
fn four_weeks_are_the_least_for_a_rate() {
    let told = answered(4, 96);
    let first = day("2026-01-01");
    assert!(matches!(
        rate(&told, (first, first + 26.days())),
        Value::NotEnough { needed: 23, .. }
    ));
    assert_eq!(rate(&told, (first, first + 27.days())), Value::Rate(4.0));
}

#[test]
fn nothing_told_is_not_enough_and_never_zero() {
    let told = Told::default();
    for figure in [
        monthly_rate_28 as fn(&Findings, (Date, Date)) -> Figure,
        monthly_rate_calendar,
    ] {
        let value = told.value("2026-11-20", |found| figure(found, hundred()));
        assert!(
            matches!(value, Value::NotEnough { answered: 0, .. }),
            "{value:?}"
        );
    }
    // A span that lies ahead has no days at all.
    let ahead = (day("2027-01-01"), day("2027-02-28"));
    assert!(matches!(
        rate(&told, ahead),
        Value::NotEnough {
            answered: 0,
            needed: 1
        }
    ));
}

#[test]
fn a_calendar_rate_looks_at_whole_months_that_are_over() {
    let told = Told::default()
        .headaches(day("2026-09-05"), 6)
        .clear(day("2026-09-11"), 20)
        .headaches(day("2026-10-01"), 8)
        .clear(day("2026-10-09"), 23)
        .headaches(day("2026-11-01"), 19);
    let rate = |span| told.figure("2026-11-20", |found| monthly_rate_calendar(found, span));
    let two = rate((day("2026-08-15"), day("2026-11-20")));
    assert_eq!(
        two.span,
        (day("2026-09-01"), day("2026-10-31")),
        "September and October"
    );
    let Value::NotEnough { answered, needed } = rate((day("2026-08-01"), day("2026-11-20"))).value
    else {
        panic!("August was not told");
    };
    assert_eq!((answered, needed), (57, 74));
    let Value::Rate(october) = rate((day("2026-10-01"), day("2026-10-31"))).value else {
        panic!("October was told");
    };
    assert!((october - 8.0).abs() < 1e-9);
    let Value::Rate(both) = two.value else {
        panic!("57 of 61 days are enough");
    };
    assert!((both - 14.0 / 57.0 * 30.5).abs() < 1e-9);
}

#[test]
fn completeness_counts_answers_about_headache_up_to_today() {
    let told = Told::default()
        .headaches(day("2026-11-02"), 2)
        .clear(day("2026-11-05"), 3)
        .summary(day("2026-11-10"), None)
        .summary(day("2026-11-11"), Some(false))
        .period(day("2026-11-12"));
    let share = |today| told.value(today, |found| completeness(found, november()));
    // Today is not missing yet while it goes on.
    assert_eq!(
        share("2026-11-20"),
        Value::Share {
            answered: 6,
            of: 19
        }
    );
    assert_eq!(
        share("2026-11-11"),
        Value::Share {
            answered: 6,
            of: 11
        }
    );
    assert_eq!(
        share("2026-12-24"),
        Value::Share {
            answered: 6,
            of: 30
        }
    );
}

#[test]
fn months_stand_side_by_side_with_what_is_missing() {
    let told = Told::default()
        .migraines(day("2026-10-01"), 8)
        .clear(day("2026-10-09"), 17)
        .headaches(day("2026-11-01"), 3);
    let facts = told.facts("2026-11-20");
    let all = months(
        &Findings::of(&facts, crate::reports::server::rules::Settings::default()),
        day("2026-11-20"),
        3,
    );
    let firsts: Vec<String> = all.iter().map(|month| month.first.to_string()).collect();
    assert_eq!(firsts, ["2026-09-01", "2026-10-01", "2026-11-01"]);
    let figures: Vec<_> = all
        .iter()
        .map(|month| {
            (
                month.headache_days,
                month.migraine_days,
                month.clear_days,
                month.answered,
                month.of,
                month.is_comparable,
            )
        })
        .collect();
    assert_eq!(
        figures,
        [
            (0, 0, 0, 0, 30, false),
            (8, 8, 17, 25, 31, true),
            (3, 0, 0, 3, 19, false)
        ]
    );
    // Eight migraines at noon, each with 22 hours free: one long attack by the rule.
    assert_eq!(all[1].attacks, 1);
    assert_eq!(all[2].unsure_migraine_days, 3);
}
