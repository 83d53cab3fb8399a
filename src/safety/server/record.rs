//! The sealed form of answers about red flags.

use crate::{encryption::server::Sealable, platform::ids::RecordId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was answered about red flags, for one attack or outside of any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyAnswers {
    /// The attack, if it is about one.
    #[serde(default)]
    pub attack: Option<RecordId>,
    /// The local day.
    pub day: Date,
    /// Answers by the code of the question; absent ones were not answered.
    #[serde(default)]
    pub answers: BTreeMap<String, bool>,
    /// Version of the rules that asked.
    pub rules: u16,
    /// Codes of the rules whose notice the patient has put aside, so that it is shown once.
    #[serde(default)]
    pub seen: Vec<String>,
    /// When the record was made.
    pub recorded: Timestamp,
}

impl Sealable for SafetyAnswers {
    const KIND: &'static str = "safety";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}
