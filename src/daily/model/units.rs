//! Units that a patient may choose, and their conversion.
//!
//! Records hold metric values; a page turns them into the chosen unit and typed numbers back.
//! [`Units::read`] understands what a profile holds: the code of a unit under the name of a quantity
//! (`weight`, `length`, `temperature`, `pressure`, `volume`). Conversions are exact by definition (NIST
//! Special Publication 811, Appendix B): an inch is 2.54 cm, a pound 0.45359237 kg, a US fluid ounce
//! 29.5735295625 ml; an inch of mercury (conventional) is 33.86389 hPa.
//!
//! To add a unit: a variant with its code and a line in the conversion.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

choices! {
    /// Units of weight.
    WeightUnit {
        /// Kilograms, in which records are kept.
        Kilogram = "kg",
        /// Pounds (avoirdupois).
        Pound = "lb",
    }
}

choices! {
    /// Units of length.
    LengthUnit {
        /// Centimetres, in which records are kept.
        Centimetre = "cm",
        /// Inches.
        Inch = "in",
    }
}

choices! {
    /// Units of temperature.
    TemperatureUnit {
        /// Degrees Celsius, in which records are kept.
        Celsius = "c",
        /// Degrees Fahrenheit.
        Fahrenheit = "f",
    }
}

choices! {
    /// Units of air pressure.
    PressureUnit {
        /// Hectopascals, in which records are kept.
        Hectopascal = "hpa",
        /// Inches of mercury.
        InchOfMercury = "inhg",
    }
}

choices! {
    /// Units of volume.
    VolumeUnit {
        /// Millilitres, in which records are kept.
        Millilitre = "ml",
        /// US fluid ounces.
        FluidOunce = "oz",
    }
}

const KILOGRAMS_A_POUND: f64 = 0.453_592_37;
const CENTIMETRES_AN_INCH: f64 = 2.54;
const HECTOPASCALS_AN_INCH: f64 = 33.863_89;
const MILLILITRES_AN_OUNCE: f64 = 29.573_529_562_5;
const FREEZING_FAHRENHEIT: f64 = 32.0;
const FAHRENHEIT_A_CELSIUS: f64 = 1.8;

impl WeightUnit {
    /// The key under which a profile holds it.
    pub const QUANTITY: &'static str = "weight";

    /// A number of this unit in kilograms.
    #[must_use]
    pub fn to_metric(self, value: f64) -> f64 {
        match self {
            Self::Kilogram => value,
            Self::Pound => value * KILOGRAMS_A_POUND,
        }
    }

    /// Kilograms in this unit.
    #[must_use]
    pub fn from_metric(self, kilograms: f64) -> f64 {
        match self {
            Self::Kilogram => kilograms,
            Self::Pound => kilograms / KILOGRAMS_A_POUND,
        }
    }
}

impl LengthUnit {
    /// The key under which a profile holds it.
    pub const QUANTITY: &'static str = "length";

    /// A number of this unit in centimetres.
    #[must_use]
    pub fn to_metric(self, value: f64) -> f64 {
        match self {
            Self::Centimetre => value,
            Self::Inch => value * CENTIMETRES_AN_INCH,
        }
    }

    /// Centimetres in this unit.
    #[must_use]
    pub fn from_metric(self, centimetres: f64) -> f64 {
        match self {
            Self::Centimetre => centimetres,
            Self::Inch => centimetres / CENTIMETRES_AN_INCH,
        }
    }
}

impl TemperatureUnit {
    /// The key under which a profile holds it.
    pub const QUANTITY: &'static str = "temperature";

    /// A number of this unit in degrees Celsius.
    #[must_use]
    pub fn to_metric(self, value: f64) -> f64 {
        match self {
            Self::Celsius => value,
            Self::Fahrenheit => (value - FREEZING_FAHRENHEIT) / FAHRENHEIT_A_CELSIUS,
        }
    }

    /// Degrees Celsius in this unit.
    #[must_use]
    pub fn from_metric(self, celsius: f64) -> f64 {
        match self {
            Self::Celsius => celsius,
            Self::Fahrenheit => celsius * FAHRENHEIT_A_CELSIUS + FREEZING_FAHRENHEIT,
        }
    }
}

impl PressureUnit {
    /// The key under which a profile holds it.
    pub const QUANTITY: &'static str = "pressure";

    /// A number of this unit in hectopascals.
    #[must_use]
    pub fn to_metric(self, value: f64) -> f64 {
        match self {
            Self::Hectopascal => value,
            Self::InchOfMercury => value * HECTOPASCALS_AN_INCH,
        }
    }

    /// Hectopascals in this unit.
    #[must_use]
    pub fn from_metric(self, hectopascals: f64) -> f64 {
        match self {
            Self::Hectopascal => hectopascals,
            Self::InchOfMercury => hectopascals / HECTOPASCALS_AN_INCH,
        }
    }
}

impl VolumeUnit {
    /// The key under which a profile holds it.
    pub const QUANTITY: &'static str = "volume";

    /// A number of this unit in millilitres.
    #[must_use]
    pub fn to_metric(self, value: f64) -> f64 {
        match self {
            Self::Millilitre => value,
            Self::FluidOunce => value * MILLILITRES_AN_OUNCE,
        }
    }

    /// Millilitres in this unit.
    #[must_use]
    pub fn from_metric(self, millilitres: f64) -> f64 {
        match self {
            Self::Millilitre => millilitres,
            Self::FluidOunce => millilitres / MILLILITRES_AN_OUNCE,
        }
    }
}

/// The units in which a patient sees and types values; metric until they say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Units {
    /// Of weight.
    pub weight: WeightUnit,
    /// Of height.
    pub length: LengthUnit,
    /// Of temperature.
    pub temperature: TemperatureUnit,
    /// Of air pressure.
    pub pressure: PressureUnit,
    /// Of drinks.
    pub volume: VolumeUnit,
}

impl Default for Units {
    fn default() -> Self {
        Self {
            weight: WeightUnit::Kilogram,
            length: LengthUnit::Centimetre,
            temperature: TemperatureUnit::Celsius,
            pressure: PressureUnit::Hectopascal,
            volume: VolumeUnit::Millilitre,
        }
    }
}

impl Units {
    /// The units of a profile; absent and unknown ones are metric.
    #[must_use]
    pub fn read(codes: &BTreeMap<String, String>) -> Self {
        let code = |quantity: &str| codes.get(quantity).map_or("", String::as_str);
        let metric = Self::default();
        Self {
            weight: WeightUnit::parse(code(WeightUnit::QUANTITY)).unwrap_or(metric.weight),
            length: LengthUnit::parse(code(LengthUnit::QUANTITY)).unwrap_or(metric.length),
            temperature: TemperatureUnit::parse(code(TemperatureUnit::QUANTITY))
                .unwrap_or(metric.temperature),
            pressure: PressureUnit::parse(code(PressureUnit::QUANTITY)).unwrap_or(metric.pressure),
            volume: VolumeUnit::parse(code(VolumeUnit::QUANTITY)).unwrap_or(metric.volume),
        }
    }

    /// The same choice as codes, as a profile holds them.
    #[must_use]
    pub fn codes(self) -> BTreeMap<String, String> {
        [
            (WeightUnit::QUANTITY, self.weight.code()),
            (LengthUnit::QUANTITY, self.length.code()),
            (TemperatureUnit::QUANTITY, self.temperature.code()),
            (PressureUnit::QUANTITY, self.pressure.code()),
            (VolumeUnit::QUANTITY, self.volume.code()),
        ]
        .into_iter()
        .map(|(quantity, code)| (quantity.to_owned(), code.to_owned()))
        .collect()
    }
}

/// A number as a page shows it: at most `digits` places after the point, none that are zero.
#[must_use]
pub fn number_text(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    if !text.contains('.') {
        return text;
    }
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0" } else { short }.to_owned()
}
