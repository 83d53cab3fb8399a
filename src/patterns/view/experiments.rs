//! Personal experiments.

use super::Names;
use crate::{
    i18n::dates::CivilDay,
    patterns::model::{ExperimentArm, ExperimentProposal, ExperimentResult},
};

/// Where an experiment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExperimentState {
    /// It begins on a later day.
    Planned,
    /// It goes on.
    Running,
    /// Its days are over; its report comes with the next run.
    Ending,
    /// It has its report.
    Reported,
    /// The patient ended it early.
    Abandoned,
}

/// Why an experiment was not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBegun {
    /// Another one is running.
    OneIsRunning,
    /// The first day is not a day, is over, or lies too far ahead.
    FirstDay,
    /// The engine does not propose this factor (any longer).
    NotProposed,
}

/// One block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockView {
    /// Its first day.
    pub first: CivilDay,
    /// Its last day.
    pub last: CivilDay,
    /// What to do in it.
    pub arm: ExperimentArm,
    /// Whether today lies in it.
    pub is_now: bool,
}

/// One experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperimentView {
    /// Id of its record.
    pub id: String,
    /// Code of the factor.
    pub factor: String,
    /// Where it stands.
    pub state: ExperimentState,
    /// What to do today.
    pub today: Option<ExperimentArm>,
    /// Whether today is one of the first days of a block, which do not count.
    pub is_wash_out: bool,
    /// The blocks in order.
    pub blocks: Vec<BlockView>,
    /// Days at the start of each block that do not count.
    pub wash_out_days: u32,
    /// Two-sided level of the test.
    pub level: f64,
    /// Version of the analysis.
    pub analysis: u32,
    /// Chance to see an odds ratio of 2, and of 3.
    pub power: [f64; 2],
    /// What came out.
    pub result: Option<ExperimentResult>,
    /// Names of own factors.
    pub names: Names,
}

/// The page of experiments.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperimentsView {
    /// Experiments, the latest first.
    pub experiments: Vec<ExperimentView>,
    /// Factors that are worth a test.
    pub proposals: Vec<ExperimentProposal>,
    /// Whether one is running or planned: then none can be begun.
    pub is_busy: bool,
    /// Id under which the next one is kept.
    pub next_id: String,
    /// The day that the form offers as the first one.
    pub first_day: String,
    /// Names of own factors.
    pub names: Names,
}
