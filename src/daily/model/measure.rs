//! Measurements of the body as the pages show them.

use super::{texts::Texts, units::Units};
use crate::{
    attacks::model::{UnknownCode, choices},
    i18n::dates::CivilMoment,
};
use serde::{Deserialize, Serialize};

choices! {
    /// What can be measured; the codes stand in addresses.
    MeasureKind {
        /// Weight.
        Weight = "weight",
        /// Blood pressure.
        BloodPressure = "blood-pressure",
        /// A night.
        Sleep = "sleep",
        /// Water.
        Water = "water",
        /// Height.
        Height = "height",
    }
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureView {
    /// Its id.
    pub id: String,
    /// What was measured.
    pub kind: MeasureKind,
    /// When, in the zone of the entry.
    pub at: CivilMoment,
    /// The same in seconds since 1970, for drawings.
    pub second: i64,
    /// Numbers in the patient's units, in the order in which the kind asks for them: one for weight,
    /// height and water; systolic and diastolic; minutes in all, deep, REM, wake-ups, rate.
    pub values: Vec<Option<f64>>,
    /// Free text.
    pub notes: String,
}

/// The measurements of a patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HealthView {
    /// The units of the numbers.
    pub units: Units,
    /// The latest first.
    pub measures: Vec<MeasureView>,
    /// What a new form holds at the start, or the form of the one that is edited.
    pub texts: Texts,
    /// The id of the next measurement.
    pub next_id: String,
}
