//! Insights, the evidence behind one of them, suspicions, attack twins, and how it works.

use super::Names;
use crate::{
    i18n::dates::{CivilDay, CivilMoment},
    patterns::model::{Claim, Control, ExperimentProposal, NoLink, NotEnough, Report, Span, Twins},
};

/// How old a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// When it was made, on the patient's clock.
    pub made: CivilMoment,
    /// Minutes since.
    pub minutes: u32,
    /// Whether the diary has changed since; a newer one is on its way.
    pub is_stale: bool,
}

/// The page of insights.
#[derive(Debug, Clone, PartialEq)]
pub struct InsightsView {
    /// The last result; absent before the first entry, or while the first run goes on.
    pub report: Option<Report>,
    /// How old it is.
    pub freshness: Option<Freshness>,
    /// Names of own factors.
    pub names: Names,
    /// Whether the diary has any entry.
    pub has_entries: bool,
    /// Days since the first entry, that one included.
    pub days: u32,
    /// Records that could not be opened.
    pub unreadable: usize,
}

/// What was found about a family.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// A link.
    Linked(Box<Claim>),
    /// None.
    NoLink(NoLink),
    /// It cannot be judged yet.
    NotEnough(NotEnough),
}

/// The page behind one card.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceView {
    /// Code of the family.
    pub family: String,
    /// What was found.
    pub finding: Finding,
    /// A test that is worth it.
    pub proposal: Option<ExperimentProposal>,
    /// The days that were seen.
    pub span: Span,
    /// How old it is.
    pub freshness: Freshness,
    /// Names of own factors.
    pub names: Names,
}

/// A factor that can be suspected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspectChoice {
    /// Its code.
    pub code: String,
    /// Whether the patient suspects it.
    pub is_suspected: bool,
}

/// The page on which suspicions are entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspicionsView {
    /// What can be chosen.
    pub choices: Vec<SuspectChoice>,
    /// Names of own factors.
    pub names: Names,
}

/// An earlier attack that began alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwinView {
    /// Its day.
    pub day: CivilDay,
    /// Where it is shown.
    pub href: String,
}

/// The page of attack twins.
#[derive(Debug, Clone, PartialEq)]
pub struct TwinsView {
    /// Id of the attack.
    pub attack: String,
    /// When it began.
    pub onset: CivilMoment,
    /// What was found; absent when there is too little to compare.
    pub found: Option<Twins>,
    /// The earlier attacks.
    pub twins: Vec<TwinView>,
    /// Names of own factors.
    pub names: Names,
}

/// The page "how this works".
#[derive(Debug, Clone, PartialEq)]
pub struct HowView {
    /// Factors that cannot have an effect.
    pub controls: Vec<Control>,
    /// Version of the engine, once it has run.
    pub engine: Option<u32>,
    /// How old the result is.
    pub freshness: Option<Freshness>,
    /// Names of own factors.
    pub names: Names,
}
