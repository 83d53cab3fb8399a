//! Plain types of what the Pattern Guardian finds: the same on the server and in the browser.
//!
//! Nothing here computes. A run of the engine gives one [`Report`]; pages and stores take it from
//! there. To add a kind of finding: a file here, a field of [`Report`], and the step that fills it.

mod alert;
mod claim;
mod experiment;
mod first;
mod forecast;
mod link;
mod reliability;
mod report;
mod twins;

pub use alert::{AlertAdvice, AlertSettings, AlertThreshold, ConfirmingQuestion};
pub use claim::{Claim, ClaimKind, Credit, Direction, Effect, ExposedDay, LagPoint, Tier};
pub use experiment::{
    Block, ExperimentArm, ExperimentPlan, ExperimentProposal, ExperimentResult, ExperimentVerdict,
};
pub use first::{Completeness, FirstAnswers, HourPattern, TimeToTreat, UsualRate, WeekdayPattern};
pub use forecast::{Band, Forecast, ForecastState, Outlook, Reason};
pub use link::{Control, NoLink, NotEnough, Suspicion, SuspicionAnswer};
pub use reliability::{Hits, Reliability, ReliabilityBin, ResolvedForecast};
pub use report::{Report, Span};
pub use twins::{SharedTrait, Twins};
