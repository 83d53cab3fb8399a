//! Names of quantities, feeds, bands and indicators.

use crate::{
    environment::model::{Band, Feed, Indicator, Quantity},
    text,
};

/// The name of a quantity.
#[must_use]
pub fn quantity_text(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Temperature => text!(environment.quantity_temperature),
        Quantity::Humidity => text!(environment.quantity_humidity),
        Quantity::DewPoint => text!(environment.quantity_dew_point),
        Quantity::Precipitation => text!(environment.quantity_precipitation),
        Quantity::CloudCover => text!(environment.quantity_cloud_cover),
        Quantity::WindSpeed => text!(environment.quantity_wind_speed),
        Quantity::WindGusts => text!(environment.quantity_wind_gusts),
        Quantity::SeaLevelPressure => text!(environment.quantity_sea_level_pressure),
        Quantity::SurfacePressure => text!(environment.quantity_surface_pressure),
        Quantity::UvIndex => text!(environment.quantity_uv_index),
        Quantity::UvIndexClearSky => text!(environment.quantity_uv_index_clear_sky),
        Quantity::FineParticles => text!(environment.quantity_fine_particles),
        Quantity::Particles => text!(environment.quantity_particles),
        Quantity::Ozone => text!(environment.quantity_ozone),
        Quantity::NitrogenDioxide => text!(environment.quantity_nitrogen_dioxide),
        Quantity::AlderPollen => text!(environment.quantity_alder_pollen),
        Quantity::BirchPollen => text!(environment.quantity_birch_pollen),
        Quantity::GrassPollen => text!(environment.quantity_grass_pollen),
        Quantity::MugwortPollen => text!(environment.quantity_mugwort_pollen),
        Quantity::OlivePollen => text!(environment.quantity_olive_pollen),
        Quantity::RagweedPollen => text!(environment.quantity_ragweed_pollen),
        Quantity::Kp => text!(environment.quantity_kp),
        Quantity::Ap => text!(environment.quantity_ap),
        Quantity::DailyAp => text!(environment.quantity_daily_ap),
        Quantity::EstimatedKp => text!(environment.quantity_estimated_kp),
        Quantity::Hp30 => text!(environment.quantity_hp30),
        Quantity::Hp60 => text!(environment.quantity_hp60),
        Quantity::SolarWindSpeed => text!(environment.quantity_solar_wind_speed),
        Quantity::SolarWindDensity => text!(environment.quantity_solar_wind_density),
        Quantity::FieldStrength => text!(environment.quantity_field_strength),
        Quantity::FieldNorth => text!(environment.quantity_field_north),
        Quantity::SolarFlux => text!(environment.quantity_solar_flux),
        Quantity::AdjustedSolarFlux => text!(environment.quantity_adjusted_solar_flux),
        Quantity::FlareFlux => text!(environment.quantity_flare_flux),
        Quantity::OzoneColumn => text!(environment.quantity_ozone_column),
        Quantity::NoonUvIndex => text!(environment.quantity_noon_uv_index),
        Quantity::UvDose => text!(environment.quantity_uv_dose),
    }
}

/// The name of a feed.
#[must_use]
pub fn feed_text(feed: Feed) -> &'static str {
    match feed {
        Feed::Forecast => text!(environment.feed_forecast),
        Feed::Archive => text!(environment.feed_archive),
        Feed::AirQuality => text!(environment.feed_air_quality),
        Feed::PlanetaryK => text!(environment.feed_planetary_k),
        Feed::KForecast => text!(environment.feed_k_forecast),
        Feed::ThreeDayText => text!(environment.feed_three_day_text),
        Feed::KMinute => text!(environment.feed_k_minute),
        Feed::SolarWind => text!(environment.feed_solar_wind),
        Feed::RealTimeWind => text!(environment.feed_real_time_wind),
        Feed::RealTimeField => text!(environment.feed_real_time_field),
        Feed::Flares => text!(environment.feed_flares),
        Feed::Alerts => text!(environment.feed_alerts),
        Feed::Scales => text!(environment.feed_scales),
        Feed::GfzNowcast => text!(environment.feed_gfz_nowcast),
        Feed::GfzHistory => text!(environment.feed_gfz_history),
        Feed::GfzKp => text!(environment.feed_gfz_kp),
        Feed::GfzHp30 => text!(environment.feed_gfz_hp30),
        Feed::GfzHp60 => text!(environment.feed_gfz_hp60),
        Feed::UvStations => text!(environment.feed_uv_stations),
        Feed::UvOverpass => text!(environment.feed_uv_overpass),
    }
}

/// The name of a band.
#[must_use]
pub fn band_text(band: Band) -> &'static str {
    match band {
        Band::Low => text!(environment.band_low),
        Band::Moderate => text!(environment.band_moderate),
        Band::High => text!(environment.band_high),
        Band::VeryHigh => text!(environment.band_very_high),
        Band::Extreme => text!(environment.band_extreme),
        Band::Quiet => text!(environment.band_quiet),
        Band::Active => text!(environment.band_active),
        Band::G1 => text!(environment.band_g1),
        Band::G2 => text!(environment.band_g2),
        Band::G3 => text!(environment.band_g3),
        Band::G4 => text!(environment.band_g4),
        Band::G5 => text!(environment.band_g5),
        Band::Thin => text!(environment.band_thin),
        Band::Usual => text!(environment.band_usual),
        Band::Thick => text!(environment.band_thick),
    }
}

/// The name of an indicator.
#[must_use]
pub fn indicator_text(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::Pressure => text!(environment.indicator_pressure),
        Indicator::Temperature => text!(environment.indicator_temperature),
        Indicator::Humidity => text!(environment.indicator_humidity),
        Indicator::Wind => text!(environment.indicator_wind),
        Indicator::Uv => text!(environment.indicator_uv),
        Indicator::Air => text!(environment.indicator_air),
        Indicator::Pollen => text!(environment.indicator_pollen),
        Indicator::Geomagnetic => text!(environment.indicator_geomagnetic),
    }
}

/// What an indicator is, with its bands.
#[must_use]
pub fn indicator_about(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::Pressure => text!(environment.about_pressure),
        Indicator::Temperature => text!(environment.about_temperature),
        Indicator::Humidity => text!(environment.about_humidity),
        Indicator::Wind => text!(environment.about_wind),
        Indicator::Uv => text!(environment.about_uv),
        Indicator::Air => text!(environment.about_air),
        Indicator::Pollen => text!(environment.about_pollen),
        Indicator::Geomagnetic => text!(environment.about_geomagnetic),
    }
}

/// What is known about an indicator and migraine.
#[must_use]
pub fn indicator_evidence(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::Pressure => text!(environment.evidence_pressure),
        Indicator::Temperature => text!(environment.evidence_temperature),
        Indicator::Humidity => text!(environment.evidence_humidity),
        Indicator::Wind => text!(environment.evidence_wind),
        Indicator::Uv => text!(environment.evidence_uv),
        Indicator::Air => text!(environment.evidence_air),
        Indicator::Pollen => text!(environment.evidence_pollen),
        Indicator::Geomagnetic => text!(environment.evidence_geomagnetic),
    }
}
