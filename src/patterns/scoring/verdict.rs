//! Whether a claim is true, and if not, what misled the engine.
//!
//! A claim is true when something of its family acts, in the claimed direction. Members of the families
//! of sleep, stress, pressure and temperature mean the same with opposite signs (hours and efficiency
//! fall while the bedtime shifts): there the direction counts only for the very factor that acts. Of
//! several claims on one family the one with the highest posterior stands for it.

use super::person::{Claim, Class, Direction, Effect, Kind, Person, Tier};
use serde::Serialize;
use std::collections::BTreeMap;

/// Families whose members carry no common sign.
const MIXED_SIGNS: [&str; 4] = ["sleep", "stress", "pressure", "temperature"];

/// Truth of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Something of the family acts, in this direction.
    True,
    /// The family acts, but the other way round.
    WrongDirection,
    /// Nothing of the family acts, a member is part of the attack's beginning.
    Prodromal,
    /// A factor that acts in nobody.
    NegativeControl,
    /// Nothing of the family acts.
    Nothing,
}

/// Which kinds of claims are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Triggers and protectors: what the patient reads as an answer.
    Asserted,
    /// Those, and the claims that leave open whether they are an early sign.
    WithUndecided,
}

impl Counted {
    /// Whether a claim of this kind counts.
    pub fn holds(self, kind: Kind) -> bool {
        match kind {
            Kind::Trigger | Kind::Protector => true,
            Kind::Undecided => self == Self::WithUndecided,
            Kind::EarlySign => false,
        }
    }
}

/// The claims that count, one for each family, from `least` upwards.
pub fn headline(person: &Person, counted: Counted, least: Tier) -> Vec<&Claim> {
    let mut best: BTreeMap<&str, &Claim> = BTreeMap::new();
    for claim in &person.claims {
        if counted.holds(claim.kind) && claim.tier >= least {
            let known = best.entry(&claim.family).or_insert(claim);
            if claim.posterior > known.posterior {
                *known = claim;
            }
        }
    }
    best.into_values().collect()
}

/// Whether `claim` says what `effect` does.
pub fn finds(claim: &Claim, effect: &Effect) -> bool {
    let is_same_sign = effect
        .direction
        .is_none_or(|true_one| true_one == claim.effect);
    let is_lenient = claim.factor != effect.factor && MIXED_SIGNS.contains(&effect.family.as_str());
    claim.family == effect.family && (is_same_sign || is_lenient)
}

/// Judges a claim.
pub fn judge(person: &Person, claim: &Claim) -> Verdict {
    let within: Vec<_> = person
        .effects
        .iter()
        .filter(|effect| effect.family == claim.family)
        .collect();
    if within.iter().any(|effect| finds(claim, effect)) {
        Verdict::True
    } else if !within.is_empty() {
        Verdict::WrongDirection
    } else if person.class(&claim.factor) == Class::NegativeControl {
        Verdict::NegativeControl
    } else if person.family_holds(&claim.family, Class::Prodromal) {
        Verdict::Prodromal
    } else {
        Verdict::Nothing
    }
}

/// Direction of an effect as the truth tells it: `trigger` or `protector`, and which end of the scale is
/// the exposure.
pub fn direction(is_protector: bool, is_low_end: bool) -> Direction {
    if is_protector == is_low_end {
        Direction::Raises
    } else {
        Direction::Lowers
    }
}
