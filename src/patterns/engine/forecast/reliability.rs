//! How often forecasts were right: Brier score and skill, Murphy's parts, calibration, the curve.

use super::Issued;
use crate::patterns::engine::{
    claims::civil, frame::Frame, linear::Problem, members::count, normal::logit, share,
};
use crate::patterns::model::{Hits, Reliability, ReliabilityBin, ResolvedForecast};

/// Fewest resolved days for a judgement.
pub const LEAST_DAYS: usize = 30;
/// Days over which the forecast must be better than the usual rate to stay on.
pub const SKILL_DAYS: usize = 60;
/// Most bins of the curve.
const MOST_BINS: usize = 5;
/// Prior precision of the calibration slope: N(1, 0.2).
const SLOPE_PRECISION: f64 = 25.0;
/// Prior precision of the calibration intercept: N(0, 0.5).
const INTERCEPT_PRECISION: f64 = 4.0;
/// Standard normal quantile of 90 % intervals.
const Z90: f64 = 1.644_853_6;

/// The record of some resolved forecasts; `None` below [`LEAST_DAYS`].
#[must_use]
pub fn reliability(resolved: &[ResolvedForecast]) -> Option<Reliability> {
    if resolved.len() < LEAST_DAYS {
        return None;
    }
    let days = count(resolved.len());
    let onsets: f64 = resolved.iter().map(outcome).sum();
    let brier = mean_square(resolved, |one| one.probability);
    let brier_usual = mean_square(resolved, |one| one.usual);
    let forecast: f64 = resolved.iter().map(|one| one.probability).sum();
    let (curve, murphy) = curve(resolved);
    Some(Reliability {
        days: share::whole(resolved.len()),
        brier,
        brier_usual,
        skill: skill(resolved).unwrap_or(0.0),
        murphy,
        calibration_in_the_large: (onsets - forecast) / days,
        slope: slope(resolved),
        curve,
        hits: hits(resolved),
    })
}

/// Brier skill against the usual rate; `None` without a day, or where the usual rate was never wrong.
#[must_use]
pub fn skill(resolved: &[ResolvedForecast]) -> Option<f64> {
    let usual = mean_square(resolved, |one| one.usual);
    let known = !resolved.is_empty() && usual > 0.0;
    known.then(|| 1.0 - mean_square(resolved, |one| one.probability) / usual)
}

/// Whether the forecast switches itself off: worse than the usual rate over the last [`SKILL_DAYS`].
#[must_use]
pub fn is_switched_off(resolved: &[ResolvedForecast]) -> bool {
    let recent = &resolved[resolved.len().saturating_sub(SKILL_DAYS)..];
    recent.len() == SKILL_DAYS && skill(recent).is_some_and(|skill| skill < 0.0)
}

/// The chances that a patient is told day after day: the usual rate while the forecast is switched off by its own record
/// on the days at risk before.
#[must_use]
pub fn as_told(issued: &[Issued], frame: &Frame) -> Vec<f64> {
    let mut resolved = Vec::new();
    issued
        .iter()
        .map(|one| {
            let told = if is_switched_off(&resolved) {
                one.usual
            } else {
                one.probability
            };
            if frame.at_risk.get(one.day).copied().unwrap_or(false) {
                resolved.push(ResolvedForecast {
                    day: civil(frame.date(one.day)),
                    probability: one.probability,
                    usual: one.usual,
                    alerted: false,
                    onset: frame.onset[one.day],
                });
            }
            told
        })
        .collect()
}

fn outcome(one: &ResolvedForecast) -> f64 {
    f64::from(u8::from(one.onset))
}

fn mean_square(resolved: &[ResolvedForecast], chance: impl Fn(&ResolvedForecast) -> f64) -> f64 {
    let sum: f64 = resolved
        .iter()
        .map(|one| (chance(one) - outcome(one)).powi(2))
        .sum();
    sum / count(resolved.len().max(1))
}

/// The curve, and reliability, resolution and uncertainty over its bins (Murphy 1973).
fn curve(resolved: &[ResolvedForecast]) -> (Vec<ReliabilityBin>, [f64; 3]) {
    let mut sorted: Vec<&ResolvedForecast> = resolved.iter().collect();
    sorted.sort_by(|one, other| one.probability.total_cmp(&other.probability));
    let bins = (resolved.len() / 15).clamp(1, MOST_BINS);
    let days = count(resolved.len());
    let rate = resolved.iter().map(outcome).sum::<f64>() / days;
    let mut murphy = [0.0, 0.0, rate * (1.0 - rate)];
    let mut curve = Vec::new();
    for bin in 0..bins {
        let part = &sorted[bin * sorted.len() / bins..(bin + 1) * sorted.len() / bins];
        let size = count(part.len());
        let forecast = part.iter().map(|one| one.probability).sum::<f64>() / size;
        let onsets = part.iter().map(|one| outcome(one)).sum::<f64>();
        let observed = onsets / size;
        murphy[0] += size / days * (forecast - observed).powi(2);
        murphy[1] += size / days * (observed - rate).powi(2);
        curve.push(ReliabilityBin {
            forecast,
            observed,
            interval: wilson(onsets, size),
            days: share::whole(part.len()),
        });
    }
    (curve, murphy)
}

/// 90 % interval of a share (Wilson 1927).
#[must_use]
pub fn wilson(hits: f64, trials: f64) -> [f64; 2] {
    let square = Z90 * Z90;
    let centre = (hits + square / 2.0) / (trials + square);
    let share = hits / trials;
    let half = Z90 / (trials + square) * (trials * share * (1.0 - share) + square / 4.0).sqrt();
    [(centre - half).max(0.0), (centre + half).min(1.0)]
}

fn slope(resolved: &[ResolvedForecast]) -> f64 {
    let outcomes: Vec<f64> = resolved.iter().map(outcome).collect();
    let columns = [
        vec![1.0; resolved.len()],
        resolved.iter().map(|one| logit(one.probability)).collect(),
    ];
    let problem = Problem {
        columns: &columns,
        outcomes: &outcomes,
        offsets: &vec![0.0; resolved.len()],
        weights: &vec![1.0; resolved.len()],
        means: &[0.0, 1.0],
        penalties: &[INTERCEPT_PRECISION, SLOPE_PRECISION],
    };
    problem.fit().map_or(1.0, |fit| fit.coefficients[1])
}

fn hits(resolved: &[ResolvedForecast]) -> Hits {
    let mut hits = Hits::default();
    for one in resolved {
        match (one.alerted, one.onset) {
            (true, true) => hits.hits += 1,
            (false, true) => hits.misses += 1,
            (true, false) => hits.false_alarms += 1,
            (false, false) => hits.quiet += 1,
        }
    }
    hits
}
