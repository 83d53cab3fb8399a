//! The base hazard (P2): what explains onsets before any factor does.

use super::{
    cycle,
    frame::Frame,
    history::PatientHistory,
    linear::{Cholesky, Fit, Problem, dot},
    members::count,
    normal::{logistic, logit},
};

/// Ridge of the terms, as prior precision on the scale of log-odds.
const RIDGE: f64 = 0.3;
/// Onset rate of the population on a day at risk, and how many days it counts for: about five attacks in
/// thirty days (AMPP, Lipton 2007: episodic migraine, diary studies above it).
pub const POPULATION_RATE: f64 = 0.16;
/// Days that the population's rate counts for.
pub const POPULATION_DAYS: f64 = 10.0;
/// Share of days in the window of the cycle: 5 of about 28.
pub const WINDOW_SHARE: f64 = 5.0 / 28.0;
/// Days in which old entries lose half their weight in the personal rate.
const HALF_LIFE: f64 = 90.0;

/// Columns of the base hazard.
#[derive(Debug, Clone)]
pub struct Base {
    /// One column a term, over all days.
    pub columns: Vec<Vec<f64>>,
    /// 1 on days that count, 0 elsewhere.
    pub weights: Vec<f64>,
    /// Outcomes by day.
    pub outcomes: Vec<f64>,
    /// The personal rate as log-odds.
    pub offset: f64,
    penalties: Vec<f64>,
    means: Vec<f64>,
}

/// The base hazard, fitted.
#[derive(Debug, Clone)]
pub struct BaseFit {
    /// Residuals by day, 0 where the day does not count.
    pub residuals: Vec<f64>,
    /// Chance times its complement, 0 where the day does not count.
    pub curvatures: Vec<f64>,
    /// Log-odds by day.
    pub log_odds: Vec<f64>,
    /// Odds by day, at most e^40.
    pub odds: Vec<f64>,
    /// Coefficients of the base terms.
    pub coefficients: Vec<f64>,
    information: Cholesky,
}

/// Whether an attack ran 1 and 2 days before each day.
#[must_use]
pub fn after_attack(frame: &Frame) -> [Vec<f64>; 2] {
    [1, 2].map(|lag| {
        (0..frame.days)
            .map(|day| {
                let ran = |lag: usize| day.checked_sub(lag).is_some_and(|day| frame.headache[day]);
                f64::from(u8::from(ran(lag) && (lag == 1 || !ran(1))))
            })
            .collect()
    })
}

/// The personal onset rate on a day at risk up to a day, with a Beta prior and old entries losing weight.
#[must_use]
pub fn personal_rate(frame: &Frame, until: usize) -> f64 {
    let (mut onsets, mut days) = (POPULATION_RATE * POPULATION_DAYS, POPULATION_DAYS);
    for day in 0..until.min(frame.days) {
        if frame.at_risk[day] {
            let weight = (-std::f64::consts::LN_2 * count(until - day) / HALF_LIFE).exp();
            onsets += weight * frame.outcome(day);
            days += weight;
        }
    }
    onsets / days
}

impl Base {
    /// The columns of a history.
    #[must_use]
    pub fn of(history: &PatientHistory, frame: &Frame) -> Self {
        let mut columns = vec![vec![1.0; frame.days]];
        columns.extend(after_attack(frame));
        // Slow drift: 2 + n/120 cosines.
        let length = count(frame.days);
        for wave in 1..=(2 + frame.days / 120) {
            let column = |day: usize| {
                (std::f64::consts::PI * count(wave) * (count(day) + 0.5) / length).cos()
            };
            columns.push((0..frame.days).map(column).collect());
        }
        for start in &history.preventive_starts {
            columns.push(onset_of_treatment(history, *start, frame.days));
        }
        let penalties = vec![RIDGE; columns.len()];
        Self {
            weights: frame
                .at_risk
                .iter()
                .map(|risk| f64::from(u8::from(*risk)))
                .collect(),
            outcomes: (0..frame.days).map(|day| frame.outcome(day)).collect(),
            offset: logit(personal_rate(frame, frame.days)),
            means: vec![0.0; columns.len()],
            penalties,
            columns,
        }
    }

    /// Fits the terms beside a known part of the log-odds.
    #[must_use]
    pub fn fit(&self, known: &[f64]) -> Option<BaseFit> {
        self.fit_from(known, &self.means)
    }

    /// The same, beginning with the coefficients of another fit.
    #[must_use]
    pub fn fit_from(&self, known: &[f64], start: &[f64]) -> Option<BaseFit> {
        let offsets: Vec<f64> = known.iter().map(|known| known + self.offset).collect();
        let problem = Problem {
            columns: &self.columns,
            outcomes: &self.outcomes,
            offsets: &offsets,
            weights: &self.weights,
            means: &self.means,
            penalties: &self.penalties,
        };
        problem.fit_from(start).map(|fit| self.describe(fit))
    }

    fn describe(&self, fit: Fit) -> BaseFit {
        let chances: Vec<f64> = fit
            .log_odds
            .iter()
            .map(|log_odds| logistic(*log_odds))
            .collect();
        let days = self.weights.len();
        BaseFit {
            residuals: (0..days)
                .map(|day| self.weights[day] * (self.outcomes[day] - chances[day]))
                .collect(),
            curvatures: (0..days)
                .map(|day| self.weights[day] * chances[day] * (1.0 - chances[day]))
                .collect(),
            odds: fit
                .log_odds
                .iter()
                .map(|log_odds| log_odds.min(40.0).exp())
                .collect(),
            log_odds: fit.log_odds,
            coefficients: fit.coefficients,
            information: fit.information,
        }
    }

    /// A column with its mean over known days and the base terms taken out; unknown days are 0.
    #[must_use]
    pub fn project(&self, fit: &BaseFit, exposure: &[f64]) -> Vec<f64> {
        let (mut sum, mut weight) = (0.0, 0.0);
        for (value, curvature) in exposure.iter().zip(&fit.curvatures) {
            if !value.is_nan() {
                sum += value * curvature;
                weight += curvature;
            }
        }
        let mean = if weight > 0.0 { sum / weight } else { 0.0 };
        let mut centred: Vec<f64> = exposure
            .iter()
            .map(|value| if value.is_nan() { 0.0 } else { value - mean })
            .collect();
        let weighted: Vec<f64> = centred
            .iter()
            .zip(&fit.curvatures)
            .map(|(value, curvature)| value * curvature)
            .collect();
        let right: Vec<f64> = self
            .columns
            .iter()
            .map(|column| dot(column, &weighted))
            .collect();
        let solution = fit.information.solve(&right);
        for (column, coefficient) in self.columns.iter().zip(&solution) {
            for (value, part) in centred.iter_mut().zip(column) {
                *value -= coefficient * part;
            }
        }
        for (value, known) in centred.iter_mut().zip(exposure) {
            if known.is_nan() {
                *value = 0.0;
            }
        }
        centred
    }
}

/// How far a preventive treatment can have come into effect on each day, 0 to 1: it needs about a month (NICE CG150:
/// judge after 8 to 12 weeks).
#[must_use]
pub fn onset_of_treatment(
    history: &PatientHistory,
    start: jiff::civil::Date,
    days: usize,
) -> Vec<f64> {
    let number = history.day_number(start);
    (0..days)
        .map(|day| {
            let since = i64::try_from(day).unwrap_or(0) - number;
            f64::from(i32::try_from(since.clamp(0, 28)).unwrap_or(0)) / 28.0
        })
        .collect()
}

/// The predicted window of the cycle for each day, told the evening before.
#[must_use]
pub fn expected_window(history: &PatientHistory, days: usize) -> Vec<f64> {
    (0..days)
        .map(|day| match day.checked_sub(1) {
            Some(known) if history.tracks_cycle => cycle::expected(history, day, known),
            _ => f64::NAN,
        })
        .collect()
}
