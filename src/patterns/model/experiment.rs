//! Personal experiments (N-of-1): planned before the data, reported once.

use crate::i18n::dates::CivilDay;
use serde::{Deserialize, Serialize};

/// What to do in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExperimentArm {
    /// Have the factor as usual, or on purpose.
    With,
    /// Leave it out.
    Without,
}

/// A factor that is worth a test, with what the test could show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExperimentProposal {
    /// Code of the factor.
    pub factor: String,
    /// Code of its family.
    pub family: String,
    /// Length of a block in days.
    pub block_days: u32,
    /// Blocks; even, half of each arm.
    pub blocks: u32,
    /// Chance to see an odds ratio of 2, 0 to 1.
    pub power_odds_ratio_2: f64,
    /// Chance to see an odds ratio of 3.
    pub power_odds_ratio_3: f64,
}

/// One block of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its first day.
    pub first: CivilDay,
    /// Its length in days.
    pub days: u32,
    /// What to do in it.
    pub arm: ExperimentArm,
}

/// A plan with its analysis fixed: what is written here decides, whatever the data say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExperimentPlan {
    /// Code of the factor.
    pub factor: String,
    /// The blocks in order of time, randomised in pairs.
    pub blocks: Vec<Block>,
    /// Days at the start of each block that do not count (carry-over).
    pub wash_out_days: u32,
    /// The two-sided level of the test.
    pub level: f64,
    /// Version of the analysis.
    pub analysis: u32,
}

/// How an experiment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExperimentVerdict {
    /// More attacks with the factor.
    MoreWith,
    /// Fewer attacks with the factor.
    FewerWith,
    /// No difference was seen that chance does not make.
    NoDifference,
    /// Too few days were entered to say anything.
    TooFewDays,
}

/// The only report of an experiment, at its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExperimentResult {
    /// How it ended.
    pub verdict: ExperimentVerdict,
    /// Days at risk and onsets with the factor.
    pub with: [u32; 2],
    /// Days at risk and onsets without it.
    pub without: [u32; 2],
    /// Odds ratio of with against without (half a day added to each cell).
    pub odds_ratio: f64,
    /// Its interval at the level of the plan.
    pub interval: [f64; 2],
    /// Two-sided p-value of the re-randomisation of the blocks.
    pub p_value: f64,
    /// Share of days on which the patient did as planned, where that is known.
    pub adherence: Option<f64>,
}
