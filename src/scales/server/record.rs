//! The sealed form of an answered questionnaire.

use crate::{encryption::server::Sealable, scales::model::Scale};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// One questionnaire, answered or typed in as a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleAnswers {
    /// Which one.
    pub scale: Scale,
    /// The local day on which it was answered.
    pub day: Date,
    /// The raw answers in the order of the items; absent ones were not answered. Empty when a score was
    /// typed in.
    #[serde(default)]
    pub answers: Vec<Option<u16>>,
    /// Scores that were measured elsewhere, in the order of the scale's table; absent ones were not
    /// typed in.
    #[serde(default)]
    pub typed_scores: Vec<Option<u16>>,
    /// When the record was made.
    pub recorded: Timestamp,
}

impl Sealable for ScaleAnswers {
    const KIND: &'static str = "scale";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}
