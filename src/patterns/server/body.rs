//! Measurements of the body as tracks. Nights and water fill the questions of the check-in where that
//! left them open; weight and blood pressure are tracks of their own.

use super::calendar::Calendar;
use crate::{
    daily::server::{Measurement, Quantity},
    encryption::server::Stored,
    patterns::engine::{Cell, Measure, Source, Track},
};
use std::collections::BTreeMap;

/// Values of one factor by the number of the day.
type Values = BTreeMap<usize, f64>;

/// How the values of one day become one.
#[derive(Clone, Copy)]
enum Several {
    Add,
    Last,
}

/// Adds the measurements to `tracks`.
pub fn add(calendar: Calendar, measurements: &[Stored<Measurement>], tracks: &mut Vec<Track>) {
    let mut sorted: Vec<_> = measurements.iter().map(|stored| &stored.value).collect();
    sorted.sort_by_key(|measurement| measurement.at);
    let mut measured: BTreeMap<&'static str, (Source, Measure, Values)> = BTreeMap::new();
    for measurement in sorted {
        let Some(place) = calendar.place(measurement.day()) else {
            continue;
        };
        for (code, source, measure, several, value) in parts(&measurement.quantity) {
            let (_, _, values) = measured
                .entry(code)
                .or_insert_with(|| (source, measure, Values::new()));
            let known = values.get(&place).copied();
            values.insert(
                place,
                match (several, known) {
                    (Several::Add, Some(known)) => known + value,
                    _ => value,
                },
            );
        }
    }
    for (code, (source, measure, values)) in measured {
        let place = tracks.iter().position(|track| track.factor == code);
        let place = place.unwrap_or_else(|| {
            tracks.push(Track {
                factor: code.to_owned(),
                family: None,
                source,
                measure,
                cells: vec![Cell::NotAsked; calendar.days],
            });
            tracks.len() - 1
        });
        for (day, value) in values {
            let cell = &mut tracks[place].cells[day];
            // What the patient said about the whole day outweighs what was measured of it.
            if !matches!(cell, Cell::Value(_)) {
                *cell = Cell::Value(value);
            }
        }
    }
}

type Part = (&'static str, Source, Measure, Several, f64);

fn parts(quantity: &Quantity) -> Vec<Part> {
    use Measure::{Continuous, Count};
    use Several::{Add, Last};
    match quantity {
        Quantity::Weight(kilograms) => {
            vec![("weight", Source::Wearable, Continuous, Last, *kilograms)]
        }
        Quantity::Height(_) => Vec::new(),
        Quantity::BloodPressure {
            systolic,
            diastolic,
        } => vec![
            (
                "systolic",
                Source::Wearable,
                Continuous,
                Last,
                f64::from(*systolic),
            ),
            (
                "diastolic",
                Source::Wearable,
                Continuous,
                Last,
                f64::from(*diastolic),
            ),
        ],
        // A rate of 1 to 10 is another scale than the quality of a check-in: never mixed.
        Quantity::Sleep {
            total,
            deep,
            rem,
            wakes,
            ..
        } => {
            let minutes = [
                ("sleep_minutes", *total),
                ("deep_sleep", *deep),
                ("rem_sleep", *rem),
            ];
            let minutes = minutes.into_iter().filter_map(|(code, minutes)| {
                Some((code, Source::Night, Continuous, Last, f64::from(minutes?)))
            });
            let wakes = wakes.map(|wakes| ("wakes", Source::Night, Count, Last, f64::from(wakes)));
            minutes.chain(wakes).collect()
        }
        Quantity::Water(millilitres) => vec![(
            "water_ml",
            Source::CheckIn,
            Continuous,
            Add,
            f64::from(*millilitres),
        )],
    }
}
