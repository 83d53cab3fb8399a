//! A patient of a cohort: what is true of them, and what the engine said.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// In which direction a higher raw value of the factor moves the risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher value, higher risk.
    Raises,
    /// Higher value, lower risk.
    Lowers,
}

/// What the engine takes a factor for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Brings attacks.
    Trigger,
    /// Keeps attacks away.
    Protector,
    /// Part of the attack already.
    EarlySign,
    /// Cause or early sign: the diary cannot tell.
    Undecided,
}

/// How sure the engine says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Posterior of at least 0.5.
    Leaning,
    /// At least 0.75.
    Likely,
    /// At least 0.9, and again on later days.
    Confirmed,
}

/// One claim of the engine.
#[derive(Debug, Clone, Deserialize)]
pub struct Claim {
    /// Family of the factor.
    pub family: String,
    /// The factor.
    pub factor: String,
    /// Direction.
    pub effect: Direction,
    /// Taken for.
    pub kind: Kind,
    /// How sure.
    pub tier: Tier,
    /// Probability that the claim is true.
    pub posterior: f64,
}

/// What a factor truly is, of this patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Brings attacks.
    Trigger,
    /// Keeps attacks away.
    Protector,
    /// Changes because an attack is coming.
    Prodromal,
    /// Goes along with a true cause of its family.
    Proxy,
    /// Nothing.
    Null,
    /// Nothing, in anybody.
    NegativeControl,
}

/// A true effect.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The factor that acts.
    pub factor: String,
    /// Its family.
    pub family: String,
    /// Direction; absent when both ends of the scale act (a U-shape).
    pub direction: Option<Direction>,
    /// Odds ratio of the exposed day, turned above one.
    pub strength: f64,
    /// Whether it is the window around the period, which has a gate of its own.
    pub is_menstrual: bool,
}

/// A forecast for one day and what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// Days since the diary's first.
    pub index: usize,
    /// What the engine said, if it said something for this day.
    pub forecast: Option<f64>,
    /// What could have been known when the forecast was issued; absent in some cohorts.
    pub oracle: Option<f64>,
    /// Whether an attack began.
    pub onset: bool,
}

/// Everything about a patient that is scored.
#[derive(Debug, Clone)]
pub struct Person {
    /// Name in the cohort.
    pub id: String,
    /// Length of the diary.
    pub days: usize,
    /// Attacks in the diary.
    pub recorded_onsets: usize,
    /// What acts.
    pub effects: Vec<Effect>,
    /// What each factor is.
    pub classes: BTreeMap<String, Class>,
    /// Family of each factor.
    pub families: BTreeMap<String, String>,
    /// The days on which no attack was running at midnight, in order.
    pub at_risk: Vec<Day>,
    /// What the engine claims.
    pub claims: Vec<Claim>,
}

impl Person {
    /// First day of the tested part: training is the first 70 %.
    pub fn first_test_day(&self) -> usize {
        self.days * 7 / 10
    }

    /// True rate of onsets on days at risk in the training part.
    pub fn base_rate(&self) -> Option<f64> {
        let train = || {
            let days = self.at_risk.iter();
            days.filter(|day| day.index < self.first_test_day())
        };
        let count = |days: usize| f64::from(u32::try_from(days).unwrap_or(u32::MAX));
        let onsets = train().filter(|day| day.onset).count();
        let days = train().count();
        (days > 0).then(|| count(onsets) / count(days))
    }

    /// What `factor` truly is; a factor that the cohort does not know is nothing.
    pub fn class(&self, factor: &str) -> Class {
        self.classes.get(factor).copied().unwrap_or(Class::Null)
    }

    /// Whether any factor of `family` is `class`.
    pub fn family_holds(&self, family: &str, class: Class) -> bool {
        let mut members = self.families.iter().filter(|entry| entry.1 == family);
        members.any(|(factor, _)| self.class(factor) == class)
    }
}
