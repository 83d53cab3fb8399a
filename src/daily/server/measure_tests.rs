//! Measurements: ranges, units, and the way from a form to a record and back.

use super::{
    check_in::{Measurement, Quantity},
    measure_form::{fields, read_measurement, texts_of_measurement},
};
use crate::daily::model::{
    AnswerFault, MeasureKind, Refused, Texts,
    units::{LengthUnit, Units, VolumeUnit, WeightUnit},
};
use jiff::{Timestamp, tz::TimeZone};
use proptest::{collection::vec, prelude::*, sample::select};

fn now() -> Timestamp {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

fn berlin() -> (String, TimeZone) {
    let name = "Europe/Berlin".to_owned();
    let zone = TimeZone::get(&name).unwrap();
    (name, zone)
}

fn american() -> Units {
    Units {
        weight: WeightUnit::Pound,
        length: LengthUnit::Inch,
        volume: VolumeUnit::FluidOunce,
        ..Units::default()
    }
}

fn read(kind: MeasureKind, units: Units, fields: &[(&str, &str)]) -> Result<Measurement, Refused> {
    let mut texts = Texts::of(fields.iter().copied());
    if texts.is_blank("at") {
        texts.add("at", "2026-11-20T10:30");
    }
    read_measurement(&texts, kind, units, &berlin(), now())
}

#[test]
fn a_measurement_lies_at_its_time_in_the_patients_zone() {
    let fields = [
        ("weight", "70,5"),
        ("at", "2026-11-19T23:30"),
        ("notes", " after dinner "),
    ];
    let measurement = read(MeasureKind::Weight, Units::default(), &fields).unwrap();
    assert_eq!(measurement.quantity, Quantity::Weight(70.5));
    assert_eq!(measurement.at, "2026-11-19T22:30:00Z".parse().unwrap());
    assert_eq!(measurement.day(), jiff::civil::date(2026, 11, 19));
    assert_eq!(measurement.notes, "after dinner");
}

#[test]
fn bounds_hold_at_both_ends() {
    let metric = Units::default();
    for (kind, field, inside, outside) in [
        (
            MeasureKind::Weight,
            "weight",
            ["20", "300"],
            ["19.9", "300.1"],
        ),
        (
            MeasureKind::Height,
            "height",
            ["50", "250"],
            ["49.9", "250.1"],
        ),
        (MeasureKind::Water, "water", ["1", "10000"], ["0", "10001"]),
        (MeasureKind::Sleep, "total", ["0", "24"], ["-1", "24.1"]),
        (MeasureKind::Sleep, "deep", ["0", "300"], ["-1", "301"]),
        (MeasureKind::Sleep, "rem", ["0", "300"], ["-1", "301"]),
        (MeasureKind::Sleep, "wakes", ["0", "50"], ["-1", "51"]),
        (MeasureKind::Sleep, "rate", ["1", "10"], ["0", "11"]),
    ] {
        for text in inside {
            assert!(
                read(kind, metric, &[(field, text)]).is_ok(),
                "{field} {text}"
            );
        }
        for text in outside {
            let refused = read(kind, metric, &[(field, text)]).unwrap_err();
            assert!(
                matches!(refused[field], AnswerFault::OutOfRange { .. }),
                "{field} {text}: {refused:?}"
            );
        }
    }
    for (upper, lower, fine) in [
        ("70", "40", true),
        ("250", "150", true),
        ("120", "119", true),
        ("69", "40", false),
        ("251", "80", false),
        ("120", "39", false),
        ("200", "151", false),
        ("100", "100", false),
        ("90", "100", false),
        ("", "80", false),
        ("120", "", false),
    ] {
        let fields = [("systolic", upper), ("diastolic", lower)];
        let got = read(MeasureKind::BloodPressure, metric, &fields);
        assert_eq!(got.is_ok(), fine, "{upper}/{lower}");
    }
}

#[test]
fn bounds_are_told_in_the_patients_unit_and_hold_there() {
    let refused = read(MeasureKind::Weight, american(), &[("weight", "700")]).unwrap_err();
    let AnswerFault::OutOfRange { least, most } = &refused["weight"] else {
        panic!("{refused:?}");
    };
    assert_eq!((least.as_str(), most.as_str()), ("44.1", "661.4"));
    for (text, kilograms) in [(least, 20.0), (most, 300.0)] {
        let got = read(MeasureKind::Weight, american(), &[("weight", text)]).unwrap();
        let Quantity::Weight(weight) = got.quantity else {
            panic!("{got:?}");
        };
        assert!((weight - kilograms).abs() < 0.01, "{weight}");
        assert!((20.0..=300.0).contains(&weight), "{weight}");
    }
}

#[test]
fn an_empty_form_and_a_time_to_come_are_refused() {
    for kind in MeasureKind::ALL {
        let refused = read(*kind, Units::default(), &[]).unwrap_err();
        assert_eq!(refused[fields(*kind)[0]], AnswerFault::Missing);
    }
    for (at, fault) in [
        ("2026-11-20T12:00", AnswerFault::InFuture),
        ("yesterday", AnswerFault::NotATime),
    ] {
        let refused = read(
            MeasureKind::Water,
            Units::default(),
            &[("water", "300"), ("at", at)],
        );
        assert_eq!(refused.unwrap_err()["at"], fault);
    }
}

fn units() -> impl Strategy<Value = Units> {
    prop_oneof![Just(Units::default()), Just(american())]
}

proptest! {
    #[test]
    fn any_form_is_read_or_refused_and_what_is_read_stays(
        kind in select(MeasureKind::ALL),
        units in units(),
        texts in vec("[0-9.,:]{0,5}|.{0,8}", 5),
    ) {
        let names = fields(kind).iter().copied();
        let typed: Vec<(&str, &str)> = names.zip(texts.iter().map(String::as_str)).collect();
        if let Ok(measurement) = read(kind, units, &typed) {
            // Shown with one digit and saved again, it is shown the same.
            let shown = texts_of_measurement(&measurement, units);
            let again = read_measurement(&shown, kind, units, &berlin(), now()).unwrap();
            prop_assert_eq!(texts_of_measurement(&again, units), shown);
        }
    }
}
