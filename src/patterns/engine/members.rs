//! Forms and lags: every way in which a factor may matter, as one centred column each.

use super::{
    factors::Factor,
    frame::Frame,
    history::{Measure, Source},
    registry::{Class, Expected},
};

/// Fewest exposed days at risk for a judgement (and as many unexposed).
pub const LEAST_EXPOSED: usize = 8;
/// Fewest onsets that would be expected among them if the factor doubled the odds.
pub const LEAST_EXPECTED_ONSETS: f64 = 3.0;
/// Largest lag in days.
pub const LAGS: usize = 3;

/// How a value becomes an exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// At or above the value.
    AtLeast(f64),
    /// Above the value: its complement is the low side.
    Above(f64),
    /// The value itself, between 0 and 1: how much of the exposure there is.
    Graded,
    /// The value itself, in units of two standard deviations (Gelman 2008: comparable with yes or no).
    Linear {
        /// Mean.
        mean: f64,
        /// Two standard deviations.
        scale: f64,
    },
}

impl Form {
    /// The exposure of a value; NaN stays NaN.
    #[must_use]
    pub fn of(self, value: f64) -> f64 {
        if value.is_nan() {
            return f64::NAN;
        }
        match self {
            Self::AtLeast(bound) => f64::from(u8::from(value >= bound)),
            Self::Above(bound) => f64::from(u8::from(value > bound)),
            Self::Graded => value.clamp(0.0, 1.0),
            Self::Linear { mean, scale } => ((value - mean) / scale).clamp(-1.5, 1.5),
        }
    }
}

/// One form of one factor at one lag.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its factor.
    pub factor: usize,
    /// The form.
    pub form: Form,
    /// Days from exposure to outcome.
    pub lag: usize,
    /// Exposure by day of the outcome; NaN where unknown.
    pub exposure: Vec<f64>,
    /// Prior weight for "more goes with more attacks" as a cause.
    pub raises: f64,
    /// Prior weight for "more goes with fewer attacks" as a cause.
    pub lowers: f64,
    /// Prior weight as an early sign: more of it goes with an attack that has begun.
    pub early_high: f64,
    /// Prior weight as an early sign: less of it goes with an attack that has begun.
    pub early_low: f64,
}

/// Weights of the thresholds at the quantiles 0.2, 0.4, 0.6 and 0.8 and of the linear form.
///
/// Most studies cut at the upper or lower fifth or at "any"; the linear form stands for the rest.
const fn weights(expected: Expected) -> [f64; 5] {
    match expected {
        Expected::Raises => [0.05, 0.05, 0.20, 0.45, 0.25],
        Expected::Lowers => [0.35, 0.10, 0.20, 0.10, 0.25],
        Expected::Either => [0.225, 0.075, 0.075, 0.225, 0.40],
    }
}

/// Share of early signs that point the other way (appetite, drive and sleep may rise or fall: Giffin 2003).
const REVERSED: f64 = 0.12;
/// Weight of a form as an early sign: a sign moves the whole scale, it knows no threshold.
fn early_share(form: Form, measure: Measure) -> f64 {
    match (measure, form) {
        (Measure::Tag, _) => 1.0,
        (_, Form::Linear { .. }) => 0.7,
        _ => 0.075,
    }
}

/// The forms of a factor with their weights, which add up to 1.
fn forms(factor: &Factor, values: &[f64]) -> Vec<(Form, f64)> {
    if factor.entry.class == Class::Cycle {
        return vec![(Form::Graded, 1.0)];
    }
    if factor.measure == Measure::Tag {
        return vec![(Form::AtLeast(0.5), 1.0)];
    }
    let mut sorted: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    if sorted.len() < 2 * LEAST_EXPOSED {
        return Vec::new();
    }
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[quantile_place(sorted.len(), share)];
    let mut shares = weights(factor.entry.expected);
    if factor.entry.class == Class::Night && factor.entry.expected != Expected::Either {
        // Short or broken nights were cut off at a bound (Bertisch 2020); a shift of all nights is more like a sign.
        shares[4] *= 0.4;
    }
    let (lowest, highest) = (sorted[0], sorted[sorted.len() - 1]);
    let mut candidates = vec![
        (Form::Above(at(0.2)), shares[0]),
        (Form::Above(at(0.4)), shares[1]),
        (Form::AtLeast(at(0.6)), shares[2]),
        (Form::AtLeast(at(0.8)), shares[3]),
    ];
    if let Some(cut) = factor.entry.natural_cut() {
        candidates.push((Form::AtLeast(cut), 0.5));
    }
    let mut found: Vec<(Form, f64)> = Vec::new();
    for (form, share) in candidates {
        let splits = match form {
            Form::AtLeast(bound) => bound > lowest && bound <= highest,
            Form::Above(bound) => bound < highest,
            Form::Linear { .. } | Form::Graded => true,
        };
        // With few steps two quantiles may cut at the same place.
        let same = found
            .iter_mut()
            .find(|(other, _)| cuts_alike(*other, form, &sorted));
        match same {
            Some((_, weight)) => *weight += share,
            None if splits => found.push((form, share)),
            None => {}
        }
    }
    let count = count(sorted.len());
    let mean = sorted.iter().sum::<f64>() / count;
    let variance = sorted
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / count;
    if variance > 0.0 {
        let scale = 2.0 * variance.sqrt();
        found.push((Form::Linear { mean, scale }, shares[4]));
    }
    let total: f64 = found.iter().map(|(_, share)| share).sum();
    for (_, share) in &mut found {
        *share /= total;
    }
    found
}

fn quantile_place(length: usize, share: f64) -> usize {
    let hundredths = [20, 40, 60, 80];
    let chosen = hundredths
        .into_iter()
        .find(|hundredth| (share * 100.0 - f64::from(*hundredth)).abs() < 0.5);
    let hundredth = usize::try_from(chosen.unwrap_or(50)).unwrap_or(50);
    (length * hundredth / 100).min(length - 1)
}

fn cuts_alike(one: Form, other: Form, sorted: &[f64]) -> bool {
    let side = |form: Form| sorted.iter().filter(|value| form.of(**value) > 0.5).count();
    match (one, other) {
        (Form::Linear { .. }, _) | (_, Form::Linear { .. }) => false,
        _ => side(one) == side(other),
    }
}

/// A count as a number.
#[must_use]
pub fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// What of a factor's value may be used: behaviour told on a day with an attack may be its consequence.
fn usable(factor: &Factor, frame: &Frame) -> Vec<f64> {
    let told_after = matches!(factor.source, Source::CheckIn | Source::Wearable)
        || factor.entry.class == Class::SymptomLike;
    let mut values = factor.values.clone();
    if told_after {
        for (value, headache) in values.iter_mut().zip(&frame.headache) {
            if *headache {
                *value = f64::NAN;
            }
        }
        if factor.code == "stress_letdown" {
            // The fall needs two clean days.
            for day in (1..values.len()).rev() {
                if frame.headache[day - 1] {
                    values[day] = f64::NAN;
                }
            }
        }
    } else if factor.source == Source::Night {
        // A night with a running attack is no exposure.
        for (day, value) in values.iter_mut().enumerate().skip(1) {
            if !frame.at_risk[day] && frame.headache[day] {
                *value = f64::NAN;
            }
        }
    }
    values
}

/// The values of a factor that may explain the days after them.
///
/// Habits told on a day with an attack are kept: an attack moves them, but no more than the base hazard's terms for the
/// days after an attack hold, and those are taken out of every exposure. What may be a sign is not kept: the signs of
/// the attack that runs say nothing of the next one.
#[must_use]
pub fn earlier_values(factor: &Factor, frame: &Frame) -> Vec<f64> {
    let is_habit = factor.entry.class == Class::Behaviour
        && factor.entry.early < 0.1
        && factor.code != "stress_letdown";
    if is_habit {
        factor.values.clone()
    } else {
        usable(factor, frame)
    }
}

/// The values of a factor that may be used, by day.
#[must_use]
pub fn usable_values(factor: &Factor, frame: &Frame) -> Vec<f64> {
    usable(factor, frame)
}

/// All members of a factor.
#[must_use]
pub fn members(place: usize, factor: &Factor, frame: &Frame) -> Vec<Member> {
    let values = usable(factor, frame);
    let forms = forms(factor, &values);
    let earlier = earlier_values(factor, frame);
    let lags = factor.entry.lags();
    let unexpected = factor.entry.unexpected();
    let (up, down) = match factor.entry.expected {
        Expected::Raises => (1.0 - unexpected, unexpected),
        Expected::Lowers => (unexpected, 1.0 - unexpected),
        Expected::Either => (0.5, 0.5),
    };
    let mut found = Vec::new();
    for (lag, lag_share) in lags.into_iter().enumerate() {
        if lag_share <= 0.0 && factor.entry.early_at(lag) <= 0.0 {
            continue;
        }
        for (form, share) in &forms {
            let cause = factor.entry.prior * lag_share * share;
            let early = factor.entry.early_at(lag) * early_share(*form, factor.measure);
            let (early_high, early_low) = match factor.entry.expected {
                Expected::Raises => (early * (1.0 - REVERSED), early * REVERSED),
                Expected::Lowers => (early * REVERSED, early * (1.0 - REVERSED)),
                Expected::Either => (0.5 * early, 0.5 * early),
            };
            found.push(Member {
                factor: place,
                form: *form,
                lag,
                exposure: lagged(if lag > 0 { &earlier } else { &values }, *form, lag),
                raises: cause * up,
                lowers: cause * down,
                early_high,
                early_low,
            });
        }
    }
    found
}

/// Exposures moved to the day of the outcome.
fn lagged(values: &[f64], form: Form, lag: usize) -> Vec<f64> {
    (0..values.len())
        .map(|day| {
            day.checked_sub(lag)
                .map_or(f64::NAN, |source| form.of(values[source]))
        })
        .collect()
}
