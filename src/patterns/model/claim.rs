//! A claim: one family of factors that is linked with the start of attacks in this diary.

use crate::i18n::dates::CivilDay;
use serde::{Deserialize, Serialize};

/// What a higher value of the factor goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// More attacks.
    Raises,
    /// Fewer attacks.
    Lowers,
}

/// How the link reads once its direction in time has been examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// Attacks follow it.
    Trigger,
    /// Attacks are rarer after it.
    Protector,
    /// Often part of the attack already: it comes with an attack that has begun unnoticed.
    EarlySign,
    /// A cause or an early sign: this diary cannot tell.
    Undecided,
}

/// How sure the engine is. Bounds of the posterior probability: 0.5, 0.75, 0.9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// More likely than not.
    Leaning,
    /// At least three to one.
    Likely,
    /// At least nine to one, and it held on days that came after it was first likely.
    Confirmed,
}

/// The evidence on the direction in time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Direction {
    /// Probability, given that there is a link, that the factor comes first and is not a part of the
    /// attack: 0 to 1.
    pub cause: f64,
    /// Natural logarithm of the Bayes factor for "part of the attack" from the hours: the factor
    /// follows the hour of the onset.
    pub hours: f64,
    /// The same from what it comes with: yawning, tiredness and the other early signs.
    pub company: f64,
    /// The same from the day before that: support at a lag of two days speaks for a cause.
    pub earlier: f64,
}

/// One point of the lag profile: the odds ratio that the factor has that many days before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LagPoint {
    /// Days before the day of the onset: 0 to 3.
    pub lag_days: u8,
    /// Odds ratio of exposed against unexposed days, not shrunken.
    pub odds_ratio: f64,
    /// Its 90 % interval.
    pub interval: [f64; 2],
}

/// A day that the claim rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExposedDay {
    /// The day that was at risk (not the day of the exposure, which is `lag_days` earlier).
    pub day: CivilDay,
    /// Whether an attack began on it.
    pub onset: bool,
}

/// The share of credit of one member of a family of factors that move together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Credit {
    /// Code of the factor.
    pub factor: String,
    /// Share, 0 to 1; the shares of a claim add up to 1.
    pub share: f64,
}

/// One family of factors that is linked with attacks in this diary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Code of the family: `alcohol`.
    pub family: String,
    /// Code of its member that explains the attacks best: `red_wine`.
    pub factor: String,
    /// What a higher value of the factor goes with.
    pub effect: Effect,
    /// How the link reads.
    pub kind: ClaimKind,
    /// How sure it is.
    pub tier: Tier,
    /// Probability that the claim holds as it is worded, 0 to 1.
    pub posterior: f64,
    /// Shrunken odds ratio of exposed against unexposed days.
    pub odds_ratio: f64,
    /// Its 90 % interval.
    pub interval: [f64; 2],
    /// Days between the exposure and the day of the onset, 0 to 2.
    pub lag_days: u8,
    /// Days at risk with the exposure.
    pub exposed_days: u32,
    /// How many of them had an onset.
    pub exposed_onsets: u32,
    /// Days at risk that are known to be without the exposure.
    pub unexposed_days: u32,
    /// How many of them had an onset.
    pub unexposed_onsets: u32,
    /// What counts as exposed: at or beyond this value, where that is a number.
    pub threshold: Option<f64>,
    /// The evidence on the direction in time.
    pub direction: Direction,
    /// Odds ratios by lag.
    pub lag_profile: Vec<LagPoint>,
    /// Who has the credit among the members that move together, the largest share first.
    pub credit: Vec<Credit>,
    /// The exposed days, the latest first, at most 60.
    pub days: Vec<ExposedDay>,
    /// Since when it has been likely, where it is.
    pub likely_since: Option<CivilDay>,
}
