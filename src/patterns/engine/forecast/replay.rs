//! Forecasts replayed: each day from what was known the evening before.

use super::{
    filter::Filter,
    predictor::{Predictor, Scene, pass},
};
use crate::patterns::engine::{
    base::personal_rate,
    factors::{self, Factor},
    frame::Frame,
    history::PatientHistory,
    members,
    registry::Class,
};

/// Days between two fits of the screen.
pub const REFIT_DAYS: usize = 7;

/// Days between two fits of the screen before the first forecast, from which the filter learns, and how many.
const LEARNING_DAYS: usize = 30;
const LEARNING_FITS: usize = 8;

/// One replayed forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    /// Number of the day.
    pub day: usize,
    /// The chance.
    pub probability: f64,
    /// The usual rate then.
    pub usual: f64,
    /// What each factor added.
    pub reasons: Vec<crate::patterns::model::Reason>,
}

/// Forecasts of the days from `first` on, the screen fitted anew every [`REFIT_DAYS`].
#[must_use]
pub fn replay(history: &PatientHistory, first: usize) -> Vec<Issued> {
    walk(history, first, history.days)
}

/// Forecasts of the days after the history: the first knows today's check-in, later ones know less.
#[must_use]
pub fn outlook(history: &PatientHistory, days: usize) -> Vec<Issued> {
    let ahead = ahead(history, days);
    walk(&ahead, history.days, history.days)
}

/// Both: forecasts of the days from `first` on, and of the days after the history.
#[must_use]
pub fn replay_and_outlook(
    history: &PatientHistory,
    first: usize,
    days: usize,
) -> (Vec<Issued>, Vec<Issued>) {
    let mut replayed = walk(&ahead(history, days), first, history.days);
    let later = replayed.partition_point(|issued| issued.day < history.days);
    let outlook = replayed.split_off(later);
    (replayed, outlook)
}

/// The history with days of which nothing is known yet.
fn ahead(history: &PatientHistory, days: usize) -> PatientHistory {
    let mut ahead = history.clone();
    ahead.days += days;
    ahead.entered.resize(ahead.days, false);
    ahead.confirmed_clear.resize(ahead.days, false);
    for track in &mut ahead.tracks {
        track
            .cells
            .resize(ahead.days, super::super::history::Cell::NotAsked);
    }
    ahead
}

/// Forecasts of the days from `first` on; outcomes are known below `known`.
fn walk(history: &PatientHistory, first: usize, known: usize) -> Vec<Issued> {
    let frame = Frame::of(history);
    let all = apart(factors::factors(history, &frame));
    let values: Vec<Vec<f64>> = all
        .iter()
        .map(|factor| members::earlier_values(factor, &frame))
        .collect();
    let scene = Scene::of(history, &frame, &all, &values);
    let mut issued = Vec::new();
    let mut filter = Filter::default();
    let learning = first.saturating_sub(LEARNING_FITS * LEARNING_DAYS);
    let mut start = 0;
    while start < frame.days {
        let end = if start < learning {
            learning
        } else if start < first {
            (start + LEARNING_DAYS).min(first)
        } else if start < known {
            (start + REFIT_DAYS).min(known)
        } else {
            frame.days
        };
        // Days are learnt from with a screen that had not seen them: the slopes tell how much of it holds.
        let predictor = if start < learning || start == 0 {
            Predictor::default()
        } else {
            let past = until(history, start);
            let cuts: Vec<Factor> = all.iter().map(|factor| cut(factor, start)).collect();
            Predictor::of(&past, &Frame::of(&past), &cuts)
        };
        for day in start..end {
            let prediction = predictor.predict(day, &scene);
            if day >= first {
                let mut ahead = filter.clone();
                ahead.step();
                issued.push(Issued {
                    day,
                    probability: ahead.chance(&prediction.terms),
                    usual: personal_rate(&frame, day.min(known)),
                    reasons: prediction.reasons,
                });
            }
            if day < known {
                pass(&mut filter, &prediction.terms, &frame, day);
            } else {
                filter.step();
            }
        }
        start = end.max(start + 1);
    }
    issued
}

/// Signs count one by one in a forecast: each is a family of its own.
fn apart(factors: Vec<Factor>) -> Vec<Factor> {
    factors
        .into_iter()
        .filter(|factor| !factor.entry.is_control)
        .filter(|factor| factor.code != "perimenstrual" && factor.code != "weekend")
        .map(|mut factor| {
            if factor.entry.class == Class::SymptomLike {
                factor.family.clone_from(&factor.code);
            }
            factor
        })
        .collect()
}

fn cut(factor: &Factor, days: usize) -> Factor {
    let mut cut = factor.clone();
    cut.values.truncate(days);
    cut
}

/// The history as it was at the end of its first `days` days.
#[must_use]
pub fn until(history: &PatientHistory, days: usize) -> PatientHistory {
    let last = i64::try_from(days).unwrap_or(i64::MAX);
    PatientHistory {
        patient: history.patient.clone(),
        start: history.start,
        days,
        attacks: history
            .attacks
            .iter()
            .filter(|attack| history.day_number(attack.onset.date()) < last)
            .cloned()
            .collect(),
        tracks: Vec::new(),
        series: Vec::new(),
        period_starts: history
            .period_starts
            .iter()
            .copied()
            .filter(|start| history.day_number(*start) < last)
            .collect(),
        tracks_cycle: history.tracks_cycle,
        preventive_starts: history
            .preventive_starts
            .iter()
            .copied()
            .filter(|start| history.day_number(*start) < last)
            .collect(),
        entered: history.entered[..days].to_vec(),
        confirmed_clear: history.confirmed_clear[..days].to_vec(),
        suspected: history.suspected.clone(),
        controls: history.controls.clone(),
    }
}
