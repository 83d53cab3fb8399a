//! The sealed forms of medication. Fields are added with a default and never renamed.

use crate::{
    attacks::model::{Pain, Relief},
    encryption::server::Sealable,
    medication::model::{MedicineClass, Purpose},
    platform::ids::RecordId,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One medicine taken once, in an attack or outside of any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntakeRecord {
    /// Name as the patient knows it, 1 to 120 characters.
    pub name: String,
    /// Strength or dose, at most 60 characters; empty when not given.
    #[serde(default)]
    pub dose: String,
    /// What it is.
    pub class: MedicineClass,
    /// Why it was taken.
    pub purpose: Purpose,
    /// The medicine of the cabinet, if it is one.
    #[serde(default)]
    pub medicine: Option<RecordId>,
    /// The attack for which it was taken, if any.
    #[serde(default)]
    pub attack: Option<RecordId>,
    /// When it was taken.
    pub at: Timestamp,
    /// The patient's zone then, an IANA name: it decides to which local day the intake belongs.
    pub zone: String,
    /// How many units, such as tablets; absent when not said.
    #[serde(default)]
    pub units: Option<f32>,
    /// The pain when it was taken.
    #[serde(default)]
    pub pain_before: Option<Pain>,
    /// The pain two hours later (asked from 90 to 180 minutes; our convention).
    #[serde(default)]
    pub pain_after: Option<Pain>,
    /// What it did after two hours.
    #[serde(default)]
    pub relief: Option<Relief>,
    /// Whether the headache came back within 48 hours after it had gone.
    #[serde(default)]
    pub returned: Option<bool>,
    /// When the record was first made.
    pub recorded: Timestamp,
}

impl IntakeRecord {
    /// The zone of the entry; UTC when the name is not known to this machine.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// The local day of the intake.
    #[must_use]
    pub fn day(&self) -> Date {
        self.at.to_zoned(self.time_zone()).date()
    }
}

impl Sealable for IntakeRecord {
    const KIND: &'static str = "intake";

    fn local_day(&self) -> Option<Date> {
        Some(self.day())
    }
}

/// A medicine that the patient has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CabinetMedicine {
    /// Name, 1 to 120 characters.
    pub name: String,
    /// Code of the substance in the catalogue; absent for an own medicine.
    #[serde(default)]
    pub substance: Option<String>,
    /// What it is.
    pub class: MedicineClass,
    /// Why it is taken.
    pub purpose: Purpose,
    /// Form, such as a tablet; empty when not said.
    #[serde(default)]
    pub form: String,
    /// Strength, such as "50 mg"; empty when not said.
    #[serde(default)]
    pub strength: String,
    /// Units that are left; absent when the patient does not count them.
    #[serde(default)]
    pub left: Option<f32>,
    /// Units of a full pack.
    #[serde(default)]
    pub pack: Option<u16>,
    /// The pack's code (GTIN), checked.
    #[serde(default)]
    pub gtin: Option<String>,
    /// Put away: offered no longer, kept for what was taken of it.
    #[serde(default)]
    pub put_away: bool,
    /// When it was added.
    pub recorded: Timestamp,
}

impl Sealable for CabinetMedicine {
    const KIND: &'static str = "medicine";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

/// A preventive treatment with its schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Name, 1 to 120 characters.
    pub name: String,
    /// Dose, at most 60 characters.
    #[serde(default)]
    pub dose: String,
    /// What it is.
    pub class: MedicineClass,
    /// The medicine of the cabinet, if it is one.
    #[serde(default)]
    pub medicine: Option<RecordId>,
    /// When it is taken.
    pub schedule: Schedule,
    /// First day.
    pub started: Date,
    /// Last day, once it was stopped.
    #[serde(default)]
    pub stopped: Option<Date>,
    /// Doses that the patient says were left out, at most [`Plan::MOST_SKIPPED`]. A dose that was taken
    /// is an [`IntakeRecord`]; a dose that is neither was not answered, which is not "not taken".
    #[serde(default)]
    pub skipped: BTreeSet<PlannedDose>,
    /// When it was added.
    pub recorded: Timestamp,
}

impl Plan {
    /// Most doses left out that are kept; the oldest make way.
    pub const MOST_SKIPPED: usize = 1_000;
}

/// One dose of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlannedDose {
    /// The planned local day.
    pub day: Date,
    /// Minutes since midnight, for plans with times.
    #[serde(default)]
    pub minute: Option<u16>,
}

/// When a preventive treatment is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Schedule {
    /// Every day at these local times of day, in minutes since midnight.
    #[serde(rename = "daily")]
    Daily(Vec<u16>),
    /// Every so many days, such as 28 or 84.
    #[serde(rename = "every_days")]
    EveryDays(u16),
    /// Every month on the day of the month on which it began, such as an antibody.
    #[serde(rename = "monthly")]
    Monthly,
}

impl Sealable for Plan {
    const KIND: &'static str = "plan";

    fn local_day(&self) -> Option<Date> {
        None
    }
}
