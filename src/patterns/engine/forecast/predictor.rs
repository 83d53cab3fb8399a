//! One forecast: the screen as it was fitted, the filter as it stands, and the reasons.

use super::filter::{Filter, STATES};
use crate::patterns::engine::{
    base::{self, after_attack},
    factors::Factor,
    frame::Frame,
    history::PatientHistory,
    screen::{Knowledge, Screen, screen},
};
use crate::patterns::model::Reason;

/// What one member adds for one unit of exposure.
#[derive(Debug, Clone)]
struct Term {
    factor: usize,
    form: crate::patterns::engine::members::Form,
    lag: usize,
    centre: f64,
    effect: f64,
    early_share: f64,
}

/// A screen made ready for forecasts of the days after it.
#[derive(Debug, Clone, Default)]
pub struct Predictor {
    terms: Vec<Term>,
}

/// A forecast with its parts.
#[derive(Debug, Clone)]
pub struct Prediction {
    /// The terms of the filter.
    pub terms: [f64; STATES],
    /// What each factor adds to the log-odds, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Effects below this are left out: they cannot move a chance that anybody sees.
const LEAST_EFFECT: f64 = 2e-4;
/// Largest sum of what the screen adds to the log-odds.
const LARGEST_SUM: f64 = 2.5;

impl Predictor {
    /// Fits the screen to a history that ends the evening before the first forecast.
    #[must_use]
    pub fn of(history: &PatientHistory, frame: &Frame, factors: &[Factor]) -> Self {
        let screen: Screen = screen(history, frame, factors, Knowledge::EveningBefore);
        let mut terms = Vec::new();
        for family in &screen.families {
            let mut effects: Vec<(usize, f64, f64)> = Vec::new();
            for hypothesis in &family.hypotheses {
                let effect = hypothesis.posterior * hypothesis.evidence.mean;
                let early = if hypothesis.reading.is_early() {
                    effect
                } else {
                    0.0
                };
                match effects
                    .last_mut()
                    .filter(|last| last.0 == hypothesis.member)
                {
                    Some(last) => {
                        last.1 += effect;
                        last.2 += early;
                    }
                    None => effects.push((hypothesis.member, effect, early)),
                }
            }
            for (member, effect, early) in effects {
                if effect.abs() > LEAST_EFFECT {
                    let known = &screen.members[member];
                    terms.push(Term {
                        factor: known.factor,
                        form: known.form,
                        lag: known.lag,
                        centre: screen.centres[member],
                        effect,
                        early_share: early / effect,
                    });
                }
            }
        }
        Self { terms }
    }

    /// The terms of a day from what is known the evening before (`values` by factor, usable ones only).
    #[must_use]
    pub fn predict(&self, day: usize, scene: &Scene<'_>) -> Prediction {
        let mut parts: Vec<(usize, f64, f64)> = Vec::new();
        for term in &self.terms {
            let Some(source) = day.checked_sub(term.lag) else {
                continue;
            };
            let value = scene.values[term.factor]
                .get(source)
                .copied()
                .unwrap_or(f64::NAN);
            let exposure = term.form.of(value);
            if exposure.is_nan() {
                continue;
            }
            let part = term.effect * (exposure - term.centre);
            match parts
                .iter_mut()
                .find(|(factor, _, _)| *factor == term.factor)
            {
                Some((_, sum, early)) => {
                    *sum += part;
                    *early += part * term.early_share;
                }
                None => parts.push((term.factor, part, part * term.early_share)),
            }
        }
        let early: f64 = parts.iter().map(|(_, _, early)| early).sum();
        let cause: f64 = parts.iter().map(|(_, part, early)| part - early).sum();
        let [after_one, after_two] = [&scene.after[0], &scene.after[1]].map(|after| after[day]);
        let mut reasons: Vec<Reason> = parts
            .into_iter()
            .map(|(factor, part, early)| Reason {
                factor: scene.codes[factor].clone(),
                log_odds: part,
                early_sign: early.abs() > 0.5 * part.abs(),
            })
            .collect();
        reasons.sort_by(|one, other| other.log_odds.abs().total_cmp(&one.log_odds.abs()));
        let cycle = scene.cycle[day];
        Prediction {
            terms: [
                1.0,
                1.0,
                after_one,
                after_two,
                scene.weekend[day],
                if cycle.is_nan() {
                    0.0
                } else {
                    cycle - base::WINDOW_SHARE
                },
                scene.preventive[day],
                cause.clamp(-LARGEST_SUM, LARGEST_SUM),
                early.clamp(-LARGEST_SUM, LARGEST_SUM),
            ],
            reasons,
        }
    }
}

/// What forecasts of all days share.
pub struct Scene<'a> {
    /// Usable values by factor.
    pub values: &'a [Vec<f64>],
    /// Codes of the factors.
    pub codes: Vec<String>,
    /// Whether an attack ran one and two days before.
    pub after: [Vec<f64>; 2],
    /// Weekend, less its share of days.
    pub weekend: Vec<f64>,
    /// The predicted window of the cycle.
    pub cycle: Vec<f64>,
    /// How far preventive treatments that were begun can have come into effect, added up.
    pub preventive: Vec<f64>,
}

impl<'a> Scene<'a> {
    /// The scene of a history.
    #[must_use]
    pub fn of(
        history: &PatientHistory,
        frame: &Frame,
        factors: &[Factor],
        values: &'a [Vec<f64>],
    ) -> Self {
        Self {
            values,
            codes: factors.iter().map(|factor| factor.code.clone()).collect(),
            after: after_attack(frame),
            weekend: (0..frame.days)
                .map(|day| {
                    let weekend = frame.date(day).weekday().to_monday_one_offset() >= 6;
                    f64::from(u8::from(weekend)) - 2.0 / 7.0
                })
                .collect(),
            cycle: base::expected_window(history, frame.days),
            preventive: preventive(history, frame.days),
        }
    }
}

fn preventive(history: &PatientHistory, days: usize) -> Vec<f64> {
    let mut sums = vec![0.0; days];
    for start in &history.preventive_starts {
        for (sum, part) in sums
            .iter_mut()
            .zip(base::onset_of_treatment(history, *start, days))
        {
            *sum += part;
        }
    }
    sums
}

/// Runs the filter over a day that is over.
pub fn pass(filter: &mut Filter, terms: &[f64; STATES], frame: &Frame, day: usize) {
    filter.step();
    if frame.at_risk[day] {
        filter.learn(terms, frame.onset[day]);
    }
}
