//! Units: golden values, round trips, and what a profile may hold.

use super::units::{
    LengthUnit, PressureUnit, TemperatureUnit, Units, VolumeUnit, WeightUnit, number_text,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

#[test]
fn conversions_match_their_definitions() {
    for (got, wanted) in [
        (WeightUnit::Pound.to_metric(1.0), 0.453_592_37),
        (WeightUnit::Pound.from_metric(70.0), 154.323_583_5),
        (WeightUnit::Kilogram.to_metric(70.0), 70.0),
        (LengthUnit::Inch.to_metric(70.0), 177.8),
        (LengthUnit::Inch.from_metric(2.54), 1.0),
        (TemperatureUnit::Fahrenheit.to_metric(212.0), 100.0),
        (TemperatureUnit::Fahrenheit.from_metric(-40.0), -40.0),
        (TemperatureUnit::Fahrenheit.from_metric(37.0), 98.6),
        (
            PressureUnit::InchOfMercury.to_metric(29.92),
            1_013.207_588_8,
        ),
        (PressureUnit::InchOfMercury.from_metric(33.863_89), 1.0),
        (VolumeUnit::FluidOunce.to_metric(8.0), 236.588_236_5),
        (VolumeUnit::FluidOunce.from_metric(29.573_529_562_5), 1.0),
    ] {
        assert!(close(got, wanted), "{got} is not {wanted}");
    }
}

#[test]
fn a_profile_without_units_is_metric() {
    let nonsense = BTreeMap::from([("weight".to_owned(), "stone".to_owned())]);
    assert_eq!(Units::read(&BTreeMap::new()), Units::default());
    assert_eq!(Units::read(&nonsense), Units::default());
    let pounds = BTreeMap::from([("weight".to_owned(), "lb".to_owned())]);
    assert_eq!(Units::read(&pounds).weight, WeightUnit::Pound);
}

#[test]
fn numbers_are_as_short_as_they_can_be() {
    for (value, digits, text) in [
        (70.0, 1, "70"),
        (70.04, 1, "70"),
        (70.25, 2, "70.25"),
        (100.0, 0, "100"),
        (-0.01, 1, "0"),
    ] {
        assert_eq!(number_text(value, digits), text);
    }
}

proptest! {
    #[test]
    fn a_value_survives_the_way_to_metric_and_back(value in -500.0..2_000.0_f64) {
        for unit in WeightUnit::ALL {
            prop_assert!(close(unit.from_metric(unit.to_metric(value)), value));
        }
        for unit in LengthUnit::ALL {
            prop_assert!(close(unit.from_metric(unit.to_metric(value)), value));
        }
        for unit in TemperatureUnit::ALL {
            prop_assert!(close(unit.from_metric(unit.to_metric(value)), value));
        }
        for unit in PressureUnit::ALL {
            prop_assert!(close(unit.from_metric(unit.to_metric(value)), value));
        }
        for unit in VolumeUnit::ALL {
            prop_assert!(close(unit.from_metric(unit.to_metric(value)), value));
        }
    }

    #[test]
    fn what_was_typed_with_one_digit_is_shown_again(tenths in 10..3_000_u32) {
        let typed = f64::from(tenths) / 10.0;
        let shown = |value: f64| number_text(value, 1);
        for unit in WeightUnit::ALL {
            prop_assert_eq!(shown(unit.from_metric(unit.to_metric(typed))), shown(typed));
        }
        // Water is kept in whole millilitres, which are finer than a tenth of an ounce.
        let millilitres = VolumeUnit::FluidOunce.to_metric(typed).round();
        prop_assert_eq!(shown(VolumeUnit::FluidOunce.from_metric(millilitres)), shown(typed));
    }

    #[test]
    fn codes_of_units_are_read_as_written(
        weight in proptest::sample::select(WeightUnit::ALL),
        length in proptest::sample::select(LengthUnit::ALL),
        volume in proptest::sample::select(VolumeUnit::ALL),
    ) {
        let units = Units { weight, length, volume, ..Units::default() };
        prop_assert_eq!(Units::read(&units.codes()), units);
    }
}
