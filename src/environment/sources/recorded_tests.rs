//! Recorded answers, where the folder with them is there.

use super::{Parsed, Standing, source};
use crate::environment::model::{Feed, Quantity};
use std::path::Path;

fn recorded(feed: Feed, name: &str) -> Option<Parsed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/payloads");
    let Ok(body) = std::fs::read(root.join(name)) else {
        eprintln!("skipped: {name} is not there");
        return None;
    };
    Some(source(feed).parse(&body).unwrap())
}

fn point(parsed: &Parsed, quantity: Quantity, at: &str) -> Option<f64> {
    let at: jiff::Timestamp = at.parse().unwrap();
    let series = parsed
        .series
        .iter()
        .filter(|series| series.quantity == quantity);
    series
        .flat_map(|series| &series.points)
        .find(|point| point.at == at)
        .expect("a point")
        .value
}

#[test]
fn the_forecast_of_a_half_hour_zone() {
    let Some(parsed) = recorded(
        Feed::Forecast,
        "open-meteo/forecast_hourly_adelaide_2026-07-16.json",
    ) else {
        return;
    };
    assert_eq!(
        point(&parsed, Quantity::Temperature, "2026-07-15T14:30:00Z"),
        Some(6.5)
    );
    assert_eq!(
        point(&parsed, Quantity::Temperature, "2026-07-16T02:30:00Z"),
        Some(15.5)
    );
    assert_eq!(parsed.of(Quantity::Temperature).unwrap().points.len(), 72);
    assert_eq!(parsed.spot.unwrap().elevation, Some(12.0));
}

#[test]
fn air_quality_where_no_pollen_is_known() {
    let Some(parsed) = recorded(Feed::AirQuality, "open-meteo/air_quality_2026-09-25.json") else {
        return;
    };
    assert_eq!(
        point(&parsed, Quantity::FineParticles, "2026-09-25T12:00:00Z"),
        Some(3.1)
    );
    assert_eq!(
        point(&parsed, Quantity::Ozone, "2026-09-25T12:00:00Z"),
        Some(60.0)
    );
    assert!(parsed.of(Quantity::GrassPollen).is_none());
}

#[test]
fn the_planetary_k_of_before_april() {
    let Some(parsed) = recorded(
        Feed::PlanetaryK,
        "noaa-swpc/noaa-planetary-k-index.legacy-arrays.excerpt.json",
    ) else {
        return;
    };
    assert_eq!(
        point(&parsed, Quantity::Kp, "2026-09-24T06:00:00Z"),
        Some(5.33)
    );
    assert_eq!(
        point(&parsed, Quantity::Ap, "2026-09-24T06:00:00Z"),
        Some(56.0)
    );
    assert_eq!(parsed.dropped, 0);
}

#[test]
fn minutes_wind_and_text() {
    if let Some(parsed) = recorded(
        Feed::KMinute,
        "noaa-swpc/planetary_k_index_1m.excerpt.2026-06-13.json",
    ) {
        assert_eq!(
            point(&parsed, Quantity::EstimatedKp, "2026-06-13T15:43:00Z"),
            Some(1.0)
        );
    }
    if let Some(parsed) = recorded(
        Feed::SolarWind,
        "noaa-swpc/propagated-solar-wind-1-hour.excerpt.2026-08-31.json",
    ) {
        assert_eq!(
            point(&parsed, Quantity::SolarWindSpeed, "2026-08-31T12:22:59Z"),
            Some(428.1)
        );
        assert_eq!(
            point(&parsed, Quantity::FieldNorth, "2026-08-31T13:06:31Z"),
            Some(-4.09)
        );
    }
    if let Some(parsed) = recorded(Feed::ThreeDayText, "noaa-swpc/3-day-geomag-forecast.txt") {
        assert_eq!(parsed.issued.unwrap().to_string(), "2023-10-31T22:05:00Z");
        assert_eq!(
            point(&parsed, Quantity::Kp, "2023-11-01T03:00:00Z"),
            Some(2.67)
        );
        assert_eq!(
            point(&parsed, Quantity::Kp, "2023-11-03T21:00:00Z"),
            Some(1.67)
        );
        assert_eq!(
            point(&parsed, Quantity::DailyAp, "2023-10-30T00:00:00Z"),
            Some(12.0)
        );
        assert_eq!(
            point(&parsed, Quantity::DailyAp, "2023-11-02T00:00:00Z"),
            Some(5.0)
        );
    }
}

#[test]
fn gfz_file_and_service() {
    if let Some(parsed) = recorded(Feed::GfzNowcast, "gfz/Kp_ap_Ap_SN_F107_nowcast.txt") {
        assert_eq!(
            point(&parsed, Quantity::Kp, "2024-01-22T21:00:00Z"),
            Some(3.333)
        );
        assert_eq!(
            point(&parsed, Quantity::Ap, "2024-02-12T15:00:00Z"),
            Some(0.0)
        );
        assert_eq!(point(&parsed, Quantity::Kp, "2024-02-13T18:00:00Z"), None);
        assert_eq!(
            point(&parsed, Quantity::SolarFlux, "2024-01-21T00:00:00Z"),
            Some(178.5)
        );
        assert_eq!(parsed.series[0].standing, Standing::Definitive);
    }
    if let Some(parsed) = recorded(Feed::GfzHp60, "gfz/webservice_Hp60_2009-01.json") {
        assert!(parsed.of(Quantity::Hp60).unwrap().points.len() > 600);
    }
}

#[test]
fn a_station_of_temis() {
    let Some(parsed) = recorded(
        Feed::UvOverpass,
        "temis/uv_Vilnius_Lithuania.v2.0.excerpt.dat",
    ) else {
        return;
    };
    let first = |quantity: Quantity| parsed.of(quantity).unwrap().points[0].value;
    assert_eq!(first(Quantity::NoonUvIndex), Some(5.935));
    assert_eq!(first(Quantity::OzoneColumn), Some(348.6));
    assert_eq!(first(Quantity::UvDose), None);
    assert_eq!(parsed.spot.unwrap().name, "Vilnius");
}
