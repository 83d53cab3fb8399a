//! Several feeds speak of one instant.

use super::outlook::{Known, Outlook};
use crate::environment::{
    model::{Feed, Quantity},
    sources::{Point, Series, Standing},
};
use jiff::{SignedDuration, Timestamp};

fn at(hours: i64) -> Timestamp {
    let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
    now + SignedDuration::from_hours(hours)
}

fn known(feed: Feed, standing: Standing, is_demo: bool, points: &[(i64, Option<f64>)]) -> Known {
    let points = points
        .iter()
        .map(|(hour, value)| Point {
            at: at(*hour),
            value: *value,
        })
        .collect();
    Known {
        feed,
        fetched: at(0),
        is_demo,
        series: Series::of(Quantity::Kp, standing, 10_800, points),
    }
}

fn outlook(known: Vec<Known>) -> Outlook {
    Outlook {
        now: at(0),
        known,
        ..Outlook::default()
    }
}

#[test]
fn the_surer_one_counts_and_a_made_up_one_last() {
    let outlook = outlook(vec![
        known(
            Feed::KForecast,
            Standing::Observed,
            true,
            &[(-3, Some(9.0)), (0, Some(9.0))],
        ),
        known(
            Feed::PlanetaryK,
            Standing::Estimated,
            false,
            &[(-3, Some(2.0))],
        ),
        known(
            Feed::GfzNowcast,
            Standing::Definitive,
            false,
            &[(-3, Some(2.33))],
        ),
    ]);
    assert_eq!(outlook.at(Quantity::Kp, at(-3)).unwrap().value, 2.33);
    let current = outlook.current(Quantity::Kp).unwrap();
    assert_eq!((current.value, current.is_demo), (2.33, false));
    let curve = outlook.curve(Quantity::Kp, at(-10), at(10));
    assert!(curve.iter().all(|reading| !reading.is_demo));
}

#[test]
fn a_true_zero_is_a_value_and_a_gap_is_none() {
    let outlook = outlook(vec![known(
        Feed::PlanetaryK,
        Standing::Estimated,
        false,
        &[(-6, Some(0.0)), (-3, None)],
    )]);
    assert_eq!(outlook.at(Quantity::Kp, at(-5)).unwrap().value, 0.0);
    assert!(outlook.at(Quantity::Kp, at(-2)).is_none());
    assert!(outlook.at(Quantity::Ap, at(-5)).is_none());
}

#[test]
fn a_prediction_is_not_the_present() {
    let outlook = outlook(vec![known(
        Feed::KForecast,
        Standing::Predicted,
        false,
        &[(-1, Some(7.0)), (3, Some(8.0))],
    )]);
    assert!(outlook.current(Quantity::Kp).is_none());
    assert_eq!(outlook.at(Quantity::Kp, at(4)).unwrap().value, 8.0);
}

#[test]
fn the_last_good_value_stays_and_is_not_called_fresh() {
    let outlook = outlook(vec![known(
        Feed::PlanetaryK,
        Standing::Estimated,
        false,
        &[(-30, Some(3.0))],
    )]);
    assert_eq!(outlook.current(Quantity::Kp).unwrap().at, at(-30));
    assert!(outlook.fresh(Quantity::Kp).is_none());
}
