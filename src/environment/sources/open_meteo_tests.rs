//! Open-Meteo: units, zones, gaps, and what is refused.

use super::{Parsed, SourceFault, source};
use crate::environment::model::{Feed, Quantity};
use serde_json::{Value, json};

fn forecast(body: &Value) -> Result<Parsed, SourceFault> {
    source(Feed::Forecast).parse(body.to_string().as_bytes())
}

fn hours(zone: &str, times: &[&str], unit: &str, values: Value) -> Value {
    json!({
        "latitude": 52.5, "longitude": 13.4, "timezone": zone, "elevation": 34.0,
        "utc_offset_seconds": 3600,
        "hourly_units": {"time": "iso8601", "temperature_2m": unit},
        "hourly": {"time": times, "temperature_2m": values, "something_new": [1, 2]},
    })
}

fn values(parsed: &Parsed, quantity: Quantity) -> Vec<(String, Option<f64>)> {
    let series = parsed.of(quantity).unwrap();
    let point = |point: &super::Point| (point.at.to_string(), point.value);
    series.points.iter().map(point).collect()
}

#[test]
fn zero_is_a_value_and_null_is_not() {
    let times = ["2026-01-01T00:00", "2026-01-01T01:00"];
    let parsed = forecast(&hours("GMT", &times, "°C", json!([0.0, null]))).unwrap();
    assert_eq!(
        values(&parsed, Quantity::Temperature),
        [
            ("2026-01-01T00:00:00Z".to_owned(), Some(0.0)),
            ("2026-01-01T01:00:00Z".to_owned(), None),
        ]
    );
    assert_eq!(parsed.of(Quantity::Temperature).unwrap().resolution, 3_600);
    assert_eq!(parsed.spot.unwrap().elevation, Some(34.0));
}

#[test]
fn units_are_read_from_the_answer() {
    let times = ["2026-01-01T00:00", "2026-01-01T01:00"];
    let parsed = forecast(&hours("GMT", &times, "°F", json!([32.0, 50.0]))).unwrap();
    let found = values(&parsed, Quantity::Temperature);
    assert!(found[0].1.unwrap().abs() < 1e-9);
    assert!((found[1].1.unwrap() - 10.0).abs() < 1e-9);
    let unknown = forecast(&hours("GMT", &times, "furlong", json!([1.0, 2.0])));
    assert_eq!(
        unknown,
        Err(SourceFault::UnknownUnit("temperature_2m".to_owned()))
    );
}

#[test]
fn wind_and_pressure_units_are_understood_under_old_names_as_well() {
    let body = json!({
        "timezone": "GMT",
        "hourly_units": {"windspeed_10m": "km/h", "surface_pressure": "hPa", "wind_gusts_10m": "kn"},
        "hourly": {"time": ["2026-01-01T00:00"], "windspeed_10m": [36.0],
                   "surface_pressure": [1001.5], "wind_gusts_10m": [10.0]},
    });
    let parsed = forecast(&body).unwrap();
    assert!((values(&parsed, Quantity::WindSpeed)[0].1.unwrap() - 10.0).abs() < 1e-9);
    assert!((values(&parsed, Quantity::WindGusts)[0].1.unwrap() - 5.144_444).abs() < 1e-5);
    assert_eq!(
        values(&parsed, Quantity::SurfacePressure)[0].1,
        Some(1_001.5)
    );
}

#[test]
fn clock_times_follow_the_zone_when_the_clock_goes_back() {
    let times = [
        "2026-10-25T01:00",
        "2026-10-25T02:00",
        "2026-10-25T02:00",
        "2026-10-25T03:00",
    ];
    let parsed = forecast(&hours("Europe/Berlin", &times, "°C", json!([1, 2, 3, 4]))).unwrap();
    let found: Vec<_> = values(&parsed, Quantity::Temperature);
    let at: Vec<&str> = found.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(
        at,
        [
            "2026-10-24T23:00:00Z",
            "2026-10-25T00:00:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T02:00:00Z",
        ]
    );
}

#[test]
fn clock_times_follow_the_zone_when_the_clock_goes_forward() {
    let times = ["2026-03-29T01:00", "2026-03-29T03:00"];
    let parsed = forecast(&hours("Europe/Berlin", &times, "°C", json!([1, 2]))).unwrap();
    let found = values(&parsed, Quantity::Temperature);
    assert_eq!(found[0].0, "2026-03-29T00:00:00Z");
    assert_eq!(found[1].0, "2026-03-29T01:00:00Z");
    // A time that the zone leaves out: the list was made with one offset.
    let times = ["2026-03-29T01:00", "2026-03-29T02:00", "2026-03-29T03:00"];
    let parsed = forecast(&hours("Europe/Berlin", &times, "°C", json!([1, 2, 3]))).unwrap();
    let found = values(&parsed, Quantity::Temperature);
    assert_eq!(found[2].0, "2026-03-29T02:00:00Z");
}

#[test]
fn half_hour_zones_and_seconds_are_understood() {
    let parsed = forecast(&hours(
        "Australia/Adelaide",
        &["2026-07-16T00:00"],
        "°C",
        json!([6.5]),
    ))
    .unwrap();
    assert_eq!(
        values(&parsed, Quantity::Temperature)[0].0,
        "2026-07-15T14:30:00Z"
    );
    let body = json!({
        "timezone": "Nowhere/Unknown", "utc_offset_seconds": 7200,
        "hourly_units": {"time": "unixtime", "temperature_2m": "°C"},
        "hourly": {"time": [1_767_225_600], "temperature_2m": [1.5]},
    });
    let parsed = forecast(&body).unwrap();
    assert_eq!(
        values(&parsed, Quantity::Temperature)[0].0,
        "2026-01-01T00:00:00Z"
    );
}

#[test]
fn broken_answers_are_told_apart() {
    let times = ["2026-01-01T00:00", "2026-01-01T01:00"];
    let parse = |text: &str| source(Feed::Forecast).parse(text.as_bytes());
    assert_eq!(parse(" <!DOCTYPE html><p>busy"), Err(SourceFault::WebPage));
    assert_eq!(
        parse("{\"hourly\": {\"time\": [\"2026"),
        Err(SourceFault::Truncated)
    );
    assert_eq!(parse(""), Err(SourceFault::Truncated));
    assert_eq!(parse("[1, 2]"), Err(SourceFault::Malformed));
    assert_eq!(parse("{\"hourly\": NaN}"), Err(SourceFault::Malformed));
    assert_eq!(parse("{}"), Err(SourceFault::Missing("hourly")));
    assert_eq!(
        forecast(&json!({"hourly": []})),
        Err(SourceFault::WrongType("hourly".to_owned()))
    );
    assert_eq!(
        forecast(&hours("GMT", &times, "°C", json!([1.0]))),
        Err(SourceFault::UnequalLengths("temperature_2m".to_owned()))
    );
    assert_eq!(
        forecast(&hours("GMT", &times, "°C", json!(["warm", "cold"]))),
        Err(SourceFault::WrongType("temperature_2m".to_owned()))
    );
    assert_eq!(
        forecast(&hours("GMT", &times, "°C", json!([null, null]))),
        Err(SourceFault::Empty)
    );
    assert_eq!(
        forecast(&json!({"error": true, "reason": "Daily limit"})),
        Err(SourceFault::Refused("Daily limit".to_owned()))
    );
}

#[test]
fn what_cannot_be_true_is_left_out_and_counted() {
    let times = ["2026-01-01T00:00", "2026-01-01T01:00", "2026-01-01T02:00"];
    let parsed = forecast(&hours("GMT", &times, "°C", json!([9999.0, "NaN", 3.0]))).unwrap();
    assert_eq!(parsed.dropped, 2);
    let found = values(&parsed, Quantity::Temperature);
    assert_eq!(
        [found[0].1, found[1].1, found[2].1],
        [None, None, Some(3.0)]
    );
}

#[test]
fn the_request_asks_in_utc_for_a_coarse_place() {
    let about = super::About {
        place: Some((52.5, 13.4)),
        ..super::About::default()
    };
    let path = source(Feed::Forecast).path(&about);
    assert!(path.contains("latitude=52.50&longitude=13.40&timezone=GMT"));
    assert!(path.contains("pressure_msl") && path.contains("past_days=7"));
    assert!(
        source(Feed::Archive)
            .path(&about)
            .starts_with("/v1/archive?")
    );
}
