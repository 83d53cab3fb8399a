//! True effects: which factors act in a patient, on which days, and how strongly.

use super::{
    candidates::{CANDIDATES, COMPANY, Candidate, Rule},
    catalogue::{Days, Factor, Kind, Source, WARM_UP, by_name},
    draw::{Draw, number},
    scenario::Settings,
};
use serde_json::{Value, json};
use std::ops::Range;

/// When a value counts as exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Exposure {
    /// At this value or above.
    Above(f64),
    /// At this value or below.
    Below(f64),
    /// As large as this, whatever the sign.
    Size(f64),
    /// Below the first or above the second.
    Outside(f64, f64),
    /// The more the stronger: distance from the mean in units of two standard deviations, at most 1.5.
    Dose(f64, f64),
}

impl Exposure {
    /// How much of the effect a value brings: 0 or 1, for a dose anything between -1.5 and 1.5.
    pub fn amount(self, value: f64) -> f64 {
        match self {
            Self::Above(least) => f64::from(value >= least),
            Self::Below(most) => f64::from(value <= most),
            Self::Size(least) => f64::from(value.abs() >= least),
            Self::Outside(low, high) => f64::from(value < low || value > high),
            Self::Dose(mean, deviation) => ((value - mean) / (2.0 * deviation)).clamp(-1.5, 1.5),
        }
    }

    fn threshold(self) -> f64 {
        match self {
            Self::Above(edge) | Self::Below(edge) | Self::Size(edge) | Self::Outside(_, edge) => {
                edge
            }
            Self::Dose(mean, _) => mean,
        }
    }
}

/// Shares of exposed days between which an effect can be seen at all.
const EXPOSED: Range<f64> = 0.03..0.75;

/// One true effect.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The factor.
    pub factor: &'static Factor,
    /// Whether it lowers the risk.
    pub is_protector: bool,
    /// `high`, `low` or `both`: which end of the scale is the exposure.
    pub side: &'static str,
    /// The rule, for the truth.
    pub rule: Value,
    /// When a value counts.
    pub exposure: Exposure,
    /// Days from exposure to risk.
    pub lag: usize,
    /// Odds ratio of an exposed day (of two standard deviations for a dose).
    pub odds_ratio: f64,
    /// Days on which it acts, as places in the arrays.
    pub active: Range<usize>,
    /// What has to be there on the same day for it to act.
    pub company: Option<(&'static Factor, Exposure)>,
    /// Share of diary days that are exposed.
    pub exposed: f64,
    /// Mean amount over the diary, for days on which it is not known yet.
    pub mean: f64,
    /// False for the company of another effect: it is named in the truth and acts there.
    pub acts: bool,
}

impl Effect {
    /// Log odds ratio.
    pub fn beta(&self) -> f64 {
        self.odds_ratio.ln()
    }

    /// Edge of the exposure.
    pub fn threshold(&self) -> f64 {
        self.exposure.threshold()
    }

    /// How much of it acts on `day`.
    pub fn amount(&self, days: &Days, day: usize) -> f64 {
        if !self.acts || !self.active.contains(&day) {
            return 0.0;
        }
        self.raw_amount(days, day - self.lag)
    }

    fn raw_amount(&self, days: &Days, exposed_day: usize) -> f64 {
        let own = self.exposure.amount(days.of(self.factor.name)[exposed_day]);
        self.company.map_or(own, |(factor, exposure)| {
            own * exposure.amount(days.of(factor.name)[exposed_day])
        })
    }

    /// Whether the exposure that acts on a day is known at nine the evening before: weather as its forecast,
    /// check-ins and nights of the day before.
    pub fn is_known(&self) -> bool {
        let known = |factor: &Factor| match factor.source {
            Source::Log | Source::Wearable => self.lag >= 1,
            Source::Environment | Source::Cycle | Source::Calendar => true,
        };
        known(self.factor) && self.company.is_none_or(|(factor, _)| known(factor))
    }
}

/// Draws the effects of a patient: at most one a family.
pub fn draw(draw: &mut Draw, days: &Days, settings: &Settings, has_watch: bool) -> Vec<Effect> {
    let wanted = draw.choose(&settings.effect_counts);
    let mut effects: Vec<Effect> = Vec::new();
    let mut weights: Vec<f64> = CANDIDATES.iter().map(|candidate| candidate.5).collect();
    let only_watch = [
        "sleep_efficiency",
        "bedtime_shift",
        "skin_temp_dev",
        "steps",
    ];
    for (weight, candidate) in weights.iter_mut().zip(CANDIDATES) {
        if !has_watch && only_watch.contains(&candidate.0) {
            *weight = 0.0;
        }
    }
    for _ in 0..wanted * 6 {
        let main = effects.iter().filter(|effect| effect.acts).count();
        if main >= wanted {
            break;
        }
        let candidate = CANDIDATES[draw.choose(&weights)];
        let taken = |family: &str| effects.iter().any(|effect| effect.factor.family == family);
        let Some(factor) = by_name(candidate.0).filter(|factor| !taken(factor.family)) else {
            continue;
        };
        let Some(mut effect) = from_candidate(draw, days, settings, candidate, factor) else {
            continue;
        };
        let mut partner = None;
        if draw.chance(settings.interaction) {
            partner = join(draw, days, &mut effect, taken);
        }
        if EXPOSED.contains(&effect.exposed) {
            effects.push(effect);
            effects.extend(partner);
        }
    }
    effects
}

fn from_candidate(
    draw: &mut Draw,
    days: &Days,
    settings: &Settings,
    candidate: Candidate,
    factor: &'static Factor,
) -> Option<Effect> {
    let (_, is_protector, is_low, rule, lags, _) = candidate;
    let mut values = days.of(factor.name)[WARM_UP..].to_vec();
    let measured = factor.kind != Kind::Tag && matches!(rule, Rule::Quantile(_) | Rule::Least(_));
    let side = if is_low { "low" } else { "high" };
    let (exposure, side, rule) = if measured && !is_protector && draw.chance(settings.two_sided) {
        values.sort_by(f64::total_cmp);
        let edges = Exposure::Outside(quantile(&values, 0.12), quantile(&values, 0.88));
        (edges, "both", json!(["two_sided", 0.88]))
    } else if measured && draw.chance(settings.dose) {
        let count = number(values.len());
        let mean = values.iter().sum::<f64>() / count;
        let square = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>()
            / count;
        let deviation = square.sqrt().max(1e-9) * if is_low { -1.0 } else { 1.0 };
        (Exposure::Dose(mean, deviation), side, json!(["dose"]))
    } else {
        let (exposure, words) = exposure(&mut values, rule, is_low);
        (exposure, side, words)
    };
    let strength = strength(draw, &settings.odds_ratios);
    let mut effect = Effect {
        factor,
        is_protector,
        side,
        rule,
        exposure,
        lag: draw.choose(&lags),
        odds_ratio: if is_protector {
            strength.recip()
        } else {
            strength
        },
        active: active(draw, days.len(), settings.drifting),
        company: None,
        exposed: 0.0,
        mean: 0.0,
        acts: true,
    };
    effect.measure(days);
    (effect.exposed > 0.0).then_some(effect)
}

/// Half of the time one of the list, else anything between its ends, evenly on the log scale.
fn strength(draw: &mut Draw, odds_ratios: &[f64]) -> f64 {
    let (first, last) = (odds_ratios[0], odds_ratios[odds_ratios.len() - 1]);
    if draw.chance(0.5) {
        odds_ratios[draw.whole(0, odds_ratios.len() - 1)]
    } else {
        draw.between(first.ln(), last.ln()).exp()
    }
}

fn active(draw: &mut Draw, length: usize, drifting: f64) -> Range<usize> {
    if !draw.chance(drifting) {
        return 0..length;
    }
    let turn = draw.whole(
        WARM_UP + (length - WARM_UP) / 4,
        length - (length - WARM_UP) / 4,
    );
    if draw.chance(0.5) {
        0..turn
    } else {
        turn..length
    }
}

/// Lets `effect` act only in company; the company is returned to be named in the truth.
fn join(
    draw: &mut Draw,
    days: &Days,
    effect: &mut Effect,
    taken: impl Fn(&str) -> bool,
) -> Option<Effect> {
    let (name, rule, is_low) = COMPANY[draw.whole(0, COMPANY.len() - 1)];
    let factor = by_name(name).filter(|factor| {
        !taken(factor.family) && factor.family != effect.factor.family && !effect.is_protector
    })?;
    let mut values = days.of(name)[WARM_UP..].to_vec();
    let (exposure, words) = exposure(&mut values, rule, is_low);
    let mut partner = effect.clone();
    effect.company = Some((factor, exposure));
    effect.measure(days);
    partner.company = Some((effect.factor, effect.exposure));
    partner.factor = factor;
    partner.exposure = exposure;
    partner.rule = words;
    partner.side = if is_low { "low" } else { "high" };
    partner.acts = false;
    partner.exposed = effect.exposed;
    partner.mean = effect.mean;
    Some(partner)
}

impl Effect {
    fn measure(&mut self, days: &Days) {
        let count = number(days.len() - WARM_UP);
        let amounts = (WARM_UP..days.len()).map(|day| self.raw_amount(days, day));
        let (mut sum, mut exposed) = (0.0, 0.0);
        for amount in amounts {
            sum += amount;
            exposed += f64::from(amount > 0.0);
        }
        self.mean = sum / count;
        self.exposed = exposed / count;
    }
}

fn exposure(values: &mut [f64], rule: Rule, is_low: bool) -> (Exposure, Value) {
    match rule {
        Rule::Tag => (Exposure::Above(0.5), json!(["bin"])),
        Rule::Least(least) => (Exposure::Above(least), json!(["abs", least])),
        Rule::Quantile(share) => {
            values.sort_by(f64::total_cmp);
            let edge = quantile(values, share);
            let exposure = if is_low {
                Exposure::Below(edge)
            } else {
                Exposure::Above(edge)
            };
            (exposure, json!(["q", share]))
        }
        Rule::Size(share) => {
            for value in values.iter_mut() {
                *value = value.abs();
            }
            values.sort_by(f64::total_cmp);
            (
                Exposure::Size(quantile(values, share)),
                json!(["absq", share]),
            )
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among the days"
)]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    sorted[((number(sorted.len()) * share) as usize).min(sorted.len() - 1)]
}
