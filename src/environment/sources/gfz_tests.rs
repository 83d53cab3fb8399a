//! GFZ: the file and the service.

use super::{SourceFault, Standing, parse_days, source};
use crate::environment::model::{Feed, Quantity};

const HEAD: &str = "# PURPOSE: made up in the shape of the file\n#\n";
const FULL: &str = "2023 10 26 33537 33537.5 2594 12  1.000  2.000  3.000  4.000  5.000  6.000  7.000  8.000    3    7   15   27   48   80  132  207    65  50    150.0    148.0 2\n";
const TODAY: &str = "2023 10 27 33538 33538.5 2594 13  0.000  0.333 -1.000 -1.000 -1.000 -1.000 -1.000 -1.000    0    2   -1   -1   -1   -1   -1   -1    -1  -1     -1.0     -1.0 0\n";

#[test]
fn a_line_is_a_day_and_minus_one_is_missing() {
    let file = format!("{HEAD}{FULL}{TODAY}");
    let (days, dropped) = parse_days(file.as_bytes()).unwrap();
    assert_eq!((days.len(), dropped), (2, 0));
    let first = days[0];
    assert_eq!(
        first.kp.map(Option::unwrap),
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    );
    assert_eq!(first.ap[7], Some(207.0));
    assert_eq!(first.daily_ap, Some(65.0));
    assert_eq!(first.solar_flux, Some(150.0));
    assert!(first.is_definitive);
    let second = days[1];
    assert_eq!(second.kp[0], Some(0.0));
    assert_eq!(second.ap[0], Some(0.0));
    assert_eq!(second.kp[2], None);
    assert_eq!((second.daily_ap, second.solar_flux), (None, None));
    assert!(!second.is_definitive);
}

#[test]
fn the_series_know_what_is_definitive() {
    let file = format!("{HEAD}{FULL}{TODAY}");
    let parsed = source(Feed::GfzHistory).parse(file.as_bytes()).unwrap();
    let kp: Vec<_> = parsed
        .series
        .iter()
        .filter(|series| series.quantity == Quantity::Kp)
        .collect();
    assert_eq!(kp[0].standing, Standing::Definitive);
    assert_eq!(kp[0].points[7].at.to_string(), "2023-10-26T21:00:00Z");
    assert_eq!(kp[1].standing, Standing::Estimated);
}

#[test]
fn broken_lines_are_dropped_and_a_cut_file_is_told() {
    let file = format!("{HEAD}{FULL}2023 10 27 oops\n2023 13 45 {FULL}");
    let (days, dropped) = parse_days(file.as_bytes()).unwrap();
    assert_eq!((days.len(), dropped), (1, 2));
    let cut = format!("{HEAD}{FULL}{}", &TODAY[..70]);
    assert_eq!(parse_days(cut.as_bytes()), Err(SourceFault::Truncated));
    assert_eq!(parse_days(HEAD.as_bytes()), Err(SourceFault::Empty));
    assert_eq!(parse_days(b""), Err(SourceFault::Empty));
    assert_eq!(parse_days(b"<html></html>"), Err(SourceFault::WebPage));
}

#[test]
fn the_service_answers_thirds_and_null() {
    let body = r#"{"meta":{"source":"GFZ Potsdam","license":"CC BY 4.0"},
        "datetime":["2026-01-01T00:00:00Z","2026-01-01T03:00:00Z","2026-01-01T06:00:00Z"],
        "Kp":[0.333,0.0,null],"status":["def","now","now"]}"#;
    let parsed = source(Feed::GfzKp).parse(body.as_bytes()).unwrap();
    assert_eq!(parsed.series.len(), 2);
    assert_eq!(parsed.series[0].standing, Standing::Definitive);
    assert_eq!(parsed.series[0].points[0].value, Some(0.333));
    assert_eq!(parsed.series[1].points[0].value, Some(0.0));
    assert_eq!(parsed.series[1].points[1].value, None);
}

#[test]
fn hp_is_open_above_nine_and_has_no_status() {
    let body = r#"{"datetime":["2024-05-10T21:00:00Z"],"Hp60":[11.667]}"#;
    let parsed = source(Feed::GfzHp60).parse(body.as_bytes()).unwrap();
    assert_eq!(
        parsed.of(Quantity::Hp60).unwrap().points[0].value,
        Some(11.667)
    );
}

#[test]
fn the_service_s_faults_are_typed() {
    let parse = |body: &str| source(Feed::GfzKp).parse(body.as_bytes());
    assert_eq!(parse("{}"), Err(SourceFault::Missing("datetime")));
    assert_eq!(
        parse(r#"{"datetime":["2026-01-01T00:00:00Z"],"Kp":[]}"#),
        Err(SourceFault::UnequalLengths("Kp".to_owned()))
    );
    assert_eq!(
        parse(r#"{"datetime":["2026-01-01T00:00:00Z"],"Kp":["x"]}"#),
        Err(SourceFault::WrongType("Kp".to_owned()))
    );
    assert_eq!(
        parse(r#"{"datetime":[],"Kp":[],"status":[]}"#),
        Err(SourceFault::Empty)
    );
    assert_eq!(parse(r#"{"datetime":["#), Err(SourceFault::Truncated));
}

#[test]
fn the_service_is_asked_with_whole_instants() {
    let about = super::About {
        days: Some((jiff::civil::date(2026, 1, 1), jiff::civil::date(2026, 1, 2))),
        ..super::About::default()
    };
    assert_eq!(
        source(Feed::GfzKp).path(&about),
        "/app/json/?start=2026-01-01T00:00:00Z&end=2026-01-02T23:59:59Z&index=Kp"
    );
}
