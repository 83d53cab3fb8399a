//! The words of an attack: every choice that a patient can tap, as a type with a stable code.
//!
//! Codes are what forms send, what records hold and what files carry, so they never change; the
//! words that patients read come from the locale files. To add a symptom: add it to the list, to
//! the locale files, and nothing else.

mod choices;
mod details;
#[cfg(feature = "ssr")]
mod details_view;
#[cfg(feature = "ssr")]
mod own_symptom;
mod pain;
mod spot;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use choices::choices;
pub use choices::{AuraKind, FieldFault, Progress, Region, Relief, Side, Symptom};
pub use details::{
    Ability, AfterSign, AuraSide, Circumstance, Domain, EarlySign, Incident, Linkage, Loss,
    TouchPain, YesNo,
};
#[cfg(feature = "ssr")]
pub use details_view::{
    AuraView, DetailsView, LinkedIntake, NeighbourView, Phase, PhaseView, TimelineView,
};
#[cfg(feature = "ssr")]
pub use own_symptom::{OwnSymptom, OwnSymptomFault};
pub use pain::{Level, Pain, Severity};
pub use spot::Spot;
pub use view::{
    AttackView, DraftView, History, HistoryKind, HistoryLine, IntakeView, KnownMedicine, LevelView,
    OngoingView, State, TodayView,
};

use std::fmt;

/// A code that none of the known choices has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not one of the choices")
    }
}

impl std::error::Error for UnknownCode {}
