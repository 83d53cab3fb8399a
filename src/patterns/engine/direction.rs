//! Direction in time (P4): does the factor come first, or with an attack that has begun unnoticed?
//!
//! Priors of both readings are in the registry. Here three observations move the odds: the hour of the
//! onset (a sign rises into the onset, so it was there the evening before more often when the attack began
//! early in the day), company (signs come together: conditional on an onset, a cause does not care whether
//! the patient yawned), and support at a lag of two days, which a sign of the last day does not have.

use super::{
    factors::Factor,
    frame::Frame,
    members,
    normal::{log_density, logistic},
    screen::{Family, Screen},
};
use crate::patterns::model::Direction;

/// Correlation with other early signs on evenings before an onset that an early sign is expected to have:
/// signs are present in about 70 % of attacks (Gago-Veiga 2018), each seen in a part of those.
const COMPANY: [f64; 2] = [0.12, 0.10];
/// How an early sign of the evening before fades with the hour of the onset: signs last for hours to two
/// days before the pain (Giffin 2003; PRODROME 2023: most go over within 1 to 6 hours, 95 % within a day),
/// so a late onset leaves the evening before with little of them. Part at 0 h, and what is gone by 24 h.
const FADING: [f64; 2] = [1.3, 1.1];
/// Effects that are weighed for both readings, in log-odds a unit of exposure.
const EFFECTS: [f64; 8] = [0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0];
/// No observation moves the odds by more than this logarithm: they are not independent.
const MOST: f64 = 1.5;

/// The evidence for "early sign" against "cause", as natural logarithms of Bayes factors.
#[must_use]
pub fn weigh(family: &Family, screen: &Screen, factors: &[Factor], frame: &Frame) -> Direction {
    let mut direction = Direction {
        cause: 1.0,
        hours: 0.0,
        company: 0.0,
        earlier: 0.0,
    };
    let best = family
        .hypotheses
        .iter()
        .filter(|hypothesis| screen.members[hypothesis.member].lag == 1)
        .max_by(|one, other| one.posterior.total_cmp(&other.posterior));
    let Some(best) = best else { return direction };
    let member = &screen.members[best.member];
    let sign = if best.reading.is_raising() { 1.0 } else { -1.0 };
    let onsets: Vec<usize> = (0..frame.days)
        .filter(|day| frame.at_risk[*day] && frame.onset[*day] && !member.exposure[*day].is_nan())
        .collect();
    let known: Vec<f64> = (0..frame.days)
        .filter(|day| frame.at_risk[*day] && !member.exposure[*day].is_nan())
        .map(|day| member.exposure[day])
        .collect();
    let (_, spread) = moments(&known);
    if spread <= 0.0 || onsets.len() < 10 {
        return direction;
    }
    let value = |day: usize| sign * member.exposure[day] / spread;
    let timed: Vec<(f64, f64)> = onsets
        .iter()
        .filter(|day| frame.hour[**day].is_finite())
        .map(|day| (sign * member.exposure[*day], frame.hour[*day]))
        .collect();
    if member.lag == 1 && timed.len() >= 10 {
        let usual: Vec<f64> = known.iter().map(|value| sign * value).collect();
        direction.hours = hours(&timed, &usual).clamp(-MOST, MOST);
    }
    let company = company(factors, &family.factors, frame);
    let pairs: Vec<(f64, f64)> = onsets
        .iter()
        .filter(|day| **day > 0 && company[**day - 1].is_finite())
        .map(|day| (value(*day), company[*day - 1]))
        .collect();
    if pairs.len() >= 10 {
        let correlation = correlation(&pairs);
        direction.company = bayes(correlation, 1.0 / members::count(pairs.len()), COMPANY);
    }
    direction.earlier = -family
        .hypotheses
        .iter()
        .filter(|other| {
            let other_member = &screen.members[other.member];
            other_member.lag == 2
                && other_member.factor == member.factor
                && !other.reading.is_early()
                && other.reading.is_raising() == best.reading.is_raising()
        })
        .map(|other| other.evidence.log_factor)
        .fold(0.0, f64::max)
        .min(MOST);
    direction
}

/// The parts of "cause" and "early sign" in the probability of a link, moved by the evidence.
#[must_use]
pub fn shares(cause: f64, early: f64, direction: &Direction) -> (f64, f64) {
    let linked = cause + early;
    if cause <= 0.0 || early <= 0.0 {
        return (cause, early);
    }
    // Support at lag 2 already counts among the hypotheses: it is shown, not counted twice.
    let moved = (cause / early).ln() - direction.hours - direction.company;
    let share = logistic(moved);
    (linked * share, linked * (1.0 - share))
}

/// The Bayes factor of exposures before onsets, given their hours: an effect that fades against one that
/// does not. Exposures before onsets are those of all days, tilted by the effect.
fn hours(timed: &[(f64, f64)], usual: &[f64]) -> f64 {
    let tilt = |effect: f64| {
        let sum: f64 = usual.iter().map(|value| (effect * value).exp()).sum();
        (sum / members::count(usual.len())).ln()
    };
    // The tilt is smooth: eight steps of the day are enough.
    let steps: Vec<f64> = (0..8)
        .map(|step| FADING[0] - FADING[1] * (f64::from(step) + 0.5) / 8.0)
        .collect();
    let (mut fading, mut steady) = (Vec::new(), Vec::new());
    for effect in EFFECTS {
        let tilts: Vec<f64> = steps.iter().map(|part| tilt(effect * part)).collect();
        let all = tilt(effect);
        let (mut fades, mut stays) = (0.0, 0.0);
        for (value, hour) in timed {
            let step = usize::try_from(super::share::rounded((hour / 3.0).floor().clamp(0.0, 7.0)))
                .unwrap_or(0);
            fades += effect * steps[step] * value - tilts[step];
            stays += effect * value - all;
        }
        fading.push(fades);
        steady.push(stays);
    }
    log_mean(&fading) - log_mean(&steady)
}

fn log_mean(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::MIN, f64::max);
    most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln()
}

fn bayes(observed: f64, noise: f64, expected: [f64; 2]) -> f64 {
    let [mean, spread] = expected;
    let sign = log_density(observed - mean, noise + spread * spread);
    (sign - log_density(observed, noise)).clamp(-MOST, MOST)
}

fn moments(values: &[f64]) -> (f64, f64) {
    let count = members::count(values.len()).max(1.0);
    let mean = values.iter().sum::<f64>() / count;
    let variance = values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / count;
    (mean, variance.sqrt())
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let ((mean, spread), (other_mean, other_spread)) = (moments(&first), moments(&second));
    if spread <= 0.0 || other_spread <= 0.0 {
        return 0.0;
    }
    let product = pairs
        .iter()
        .map(|(one, other)| (one - mean) * (other - other_mean))
        .sum::<f64>();
    product / members::count(pairs.len()) / (spread * other_spread)
}

/// How many early signs were entered on each day, in standard deviations, the family's own left out.
fn company(factors: &[Factor], own: &[usize], frame: &Frame) -> Vec<f64> {
    let mut sums = vec![f64::NAN; frame.days];
    for (place, factor) in factors.iter().enumerate() {
        if own.contains(&place) || factor.entry.early < 0.5 {
            continue;
        }
        let values = members::usable_values(factor, frame);
        let known: Vec<f64> = values
            .iter()
            .copied()
            .filter(|value| value.is_finite())
            .collect();
        let (mean, spread) = moments(&known);
        if spread > 0.0 {
            for (sum, value) in sums.iter_mut().zip(&values) {
                if value.is_finite() {
                    let part = (value - mean) / spread;
                    *sum = if sum.is_nan() { part } else { *sum + part };
                }
            }
        }
    }
    sums
}
