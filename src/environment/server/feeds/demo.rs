//! Answers for the demo place in the shapes of the providers, made up from the clock alone. They are used
//! in development while a provider cannot be reached, marked as made up wherever they are shown.

use super::cell::{Cell, WORLD};
use crate::environment::model::Feed;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Where the demo patient lives: Vilnius, degrees north and east.
pub const PLACE: (f64, f64) = (54.69, 25.28);

const HOUR: i64 = 3_600;

/// A made-up answer, for the demo place and the whole world alone.
#[must_use]
pub fn answer(feed: Feed, cell: &str, tenths: u32, now: Timestamp) -> Option<String> {
    let is_demo_place = cell == Cell::of(PLACE.0, PLACE.1, tenths).key();
    let is_meant = if feed.is_local() {
        is_demo_place
    } else {
        cell == WORLD
    };
    if is_meant { body(feed, now) } else { None }
}

/// A made-up answer of a feed, wherever.
pub(super) fn body(feed: Feed, now: Timestamp) -> Option<String> {
    let body = match feed {
        Feed::Forecast => weather(now),
        Feed::AirQuality => air(now),
        Feed::PlanetaryK => planetary_k(now),
        Feed::KForecast => k_forecast(now),
        _ => return None,
    };
    Some(body.to_string())
}

/// A wave of this period in hours, from -1 to 1.
fn wave(hour: i64, period: f64, shift: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "hours since 1970 are exact")]
    let turn = (hour as f64 / period + shift).fract();
    (turn * std::f64::consts::TAU).sin()
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn hours(now: Timestamp, back: i64, ahead: i64) -> impl Iterator<Item = i64> {
    let present = now.as_second().div_euclid(HOUR);
    present - back..present + ahead
}

fn column(now: Timestamp, value: impl Fn(i64) -> f64) -> Vec<f64> {
    hours(now, 168, 192)
        .map(|hour| tenth(value(hour)))
        .collect()
}

/// How high the sun stands, from -1 to 1, in Vilnius' clock of nature.
fn daylight(hour: i64) -> f64 {
    wave(hour, 24.0, -0.18)
}

fn weather(now: Timestamp) -> Value {
    let times: Vec<i64> = hours(now, 168, 192).map(|hour| hour * HOUR).collect();
    let pressure = |hour| 1_012.0 + 9.0 * wave(hour, 131.0, 0.1) + 4.0 * wave(hour, 53.0, 0.4);
    let warmth = |hour| 7.0 + 5.0 * daylight(hour) + 4.0 * wave(hour, 173.0, 0.3);
    let damp = |hour| 72.0 - 16.0 * daylight(hour) + 8.0 * wave(hour, 97.0, 0.7);
    let light = |hour| (4.5 * daylight(hour)).max(0.0);
    json!({
        "latitude": PLACE.0, "longitude": PLACE.1, "elevation": 112.0,
        "timezone": "GMT", "utc_offset_seconds": 0, "generationtime_ms": 0.5,
        "hourly_units": {
            "time": "unixtime", "temperature_2m": "°C", "relative_humidity_2m": "%",
            "dew_point_2m": "°C", "precipitation": "mm", "cloud_cover": "%",
            "wind_speed_10m": "m/s", "wind_gusts_10m": "m/s", "pressure_msl": "hPa",
            "surface_pressure": "hPa", "uv_index": "", "uv_index_clear_sky": "",
        },
        "hourly": {
            "time": times,
            "temperature_2m": column(now, warmth),
            "relative_humidity_2m": column(now, damp),
            "dew_point_2m": column(now, |hour| warmth(hour) - (100.0 - damp(hour)) / 5.0),
            "precipitation": column(now, |hour| (2.0 * wave(hour, 61.0, 0.2) - 1.2).max(0.0)),
            "cloud_cover": column(now, |hour| 55.0 + 44.0 * wave(hour, 67.0, 0.5)),
            "wind_speed_10m": column(now, |hour| 4.0 + 2.5 * wave(hour, 41.0, 0.6)),
            "wind_gusts_10m": column(now, |hour| 7.5 + 4.5 * wave(hour, 41.0, 0.6)),
            "pressure_msl": column(now, pressure),
            "surface_pressure": column(now, |hour| pressure(hour) - 13.6),
            "uv_index": column(now, |hour| 0.7 * light(hour)),
            "uv_index_clear_sky": column(now, light),
        },
    })
}

fn air(now: Timestamp) -> Value {
    let times: Vec<i64> = hours(now, 168, 192).map(|hour| hour * HOUR).collect();
    json!({
        "latitude": PLACE.0, "longitude": PLACE.1, "timezone": "GMT", "utc_offset_seconds": 0,
        "hourly_units": {
            "time": "unixtime", "pm2_5": "μg/m³", "pm10": "μg/m³", "ozone": "μg/m³",
            "nitrogen_dioxide": "μg/m³", "birch_pollen": "grains/m³", "grass_pollen": "grains/m³",
        },
        "hourly": {
            "time": times,
            "pm2_5": column(now, |hour| 9.0 + 5.0 * wave(hour, 79.0, 0.2)),
            "pm10": column(now, |hour| 16.0 + 8.0 * wave(hour, 79.0, 0.2)),
            "ozone": column(now, |hour| 55.0 + 20.0 * daylight(hour)),
            "nitrogen_dioxide": column(now, |hour| 14.0 - 8.0 * daylight(hour)),
            "birch_pollen": column(now, |_| 0.0),
            "grass_pollen": column(now, |hour| (12.0 * daylight(hour)).max(0.0)),
        },
    })
}

/// Kp of an interval of three hours, in thirds.
fn kp(interval: i64) -> f64 {
    let height = 2.2 + 1.4 * wave(interval, 17.0, 0.3) + 1.2 * wave(interval, 71.0, 0.8);
    (height.clamp(0.0, 9.0) * 3.0).round() / 3.0
}

fn stamp(interval: i64) -> String {
    let at = Timestamp::from_second(interval * 3 * HOUR).unwrap_or_default();
    at.to_string().trim_end_matches('Z').to_owned()
}

fn planetary_k(now: Timestamp) -> Value {
    let present = now.as_second().div_euclid(3 * HOUR);
    (present - 56..=present)
        .map(|interval| {
            json!({"time_tag": stamp(interval), "Kp": kp(interval), "a_running": 7, "station_count": 8})
        })
        .collect()
}

fn k_forecast(now: Timestamp) -> Value {
    let present = now.as_second().div_euclid(3 * HOUR);
    (present - 56..present + 24)
        .map(|interval| {
            let standing = if interval < present { "observed" } else { "predicted" };
            json!({"time_tag": stamp(interval), "kp": kp(interval), "observed": standing, "noaa_scale": null})
        })
        .collect()
}
