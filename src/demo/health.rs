//! What the demo patient measures and which questionnaires they answer.

use super::{chance::Chance, local, week::Week};
use crate::{
    daily::server::{Measurement, Quantity},
    scales::{model::Scale, server::ScaleAnswers},
};
use jiff::civil::{Date, Weekday};

/// The streams of chance of measurements and questionnaires.
const BODY: u64 = 0x626f_6479_0000_0000;
const SCALES: u64 = 0x7363_616c_6500_0000;

/// A measurement with what names it for good.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedMeasurement {
    /// The local day.
    pub day: Date,
    /// What it is, in one word.
    pub kind: &'static str,
    /// The measurement.
    pub measurement: Measurement,
}

/// What is measured on `day`: blood pressure on Sundays, weight on the first of each month.
pub fn measured_on(day: Date) -> Vec<PlannedMeasurement> {
    let chance = Week::chance_of_day(BODY, day);
    let mut measured = Vec::new();
    if day.weekday() == Weekday::Sunday && chance.happens(92) {
        measured.push(planned(
            day,
            "blood_pressure",
            9 * 60,
            Quantity::BloodPressure {
                systolic: counted(&chance, 112, 131),
                diastolic: counted(&chance, 71, 86),
            },
        ));
    }
    if day.day() == 1 {
        // Tenths of a kilogram around 68 that move slowly with the seasons.
        let season = i64::from((day.month() - 7).abs());
        let tenths = 672 + season * 3 + chance.between(-4, 4);
        let kilograms = f64::from(u16::try_from(tenths).unwrap_or(680)) / 10.0;
        measured.push(planned(
            day,
            "weight",
            7 * 60 + 30,
            Quantity::Weight(kilograms),
        ));
    }
    measured
}

/// The height, measured once.
pub fn height(day: Date) -> PlannedMeasurement {
    planned(day, "height", 7 * 60 + 25, Quantity::Height(171.0))
}

fn planned(day: Date, kind: &'static str, minute: i64, quantity: Quantity) -> PlannedMeasurement {
    PlannedMeasurement {
        day,
        kind,
        measurement: Measurement::of(quantity, local(day, minute), super::ZONE),
    }
}

/// What is answered on `day`: three questionnaires in the first days of every third month.
pub fn answered_on(day: Date) -> Vec<ScaleAnswers> {
    if day.month() % 3 != 0 {
        return Vec::new();
    }
    let chance = Week::chance_of_day(SCALES, day);
    match day.day() {
        1 => vec![answers(Scale::Midas, day, midas(&chance))],
        2 => vec![
            answers(Scale::Phq9, day, mild(&chance, 8, &[0])),
            answers(Scale::Gad7, day, mild(&chance, 7, &[])),
        ],
        _ => Vec::new(),
    }
}

/// Days lost or halved in three months, then days with headache and the usual pain.
fn midas(chance: &Chance) -> Vec<u16> {
    let mut days: Vec<u16> = [(1, 3), (2, 5), (2, 4), (3, 6), (1, 4)]
        .iter()
        .map(|(low, high)| counted(chance, *low, *high))
        .collect();
    days.push(counted(chance, 20, 30));
    days.push(counted(chance, 5, 7));
    days
}

/// Answers "not at all" or "several days", seldom more; then `last` as they stand.
fn mild(chance: &Chance, items: usize, last: &[u16]) -> Vec<u16> {
    (0..items)
        .map(|_| [0, 1, 2][chance.weighted(&[50, 40, 10])])
        .chain(last.iter().copied())
        .collect()
}

fn answers(scale: Scale, day: Date, answers: Vec<u16>) -> ScaleAnswers {
    ScaleAnswers {
        scale,
        day,
        answers: answers.into_iter().map(Some).collect(),
        typed_scores: Vec::new(),
        recorded: local(day, 20 * 60 + 15),
    }
}

fn counted(chance: &Chance, low: i64, high: i64) -> u16 {
    u16::try_from(chance.between(low, high)).unwrap_or_default()
}
