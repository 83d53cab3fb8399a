//! Attack twins: what was the same in the 48 hours before similar attacks.

use super::{
    claims::civil,
    factors::Factor,
    frame::Frame,
    history::{Measure, Source},
    members::{self, count},
    share,
};
use crate::patterns::model::{SharedTrait, Twins};

/// Most twins of an attack.
const MOST_TWINS: usize = 4;
/// Most shared traits that are shown.
const MOST_TRAITS: usize = 5;
/// A trait that more than this share of days has is nothing to remark on.
const COMMON: f64 = 0.35;

/// One trait: a factor that was unusually high or low.
struct Trait<'a> {
    factor: &'a Factor,
    high: bool,
    /// Whether each day had it in its last 48 hours.
    had: Vec<bool>,
    /// Share of days at risk that had it.
    share: f64,
}

/// The twins of the attack that began on a day; `None` when none began, or nothing was unusual before it.
#[must_use]
pub fn twins(day: usize, factors: &[Factor], frame: &Frame) -> Option<Twins> {
    if day >= frame.days || !frame.onset[day] {
        return None;
    }
    let traits = traits(factors, frame);
    let own: Vec<&Trait<'_>> = traits.iter().filter(|one| one.had[day]).collect();
    let alike = |other: usize| -> f64 {
        own.iter()
            .filter(|one| one.had[other])
            .map(|one| -one.share.ln())
            .sum()
    };
    let mut others: Vec<(usize, f64)> = (0..frame.days)
        .filter(|other| *other != day && frame.onset[*other])
        .map(|other| (other, alike(other)))
        .filter(|(_, alike)| *alike > 0.0)
        .collect();
    others.sort_by(|one, other| other.1.total_cmp(&one.1).then(other.0.cmp(&one.0)));
    others.truncate(MOST_TWINS);
    if others.is_empty() {
        return None;
    }
    let mut shared: Vec<SharedTrait> = own
        .iter()
        .map(|one| SharedTrait {
            factor: one.factor.code.clone(),
            high: one.high,
            attacks: share::whole(1 + others.iter().filter(|(other, _)| one.had[*other]).count()),
            usual_share: one.share,
        })
        .filter(|one| one.attacks > 1)
        .collect();
    let weight = |one: &SharedTrait| -f64::from(one.attacks) * one.usual_share.ln();
    shared.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
    shared.truncate(MOST_TRAITS);
    Some(Twins {
        day: civil(frame.date(day)),
        twins: others
            .into_iter()
            .map(|(other, _)| civil(frame.date(other)))
            .collect(),
        shared,
    })
}

fn traits<'a>(factors: &'a [Factor], frame: &Frame) -> Vec<Trait<'a>> {
    let mut found = Vec::new();
    for factor in factors.iter().filter(|factor| !factor.entry.is_control) {
        let values = members::usable_values(factor, frame);
        let mut sorted: Vec<f64> = values
            .iter()
            .copied()
            .filter(|value| value.is_finite())
            .collect();
        if sorted.len() < 2 * members::LEAST_EXPOSED {
            continue;
        }
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (sorted[sorted.len() / 8], sorted[sorted.len() * 7 / 8]);
        let sides: &[bool] = if factor.measure == Measure::Tag {
            &[true]
        } else {
            &[true, false]
        };
        for side in sides {
            let unusual = |value: f64| match (factor.measure, side) {
                (Measure::Tag, _) => value > 0.5,
                (_, true) => value >= high && high > sorted[0],
                (_, false) => value <= low && low < sorted[sorted.len() - 1],
            };
            // What is told at the end of a day counts from the day before; nights and weather of the day itself too.
            let same_day = matches!(factor.source, Source::Environment | Source::Night);
            let lags = if same_day { 0..=1 } else { 1..=2 };
            let had: Vec<bool> = (0..frame.days)
                .map(|day| {
                    lags.clone()
                        .any(|lag| day >= lag && unusual(values[day - lag]))
                })
                .collect();
            let days = (0..frame.days)
                .filter(|day| frame.at_risk[*day] && had[*day])
                .count();
            let share = count(days) / count(frame.risk_days().max(1));
            if share > 0.0 && share <= COMMON {
                found.push(Trait {
                    factor,
                    high: *side,
                    had,
                    share,
                });
            }
        }
    }
    found
}
