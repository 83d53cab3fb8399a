//! The Canadian index, the treatment goals, lost days: their formulas and their boundaries.

use super::{BERLIN, Told, day, local, plain, strong};
use crate::{
    attacks::model::{Domain, Loss, Severity},
    reports::server::rules::{GoalLevel, Value, canadian_index, lost_days, treatment_goal},
};
use jiff::{SignedDuration, ToSpan, civil::Date};

/// Two hours of headache of a strength at noon on each of so many days.
fn headaches(mut told: Told, first: Date, count: i64, severity: Severity) -> Told {
    for place in 0..count {
        let noon = local(BERLIN, &format!("{}T12:00", first + place.days()));
        let attack = plain(BERLIN, noon, noon + SignedDuration::from_hours(2));
        told = told.record(strong(attack, severity));
    }
    told
}

/// Mild, moderate, severe and clear days, one after the other from 1 September 2026 on.
fn months(mild: i64, moderate: i64, severe: i64, clear: i64) -> Told {
    let mut day = day("2026-09-01");
    let mut told = Told::default();
    for (count, severity) in [
        (mild, Severity::Mild),
        (moderate, Severity::Moderate),
        (severe, Severity::Severe),
    ] {
        told = headaches(told, day, count, severity);
        day += count.days();
    }
    told.clear(day, clear)
}

#[test]
fn the_canadian_index_weighs_days_by_their_strength() {
    let september = (day("2026-09-01"), day("2026-09-30"));
    let index = |told: &Told| told.value("2026-11-20", |found| canadian_index(found, september));
    assert_eq!(index(&months(4, 3, 2, 21)), Value::Index(16));
    assert_eq!(index(&months(0, 0, 0, 30)), Value::Index(0));
    assert_eq!(index(&months(0, 0, 30, 0)), Value::Index(90));
    // 24 of 30 days are enough, 23 are not: 6 / 24 x 30 = 7.5, which is rounded up.
    assert_eq!(index(&months(6, 0, 0, 18)), Value::Index(8));
    assert_eq!(
        index(&months(6, 0, 0, 17)),
        Value::NotEnough {
            answered: 23,
            needed: 24
        }
    );
    // A headache of which nobody said how strong it was is not known, and not zero.
    let silent = months(0, 0, 6, 18).headaches(day("2026-09-25"), 6);
    let figure = silent.figure("2026-11-20", |found| canadian_index(found, september));
    assert_eq!((figure.value, figure.unsure), (Value::Index(23), 6));
}

#[test]
fn the_goal_levels_have_their_boundaries() {
    for (days, level) in [
        (0.0, GoalLevel::Freedom),
        (0.1, GoalLevel::Optimal),
        (3.99, GoalLevel::Optimal),
        (4.0, GoalLevel::Modest),
        (6.0, GoalLevel::Modest),
        (6.01, GoalLevel::Insufficient),
    ] {
        assert_eq!(GoalLevel::of(days), level, "{days}");
    }
}

#[test]
fn the_goal_looks_at_three_months_of_migraine_or_strong_headache() {
    // 1 September to 30 November: 91 days.
    let goal = |told: &Told| {
        told.value("2026-12-15", |found| {
            treatment_goal(found, day("2026-11-30"))
        })
    };
    for (moderate, level, rate) in [
        (0, GoalLevel::Freedom, 0.0),
        (11, GoalLevel::Optimal, 11.0 / 3.0),
        (12, GoalLevel::Modest, 4.0),
        (18, GoalLevel::Modest, 6.0),
        (19, GoalLevel::Insufficient, 19.0 / 3.0),
    ] {
        let value = goal(&months(5, moderate, 0, 86 - moderate));
        let Value::Goal(found, days) = value else {
            panic!("{value:?}");
        };
        assert_eq!(found, level, "{moderate}");
        assert!((days - rate).abs() < 1e-9, "{moderate}: {days}");
    }
    // 72 of 91 days are 79.1 %, 73 are 80.2 %.
    assert_eq!(
        goal(&months(0, 0, 0, 72)),
        Value::NotEnough {
            answered: 72,
            needed: 73
        }
    );
    assert_eq!(
        goal(&months(0, 0, 0, 73)),
        Value::Goal(GoalLevel::Freedom, 0.0)
    );
}

#[test]
fn a_lost_day_is_one_of_which_the_diary_says_so() {
    let attack = |on: &str, losses: &[(Domain, Loss)]| {
        let noon = local(BERLIN, &format!("{on}T12:00"));
        let mut attack = plain(BERLIN, noon, noon + SignedDuration::from_hours(3));
        attack.details.losses = losses.iter().copied().collect();
        attack
    };
    let told = Told::default()
        .record(attack("2026-11-02", &[(Domain::Work, Loss::Missed)]))
        .record(attack("2026-11-03", &[(Domain::Social, Loss::Reduced)]))
        .record(attack("2026-11-04", &[(Domain::Work, Loss::Little)]))
        .record(attack("2026-11-05", &[]));
    let figure = told.figure("2026-11-20", |found| lost_days(found, super::november()));
    assert_eq!((figure.value, figure.unsure), (Value::Days(2), 1));
    assert!(figure.rule.source().contains("not the MIDAS score"));
}
