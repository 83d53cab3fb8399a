//! Alerts (P8): the threshold that the patient's budget allows, and one question before an alarm.

use crate::patterns::engine::{
    members::count,
    normal::{logistic, logit},
};
use crate::patterns::model::{
    AlertAdvice, AlertSettings, AlertThreshold, ConfirmingQuestion, ResolvedForecast,
};

/// Fewest past days for a threshold.
const LEAST_DAYS: usize = 30;
/// Lowest multiple of the usual rate that is worth an alert whatever the budget leaves.
const LEAST_MULTIPLE: f64 = 1.25;

/// The lowest threshold that would have kept to the budget on past days; `None` with too few of them.
#[must_use]
pub fn threshold(past: &[ResolvedForecast], settings: AlertSettings) -> Option<AlertThreshold> {
    if past.len() < LEAST_DAYS {
        return None;
    }
    let mut chances: Vec<f64> = past.iter().map(|one| one.probability).collect();
    chances.sort_by(|one, other| other.total_cmp(one));
    let allowed = f64::from(settings.monthly_budget.clamp(1, 15)) * count(past.len()) / 30.0;
    let place = chances
        .iter()
        .zip(1_u32..)
        .filter(|(_, number)| f64::from(*number) <= allowed)
        .count();
    let usual = past.iter().map(|one| one.usual).sum::<f64>() / count(past.len());
    // The next lower chance is one too many; ties with it stay quiet.
    let bound = chances.get(place).copied().unwrap_or(0.0);
    let probability = chances[..place]
        .iter()
        .copied()
        .rfind(|chance| *chance > bound)
        .unwrap_or(1.0)
        .max(LEAST_MULTIPLE * usual)
        .min(1.0);
    let alerted: Vec<_> = past
        .iter()
        .filter(|one| one.probability >= probability)
        .collect();
    let hits = count(alerted.iter().filter(|one| one.onset).count());
    let onsets = count(past.iter().filter(|one| one.onset).count());
    let days = count(past.len());
    // Net benefit (Vickers 2006) at the threshold as the exchange rate.
    let odds = probability.min(0.999) / (1.0 - probability.min(0.999));
    let benefit = |hits: f64, alerts: f64| hits / days - (alerts - hits) / days * odds;
    let rivals = benefit(onsets, days).max(0.0);
    Some(AlertThreshold {
        probability,
        alerts_a_month: 30.0 * count(alerted.len()) / days,
        precision: (!alerted.is_empty()).then(|| hits / count(alerted.len())),
        sensitivity: (onsets > 0.0).then(|| hits / onsets),
        net_benefit: benefit(hits, count(alerted.len())) - rivals,
    })
}

/// What is known this evening.
#[derive(Debug, Clone, PartialEq)]
pub struct Evening {
    /// The chance for the next day.
    pub probability: f64,
    /// Alerts within the last 30 days.
    pub alerts_this_month: u32,
    /// Whether today's check-in, with the early signs, is in.
    pub checked_in: bool,
    /// The local hour, 0 to 23.
    pub hour: u8,
    /// The signs that tell most when asked for.
    pub signs: Vec<Sign>,
}

/// What the answer about a sign would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// Its code.
    pub factor: String,
    /// Log-odds when it was there.
    pub if_yes: f64,
    /// Log-odds when it was not.
    pub if_no: f64,
}

/// What to do this evening.
#[must_use]
pub fn advise(
    evening: &Evening,
    threshold: &AlertThreshold,
    settings: AlertSettings,
) -> AlertAdvice {
    let [from, to] = settings.quiet_hours;
    let quiet = match from.cmp(&to) {
        std::cmp::Ordering::Less => (from..to).contains(&evening.hour),
        std::cmp::Ordering::Equal => false,
        std::cmp::Ordering::Greater => evening.hour >= from || evening.hour < to,
    };
    if !settings.enabled || quiet {
        return AlertAdvice::Quiet;
    }
    let question = question(evening);
    let asked = question.as_ref().filter(|_| !evening.checked_in);
    // Without the signs, an evening counts that a "yes" would lift over the threshold.
    let reachable = asked.map_or(evening.probability, |question| question.if_yes);
    let is_near = evening.probability >= 0.8 * threshold.probability;
    if reachable < threshold.probability || !is_near {
        return AlertAdvice::Quiet;
    }
    if evening.alerts_this_month >= u32::from(settings.monthly_budget) {
        return AlertAdvice::BudgetSpent;
    }
    match asked {
        Some(question) => AlertAdvice::Ask(question.clone()),
        None if evening.probability >= threshold.probability => AlertAdvice::Alert,
        None => AlertAdvice::Quiet,
    }
}

/// The question with the three most telling signs: "yes" is one of them, "no" is none.
fn question(evening: &Evening) -> Option<ConfirmingQuestion> {
    let mut signs = evening.signs.clone();
    signs.sort_by(|one, other| (other.if_yes - other.if_no).total_cmp(&(one.if_yes - one.if_no)));
    signs.truncate(3);
    let first = signs.first()?;
    let start = logit(evening.probability);
    let none: f64 = signs.iter().map(|sign| sign.if_no).sum();
    Some(ConfirmingQuestion {
        if_yes: logistic(start + none - first.if_no + first.if_yes),
        if_no: logistic(start + none),
        signs: signs.into_iter().map(|sign| sign.factor).collect(),
    })
}
