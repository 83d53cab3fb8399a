//! The joint model (P5): which of the factors that move together has the credit.
//!
//! Bayesian logistic regression with spike and slab (George and `McCulloch` 1993) on one column for each factor
//! of the families that the screen does not rule out, by Gibbs sampling with Polya-Gamma variables. The base
//! hazard stands as the screen fitted it; the columns are projected. Columns are few, so each indicator is
//! drawn with its coefficient integrated out.

use super::{
    factors::Factor,
    frame::Frame,
    linear::dot,
    members::count,
    normal::logistic,
    polya_gamma,
    screen::{Hypothesis, Screen},
    seed::{normal, uniform},
};
use crate::patterns::model::{Claim, Credit};
use rand::Rng;

/// Posterior of the screen from which a family takes part.
const FROM: f64 = 0.2;
/// Draws that are kept, and draws before them.
const DRAWS: usize = 360;
const BURN_IN: usize = 60;
/// Most columns.
const MOST_COLUMNS: usize = 24;

/// One column of the joint model.
struct Column {
    factor: usize,
    values: Vec<f64>,
    /// Prior mean and precision of the effect, and the prior log-odds of having one.
    mean: f64,
    precision: f64,
    odds: f64,
}

/// Gives the credit within families of claims by the joint model, where it sees more than one of its factors.
pub fn give_credit(
    claims: &mut [Claim],
    screen: &Screen,
    factors: &[Factor],
    frame: &Frame,
    rng: &mut impl Rng,
) {
    let inclusion = inclusion(screen, factors, frame, rng);
    for claim in claims {
        let own: Vec<&(usize, f64)> = inclusion
            .iter()
            .filter(|(factor, _)| factors[*factor].family == claim.family)
            .collect();
        let total: f64 = own.iter().map(|(_, share)| share).sum();
        if own.len() < 2 || total <= 0.0 {
            continue;
        }
        claim.credit = own
            .into_iter()
            .map(|(factor, share)| Credit {
                factor: factors[*factor].code.clone(),
                share: share / total,
            })
            .collect();
        claim
            .credit
            .sort_by(|one, other| other.share.total_cmp(&one.share));
    }
}

/// The probability of an effect for each factor of the families from [`FROM`] on, all seen together.
pub fn inclusion(
    screen: &Screen,
    factors: &[Factor],
    frame: &Frame,
    rng: &mut impl Rng,
) -> Vec<(usize, f64)> {
    let columns = columns(screen, factors);
    let Some(fit) = screen.fit.as_ref().filter(|_| columns.len() > 1) else {
        return columns.iter().map(|column| (column.factor, 1.0)).collect();
    };
    let rows: Vec<usize> = (0..frame.days).filter(|day| frame.at_risk[*day]).collect();
    let base: Vec<f64> = rows.iter().map(|row| fit.log_odds[*row]).collect();
    let centred: Vec<f64> = rows.iter().map(|row| frame.outcome(*row) - 0.5).collect();
    let values: Vec<Vec<f64>> = columns
        .iter()
        .map(|column| rows.iter().map(|row| column.values[*row]).collect())
        .collect();
    let mut effects = vec![0.0; columns.len()];
    let mut log_odds = base.clone();
    let mut included = vec![0_usize; columns.len()];
    for round in 0..BURN_IN + DRAWS {
        let weights: Vec<f64> = log_odds
            .iter()
            .map(|value| polya_gamma::draw(*value, rng))
            .collect();
        for (place, column) in columns.iter().enumerate() {
            let own = &values[place];
            shift(&mut log_odds, own, -effects[place]);
            // Normal likelihood of this effect given the others.
            let rest: Vec<f64> = (0..rows.len())
                .map(|row| centred[row] - weights[row] * log_odds[row])
                .collect();
            let weighted: Vec<f64> = own
                .iter()
                .zip(&weights)
                .map(|(value, weight)| value * weight)
                .collect();
            let (score, information) = (dot(own, &rest), dot(own, &weighted));
            let variance = 1.0 / (information + column.precision);
            let mean = variance * (score + column.mean * column.precision);
            let log_factor = 0.5 * (variance * column.precision).ln()
                + 0.5 * mean * mean / variance
                - 0.5 * column.mean * column.mean * column.precision;
            effects[place] = if uniform(rng) < logistic(column.odds + log_factor) {
                included[place] += usize::from(round >= BURN_IN);
                mean + variance.sqrt() * normal(rng)
            } else {
                0.0
            };
            shift(&mut log_odds, own, effects[place]);
        }
    }
    columns
        .iter()
        .zip(included)
        .map(|(column, times)| (column.factor, count(times) / count(DRAWS)))
        .collect()
}

fn shift(log_odds: &mut [f64], column: &[f64], effect: f64) {
    if effect != 0.0 {
        for (sum, value) in log_odds.iter_mut().zip(column) {
            *sum += effect * value;
        }
    }
}

/// The best member of each factor in the families that take part.
fn columns(screen: &Screen, factors: &[Factor]) -> Vec<Column> {
    let mut found = Vec::new();
    let Some(fit) = screen.fit.as_ref() else {
        return found;
    };
    let mut families: Vec<_> = screen
        .families
        .iter()
        .filter(|family| family.linked() >= FROM)
        .collect();
    families.sort_by(|one, other| other.linked().total_cmp(&one.linked()));
    for family in families {
        for place in &family.factors {
            let own = |one: &&Hypothesis| screen.members[one.member].factor == *place;
            let prior: f64 = family
                .hypotheses
                .iter()
                .filter(own)
                .map(|one| one.prior)
                .sum();
            let best = family
                .hypotheses
                .iter()
                .filter(own)
                .max_by(|one, other| one.posterior.total_cmp(&other.posterior));
            let Some(best) = best.filter(|_| found.len() < MOST_COLUMNS) else {
                continue;
            };
            let effect = best
                .reading
                .effect_prior(factors[*place].entry.class == super::registry::Class::Cycle);
            found.push(Column {
                factor: *place,
                values: screen
                    .base
                    .project(fit, &screen.members[best.member].exposure),
                mean: effect.mean,
                precision: 1.0 / (effect.spread * effect.spread),
                odds: super::normal::logit(prior.clamp(0.001, 0.9)),
            });
        }
    }
    found
}
