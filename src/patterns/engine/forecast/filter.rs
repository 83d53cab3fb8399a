//! The patient's level from day to day: a Gaussian filter over Bernoulli outcomes.
//!
//! States: a slow level (random walk), a short wave (first-order autoregression: good and bad weeks), and
//! fixed coefficients with population priors. Each outcome moves them by one Laplace step (West and
//! Harrison 1997, ch. 14). It is the "frozen slopes and personal deviations" of an empirical-Bayes
//! forecast, and recalibrates itself in every step.

use crate::patterns::engine::normal::logistic;

/// Number of states: level, wave, two days after an attack, weekend, cycle, preventive treatment, slopes of
/// what the screen says of causes and of early signs.
pub const STATES: usize = 9;
/// Place of the slow level.
pub const LEVEL: usize = 0;
/// Place of the short wave.
pub const WAVE: usize = 1;

/// Prior means. Level: 16 % of days at risk see an onset (see `base::POPULATION_RATE`). Cycle: relative
/// risks of 1.7 to 2.5 (`MacGregor` 2004) for a half of those who track it, through an uncertain
/// prediction. Preventive treatment: about two fifths halve their days, the others gain little or nothing
/// (Jackson 2015). Slopes: 1 when the screen is calibrated.
const MEANS: [f64; STATES] = [-1.7, 0.0, 0.0, 0.0, 0.0, 0.5, -0.3, 1.0, 1.0];
/// Prior standard deviations.
const SPREADS: [f64; STATES] = [0.6, 0.3, 0.35, 0.3, 0.15, 0.4, 0.35, 0.25, 0.25];
/// Persistence of the wave from day to day, and its standard deviation at rest.
const WAVE_PERSISTENCE: f64 = 0.9;
const WAVE_SPREAD: f64 = 0.3;
/// Standard deviation of the level's daily step: about 0.2 in log-odds over a year. A quicker level chases chance:
/// within one patient it moves against the days that are left.
const LEVEL_STEP: f64 = 0.01;

/// The state of knowledge.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    mean: [f64; STATES],
    covariance: [[f64; STATES]; STATES],
}

impl Default for Filter {
    fn default() -> Self {
        let mut covariance = [[0.0; STATES]; STATES];
        for (place, row) in covariance.iter_mut().enumerate() {
            row[place] = SPREADS[place] * SPREADS[place];
        }
        Self {
            mean: MEANS,
            covariance,
        }
    }
}

impl Filter {
    /// Passes one day.
    pub fn step(&mut self) {
        self.mean[WAVE] *= WAVE_PERSISTENCE;
        for place in 0..STATES {
            self.covariance[WAVE][place] *= WAVE_PERSISTENCE;
            self.covariance[place][WAVE] *= WAVE_PERSISTENCE;
        }
        let rest = WAVE_SPREAD * WAVE_SPREAD;
        self.covariance[WAVE][WAVE] += rest * (1.0 - WAVE_PERSISTENCE * WAVE_PERSISTENCE);
        self.covariance[LEVEL][LEVEL] += LEVEL_STEP * LEVEL_STEP;
    }

    /// Mean and variance of the log-odds with these terms.
    #[must_use]
    pub fn log_odds(&self, terms: &[f64; STATES]) -> (f64, f64) {
        let mean = (0..STATES)
            .map(|place| self.mean[place] * terms[place])
            .sum();
        let spread = self.times(terms);
        let variance = (0..STATES)
            .map(|place| spread[place] * terms[place])
            .sum::<f64>();
        (mean, variance.max(0.0))
    }

    /// The chance with these terms, uncertainty taken in (`MacKay` 1992).
    #[must_use]
    pub fn chance(&self, terms: &[f64; STATES]) -> f64 {
        let (mean, variance) = self.log_odds(terms);
        logistic(mean / (1.0 + std::f64::consts::PI * variance / 8.0).sqrt())
    }

    /// What one state adds to the log-odds on average.
    #[must_use]
    pub fn part(&self, place: usize, term: f64) -> f64 {
        self.mean[place] * term
    }

    /// Learns an outcome.
    pub fn learn(&mut self, terms: &[f64; STATES], onset: bool) {
        let (mean, variance) = self.log_odds(terms);
        // The mode of the log-odds, by Newton steps on one dimension.
        let outcome = f64::from(u8::from(onset));
        let mut mode = mean;
        for _ in 0..8 {
            let chance = logistic(mode);
            let slope = outcome - chance - (mode - mean) / variance.max(1e-12);
            let curve = chance * (1.0 - chance) + 1.0 / variance.max(1e-12);
            mode += slope / curve;
        }
        let chance = logistic(mode);
        let curvature = chance * (1.0 - chance);
        let gain = self.times(terms);
        let scale = outcome - chance;
        for (state, part) in self.mean.iter_mut().zip(&gain) {
            *state += part * scale;
        }
        let shrink = curvature / (1.0 + curvature * variance);
        for row in 0..STATES {
            for column in 0..STATES {
                self.covariance[row][column] -= shrink * gain[row] * gain[column];
            }
        }
    }

    fn times(&self, terms: &[f64; STATES]) -> [f64; STATES] {
        let mut product = [0.0; STATES];
        for (place, row) in self.covariance.iter().enumerate() {
            product[place] = row.iter().zip(terms).map(|(part, term)| part * term).sum();
        }
        product
    }
}
