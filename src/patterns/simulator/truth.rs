//! The truth file: what only a scorer may read.

use super::{
    aftermath::Prodrome,
    catalogue::{FACTORS, Factor, NEGATIVE_CONTROLS, WARM_UP},
    draw::rounded,
    effects::Effect,
    hazard::Course,
};
use serde_json::{Map, Value, json};

/// What of the course reached the diary.
pub struct Kept {
    /// First day.
    pub start: jiff::civil::Date,
    /// For each attack of the course, whether it was recorded.
    pub recorded: Vec<bool>,
    /// How the patient logs.
    pub engagement: &'static str,
    /// Share of days with a check-in.
    pub coverage: f64,
}

/// Everything true of a patient that the course alone does not say.
pub struct Facts {
    /// Effects.
    pub effects: Vec<Effect>,
    /// Odds ratios of the two days before a period and of its first three days.
    pub menstrual: Option<(f64, f64)>,
    /// Risky weekday (0 is Monday) and its odds ratio.
    pub weekday: Option<(usize, f64)>,
    /// Day of the preventive step and its odds ratio.
    pub preventive: Option<(usize, f64)>,
    /// How attacks announce themselves.
    pub prodrome: Option<Prodrome>,
    /// `none`, `refractory` or `rebound`.
    pub post_attack: &'static str,
    /// Standard deviation and persistence of the hidden excitability.
    pub latent: (f64, f64),
}

impl Facts {
    /// Families that act.
    pub fn causal_families(&self) -> Vec<&'static str> {
        let mut families: Vec<_> = self
            .effects
            .iter()
            .map(|effect| effect.factor.family)
            .collect();
        if self.menstrual.is_some() {
            families.push("menstrual");
        }
        families.sort_unstable();
        families.dedup();
        families
    }

    fn class(&self, factor: &Factor) -> &'static str {
        let effect = self
            .effects
            .iter()
            .find(|effect| effect.factor.name == factor.name);
        let is_weekend = self.weekday.is_some_and(|(day, _)| day >= 5);
        let is_channel = |prodrome: &Prodrome| prodrome.factors().contains(&factor.name);
        if let Some(effect) = effect {
            if effect.is_protector {
                "protector"
            } else {
                "trigger"
            }
        } else if (factor.name == "perimenstrual" && self.menstrual.is_some())
            || (factor.name == "weekend" && is_weekend)
        {
            "trigger"
        } else if NEGATIVE_CONTROLS.contains(&factor.name) {
            "negative_control"
        } else if self.prodrome.as_ref().is_some_and(is_channel) {
            "prodromal"
        } else if self.causal_families().contains(&factor.family) {
            "proxy"
        } else {
            "null"
        }
    }

    /// The file's content; `length` counts the warm-up as well.
    pub fn spell(&self, id: &str, course: &Course, length: usize, kept: &Kept) -> Value {
        let of = |value: fn(&Factor, &Self) -> Value| {
            let entries = FACTORS
                .iter()
                .map(|factor| (factor.name.to_owned(), value(factor, self)));
            Value::Object(entries.collect::<Map<_, _>>())
        };
        let flags = |list: &[bool]| -> Vec<u8> {
            list[WARM_UP..].iter().map(|flag| u8::from(*flag)).collect()
        };
        let chances = |list: &[Option<f64>]| -> Vec<Option<f64>> {
            let days = list[WARM_UP..length].iter();
            days.map(|chance| chance.map(|chance| rounded(chance, 4)))
                .collect()
        };
        let first = i64::try_from(WARM_UP).unwrap_or(0);
        let attacks: Vec<_> = course
            .attacks
            .iter()
            .zip(&kept.recorded)
            .enumerate()
            .filter(|(_, (attack, _))| attack.onset >= first * super::hazard::DAY)
            .map(|(id, (attack, recorded))| {
                json!({
                    "id": id,
                    "onset": super::diary::time(kept.start, attack.onset),
                    "end": super::diary::time(kept.start, attack.end),
                    "peak_pain": attack.peak_pain,
                    "day": attack.onset / super::hazard::DAY - first,
                    "recorded": recorded,
                })
            })
            .collect();
        json!({
            "schema": super::files::SCHEMA,
            "patient_id": id,
            "n_attacks": attacks.len(),
            "alpha": rounded(course.constant, 4),
            "effects": self.effects.iter().map(effect).collect::<Vec<_>>(),
            "menstrual": self.menstrual.map(|(before, first)| json!({
                "or_days_minus2_minus1": before, "or_days_0_2": first,
            })),
            "weekday": self.weekday.map(|(weekday, odds_ratio)| json!({
                "weekday": weekday, "odds_ratio": odds_ratio,
            })),
            "preventive": self.preventive.map(|(day, odds_ratio)| json!({
                "day": day, "odds_ratio": odds_ratio,
            })),
            "post_attack": self.post_attack,
            "latent": {"sd": self.latent.0, "phi": self.latent.1},
            "prodrome": self.prodrome.as_ref().map(|prodrome| json!({
                "attack_fraction": rounded(prodrome.attack_fraction, 2),
                "channels": prodrome.channels,
                "strong_predictor": prodrome.is_strong,
                "hours": rounded(prodrome.hours, 1),
                "strength": rounded(prodrome.strength.abs(), 2),
                "reversed": prodrome.strength < 0.0,
            })),
            "engagement": kept.engagement,
            "classes": of(|factor, facts| json!(facts.class(factor))),
            "families": of(|factor, _| json!(factor.family)),
            "causal_families": self.causal_families(),
            "negative_controls": NEGATIVE_CONTROLS,
            "attacks": attacks,
            "at_risk": flags(&course.at_risk),
            "onset": flags(&course.onset),
            "p_true": chances(&course.chance),
            "p_issue": chances(&course.chance_at_issue),
            "log_coverage": rounded(kept.coverage, 3),
        })
    }
}

fn effect(effect: &Effect) -> Value {
    let until = |day: usize| day.saturating_sub(WARM_UP);
    json!({
        "factor": effect.factor.name,
        "family": effect.factor.family,
        "direction": if effect.is_protector { "protector" } else { "trigger" },
        "side": effect.side,
        "rule": effect.rule,
        "lag": effect.lag,
        "odds_ratio": rounded(effect.odds_ratio, 4),
        "beta": effect.beta(),
        "threshold": rounded(effect.threshold(), 4),
        "exposed_fraction": rounded(effect.exposed, 4),
        "active_days": [until(effect.active.start), until(effect.active.end)],
        "needs": effect.company.map(|(factor, _)| factor.name),
    })
}
