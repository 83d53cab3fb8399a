//! Made-up diaries for tests.

use super::{
    history::{AttackEntry, Cell, Measure, PatientHistory, Series, Source, Track},
    seed,
};
use jiff::{ToSpan, civil::Date, civil::date};
use rand::Rng;

/// A diary with nothing in it but days.
pub fn empty(days: usize, start: Date) -> PatientHistory {
    PatientHistory {
        patient: "test".to_owned(),
        start,
        days,
        attacks: Vec::new(),
        tracks: Vec::new(),
        series: Vec::new(),
        period_starts: Vec::new(),
        tracks_cycle: false,
        preventive_starts: Vec::new(),
        entered: vec![true; days],
        confirmed_clear: vec![false; days],
        suspected: Vec::new(),
        controls: Vec::new(),
    }
}

/// An attack of eight hours on a day.
pub fn attack(start: Date, day: usize, hour: i64) -> AttackEntry {
    let onset = start
        .saturating_add((day as i64).days())
        .to_datetime(jiff::civil::Time::midnight())
        .saturating_add(hour.hours());
    AttackEntry {
        onset,
        hour_known: true,
        end: Some(onset.saturating_add(8.hours())),
        minutes_to_treatment: Some(30.0),
        entered: None,
    }
}

pub fn tag(factor: &str, cells: Vec<Cell>) -> Track {
    Track {
        factor: factor.to_owned(),
        family: None,
        source: Source::CheckIn,
        measure: Measure::Tag,
        cells,
    }
}

/// A year and a half in which alcohol (two drinks, every fourth day by chance) multiplies the odds of an
/// onset on the next day; the other factors do nothing.
pub fn diary(name: &str, days: usize, odds_ratio: f64) -> PatientHistory {
    let start = date(2023, 3, 1);
    let mut history = empty(days, start);
    let mut rng = seed::generator(name, start, "diary");
    let drinks: Vec<f64> = (0..days)
        .map(|_| {
            if seed::uniform(&mut rng) < 0.25 {
                2.0
            } else {
                0.0
            }
        })
        .collect();
    for day in 0..days {
        let exposed = day > 0 && drinks[day - 1] > 1.0;
        let log_odds = -2.0 + if exposed { odds_ratio.ln() } else { 0.0 };
        if seed::uniform(&mut rng) < 1.0 / (1.0 + (-log_odds).exp()) {
            let hour = seed::below(&mut rng, 15) as i64;
            history.attacks.push(attack(start, day, hour));
        }
    }
    history.tracks.push(Track {
        factor: "alcohol".to_owned(),
        family: None,
        source: Source::CheckIn,
        measure: Measure::Count,
        cells: drinks.iter().map(|drinks| Cell::Value(*drinks)).collect(),
    });
    for code in [
        "aged_cheese",
        "strong_smell",
        "magnesium",
        "citrus",
        "yawning",
    ] {
        history
            .tracks
            .push(tag(code, random_tag(days, 0.2, &mut rng)));
    }
    history.series.push(Series {
        name: "pressure_msl".to_owned(),
        step_hours: 3,
        values: (0..8 * days)
            .map(|_| 1013.0 + 4.0 * seed::normal(&mut rng))
            .collect(),
    });
    history
}

pub fn random_tag(days: usize, share: f64, rng: &mut impl Rng) -> Vec<Cell> {
    (0..days)
        .map(|_| Cell::Value(f64::from(u8::from(seed::uniform(rng) < share))))
        .collect()
}
