//! Everything that a feed can say a number about, with the unit in which it is kept.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// A measured or computed quantity. Values are kept in the unit that stands beside each.
    Quantity {
        /// Air temperature 2 m above ground, degrees Celsius.
        Temperature = "temperature",
        /// Relative humidity, per cent.
        Humidity = "humidity",
        /// Dew point, degrees Celsius.
        DewPoint = "dew_point",
        /// Precipitation of the hour, millimetres.
        Precipitation = "precipitation",
        /// Cloud cover, per cent.
        CloudCover = "cloud_cover",
        /// Wind, metres a second.
        WindSpeed = "wind_speed",
        /// Gusts, metres a second.
        WindGusts = "wind_gusts",
        /// Air pressure reduced to sea level, hectopascals.
        SeaLevelPressure = "sea_level_pressure",
        /// Air pressure at the ground, hectopascals.
        SurfacePressure = "surface_pressure",
        /// UV index.
        UvIndex = "uv_index",
        /// UV index under a clear sky.
        UvIndexClearSky = "uv_index_clear_sky",
        /// Particles up to 2.5 micrometres, micrograms a cubic metre.
        FineParticles = "pm2_5",
        /// Particles up to 10 micrometres, micrograms a cubic metre.
        Particles = "pm10",
        /// Ozone near the ground, micrograms a cubic metre.
        Ozone = "ozone",
        /// Nitrogen dioxide, micrograms a cubic metre.
        NitrogenDioxide = "nitrogen_dioxide",
        /// Pollen of alder, grains a cubic metre.
        AlderPollen = "alder_pollen",
        /// Pollen of birch, grains a cubic metre.
        BirchPollen = "birch_pollen",
        /// Pollen of grasses, grains a cubic metre.
        GrassPollen = "grass_pollen",
        /// Pollen of mugwort, grains a cubic metre.
        MugwortPollen = "mugwort_pollen",
        /// Pollen of olive, grains a cubic metre.
        OlivePollen = "olive_pollen",
        /// Pollen of ragweed, grains a cubic metre.
        RagweedPollen = "ragweed_pollen",
        /// Planetary K index, 0 to 9 in thirds.
        Kp = "kp",
        /// Running or three-hourly planetary amplitude, in units of 2 nanotesla.
        Ap = "ap",
        /// Daily planetary amplitude, in units of 2 nanotesla.
        DailyAp = "daily_ap",
        /// Planetary K index estimated from the last minutes.
        EstimatedKp = "estimated_kp",
        /// Half-hourly index of geomagnetic activity, open-ended.
        Hp30 = "hp30",
        /// Hourly index of geomagnetic activity, open-ended.
        Hp60 = "hp60",
        /// Speed of the solar wind, kilometres a second.
        SolarWindSpeed = "solar_wind_speed",
        /// Density of the solar wind, protons a cubic centimetre.
        SolarWindDensity = "solar_wind_density",
        /// Strength of the interplanetary magnetic field, nanotesla.
        FieldStrength = "field_strength",
        /// Its southward or northward part, nanotesla.
        FieldNorth = "field_north",
        /// Solar radio flux at 10.7 cm as observed, solar flux units.
        SolarFlux = "solar_flux",
        /// The same adjusted to one astronomical unit.
        AdjustedSolarFlux = "adjusted_solar_flux",
        /// Peak of an X-ray flare, watts a square metre.
        FlareFlux = "flare_flux",
        /// Total ozone column, Dobson units.
        OzoneColumn = "ozone_column",
        /// Cloud-free UV index at local solar noon, from satellites.
        NoonUvIndex = "noon_uv_index",
        /// Erythemal UV dose of the day under the clouds that were there, kilojoules a square metre.
        UvDose = "uv_dose",
    }
}

impl Quantity {
    /// The values that can be true; whatever lies outside is a fault of the feed, not weather.
    /// Records: 56.7 and -89.2 degrees Celsius, 870 to 1084.8 hPa at sea level, gusts of 113 m/s (WMO
    /// archive of extremes), UV index 43 (Licancabur 2003); the others leave room around what their
    /// definitions allow.
    #[must_use]
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Temperature | Self::DewPoint => (-100.0, 70.0),
            Self::Humidity => (0.0, 110.0),
            Self::CloudCover => (0.0, 100.0),
            Self::Precipitation | Self::FieldStrength => (0.0, 500.0),
            Self::WindSpeed | Self::WindGusts => (0.0, 150.0),
            Self::SeaLevelPressure => (850.0, 1_100.0),
            Self::SurfacePressure => (300.0, 1_100.0),
            Self::UvIndex | Self::UvIndexClearSky | Self::NoonUvIndex | Self::UvDose => (0.0, 50.0),
            Self::FineParticles | Self::Particles | Self::Ozone | Self::NitrogenDioxide => {
                (0.0, 20_000.0)
            }
            Self::AlderPollen
            | Self::BirchPollen
            | Self::GrassPollen
            | Self::MugwortPollen
            | Self::OlivePollen
            | Self::RagweedPollen => (0.0, 100_000.0),
            Self::Kp | Self::EstimatedKp => (0.0, 9.0),
            Self::Hp30 | Self::Hp60 => (0.0, 30.0),
            Self::Ap | Self::DailyAp | Self::SolarWindDensity => (0.0, 1_000.0),
            Self::SolarWindSpeed => (100.0, 4_000.0),
            Self::FieldNorth => (-500.0, 500.0),
            Self::SolarFlux | Self::AdjustedSolarFlux => (30.0, 2_000.0),
            Self::FlareFlux => (0.0, 1.0),
            Self::OzoneColumn => (50.0, 700.0),
        }
    }

    /// `value` when it can be true.
    #[must_use]
    pub fn plausible(self, value: f64) -> Option<f64> {
        let (least, most) = self.range();
        (value.is_finite() && value >= least && value <= most).then_some(value)
    }

    /// How many digits after the point a stored value keeps.
    #[must_use]
    pub const fn digits(self) -> i32 {
        match self {
            Self::FlareFlux => 9,
            _ => 3,
        }
    }
}
