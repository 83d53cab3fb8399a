//! Rules are three-valued, and are told with measure.

use super::{
    Condition, Join, Notice, Outcome, Rule, Rules, Side, Test, evaluate, evaluate::decide, offers,
};
use crate::environment::{
    model::{Feed, Quantity},
    server::outlook::{Known, Outlook},
    sources::{Point, Series, Standing},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

const NOW: &str = "2026-11-20T12:00:00Z";

fn at(hours: i64) -> Timestamp {
    let now: Timestamp = NOW.parse().unwrap();
    now + SignedDuration::from_hours(hours)
}

/// Hourly values from 30 hours back to 30 ahead.
fn hourly(quantity: Quantity, value: impl Fn(i64) -> Option<f64>) -> Known {
    let points = (-30..=30)
        .map(|hour| Point {
            at: at(hour),
            value: value(hour),
        })
        .collect();
    Known {
        feed: Feed::Forecast,
        fetched: at(0),
        is_demo: false,
        series: Series::of(quantity, Standing::Modelled, 3_600, points),
    }
}

fn outlook(known: Vec<Known>) -> Outlook {
    Outlook {
        now: at(0),
        known,
        ..Outlook::default()
    }
}

fn condition(quantity: Quantity, test: Test, side: Side, threshold: f64) -> Condition {
    Condition {
        quantity,
        feed: None,
        test,
        side,
        threshold,
    }
}

fn rule(join: Join, conditions: Vec<Condition>) -> Rule {
    Rule {
        number: 1,
        name: "Mine".to_owned(),
        join,
        conditions,
        is_on: true,
    }
}

/// 1010 hPa now, falling by one an hour.
fn falling() -> Known {
    hourly(Quantity::SeaLevelPressure, |hour| {
        Some(1_010.0 - f64::from(i32::try_from(hour).unwrap()))
    })
}

fn holds(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Holds(_))
}

#[test]
fn values_changes_and_extremes_are_looked_at() {
    let outlook = outlook(vec![falling()]);
    let pressure = Quantity::SeaLevelPressure;
    for (test, side, threshold, expected) in [
        (Test::Value, Side::Below, 1_010.0, true),
        (Test::Value, Side::Below, 1_009.9, false),
        (Test::Value, Side::Above, 1_010.0, true),
        (Test::Change3, Side::Below, -3.0, true),
        (Test::Change6, Side::Below, -7.0, false),
        (Test::Change24, Side::Below, -24.0, true),
        (Test::Lowest24, Side::Below, 986.0, true),
        (Test::Lowest24, Side::Below, 985.0, false),
        (Test::Highest24, Side::Above, 1_010.0, true),
        (Test::Highest24, Side::Above, 1_011.0, false),
    ] {
        let outcome = evaluate(
            &rule(Join::All, vec![condition(pressure, test, side, threshold)]),
            &outlook,
        );
        assert_eq!(holds(&outcome), expected, "{test:?} {side:?} {threshold}");
    }
}

#[test]
fn the_evidence_names_hour_and_value() {
    let rule = rule(
        Join::All,
        vec![condition(
            Quantity::SeaLevelPressure,
            Test::Lowest24,
            Side::Below,
            990.0,
        )],
    );
    let Outcome::Holds(evidence) = evaluate(&rule, &outlook(vec![falling()])) else {
        panic!("it holds");
    };
    assert_eq!(evidence[0].at, at(24));
    assert_eq!(evidence[0].value, 986.0);
    assert_eq!(evidence[0].feed, Feed::Forecast);
}

#[test]
fn unknown_is_never_a_match_nor_a_miss() {
    let known = condition(
        Quantity::SeaLevelPressure,
        Test::Value,
        Side::Below,
        2_000.0,
    );
    let missed = condition(Quantity::SeaLevelPressure, Test::Value, Side::Below, 0.0);
    // Zero would hold: an unknown Kp must not be taken for one.
    let unknown = condition(Quantity::Kp, Test::Value, Side::Below, 1.0);
    let outlook = outlook(vec![falling()]);
    let not_evaluated = Outcome::NotEvaluated(vec![Quantity::Kp]);
    for (join, conditions, expected) in [
        (Join::All, vec![unknown], not_evaluated.clone()),
        (Join::All, vec![known, unknown], not_evaluated.clone()),
        (Join::All, vec![missed, unknown], Outcome::Fails),
        (Join::Any, vec![missed, unknown], not_evaluated),
        (Join::Any, vec![missed, missed], Outcome::Fails),
        (Join::All, vec![], Outcome::Fails),
        (Join::Any, vec![], Outcome::Fails),
    ] {
        assert_eq!(evaluate(&rule(join, conditions), &outlook), expected);
    }
    assert!(holds(&evaluate(
        &rule(Join::Any, vec![known, unknown]),
        &outlook
    )));
}

#[test]
fn a_change_needs_both_ends_and_an_extreme_most_of_the_day() {
    let gap = hourly(Quantity::SeaLevelPressure, |hour| {
        (hour != -3).then_some(1_000.0)
    });
    let change = rule(
        Join::All,
        vec![condition(
            Quantity::SeaLevelPressure,
            Test::Change3,
            Side::Below,
            0.0,
        )],
    );
    assert!(matches!(
        evaluate(&change, &outlook(vec![gap])),
        Outcome::NotEvaluated(_)
    ));
    let short = hourly(Quantity::SeaLevelPressure, |hour| {
        (hour < 10).then_some(1_000.0)
    });
    let lowest = rule(
        Join::All,
        vec![condition(
            Quantity::SeaLevelPressure,
            Test::Lowest24,
            Side::Below,
            2_000.0,
        )],
    );
    assert!(matches!(
        evaluate(&lowest, &outlook(vec![short])),
        Outcome::NotEvaluated(_)
    ));
}

#[test]
fn old_values_are_not_taken_for_present_ones() {
    let old = hourly(Quantity::SeaLevelPressure, |hour| {
        (hour < -4).then_some(1_000.0)
    });
    let value = rule(
        Join::All,
        vec![condition(
            Quantity::SeaLevelPressure,
            Test::Value,
            Side::Below,
            2_000.0,
        )],
    );
    assert!(matches!(
        evaluate(&value, &outlook(vec![old])),
        Outcome::NotEvaluated(_)
    ));
}

#[test]
fn another_feed_does_not_speak_for_the_wanted_one() {
    let mut wanted = condition(
        Quantity::SeaLevelPressure,
        Test::Value,
        Side::Below,
        2_000.0,
    );
    wanted.feed = Some(Feed::Archive);
    assert!(matches!(
        evaluate(&rule(Join::All, vec![wanted]), &outlook(vec![falling()])),
        Outcome::NotEvaluated(_)
    ));
    assert!(offers(Feed::Forecast, Quantity::SeaLevelPressure));
    assert!(!offers(Feed::Forecast, Quantity::Kp));
}

fn rules(count: u32) -> Rules {
    let condition = condition(
        Quantity::SeaLevelPressure,
        Test::Value,
        Side::Below,
        2_000.0,
    );
    Rules {
        list: (1..=count)
            .map(|number| Rule {
                number,
                ..rule(Join::All, vec![condition])
            })
            .collect(),
        ..Rules::default()
    }
}

fn told(rules: &Rules, told: &[Notice], zone: &str) -> usize {
    let zone = TimeZone::get(zone).unwrap();
    decide(rules, told, &outlook(vec![falling()]), &zone)
        .1
        .len()
}

fn notice(rule: u32, hours: i64) -> Notice {
    Notice {
        rule,
        name: String::new(),
        at: at(hours),
        evidence: Vec::new(),
        is_seen: true,
    }
}

#[test]
fn a_rule_is_silent_for_twelve_hours_after_it_was_told() {
    assert_eq!(told(&rules(1), &[notice(1, -11)], "UTC"), 0);
    assert_eq!(told(&rules(1), &[notice(1, -12)], "UTC"), 1);
    assert_eq!(told(&rules(1), &[notice(2, -1)], "UTC"), 1);
}

#[test]
fn at_most_so_many_are_told_a_day() {
    assert_eq!(told(&rules(7), &[], "UTC"), 3);
    assert_eq!(told(&rules(7), &[notice(9, -11), notice(8, -10)], "UTC"), 1);
    // The day before does not count.
    assert_eq!(told(&rules(7), &[notice(9, -13), notice(8, -14)], "UTC"), 3);
}

#[test]
fn nothing_is_told_in_quiet_hours_of_the_patient_s_clock() {
    // 12:00 UTC is 23:00 in Sydney.
    assert_eq!(told(&rules(1), &[], "Australia/Sydney"), 0);
    let mut without = rules(1);
    without.quiet_until = without.quiet_from;
    assert_eq!(told(&without, &[], "Australia/Sydney"), 1);
    let mut off = rules(1);
    off.list[0].is_on = false;
    assert_eq!(told(&off, &[], "UTC"), 0);
}
