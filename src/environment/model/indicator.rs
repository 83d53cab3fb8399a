//! What the pages are about: one page for each indicator.

use super::Quantity;
use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// An indicator with a page of its own.
    Indicator {
        /// Air pressure.
        Pressure = "pressure",
        /// Temperature.
        Temperature = "temperature",
        /// Humidity, dew point, rain.
        Humidity = "humidity",
        /// Wind.
        Wind = "wind",
        /// Sunlight.
        Uv = "uv",
        /// Particles and gases.
        Air = "air",
        /// Pollen.
        Pollen = "pollen",
        /// Geomagnetic activity.
        Geomagnetic = "geomagnetic",
    }
}

impl Indicator {
    /// What it shows; the first is the one that is drawn and stands on the start page.
    #[must_use]
    pub const fn quantities(self) -> &'static [Quantity] {
        match self {
            Self::Pressure => &[Quantity::SeaLevelPressure, Quantity::SurfacePressure],
            Self::Temperature => &[Quantity::Temperature],
            Self::Humidity => &[
                Quantity::Humidity,
                Quantity::DewPoint,
                Quantity::Precipitation,
                Quantity::CloudCover,
            ],
            Self::Wind => &[Quantity::WindSpeed, Quantity::WindGusts],
            Self::Uv => &[
                Quantity::UvIndex,
                Quantity::UvIndexClearSky,
                Quantity::NoonUvIndex,
                Quantity::OzoneColumn,
            ],
            Self::Air => &[
                Quantity::FineParticles,
                Quantity::Particles,
                Quantity::Ozone,
                Quantity::NitrogenDioxide,
            ],
            Self::Pollen => &[
                Quantity::BirchPollen,
                Quantity::AlderPollen,
                Quantity::GrassPollen,
                Quantity::MugwortPollen,
                Quantity::OlivePollen,
                Quantity::RagweedPollen,
            ],
            Self::Geomagnetic => &[
                Quantity::Kp,
                Quantity::EstimatedKp,
                Quantity::Ap,
                Quantity::Hp60,
                Quantity::SolarWindSpeed,
                Quantity::FieldNorth,
                Quantity::SolarFlux,
            ],
        }
    }
}
