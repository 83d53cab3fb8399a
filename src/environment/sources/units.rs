//! Units as answers name them, turned into the unit in which a quantity is kept.

use crate::environment::model::Quantity;

/// How a number becomes one of the kept unit: `value * factor + offset`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Conversion {
    factor: f64,
    offset: f64,
}

impl Conversion {
    const fn times(factor: f64) -> Self {
        Self {
            factor,
            offset: 0.0,
        }
    }

    pub(super) fn apply(self, value: f64) -> f64 {
        value.mul_add(self.factor, self.offset)
    }
}

const SAME: Conversion = Conversion::times(1.0);

/// The conversion for a unit's name; none when the unit does not fit the quantity.
pub(super) fn conversion(quantity: Quantity, unit: &str) -> Option<Conversion> {
    // The micro sign has two code points; providers use both.
    let unit = unit.trim().replace('\u{b5}', "\u{3bc}").to_lowercase();
    let unit = unit.as_str();
    match quantity {
        Quantity::Temperature | Quantity::DewPoint => match unit {
            "\u{b0}c" | "c" | "celsius" => Some(SAME),
            "\u{b0}f" | "f" | "fahrenheit" => Some(Conversion {
                factor: 5.0 / 9.0,
                offset: -160.0 / 9.0,
            }),
            "k" => Some(Conversion {
                factor: 1.0,
                offset: -273.15,
            }),
            _ => None,
        },
        Quantity::Humidity | Quantity::CloudCover => (unit == "%").then_some(SAME),
        Quantity::Precipitation => match unit {
            "mm" => Some(SAME),
            "inch" | "in" => Some(Conversion::times(25.4)),
            _ => None,
        },
        Quantity::WindSpeed | Quantity::WindGusts => match unit {
            "m/s" | "ms" => Some(SAME),
            "km/h" | "kmh" => Some(Conversion::times(1.0 / 3.6)),
            "mp/h" | "mph" => Some(Conversion::times(0.447_04)),
            "kn" | "kt" | "knots" => Some(Conversion::times(1_852.0 / 3_600.0)),
            _ => None,
        },
        Quantity::SeaLevelPressure | Quantity::SurfacePressure => match unit {
            "hpa" | "mbar" => Some(SAME),
            "pa" => Some(Conversion::times(0.01)),
            "inhg" => Some(Conversion::times(33.863_89)),
            _ => None,
        },
        Quantity::UvIndex | Quantity::UvIndexClearSky => {
            matches!(unit, "" | "index" | "1").then_some(SAME)
        }
        Quantity::FineParticles
        | Quantity::Particles
        | Quantity::Ozone
        | Quantity::NitrogenDioxide => match unit {
            "\u{3bc}g/m\u{b3}" | "\u{3bc}g/m3" | "ug/m3" => Some(SAME),
            "mg/m\u{b3}" | "mg/m3" => Some(Conversion::times(1_000.0)),
            _ => None,
        },
        Quantity::AlderPollen
        | Quantity::BirchPollen
        | Quantity::GrassPollen
        | Quantity::MugwortPollen
        | Quantity::OlivePollen
        | Quantity::RagweedPollen => matches!(unit, "grains/m\u{b3}" | "grains/m3").then_some(SAME),
        _ => None,
    }
}
