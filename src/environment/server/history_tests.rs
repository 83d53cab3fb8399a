//! A day is what was known on the evening before, and what came to pass.

use super::{
    assemble,
    feeds::cache::{Issue, KeptDay},
};
use crate::environment::{
    model::{Feed, Quantity},
    sources::{Point, Series, Standing},
};
use jiff::{Timestamp, civil::date, tz::TimeZone};

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hours(start: &str, count: i64, standing: Standing, value: f64) -> Series {
    let start = instant(start).as_second();
    let points = (0..count)
        .map(|hour| Point {
            at: Timestamp::from_second(start + hour * 3_600).unwrap(),
            value: Some(value),
        })
        .collect();
    Series::of(Quantity::SeaLevelPressure, standing, 3_600, points)
}

fn issue(issued: &str, value: f64) -> Issue {
    Issue {
        cell: "here".to_owned(),
        feed: Feed::Forecast,
        issued: instant(issued),
        is_demo: false,
        series: vec![hours("2026-11-19T00:00:00Z", 72, Standing::Modelled, value)],
    }
}

fn kept(value: f64) -> KeptDay {
    KeptDay {
        cell: "here".to_owned(),
        feed: Feed::Forecast,
        is_demo: false,
        series: vec![hours("2026-11-20T00:00:00Z", 24, Standing::Modelled, value)],
    }
}

#[test]
fn later_forecasts_are_not_known_on_the_evening_before() {
    let zone = TimeZone::get("Europe/Vilnius").unwrap();
    let issues = [
        issue("2026-11-19T12:00:00Z", 1_001.0),
        // 21:00 in Vilnius is 19:00 UTC.
        issue("2026-11-19T18:59:00Z", 1_002.0),
        issue("2026-11-19T19:30:00Z", 1_003.0),
    ];
    let day = assemble(
        date(2026, 11, 20),
        &zone,
        Some("here"),
        &issues,
        &[kept(990.0)],
    )
    .unwrap();
    assert_eq!(day.issue, instant("2026-11-19T19:00:00Z"));
    assert_eq!(day.issued, Some(instant("2026-11-19T18:59:00Z")));
    assert_eq!(day.forecast.len(), 8);
    assert_eq!(day.forecast[0].at, instant("2026-11-19T22:00:00Z"));
    assert!(
        day.forecast
            .iter()
            .all(|slot| slot.values[&Quantity::SeaLevelPressure] == 1_002.0)
    );
    // The first two hours of the local day lie on the day before in UTC.
    assert_eq!(day.observed[1].values[&Quantity::SeaLevelPressure], 990.0);
}

#[test]
fn what_is_not_known_is_not_there() {
    let zone = TimeZone::UTC;
    let day = assemble(date(2026, 11, 20), &zone, None, &[], &[]).unwrap();
    assert_eq!((day.issued, day.cell), (None, None));
    assert!(
        day.forecast
            .iter()
            .chain(&day.observed)
            .all(|slot| slot.values.is_empty())
    );
    // Another cell does not speak for this one.
    let day = assemble(
        date(2026, 11, 20),
        &zone,
        Some("there"),
        &[issue("2026-11-19T12:00:00Z", 1.0)],
        &[kept(1.0)],
    )
    .unwrap();
    assert!(
        day.forecast
            .iter()
            .chain(&day.observed)
            .all(|slot| slot.values.is_empty())
    );
}

#[test]
fn days_of_a_changing_clock_have_their_own_length() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let short = assemble(date(2026, 3, 29), &zone, None, &[], &[]).unwrap();
    let long = assemble(date(2026, 10, 25), &zone, None, &[], &[]).unwrap();
    assert_eq!((short.observed.len(), long.observed.len()), (8, 9));
}

#[test]
fn peaks_of_geomagnetic_activity_are_kept() {
    let zone = TimeZone::get("Australia/Adelaide").unwrap();
    let at = |hour: i64| {
        Timestamp::from_second(instant("2026-11-20T00:00:00Z").as_second() + hour * 3_600).unwrap()
    };
    let kp = Series::of(
        Quantity::Kp,
        Standing::Definitive,
        10_800,
        vec![
            Point {
                at: at(0),
                value: Some(2.0),
            },
            Point {
                at: at(3),
                value: Some(6.67),
            },
        ],
    );
    let day = KeptDay {
        cell: "world".to_owned(),
        feed: Feed::GfzNowcast,
        is_demo: false,
        series: vec![kp],
    };
    let found = assemble(date(2026, 11, 20), &zone, Some("here"), &[], &[day]).unwrap();
    let peak = found
        .observed
        .iter()
        .filter_map(|slot| slot.values.get(&Quantity::Kp))
        .fold(0.0_f64, |most, kp| most.max(*kp));
    assert_eq!(peak, 6.67);
}
