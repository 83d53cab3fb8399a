//! The sealed forms of answers about a whole day.

use crate::attacks::model::Pain;
use crate::encryption::server::Sealable;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day that the patient has confirmed to be free of headache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearDay {
    /// The local calendar day.
    pub day: Date,
}

/// A day as a daily diary tells it: no attack times, one line for the whole day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySummary {
    /// The local calendar day.
    pub day: Date,
    /// Whether there was a headache; absent when the diary did not say.
    #[serde(default)]
    pub headache: Option<bool>,
    /// How bad it was, on our scales.
    #[serde(default)]
    pub pain: Option<Pain>,
    /// How often acute medicine was taken that day; absent when the diary did not say.
    #[serde(default)]
    pub medicine_count: Option<u16>,
    /// Free text, at most 4,000 characters.
    #[serde(default)]
    pub notes: String,
}

impl Sealable for ClearDay {
    const KIND: &'static str = "clear_day";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}

impl Sealable for DaySummary {
    const KIND: &'static str = "day_summary";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}
