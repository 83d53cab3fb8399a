//! One line of results a patient.

use crate::patterns::model::{Claim, ClaimKind, Effect, NoLink, NotEnough, Tier};
use serde::{Deserialize, Serialize};

/// The results of one patient, as one line of JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultLine {
    /// The patient.
    pub patient_id: String,
    /// What is linked.
    pub claims: Vec<ClaimLine>,
    /// Codes of families without a link.
    pub no_link: Vec<String>,
    /// Families that cannot be judged yet.
    pub not_enough: Vec<NotEnoughLine>,
    /// Forecasts of the last 30 % of the days.
    pub forecasts: Vec<ForecastLine>,
}

/// A claim in a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimLine {
    /// Code of the family.
    pub family: String,
    /// Code of the factor.
    pub factor: String,
    /// What a higher raw value goes with.
    pub effect: Effect,
    /// How it reads.
    pub kind: ClaimKind,
    /// How sure it is.
    pub tier: Tier,
    /// Probability that it holds.
    pub posterior: f64,
    /// Shrunken odds ratio.
    pub odds_ratio: f64,
    /// Its 90 % interval.
    pub interval: [f64; 2],
    /// Lag in days.
    pub lag_days: u8,
    /// Exposed days at risk.
    pub exposed_days: u32,
    /// Onsets on them.
    pub exposed_onsets: u32,
}

/// A family without enough data in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotEnoughLine {
    /// Code of the family.
    pub family: String,
    /// About how many more weeks; null when nobody can say.
    pub weeks: Option<u32>,
}

/// A forecast in a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForecastLine {
    /// The local day, `2026-11-20`.
    pub date: String,
    /// Chance of an onset, 0 to 1.
    pub probability: f64,
}

impl From<&Claim> for ClaimLine {
    fn from(claim: &Claim) -> Self {
        Self {
            family: claim.family.clone(),
            factor: claim.factor.clone(),
            effect: claim.effect,
            kind: claim.kind,
            tier: claim.tier,
            posterior: rounded(claim.posterior),
            odds_ratio: rounded(claim.odds_ratio),
            interval: claim.interval.map(rounded),
            lag_days: claim.lag_days,
            exposed_days: claim.exposed_days,
            exposed_onsets: claim.exposed_onsets,
        }
    }
}

impl From<&NotEnough> for NotEnoughLine {
    fn from(entry: &NotEnough) -> Self {
        Self {
            family: entry.family.clone(),
            weeks: entry.weeks,
        }
    }
}

impl ResultLine {
    /// The line of a patient.
    #[must_use]
    pub fn new(
        patient: &str,
        (claims, no_link, not_enough): (&[Claim], &[NoLink], &[NotEnough]),
        forecasts: Vec<ForecastLine>,
    ) -> Self {
        Self {
            patient_id: patient.to_owned(),
            claims: claims.iter().map(ClaimLine::from).collect(),
            no_link: no_link.iter().map(|entry| entry.family.clone()).collect(),
            not_enough: not_enough.iter().map(NotEnoughLine::from).collect(),
            forecasts,
        }
    }

    /// Leaves out what is said of other families.
    pub fn keep_families(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.claims.retain(|claim| is_kept(&claim.family));
        self.no_link.retain(|family| is_kept(family));
        self.not_enough.retain(|entry| is_kept(&entry.family));
    }
}

/// Six digits after the point are enough for a reader.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
