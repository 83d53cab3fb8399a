//! The feeds and who provides them.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// Who provides a feed. A failing provider is left alone for a while, for all of its feeds.
    Provider {
        /// Open-Meteo: forecast.
        Weather = "weather",
        /// Open-Meteo: archive.
        WeatherArchive = "weather_archive",
        /// Open-Meteo: air quality.
        Air = "air",
        /// NOAA Space Weather Prediction Center.
        Noaa = "noaa",
        /// GFZ Helmholtz Centre for Geosciences, Potsdam.
        Gfz = "gfz",
        /// KNMI/TEMIS.
        Temis = "temis",
    }
}

choices! {
    /// One address with one format.
    Feed {
        /// Open-Meteo forecast: 7 days back, 7 ahead.
        Forecast = "forecast",
        /// Open-Meteo archive: re-analysis of past days.
        Archive = "archive",
        /// Open-Meteo air quality and pollen.
        AirQuality = "air_quality",
        /// NOAA planetary K index, 7 days of 3 hours.
        PlanetaryK = "planetary_k",
        /// NOAA K forecast, 7 days back and 3 ahead.
        KForecast = "k_forecast",
        /// NOAA three-day forecast as text, with its table.
        ThreeDayText = "three_day_text",
        /// NOAA estimated K of each minute.
        KMinute = "k_minute",
        /// NOAA solar wind, propagated to Earth.
        SolarWind = "solar_wind",
        /// NOAA real-time solar wind: plasma.
        RealTimeWind = "real_time_wind",
        /// NOAA real-time solar wind: magnetic field.
        RealTimeField = "real_time_field",
        /// NOAA X-ray flares of 7 days.
        Flares = "flares",
        /// NOAA alerts and warnings.
        Alerts = "alerts",
        /// NOAA scales of today and the next days.
        Scales = "scales",
        /// GFZ Kp, ap and F10.7 of the last 30 days.
        GfzNowcast = "gfz_nowcast",
        /// GFZ Kp, ap and F10.7 since 1932.
        GfzHistory = "gfz_history",
        /// GFZ Kp as JSON.
        GfzKp = "gfz_kp",
        /// GFZ Hp30 as JSON.
        GfzHp30 = "gfz_hp30",
        /// GFZ Hp60 as JSON.
        GfzHp60 = "gfz_hp60",
        /// TEMIS list of stations.
        UvStations = "uv_stations",
        /// TEMIS UV and ozone over one station.
        UvOverpass = "uv_overpass",
    }
}

impl Feed {
    /// Who provides it.
    #[must_use]
    pub const fn provider(self) -> Provider {
        match self {
            Self::Forecast => Provider::Weather,
            Self::Archive => Provider::WeatherArchive,
            Self::AirQuality => Provider::Air,
            Self::PlanetaryK
            | Self::KForecast
            | Self::ThreeDayText
            | Self::KMinute
            | Self::SolarWind
            | Self::RealTimeWind
            | Self::RealTimeField
            | Self::Flares
            | Self::Alerts
            | Self::Scales => Provider::Noaa,
            Self::GfzNowcast | Self::GfzHistory | Self::GfzKp | Self::GfzHp30 | Self::GfzHp60 => {
                Provider::Gfz
            }
            Self::UvStations | Self::UvOverpass => Provider::Temis,
        }
    }

    /// Whether each cell has its own; the others are the same for the whole world.
    #[must_use]
    pub const fn is_local(self) -> bool {
        matches!(
            self,
            Self::Forecast | Self::Archive | Self::AirQuality | Self::UvOverpass
        )
    }

    /// How long after one fetch the next is due, in minutes; none for feeds that are fetched when
    /// something asks for them.
    #[must_use]
    pub const fn every_minutes(self) -> Option<u32> {
        match self {
            Self::Forecast | Self::KForecast | Self::PlanetaryK | Self::Scales => Some(60),
            Self::AirQuality | Self::GfzHp60 => Some(180),
            Self::KMinute
            | Self::SolarWind
            | Self::Alerts
            | Self::RealTimeWind
            | Self::RealTimeField => Some(30),
            Self::ThreeDayText | Self::Flares | Self::GfzNowcast | Self::GfzKp | Self::GfzHp30 => {
                Some(360)
            }
            Self::UvStations | Self::UvOverpass => Some(1_440),
            // Ingested once; topped up from the nowcast.
            Self::GfzHistory => Some(60 * 24 * 90),
            Self::Archive => None,
        }
    }

    /// Longest accepted answer in bytes after decompression: 4 MiB, and room for the one file that is
    /// longer by itself (34,000 days at 170 bytes a line).
    #[must_use]
    pub const fn most_bytes(self) -> usize {
        match self {
            Self::GfzHistory => 16 * 1024 * 1024,
            _ => 4 * 1024 * 1024,
        }
    }
}
