//! The feeds: pure readers of what providers send, one file each, behind one trait.
//!
//! A reader takes bytes and answers numbers with their source, instant and resolution, or a typed fault
//! that concerns this feed alone. Missing is `None`, never 0; unknown keys are passed over; numbers that
//! cannot be true are left out and counted. Nothing here reads a clock, a network or a file. To add a
//! feed: a code in `model/feed.rs`, a file with a [`Source`], a line in [`source`].

mod fault;
mod gfz_file;
mod gfz_json;
mod lenient;
mod local_time;
mod noaa_alerts;
mod noaa_flares;
mod noaa_k;
mod noaa_k_forecast;
mod noaa_k_minute;
mod noaa_scales;
mod noaa_text;
mod noaa_wind;
mod open_meteo;
mod series;
mod temis_overpass;
mod temis_stations;
mod units;

#[cfg(test)]
mod gfz_tests;
#[cfg(test)]
mod noaa_tests;
#[cfg(test)]
mod open_meteo_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod recorded_tests;
#[cfg(test)]
mod temis_tests;

pub use fault::SourceFault;
pub use gfz_file::{GfzDay, parse_days};
pub use noaa_scales::Scale;
pub use series::{About, Event, Parsed, Point, Series, Source, Spot, Standing, Words};
pub use temis_stations::{MOST_KILOMETRES, distance_kilometres, nearest};

use crate::environment::model::Feed;

/// The reader of a feed.
#[must_use]
pub fn source(feed: Feed) -> &'static dyn Source {
    match feed {
        Feed::Forecast => &open_meteo::Forecast,
        Feed::Archive => &open_meteo::Archive,
        Feed::AirQuality => &open_meteo::AirQuality,
        Feed::PlanetaryK => &noaa_k::PlanetaryK,
        Feed::KForecast => &noaa_k_forecast::KForecast,
        Feed::ThreeDayText => &noaa_text::ThreeDayText,
        Feed::KMinute => &noaa_k_minute::KMinute,
        Feed::SolarWind => &noaa_wind::Propagated,
        Feed::RealTimeWind => &noaa_wind::RealTimeWind,
        Feed::RealTimeField => &noaa_wind::RealTimeField,
        Feed::Flares => &noaa_flares::Flares,
        Feed::Alerts => &noaa_alerts::Alerts,
        Feed::Scales => &noaa_scales::Scales,
        Feed::GfzNowcast => &gfz_file::Nowcast,
        Feed::GfzHistory => &gfz_file::History,
        Feed::GfzKp => &gfz_json::Kp,
        Feed::GfzHp30 => &gfz_json::Hp30,
        Feed::GfzHp60 => &gfz_json::Hp60,
        Feed::UvStations => &temis_stations::Stations,
        Feed::UvOverpass => &temis_overpass::Overpass,
    }
}
