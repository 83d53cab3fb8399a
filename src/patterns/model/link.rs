//! Results of equal rank with claims: no link, not enough data, and the answers to suspicions.

use super::{ClaimKind, Tier};
use serde::{Deserialize, Serialize};

/// A family that had its chance and shows no link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoLink {
    /// Code of the family.
    pub family: String,
    /// Probability that there is a link all the same, 0 to 1; below 0.5.
    pub posterior: f64,
    /// Days at risk with an answer.
    pub days: u32,
    /// The largest odds ratio that the data leave open (upper end of the 90 % interval).
    pub at_most: f64,
}

/// A family that cannot be judged yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotEnough {
    /// Code of the family.
    pub family: String,
    /// About how many more weeks of entries like the past ones it takes; absent when the factor is
    /// never entered.
    pub weeks: Option<u32>,
    /// Exposed days so far.
    pub exposed_days: u32,
}

/// A factor that cannot have an effect, run with the others to see whether the engine invents links.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// Code of the factor.
    pub factor: String,
    /// Probability of a link that the engine gives it.
    pub posterior: f64,
    /// Whether it would have been claimed: the alarm.
    pub alarm: bool,
}

/// What the diary says to a trigger that the patient suspects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suspicion {
    /// Code of the factor that the patient named.
    pub factor: String,
    /// Code of its family.
    pub family: String,
    /// The answer.
    pub answer: SuspicionAnswer,
}

/// The answer to a suspicion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspicionAnswer {
    /// There is a claim about its family.
    Linked {
        /// How the claim reads.
        kind: ClaimKind,
        /// How sure it is.
        tier: Tier,
    },
    /// No link was found.
    NoLink,
    /// It takes more entries.
    NotEnough {
        /// About how many more weeks.
        weeks: Option<u32>,
    },
    /// The diary has no such entries.
    NotEntered,
}
