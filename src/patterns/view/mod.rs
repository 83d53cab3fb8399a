//! What the pages of the Pattern Guardian show, as plain types: findings together with the names, the
//! age and the entries that belong to them. To show something new: a field here, filled in
//! `server/views/`, drawn in `pages/`.

mod experiments;
mod forecast;
mod insights;
mod names;

pub use experiments::{BlockView, ExperimentState, ExperimentView, ExperimentsView, NotBegun};
pub use forecast::{AlertFault, AlertView, ForecastView, SettingsFaults};
pub use insights::{
    EvidenceView, Finding, Freshness, HowView, InsightsView, SuspectChoice, SuspicionsView,
    TwinView, TwinsView,
};
pub use names::Names;
