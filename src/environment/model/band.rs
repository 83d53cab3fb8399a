//! Bands: what a number is commonly called, with the scale that says so.
//!
//! UV: Global Solar UV Index (WHO, WMO, UNEP, ICNIRP 2002). Geomagnetic storms: NOAA Space Weather
//! Scales, Kp 5 is G1. Fine particles: European Air Quality Index (EEA). Ozone column: the usual range
//! is 250 to 450 DU (WMO/GAW); few is what lets UV through.

use super::Quantity;
use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// A band on a scale.
    Band {
        /// Little of it.
        Low = "low",
        /// Some.
        Moderate = "moderate",
        /// Much.
        High = "high",
        /// Very much.
        VeryHigh = "very_high",
        /// As much as there can be.
        Extreme = "extreme",
        /// No geomagnetic storm.
        Quiet = "quiet",
        /// Livelier than usual, but no storm.
        Active = "active",
        /// Minor storm.
        G1 = "g1",
        /// Moderate storm.
        G2 = "g2",
        /// Strong storm.
        G3 = "g3",
        /// Severe storm.
        G4 = "g4",
        /// Extreme storm.
        G5 = "g5",
        /// A thin ozone column.
        Thin = "thin",
        /// An ozone column as usual.
        Usual = "usual",
        /// A thick ozone column.
        Thick = "thick",
    }
}

/// The storm that a K index means: 5 is G1, 9 is G5. Thirds count to the number that they belong to:
/// 4.67 is written 5- and is a storm.
#[must_use]
pub fn storm_scale(kp: f64) -> Option<u8> {
    match kp {
        kp if kp >= 9.0 => Some(5),
        // 9- is 8.67 and still G4.
        kp if kp >= 7.67 => Some(4),
        kp if kp >= 6.67 => Some(3),
        kp if kp >= 5.67 => Some(2),
        kp if kp >= 4.67 => Some(1),
        _ => None,
    }
}

/// The band of a value; none for quantities without a common scale.
#[must_use]
pub fn band_of(quantity: Quantity, value: f64) -> Option<Band> {
    match quantity {
        Quantity::UvIndex | Quantity::UvIndexClearSky | Quantity::NoonUvIndex => {
            // The index is a whole number: it is rounded before it is called anything.
            Some(match value.round() {
                value if value < 3.0 => Band::Low,
                value if value < 6.0 => Band::Moderate,
                value if value < 8.0 => Band::High,
                value if value < 11.0 => Band::VeryHigh,
                _ => Band::Extreme,
            })
        }
        Quantity::Kp | Quantity::EstimatedKp => Some(match storm_scale(value) {
            Some(5) => Band::G5,
            Some(4) => Band::G4,
            Some(3) => Band::G3,
            Some(2) => Band::G2,
            Some(_) => Band::G1,
            None if value >= 3.67 => Band::Active,
            None => Band::Quiet,
        }),
        Quantity::FineParticles => Some(steps(value, [10.0, 20.0, 25.0, 50.0])),
        Quantity::Particles => Some(steps(value, [20.0, 40.0, 50.0, 100.0])),
        Quantity::Ozone => Some(steps(value, [50.0, 100.0, 130.0, 240.0])),
        Quantity::NitrogenDioxide => Some(steps(value, [40.0, 90.0, 120.0, 230.0])),
        Quantity::OzoneColumn => Some(match value {
            value if value < 250.0 => Band::Thin,
            value if value <= 450.0 => Band::Usual,
            _ => Band::Thick,
        }),
        _ => None,
    }
}

fn steps(value: f64, bounds: [f64; 4]) -> Band {
    let bands = [Band::Low, Band::Moderate, Band::High, Band::VeryHigh];
    bounds
        .into_iter()
        .zip(bands)
        .find(|(bound, _)| value <= *bound)
        .map_or(Band::Extreme, |(_, band)| band)
}
