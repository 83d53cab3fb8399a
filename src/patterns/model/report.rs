//! The whole result of one run of the engine.

use super::{
    AlertThreshold, Claim, Control, ExperimentProposal, FirstAnswers, NoLink, NotEnough, Outlook,
    Reliability, ResolvedForecast, Suspicion,
};
use crate::i18n::dates::CivilDay;
use serde::{Deserialize, Serialize};

/// The days that a run has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first day.
    pub first: CivilDay,
    /// The last day.
    pub last: CivilDay,
    /// Days at risk.
    pub at_risk: u32,
    /// Onsets on them.
    pub onsets: u32,
}

/// The whole result of one run: the same diary gives the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of the engine that made it.
    pub engine: u32,
    /// The days seen.
    pub span: Span,
    /// What can be said within days.
    pub first: FirstAnswers,
    /// Linked factors, early signs among them, the surest first.
    pub claims: Vec<Claim>,
    /// Families without a link.
    pub no_link: Vec<NoLink>,
    /// Families that cannot be judged yet.
    pub not_enough: Vec<NotEnough>,
    /// The answers to what the patient suspects.
    pub suspicions: Vec<Suspicion>,
    /// The health figure: factors that cannot have an effect.
    pub controls: Vec<Control>,
    /// Forecasts for the next days.
    pub outlook: Outlook,
    /// Past forecasts, replayed day by day from what was known then.
    pub replay: Vec<ResolvedForecast>,
    /// How often they were right; absent below 30 resolved days.
    pub reliability: Option<Reliability>,
    /// From which chance on to alert, for the default budget.
    pub threshold: Option<AlertThreshold>,
    /// Factors that are worth a test.
    pub experiments: Vec<ExperimentProposal>,
}
