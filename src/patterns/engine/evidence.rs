//! The evidence of one member: score, information, null scale from circular shifts, Bayes factors.

use super::{
    base::BaseFit,
    linear::dot,
    normal::{cumulative, log_density},
};

/// Circular shifts of the null.
pub const SHIFTS: usize = 120;
/// Shortest shift in days: longer than an attack with its prodrome and its recovery.
pub const SHORTEST_SHIFT: usize = 10;
/// Shifts' worth of belief that the score varies as its information says: neighbouring shifts of a slow exposure
/// are nearly the same, so that 120 of them estimate a variance no better than a few dozen would.
pub const PRIOR_SHIFTS: f64 = 60.0;
/// Score in standard deviations from which the likelihood is integrated instead of approximated.
const INTEGRATE_FROM: f64 = 1.2;

/// A normal prior of an effect, in log-odds of exposed against unexposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectPrior {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub spread: f64,
}

/// Effect of a cause: centred near an odds ratio of 2 (menses 1.7 to 2.5, let-down 1.5 to 1.9, alcohol
/// 2.1, surprisal 2.2 to 2.9 in the studies that found one).
pub const CAUSE: EffectPrior = EffectPrior {
    mean: 0.75,
    spread: 0.35,
};
/// Effect of the cycle: relative risk 2.5 on the first three days (`MacGregor` 2004), up to odds ratios of 3.
pub const CYCLE: EffectPrior = EffectPrior {
    mean: 0.9,
    spread: 0.3,
};
/// Effect of an early sign: attack within a day after yawning 25 %, after fatigue 18 % (Schmidt 2019), with
/// a minority whose signs are reliable (Giffin 2003: 72 % of warnings came true).
pub const EARLY: EffectPrior = EffectPrior {
    mean: 0.9,
    spread: 0.5,
};

/// Score and information of a member against the base hazard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Efficient score at no effect.
    pub score: f64,
    /// Its information.
    pub information: f64,
    /// At most 1: what the circular shifts leave of the information.
    pub temper: f64,
}

/// A Bayes factor against no effect, with the effect given that there is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Natural logarithm of the Bayes factor.
    pub log_factor: f64,
    /// Posterior mean of the effect.
    pub mean: f64,
    /// Posterior variance of the effect.
    pub variance: f64,
}

impl Score {
    /// The score in standard deviations.
    #[must_use]
    pub fn z(self) -> f64 {
        self.score * self.temper.sqrt() / self.information.sqrt().max(1e-12)
    }

    /// From a projected column.
    #[must_use]
    pub fn of(fit: &BaseFit, column: &[f64], temper: f64) -> Self {
        let information = column
            .iter()
            .zip(&fit.curvatures)
            .map(|(value, curvature)| value * value * curvature)
            .sum();
        Self {
            score: dot(column, &fit.residuals),
            information,
            temper,
        }
    }

    /// The evidence by the normal approximation of the likelihood.
    #[must_use]
    pub fn evidence(self, prior: EffectPrior) -> Evidence {
        let precision = 1.0 / (prior.spread * prior.spread);
        let (score, information) = (self.temper * self.score, self.temper * self.information);
        let variance = 1.0 / (information + precision);
        let mean = variance * (score + prior.mean * precision);
        let log_factor = 0.5 * (variance * precision).ln() + 0.5 * mean * mean / variance
            - 0.5 * prior.mean * prior.mean * precision;
        one_sided(log_factor, mean, variance, prior)
    }
}

/// Keeps the effect on its prior's side of nothing: a strong effect the other way is no weak one this way.
fn one_sided(log_factor: f64, mean: f64, variance: f64, prior: EffectPrior) -> Evidence {
    let (sign, spread) = (prior.mean.signum(), variance.sqrt());
    // Further out than the distribution's tail is known, the hypothesis is ruled out all the same.
    let distance = (sign * mean / spread).max(-30.0);
    let inside = cumulative(distance);
    let ratio = log_density(distance, 1.0).exp() / inside;
    Evidence {
        log_factor: log_factor + inside.ln() - cumulative(prior.mean.abs() / prior.spread).ln(),
        mean: sign * (spread * (distance + ratio)).max(0.0),
        variance: variance * (1.0 - ratio * (ratio + distance)).clamp(1e-6, 1.0),
    }
}

/// How much of the information the circular shifts leave, at most all of it.
#[must_use]
pub fn temper(fit: &BaseFit, column: &[f64], information: f64) -> f64 {
    let Some((ratio, shifts)) = shift_ratio(fit, column, information) else {
        return 1.0;
    };
    let known = super::members::count(shifts);
    let ratio = (PRIOR_SHIFTS + known * ratio) / (PRIOR_SHIFTS + known);
    1.0 / ratio.max(1.0)
}

/// Variance of the score over circular shifts of the exposure, in units of its information, and the number of
/// shifts; `None` in a diary too short for them. Shifts keep the autocorrelation of both sides.
#[must_use]
pub fn shift_ratio(fit: &BaseFit, column: &[f64], information: f64) -> Option<(f64, usize)> {
    let days = column.len();
    if days < 4 * SHORTEST_SHIFT {
        return None;
    }
    let room = days - 2 * SHORTEST_SHIFT;
    let shifts = SHIFTS.min(room);
    // Single precision: the spread of 120 scores is known to 6 % at best.
    let doubled: Vec<f32> = column
        .iter()
        .chain(column)
        .map(|value| single(*value))
        .collect();
    // What the exposure itself explains is taken out first: shifts by a whole cycle or week would meet it again.
    let own = dot(column, &fit.residuals) / information.max(1e-12);
    let residuals: Vec<f32> = fit
        .residuals
        .iter()
        .zip(column)
        .zip(&fit.curvatures)
        .map(|((residual, value), curvature)| single(residual - own * value * curvature))
        .collect();
    let (mut sum, mut squares) = (0.0, 0.0);
    for number in 0..shifts {
        let shift = SHORTEST_SHIFT + number * room / shifts;
        let score = f64::from(dot_single(&doubled[shift..shift + days], &residuals));
        sum += score;
        squares += score * score;
    }
    let count = super::members::count(shifts);
    let mean = sum / count;
    let variance = (squares / count - mean * mean) * count / (count - 1.0);
    Some((variance / information, shifts))
}

/// The evidence for an effect; integrates the likelihood where the score is not small.
#[must_use]
pub fn evidence(
    fit: &BaseFit,
    outcomes: &[f64],
    column: &[f64],
    score: Score,
    prior: EffectPrior,
) -> Evidence {
    let towards = score.score * prior.mean > 0.0;
    if !towards || score.z().abs() < INTEGRATE_FROM {
        return score.evidence(prior);
    }
    let gains = gains(fit, outcomes, column, prior);
    let shared = -cumulative(prior.mean.abs() / prior.spread).ln();
    let values: [(f64, f64); NODES] = std::array::from_fn(|node| {
        let deviation = deviation(node, prior);
        let log = score.temper * gains[node] + log_density(deviation, prior.spread * prior.spread);
        let effect = prior.mean + deviation;
        let inside = if effect * prior.mean > 0.0 {
            shared
        } else {
            f64::NEG_INFINITY
        };
        (effect, log + (0.5 * prior.spread).ln() + inside)
    });
    let most = values.iter().map(|(_, log)| *log).fold(f64::MIN, f64::max);
    let total: f64 = values.iter().map(|(_, log)| (log - most).exp()).sum();
    let mean = values
        .iter()
        .map(|(effect, log)| effect * (log - most).exp())
        .sum::<f64>()
        / total;
    let variance = values
        .iter()
        .map(|(effect, log)| (effect - mean).powi(2) * (log - most).exp())
        .sum::<f64>()
        / total;
    Evidence {
        log_factor: most + total.ln(),
        mean,
        variance,
    }
}

/// Nodes of the integral, half a standard deviation of the prior apart, from -3 to +3 of them.
const NODES: usize = 13;
/// Nodes are gone through in rounds of as many as a processor takes at once; the last round is not full.
const LANES: usize = 4;
const ROUNDS: usize = NODES.div_ceil(LANES);

fn deviation(node: usize, prior: EffectPrior) -> f64 {
    0.5 * (super::members::count(node) - 6.0) * prior.spread
}

/// Log likelihood at every node less that of no effect. Nodes lie evenly, so that the odds at one follow from those
/// four nodes before by one product, four at a time; products of sixteen days share one logarithm.
fn gains(fit: &BaseFit, outcomes: &[f64], column: &[f64], prior: EffectPrior) -> [f64; NODES] {
    const HELD: usize = 16;
    let first = prior.mean + deviation(0, prior);
    let apart = 0.5 * prior.spread;
    let (mut sums, mut products) = ([[0.0; LANES]; ROUNDS], [[1.0; LANES]; ROUNDS]);
    let (mut none, mut none_product, mut with_onset, mut held) = (0.0, 1.0, 0.0, 0);
    for (day, value) in column.iter().enumerate() {
        if fit.curvatures[day] <= 0.0 || value.abs() <= 1e-12 {
            continue;
        }
        with_onset += value * outcomes[day];
        none_product *= 1.0 + fit.odds[day];
        let step = (apart * value).exp();
        let (twice, start) = (step * step, fit.odds[day] * (first * value).exp());
        let mut odds = [start, start * step, start * twice, start * twice * step];
        let leap = twice * twice;
        for round in &mut products {
            for (product, odds) in round.iter_mut().zip(&mut odds) {
                *product *= 1.0 + *odds;
                *odds *= leap;
            }
        }
        held += 1;
        if held == HELD {
            none += f64::ln(none_product);
            none_product = 1.0;
            for (sum, product) in sums
                .as_flattened_mut()
                .iter_mut()
                .zip(products.as_flattened_mut())
            {
                *sum += f64::ln(*product);
                *product = 1.0;
            }
            held = 0;
        }
    }
    none += f64::ln(none_product);
    std::array::from_fn(|node| {
        let effect = prior.mean + deviation(node, prior);
        let product = products[node / LANES][node % LANES];
        none - sums[node / LANES][node % LANES] - f64::ln(product) + effect * with_onset
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the shifts need few digits"
)]
fn single(value: f64) -> f32 {
    value as f32
}

/// Inner product in sixteen running sums.
fn dot_single(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0; 16];
    let (left, right) = (one.chunks_exact(16), other.chunks_exact(16));
    let ends = left.remainder().iter().zip(right.remainder());
    let rest: f32 = ends.map(|(a, b)| a * b).sum();
    for (left, right) in left.zip(right) {
        for place in 0..16 {
            sums[place] += left[place] * right[place];
        }
    }
    sums.iter().sum::<f32>() + rest
}
