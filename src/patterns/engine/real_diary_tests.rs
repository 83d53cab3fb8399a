//! A real diary of daily headaches and weather: no weather factor may be claimed.

use super::{
    history::{AttackEntry, Cell, Measure, Source, Track},
    run,
    test_support::empty,
};
use crate::patterns::model::AlertSettings;
use jiff::{ToSpan, civil::Date};
use std::path::Path;

#[test]
fn a_real_diary_gives_no_weather_claim() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/diaries/bartulem_daily_weather_headache_2020-2022.csv");
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        eprintln!("skipped: the diary is not there");
        return;
    };
    let headers = reader.headers().unwrap().clone();
    let column = |start: &str| {
        headers
            .iter()
            .position(|name| name.starts_with(start))
            .unwrap()
    };
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let number = |row: &csv::StringRecord, start: &str| {
        row[column(start)].parse::<f64>().unwrap_or(f64::NAN)
    };
    let day = |row: &csv::StringRecord| {
        let part = |name| number(row, name) as i16;
        Date::new(part("Year"), part("Month") as i8, part("Day") as i8).unwrap()
    };
    let start = day(&rows[0]);
    let days = (day(rows.last().unwrap()) - start).get_days() as usize + 1;
    let mut history = empty(days, start);
    history.entered = vec![false; days];
    let names = ["Mean_temp", "Pressure", "Humidity", "Wind_speed", "Clouds"];
    let mut cells = vec![vec![Cell::NotAsked; days]; names.len()];
    for row in &rows {
        let place = (day(row) - start).get_days() as usize;
        history.entered[place] = true;
        for (cells, name) in cells.iter_mut().zip(names) {
            let value = number(row, name);
            cells[place] = if value.is_nan() {
                Cell::Unknown
            } else {
                Cell::Value(value)
            };
        }
        if number(row, "Headache") > 0.5 {
            let onset = day(row).to_datetime(jiff::civil::time(12, 0, 0, 0));
            let end = Some(onset.saturating_add(6.hours()));
            history.attacks.push(AttackEntry {
                onset,
                hour_known: false,
                end,
                minutes_to_treatment: None,
                entered: None,
            });
        }
    }
    let codes = [
        "temperature",
        "pressure",
        "humidity",
        "wind_speed",
        "clouds",
    ];
    for (code, cells) in codes.into_iter().zip(cells) {
        history.tracks.push(Track {
            factor: code.to_owned(),
            family: None,
            source: Source::Environment,
            measure: Measure::Continuous,
            cells,
        });
    }
    // Days above zero; the column adds up to 134, as two rows hold 2 and 4.
    assert_eq!(history.attacks.len(), 130);
    let report = run(&history, AlertSettings::default()).unwrap();
    let weather =
        |family: &str| ["temperature", "pressure", "humidity", "wind", "clouds"].contains(&family);
    let claimed: Vec<_> = report
        .claims
        .iter()
        .filter(|claim| weather(&claim.family))
        .collect();
    assert!(claimed.is_empty(), "{claimed:?}");
    for family in ["temperature", "pressure", "humidity"] {
        assert!(
            report.no_link.iter().any(|entry| entry.family == family),
            "{family}"
        );
    }
}
