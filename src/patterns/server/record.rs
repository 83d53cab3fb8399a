//! The sealed forms of what the Pattern Guardian keeps. Fields are added with a default and never renamed.

use crate::{
    encryption::server::Sealable,
    patterns::model::{
        AlertSettings, ConfirmingQuestion, ExperimentPlan, ExperimentResult, Forecast,
        ForecastState, Report,
    },
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The last result of the engine. Derived: it can be made anew from the diary at any time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptReport {
    /// What was found.
    pub report: Report,
    /// When.
    pub made: Timestamp,
    /// The patient's day then.
    pub day: Date,
    /// The patient's zone then, an IANA name.
    pub zone: String,
    /// What the diary was then, as a digest of record ids and revisions.
    pub diary: u64,
}

impl Sealable for KeptReport {
    const KIND: &'static str = "pattern_report";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

/// A forecast as it was issued, sealed before its first day began and never written again. What became
/// of it is read from the diary, so that a late entry counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssuedForecast {
    /// The first day that it is about.
    pub day: Date,
    /// When it was issued.
    pub issued: Timestamp,
    /// The patient's zone then, an IANA name.
    pub zone: String,
    /// Whether the check-in of the day before was known.
    pub after_check_in: bool,
    /// Version of the engine.
    pub engine: u32,
    /// Whether forecasts were given.
    pub state: ForecastState,
    /// The chances of the first day and of the days after it.
    pub days: Vec<Forecast>,
}

impl Sealable for IssuedForecast {
    const KIND: &'static str = "forecast";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}

/// An alert, or the question that goes before one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForecastAlert {
    /// The day that it is about.
    pub day: Date,
    /// When it was raised.
    pub raised: Timestamp,
    /// The chance.
    pub probability: f64,
    /// The usual rate at that time.
    pub usual: f64,
    /// What was asked first; absent when the signs had been entered already.
    #[serde(default)]
    pub question: Option<ConfirmingQuestion>,
    /// The answer; absent while there is none.
    #[serde(default)]
    pub answer: Option<bool>,
    /// Whether the patient has put it aside.
    #[serde(default)]
    pub seen: bool,
}

impl ForecastAlert {
    /// Whether it is an alert: without a question, or with "yes" as the answer.
    #[must_use]
    pub fn is_alarm(&self) -> bool {
        self.question.is_none() || self.answer == Some(true)
    }
}

impl Sealable for ForecastAlert {
    const KIND: &'static str = "forecast_alert";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}

/// What the patient has set: alerts, and what they suspect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatternSettings {
    /// Alerts.
    #[serde(default)]
    pub alerts: AlertSettings,
    /// Codes of factors that the patient suspects.
    #[serde(default)]
    pub suspected: BTreeSet<String>,
}

impl Sealable for PatternSettings {
    const KIND: &'static str = "pattern_settings";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

/// A personal experiment. Plan and analysis are fixed when it begins; the result is written once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Experiment {
    /// Code of the family.
    pub family: String,
    /// What is done when, and how it will be read.
    pub plan: ExperimentPlan,
    /// Chance to see an odds ratio of 2, and of 3.
    pub power: [f64; 2],
    /// When it was begun.
    pub begun: Timestamp,
    /// The day on which the patient ended it early; it then has no result.
    #[serde(default)]
    pub abandoned: Option<Date>,
    /// What came out, once it was over.
    #[serde(default)]
    pub result: Option<ExperimentResult>,
    /// When that was worked out.
    #[serde(default)]
    pub reported: Option<Timestamp>,
}

impl Sealable for Experiment {
    const KIND: &'static str = "experiment";

    fn local_day(&self) -> Option<Date> {
        None
    }
}
