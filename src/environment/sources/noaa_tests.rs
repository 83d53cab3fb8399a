//! NOAA: both shapes of a table, the text, and what is left out.

use super::{Parsed, SourceFault, Standing, source};
use crate::environment::model::{Feed, Quantity};

fn parse(feed: Feed, body: &str) -> Result<Parsed, SourceFault> {
    source(feed).parse(body.as_bytes())
}

fn kp(parsed: &Parsed) -> Vec<(String, Option<f64>)> {
    let series = parsed.of(Quantity::Kp).unwrap();
    let point = |point: &super::Point| (point.at.to_string(), point.value);
    series.points.iter().map(point).collect()
}

const LISTS: &str = r#"[["time_tag","Kp","a_running","station_count"],
    ["2025-04-03 15:00:00.000","6.67","111","8"],
    ["2025-04-03 12:00:00.000","0.00","0","8"]]"#;
const OBJECTS: &str = r#"[
    {"time_tag": "2025-04-03T12:00:00", "Kp": 0, "a_running": 0, "station_count": 8},
    {"time_tag": "2025-04-03T15:00:00", "kp": 6.67, "a_running": 111, "more": [1]}]"#;

#[test]
fn both_shapes_say_the_same() {
    let lists = parse(Feed::PlanetaryK, LISTS).unwrap();
    assert_eq!(lists, parse(Feed::PlanetaryK, OBJECTS).unwrap());
    // A true 0 stays 0, and the order is that of time.
    assert_eq!(
        kp(&lists),
        [
            ("2025-04-03T12:00:00Z".to_owned(), Some(0.0)),
            ("2025-04-03T15:00:00Z".to_owned(), Some(6.67)),
        ]
    );
    assert_eq!(lists.of(Quantity::Ap).unwrap().points[1].value, Some(111.0));
}

#[test]
fn bad_rows_are_dropped_and_the_others_kept() {
    let body = r#"[{"time_tag": "2025-04-03T12:00:00", "Kp": "invalid"},
        {"time_tag": "yesterday", "Kp": 2}, {"Kp": 2}, null, 7,
        {"time_tag": "2025-04-03T12:00:00", "Kp": 9.5},
        {"time_tag": "2025-04-03T15:00:00", "Kp": "2.33"}]"#;
    let parsed = parse(Feed::PlanetaryK, body).unwrap();
    assert_eq!(parsed.dropped, 6);
    assert_eq!(
        kp(&parsed),
        [("2025-04-03T15:00:00Z".to_owned(), Some(2.33))]
    );
}

#[test]
fn answers_without_a_value_are_faults_of_their_kind() {
    for body in ["[null]", "[]", r#"[["time_tag","Kp"]]"#] {
        assert_eq!(
            parse(Feed::PlanetaryK, body),
            Err(SourceFault::Empty),
            "{body}"
        );
    }
    assert_eq!(parse(Feed::PlanetaryK, "<html>"), Err(SourceFault::WebPage));
    assert_eq!(
        parse(Feed::PlanetaryK, &LISTS[..60]),
        Err(SourceFault::Truncated)
    );
    assert_eq!(
        parse(Feed::PlanetaryK, "{}"),
        Err(SourceFault::WrongType("list".to_owned()))
    );
    assert_eq!(
        parse(Feed::PlanetaryK, "[[1, 2]]"),
        Err(SourceFault::WrongType("headings".to_owned()))
    );
}

#[test]
fn the_k_forecast_tells_what_is_observed_from_what_is_predicted() {
    let lists = r#"[["time_tag","kp","observed","noaa_scale"],
        ["2025-04-03 12:00:00","4.33","observed",""],
        ["2025-04-03 15:00:00","5.00","estimated","G1"],
        ["2025-04-03 18:00:00","6.33","predicted","G2"]]"#;
    let objects = r#"[
        {"time_tag":"2025-04-03T12:00:00","kp":4.33,"observed":"observed","noaa_scale":null},
        {"time_tag":"2025-04-03T15:00:00","kp":5.0,"observed":"estimated","noaa_scale":"G1"},
        {"time_tag":"2025-04-03T18:00:00","kp":6.33,"observed":"predicted","noaa_scale":"G2"}]"#;
    let parsed = parse(Feed::KForecast, lists).unwrap();
    assert_eq!(parsed, parse(Feed::KForecast, objects).unwrap());
    let standings: Vec<_> = parsed.series.iter().map(|series| series.standing).collect();
    assert_eq!(
        standings,
        [Standing::Observed, Standing::Estimated, Standing::Predicted]
    );
}

const TEXT: &str = ":Product: 3-Day Forecast\n:Issued: 2025 Dec 30 1230 UTC\n\
A. NOAA Geomagnetic Activity Observation and Forecast\n\n\
The greatest observed 3 hr Kp over the past 24 hours was 2 (below NOAA\nScale levels).\n\
The greatest expected 3 hr Kp for Dec 30-Jan 01 2026 is 6.67 (NOAA Scale\nG3).\n\n\
NOAA Kp index breakdown Dec 30-Jan 01 2026\n\n             Dec 30       Dec 31       Jan 01\n\
00-03UT       2.67         5.00 (G1)    3.67     \n\
03-06UT       6.67 (G3)    4.00         3.00     \n\
06-09UT       4.67 (G1)    3.00         0.00     \n\
09-12UT       4.00         2.00         2.00     \n\
12-15UT       3.00         2.00         2.00     \n\
15-18UT       3.00         2.00         2.00     \n\
18-21UT       3.00         2.00         2.00     \n\
21-00UT       3.00         2.00         1.33     \n\n\
Rationale: G2-G3 storms are\nlikely.\n\nB. NOAA Solar Radiation Activity\n\n\
Rationale: A slight chance for S1.\n\nC. NOAA Radio Blackout\n\nRationale: R1-R2 are likely.\n";

#[test]
fn the_text_gives_its_table_across_the_turn_of_the_year() {
    let parsed = parse(Feed::ThreeDayText, TEXT).unwrap();
    let found = kp(&parsed);
    assert_eq!(found.len(), 24);
    assert_eq!(found[1], ("2025-12-30T03:00:00Z".to_owned(), Some(6.67)));
    assert_eq!(found[18], ("2026-01-01T06:00:00Z".to_owned(), Some(0.0)));
    assert_eq!(found[23], ("2026-01-01T21:00:00Z".to_owned(), Some(1.33)));
    assert_eq!(parsed.issued.unwrap().to_string(), "2025-12-30T12:30:00Z");
}

#[test]
fn the_text_gives_its_sentences() {
    let words = parse(Feed::ThreeDayText, TEXT).unwrap().words;
    assert_eq!(
        words.observed.as_deref(),
        Some(
            "The greatest observed 3 hr Kp over the past 24 hours was 2 (below NOAA Scale levels)"
        )
    );
    assert_eq!(
        words.expected.as_deref(),
        Some("The greatest expected 3 hr Kp for Dec 30-Jan 01 2026 is 6.67 (NOAA Scale G3)")
    );
    assert_eq!(
        words.rationales,
        [
            "G2-G3 storms are likely.",
            "A slight chance for S1.",
            "R1-R2 are likely."
        ]
    );
}

#[test]
fn a_text_that_ends_early_is_told() {
    let place = TEXT.find("12-15UT").unwrap();
    assert_eq!(
        parse(Feed::ThreeDayText, &TEXT[..place]),
        Err(SourceFault::Truncated)
    );
    assert_eq!(
        parse(Feed::ThreeDayText, "hello"),
        Err(SourceFault::Missing("Issued"))
    );
}

#[test]
fn minutes_are_sorted() {
    let body = r#"[{"time_tag":"2026-06-13T15:40:00","kp_index":1,"estimated_kp":1.33,"kp":"1P"},
        {"time_tag":"2026-06-13T15:39:00","kp_index":0,"estimated_kp":0.0,"kp":"0Z"}]"#;
    let parsed = parse(Feed::KMinute, body).unwrap();
    let points = &parsed.of(Quantity::EstimatedKp).unwrap().points;
    assert_eq!(points[0].value, Some(0.0));
    assert_eq!(points[1].value, Some(1.33));
}

#[test]
fn wind_is_sorted_by_arrival_and_old_codes_are_missing() {
    let body = r#"[["time_tag","speed","density","bz","bt","propagated_time_tag"],
        ["2026-08-31T11:31:00Z", 428.1, -9999.9, 0.0, 4.58, "2026-08-31T12:23:00Z"],
        ["2026-08-31T11:32:00Z", -9999.9, 3.0, -999.9, 4.7, "2026-08-31T12:22:00Z"]]"#;
    let parsed = parse(Feed::SolarWind, body).unwrap();
    let at = |quantity: Quantity, place: usize| parsed.of(quantity).unwrap().points[place].value;
    assert_eq!(at(Quantity::SolarWindSpeed, 0), None);
    assert_eq!(at(Quantity::SolarWindSpeed, 1), Some(428.1));
    assert_eq!(at(Quantity::SolarWindDensity, 1), None);
    assert_eq!(at(Quantity::FieldNorth, 0), None);
    assert_eq!(at(Quantity::FieldNorth, 1), Some(0.0));
}

#[test]
fn only_the_active_spacecraft_counts() {
    let body = r#"[{"time_tag":"2026-08-31T11:31:00","active":false,"proton_speed":900.0},
        {"time_tag":"2026-08-31T11:31:00","active":true,"proton_speed":400.0,"proton_density":null}]"#;
    let parsed = parse(Feed::RealTimeWind, body).unwrap();
    let speed = parsed.of(Quantity::SolarWindSpeed).unwrap();
    assert_eq!(speed.points.len(), 1);
    assert_eq!(speed.points[0].value, Some(400.0));
    let field = r#"[{"time_tag":"2026-08-31T11:31:00","active":true,"bt":5.0,"bz_gsm":-2.5}]"#;
    let parsed = parse(Feed::RealTimeField, field).unwrap();
    assert_eq!(
        parsed.of(Quantity::FieldNorth).unwrap().points[0].value,
        Some(-2.5)
    );
}

#[test]
fn flares_have_a_class_and_a_quiet_week_is_no_fault() {
    let body = r#"[{"begin_time":"2026-06-01T01:00:00Z","max_time":"2026-06-01T01:10:00Z",
        "end_time":"2026-06-01T01:30:00Z","max_class":"M1.2","max_xrlong":1.2e-5},
        {"max_time":"2026-06-01T01:10:00Z","max_class":"Q"}]"#;
    let parsed = parse(Feed::Flares, body).unwrap();
    assert_eq!(parsed.events.len(), 1);
    assert_eq!(parsed.events[0].code, "M1.2");
    assert_eq!(parsed.events[0].value, Some(1.2e-5));
    assert_eq!(parsed.dropped, 1);
    assert_eq!(parse(Feed::Flares, "[]").unwrap(), Parsed::default());
}

#[test]
fn alerts_are_read_from_their_message() {
    let body = r#"[{"product_id":"K05W","issue_datetime":"2026-06-13 21:01:31.343",
        "message":"Space Weather Message Code: WARK05\r\nSerial Number: 1\n\r\nWARNING: Geomagnetic K-index of 5 expected\r\nValid From: 2026 Jun 13 2101 UTC\nValid To: 2026 Jun 14 0900 UTC\r\n"},
        {"product_id":"","issue_datetime":"2026-06-13 20:00:00.000","message":""}]"#;
    let parsed = parse(Feed::Alerts, body).unwrap();
    let event = &parsed.events[0];
    assert_eq!(event.code, "WARK05");
    assert_eq!(event.value, Some(5.0));
    assert_eq!(event.from.unwrap().to_string(), "2026-06-13T21:01:00Z");
    assert_eq!(event.until.unwrap().to_string(), "2026-06-14T09:00:00Z");
    assert_eq!(parsed.dropped, 1);
}

#[test]
fn scales_are_texts_or_null() {
    let body = r#"{"-1":{"DateStamp":"2026-06-12","TimeStamp":"21:00:00","R":{"Scale":"0"},
        "S":{"Scale":null},"G":{"Scale":"2","Text":"moderate"}},
        "1":{"DateStamp":"2026-06-14","TimeStamp":"00:00:00","G":{"Scale":"9"}}}"#;
    let parsed = parse(Feed::Scales, body).unwrap();
    let found: Vec<_> = parsed
        .events
        .iter()
        .map(|event| (event.code.as_str(), event.value))
        .collect();
    assert_eq!(found, [("R", Some(0.0)), ("G", Some(2.0))]);
    assert_eq!(parsed.dropped, 1);
}
