//! The joint model (P5): what of a link is left when every other link may be true as well, and which of the factors that
//! move together has the credit.
//!
//! Bayesian logistic regression with spike and slab (George and `McCulloch` 1993) on one column for each factor of the
//! families that the screen does not rule out. Columns are few, so all their subsets are weighed, each with its effects
//! integrated out of a likelihood that is taken as normal around what the screen expects (Laplace). That needs no
//! randomness, and its time hardly grows with the diary; the tests hold it against a Gibbs sampler.

use super::{
    factors::Factor,
    frame::Frame,
    linear::{Cholesky, dot},
    normal::{logistic, logit},
    registry::Class,
    screen::{Hypothesis, Screen},
};
use crate::patterns::model::{Claim, Credit};

/// Posterior of the screen from which a family takes part.
const FROM: f64 = 0.2;
/// Most columns: 4096 subsets.
const MOST_COLUMNS: usize = 12;
/// No family's log-odds are moved by more than this.
const MOST_MOVED: f64 = 1.5;

/// One column of the joint model.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its factor.
    pub factor: usize,
    /// Its family, as the place in [`Screen::families`].
    pub family: usize,
    /// Projected exposure on the days at risk.
    pub values: Vec<f64>,
    /// Prior mean of the effect.
    pub mean: f64,
    /// Prior precision of the effect.
    pub precision: f64,
    /// Prior log-odds of having an effect.
    pub odds: f64,
    /// What the screen expects of the effect.
    pub expected: f64,
}

/// The likelihood around what the screen expects: `linear * b - b' curvature b / 2`.
#[derive(Debug, Clone)]
struct Likelihood {
    linear: Vec<f64>,
    curvature: Vec<f64>,
}

/// The joint model of a screen.
#[derive(Debug, Clone)]
pub struct Joint {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Posterior probability of an effect of each column, all seen together.
    pub inclusion: Vec<f64>,
    /// For each family that takes part: its place, its probability among all, and its own with the others as the screen
    /// has them.
    families: Vec<(usize, f64, f64)>,
}

impl Joint {
    /// Weighs the families from [`FROM`] on together.
    #[must_use]
    pub fn of(screen: &Screen, factors: &[Factor], frame: &Frame) -> Self {
        let mut joint = Self {
            columns: columns(screen, factors, frame),
            inclusion: Vec::new(),
            families: Vec::new(),
        };
        let Some(likelihood) = likelihood(&joint.columns, screen, frame) else {
            joint.columns.clear();
            return joint;
        };
        let all: Vec<usize> = (0..joint.columns.len()).collect();
        let places = {
            let mut places: Vec<usize> = joint.columns.iter().map(|column| column.family).collect();
            places.dedup();
            places
        };
        let none = vec![0.0; joint.columns.len()];
        let subsets = joint.subsets(&likelihood, &all, &none);
        joint.inclusion = all
            .iter()
            .map(|column| share(&subsets, 1 << column))
            .collect();
        for place in places {
            let own: Vec<usize> = all
                .iter()
                .copied()
                .filter(|column| joint.columns[*column].family == place)
                .collect();
            let mask = own.iter().fold(0, |mask, column| mask | 1 << column);
            // The screen takes likely families out of the others, and leaves the rest alone.
            let fixed: Vec<f64> = joint
                .columns
                .iter()
                .map(|column| {
                    let is_taken_out = screen.families[column.family].linked() >= 0.5;
                    if column.family != place && is_taken_out {
                        column.expected
                    } else {
                        0.0
                    }
                })
                .collect();
            let alone = joint.subsets(&likelihood, &own, &fixed);
            joint.families.push((
                place,
                share(&subsets, mask),
                share(&alone, (1 << own.len()) - 1),
            ));
        }
        joint
    }

    /// Every subset of `free` with its logarithmic weight, the other effects being `fixed`. Bit n is the nth of `free`.
    fn subsets(&self, likelihood: &Likelihood, free: &[usize], fixed: &[f64]) -> Vec<f64> {
        let size = self.columns.len();
        let linear: Vec<f64> = free
            .iter()
            .map(|row| {
                let known = dot(&likelihood.curvature[row * size..(row + 1) * size], fixed);
                likelihood.linear[*row] - known
            })
            .collect();
        (0..1_usize << free.len())
            .map(|subset| {
                let chosen: Vec<usize> = (0..free.len())
                    .filter(|place| subset >> place & 1 == 1)
                    .collect();
                let count = chosen.len();
                let (mut matrix, mut right) = (vec![0.0; count * count], vec![0.0; count]);
                let mut log = 0.0;
                for (row, place) in chosen.iter().enumerate() {
                    let column = &self.columns[free[*place]];
                    for (other, other_place) in chosen.iter().enumerate() {
                        matrix[row * count + other] =
                            likelihood.curvature[free[*place] * size + free[*other_place]];
                    }
                    matrix[row * count + row] += column.precision;
                    right[row] = linear[*place] + column.mean * column.precision;
                    log += column.odds + 0.5 * column.precision.ln()
                        - 0.5 * column.mean * column.mean * column.precision;
                }
                let Some(factor) = Cholesky::of(&matrix, count) else {
                    return f64::NEG_INFINITY;
                };
                let half = factor.forward(&right);
                log + 0.5 * dot(&half, &half) - factor.log_diagonal()
            })
            .collect()
    }

    /// Moves the families' posteriors by what the others leave of them.
    pub fn settle(&self, screen: &mut Screen) {
        for (place, together, alone) in &self.families {
            let family = &mut screen.families[*place];
            let moved = (logit(*together) - logit(*alone)).clamp(-MOST_MOVED, MOST_MOVED);
            let linked = family.linked();
            if linked <= 0.0 {
                continue;
            }
            let scale = logistic(logit(linked) + moved) / linked;
            for hypothesis in &mut family.hypotheses {
                hypothesis.posterior *= scale;
            }
        }
    }

    /// Gives the credit within families of claims, where the model holds more than one of their factors.
    pub fn give_credit(&self, claims: &mut [Claim], factors: &[Factor]) {
        for claim in claims {
            let own: Vec<(usize, f64)> = self
                .columns
                .iter()
                .zip(&self.inclusion)
                .map(|(column, share)| (column.factor, *share))
                .filter(|(factor, _)| factors[*factor].family == claim.family)
                .collect();
            let total: f64 = own.iter().map(|(_, share)| share).sum();
            if own.len() < 2 || total <= 0.0 {
                continue;
            }
            claim.credit = own
                .into_iter()
                .map(|(factor, share)| Credit {
                    factor: factors[factor].code.clone(),
                    share: share / total,
                })
                .collect();
            claim
                .credit
                .sort_by(|one, other| other.share.total_cmp(&one.share));
        }
    }
}

/// The probability of the subsets that have any bit of the mask.
fn share(subsets: &[f64], mask: usize) -> f64 {
    let most = subsets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut within, mut all) = (0.0, 0.0);
    for (subset, log) in subsets.iter().enumerate() {
        let weight = (log - most).exp();
        all += weight;
        if subset & mask != 0 {
            within += weight;
        }
    }
    within / all
}

/// Gradient and curvature where every effect is what the screen expects; `None` without columns.
fn likelihood(columns: &[Column], screen: &Screen, frame: &Frame) -> Option<Likelihood> {
    let fit = screen.fit.as_ref().filter(|_| !columns.is_empty())?;
    let rows: Vec<usize> = (0..frame.days).filter(|day| frame.at_risk[*day]).collect();
    let mut log_odds: Vec<f64> = rows.iter().map(|row| fit.log_odds[*row]).collect();
    for column in columns {
        for (sum, value) in log_odds.iter_mut().zip(&column.values) {
            *sum += column.expected * value;
        }
    }
    let chances: Vec<f64> = log_odds.iter().map(|value| logistic(*value)).collect();
    let residuals: Vec<f64> = rows
        .iter()
        .zip(&chances)
        .map(|(row, chance)| frame.outcome(*row) - chance)
        .collect();
    let size = columns.len();
    let mut curvature = vec![0.0; size * size];
    for (one, column) in columns.iter().enumerate() {
        let weighted: Vec<f64> = column
            .values
            .iter()
            .zip(&chances)
            .map(|(value, chance)| value * chance * (1.0 - chance))
            .collect();
        for (other, column) in columns.iter().enumerate().take(one + 1) {
            let sum = dot(&column.values, &weighted);
            curvature[one * size + other] = sum;
            curvature[other * size + one] = sum;
        }
    }
    let expected: Vec<f64> = columns.iter().map(|column| column.expected).collect();
    let linear = columns
        .iter()
        .enumerate()
        .map(|(row, column)| {
            dot(&column.values, &residuals)
                + dot(&curvature[row * size..(row + 1) * size], &expected)
        })
        .collect();
    Some(Likelihood { linear, curvature })
}

/// The best member of each factor in the families that take part, the likeliest families first.
fn columns(screen: &Screen, factors: &[Factor], frame: &Frame) -> Vec<Column> {
    let mut found: Vec<Column> = Vec::new();
    let Some(fit) = screen.fit.as_ref() else {
        return found;
    };
    let mut places: Vec<usize> = (0..screen.families.len())
        .filter(|place| screen.families[*place].linked() >= FROM)
        .collect();
    places.sort_by(|one, other| {
        let linked = |place: usize| screen.families[place].linked();
        linked(*other).total_cmp(&linked(*one))
    });
    for place in places {
        let family = &screen.families[place];
        for factor in &family.factors {
            let own: Vec<&Hypothesis> = family
                .hypotheses
                .iter()
                .filter(|one| screen.members[one.member].factor == *factor)
                .collect();
            let best = own
                .iter()
                .max_by(|one, other| one.posterior.total_cmp(&other.posterior));
            let Some(best) = best.filter(|_| found.len() < MOST_COLUMNS) else {
                continue;
            };
            let effect = best
                .reading
                .effect_prior(factors[*factor].entry.class == Class::Cycle);
            let prior: f64 = own.iter().map(|one| one.prior).sum();
            let expected: f64 = own
                .iter()
                .filter(|one| one.reading.is_raising() == best.reading.is_raising())
                .map(|one| one.posterior * one.evidence.mean)
                .sum();
            let projected = screen
                .base
                .project(fit, &screen.members[best.member].exposure);
            found.push(Column {
                factor: *factor,
                family: place,
                values: (0..frame.days)
                    .filter(|day| frame.at_risk[*day])
                    .map(|day| projected[day])
                    .collect(),
                mean: effect.mean,
                precision: 1.0 / (effect.spread * effect.spread),
                odds: logit(prior.clamp(0.001, 0.9)),
                expected,
            });
        }
    }
    found
}
