//! Periods: days -2 to +3, at least three cycles, a probability and no label.

use super::{Told, day};
use crate::reports::server::rules::{Relation, Value, menstrual_relation};
use jiff::{ToSpan, civil::Date};

/// Cycles of 28 days from 1 January 2026 on, each day answered; an attack of two hours on these days of
/// each cycle, counted from 0 (the first day of the period).
fn cycles(count: i64, attacks: &[i64]) -> Told {
    let first = day("2026-01-01");
    let mut told = Told::default().clear(first - 5.days(), 28 * count + 10);
    for cycle in 0..count {
        let start = first + (28 * cycle).days();
        told = told.period(start);
        for offset in attacks {
            told = told.headaches(start + (*offset).days(), 1);
        }
    }
    told
}

fn span() -> (Date, Date) {
    (day("2025-12-01"), day("2026-12-01"))
}

fn relation(told: &Told) -> Value {
    told.value("2026-12-01", |found| menstrual_relation(found, span()))
}

fn known(told: &Told) -> Relation {
    match relation(told) {
        Value::Relation(relation) => relation,
        other => panic!("{other:?}"),
    }
}

#[test]
fn under_three_cycles_nothing_is_said() {
    for count in 0..3 {
        let value = relation(&cycles(count, &[0]));
        let expected = Value::NotEnough {
            answered: u32::try_from(count).unwrap(),
            needed: 3,
        };
        assert_eq!(value, expected);
    }
    assert_eq!(known(&cycles(3, &[0])).cycles, 3);
}

#[test]
fn the_window_is_two_days_before_to_the_third_day() {
    for (offset, is_inside) in [
        (-3, false),
        (-2, true),
        (-1, true),
        (0, true),
        (1, true),
        (2, true),
        (3, false),
    ] {
        let found = known(&cycles(6, &[offset]));
        let expected = if is_inside { 6 } else { 0 };
        // An attack before the first window lies outside of what is looked at.
        assert_eq!(found.cycles_with, expected, "day {offset}");
        assert_eq!(
            found.probability > 0.5,
            is_inside,
            "day {offset}: {found:?}"
        );
    }
}

#[test]
fn attacks_around_every_period_are_a_clear_relation_and_even_ones_are_none() {
    let clear = known(&cycles(6, &[0]));
    assert!(clear.probability > 0.99, "{clear:?}");
    assert!(
        clear.interval.0 > 1.0 && clear.interval.0 < clear.ratio && clear.ratio < clear.interval.1
    );
    // Every seventh day, one in four of them in the window of five in 28 days.
    let even = known(&cycles(8, &[0, 7, 14, 21]));
    assert!((0.2..0.95).contains(&even.probability), "{even:?}");
    assert!(even.interval.0 < 1.0 && even.interval.1 > 1.0, "{even:?}");
    let never = known(&cycles(12, &[14]));
    assert!(never.probability < 0.1, "{never:?}");
}

#[test]
fn a_period_told_on_two_days_is_one_period() {
    let told = cycles(3, &[0])
        .period(day("2026-01-02"))
        .period(day("2026-01-30"));
    assert_eq!(known(&told).cycles, 3);
}

#[test]
fn without_days_outside_of_the_window_nothing_is_said() {
    let mut told = Told::default();
    for cycle in 0..4 {
        let start = day("2026-01-01") + (28 * cycle).days();
        told = told.period(start).headaches(start, 1);
    }
    assert!(matches!(relation(&told), Value::NotEnough { .. }));
}
