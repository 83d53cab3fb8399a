//! Words of the environment: names, bands, values with their units.

use crate::{
    daily::model::units::{PressureUnit, TemperatureUnit, Units, number_text},
    environment::{
        model::{ConditionView, FormFault, Quantity, ReadingView},
        parts::{band_text, feed_text, quantity_text},
    },
    i18n::dates::duration_text,
    text,
};

/// A value in the unit that the patient chose.
#[must_use]
pub fn value_text(quantity: Quantity, value: f64, units: Units) -> String {
    match quantity {
        Quantity::Temperature | Quantity::DewPoint => {
            temperature_text(units.temperature.from_metric(value), units)
        }
        Quantity::SeaLevelPressure | Quantity::SurfacePressure => {
            pressure_text(units.pressure.from_metric(value), units)
        }
        _ => plain_text(quantity, value),
    }
}

/// A difference of two values: degrees without their zero point.
#[must_use]
pub fn difference_text(quantity: Quantity, value: f64, units: Units) -> String {
    match quantity {
        Quantity::Temperature | Quantity::DewPoint => {
            let zero = units.temperature.from_metric(0.0);
            temperature_text(units.temperature.from_metric(value) - zero, units)
        }
        _ => value_text(quantity, value, units),
    }
}

fn temperature_text(value: f64, units: Units) -> String {
    let value = number_text(value, 1);
    match units.temperature {
        TemperatureUnit::Celsius => text!(environment.unit_celsius, value = value),
        TemperatureUnit::Fahrenheit => text!(environment.unit_fahrenheit, value = value),
    }
}

fn pressure_text(value: f64, units: Units) -> String {
    match units.pressure {
        PressureUnit::Hectopascal => {
            text!(environment.unit_hectopascal, value = number_text(value, 1))
        }
        PressureUnit::InchOfMercury => text!(environment.unit_inch, value = number_text(value, 2)),
    }
}

fn plain_text(quantity: Quantity, value: f64) -> String {
    let digits = match quantity {
        Quantity::Kp | Quantity::EstimatedKp | Quantity::Hp30 | Quantity::Hp60 => 2,
        Quantity::Humidity
        | Quantity::CloudCover
        | Quantity::SolarWindSpeed
        | Quantity::OzoneColumn
        | Quantity::SolarFlux
        | Quantity::AdjustedSolarFlux => 0,
        Quantity::FlareFlux => 7,
        _ => 1,
    };
    let value = number_text(value, digits);
    match quantity {
        Quantity::Humidity | Quantity::CloudCover => text!(environment.unit_percent, value = value),
        Quantity::Precipitation => text!(environment.unit_millimetre, value = value),
        Quantity::WindSpeed | Quantity::WindGusts => text!(environment.unit_wind, value = value),
        Quantity::FineParticles
        | Quantity::Particles
        | Quantity::Ozone
        | Quantity::NitrogenDioxide => text!(environment.unit_microgram, value = value),
        Quantity::AlderPollen
        | Quantity::BirchPollen
        | Quantity::GrassPollen
        | Quantity::MugwortPollen
        | Quantity::OlivePollen
        | Quantity::RagweedPollen => text!(environment.unit_grains, value = value),
        Quantity::SolarWindSpeed => text!(environment.unit_kilometres, value = value),
        Quantity::SolarWindDensity => text!(environment.unit_protons, value = value),
        Quantity::FieldStrength | Quantity::FieldNorth => {
            text!(environment.unit_nanotesla, value = value)
        }
        Quantity::SolarFlux | Quantity::AdjustedSolarFlux => {
            text!(environment.unit_flux, value = value)
        }
        Quantity::FlareFlux => text!(environment.unit_watt, value = value),
        Quantity::OzoneColumn => text!(environment.unit_dobson, value = value),
        Quantity::UvDose => text!(environment.unit_dose, value = value),
        _ => text!(environment.unit_none, value = value),
    }
}

/// A reading with its band.
#[must_use]
pub fn reading_text(reading: &ReadingView, units: Units) -> String {
    let value = value_text(reading.quantity, reading.value, units);
    match reading.band {
        Some(band) => text!(environment.with_band, value = value, band = band_text(band)),
        None => value,
    }
}

/// Where a reading comes from and how old it is.
#[must_use]
pub fn source_text(reading: &ReadingView) -> String {
    let Some(feed) = reading.feed else {
        return text!(environment.typed_source).to_owned();
    };
    let age = duration_text(reading.age_minutes);
    let source = feed_text(feed);
    let words = if reading.is_old {
        text!(environment.source_old, source = source, age = age)
    } else if reading.age_minutes < 1 {
        text!(environment.source_now, source = source)
    } else {
        text!(environment.source_line, source = source, age = age)
    };
    if reading.is_demo {
        format!("{words} ({})", text!(environment.demo_mark))
    } else {
        words
    }
}

/// How a quantity changed over the last 24 hours.
#[must_use]
pub fn change_text(quantity: Quantity, change: Option<f64>, units: Units) -> String {
    match change {
        None => text!(environment.change_unknown).to_owned(),
        Some(change) if change.abs() < 0.05 => text!(environment.change_none).to_owned(),
        Some(change) => {
            let value = difference_text(quantity, change.abs(), units);
            if change > 0.0 {
                text!(environment.change_up, value = value)
            } else {
                text!(environment.change_down, value = value)
            }
        }
    }
}

/// What of a quantity a condition looks at, by its code.
#[must_use]
pub fn test_text(code: &str) -> &'static str {
    match code {
        "change_3" => text!(environment.test_change_3),
        "change_6" => text!(environment.test_change_6),
        "change_24" => text!(environment.test_change_24),
        "lowest_24" => text!(environment.test_lowest_24),
        "highest_24" => text!(environment.test_highest_24),
        _ => text!(environment.test_value),
    }
}

/// A condition in words.
#[must_use]
pub fn condition_text(condition: &ConditionView, units: Units) -> String {
    let quantity = condition.quantity;
    let value = if condition.test.starts_with("change") {
        difference_text(quantity, condition.threshold, units)
    } else {
        value_text(quantity, condition.threshold, units)
    };
    let side = if condition.side == "above" {
        text!(environment.side_above)
    } else {
        text!(environment.side_below)
    };
    text!(
        environment.condition_line,
        quantity = quantity_text(quantity),
        test = test_text(&condition.test),
        side = side,
        value = value
    )
}

/// Why a field was refused.
#[must_use]
pub fn fault_text(fault: &FormFault) -> &'static str {
    match fault.reason {
        "too_long" => text!(environment.fault_too_long),
        "out_of_range" => text!(environment.fault_out_of_range),
        "not_a_number" => text!(environment.fault_not_a_number),
        "unknown_zone" => text!(environment.fault_unknown_zone),
        "not_a_day" => text!(environment.fault_not_a_day),
        "ends_before" => text!(environment.fault_ends_before),
        "missing" => text!(environment.fault_missing),
        "wrong_source" => text!(environment.fault_wrong_source),
        _ => text!(environment.fault_unknown),
    }
}
