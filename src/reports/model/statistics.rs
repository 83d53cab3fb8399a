//! What `/statistics` shows: attacks of a span by kind, by what was noticed, and by time.

use super::SpanView;
use crate::{
    attacks::model::{Circumstance, EarlySign, Incident},
    i18n::dates::CivilDay,
};
use serde::{Deserialize, Serialize};

/// How often something was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount<T> {
    /// What.
    pub of: T,
    /// In how many attacks.
    pub attacks: u32,
}

/// How long attacks lasted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DurationView {
    /// Attacks of which the end is known.
    pub attacks: u32,
    /// All of them together, in hours.
    pub total_hours: f64,
    /// On average, in hours; 0 without any.
    pub average_hours: f64,
}

/// The attacks that began in a span, counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatisticsView {
    /// The span.
    pub span: SpanView,
    /// Attacks that began in it.
    pub attacks: u32,
    /// By kind, the most frequent first; `None` when nobody said.
    pub kinds: Vec<Amount<Option<Incident>>>,
    /// By what was different before, the most frequent first.
    pub circumstances: Vec<Amount<Circumstance>>,
    /// By early sign, the most frequent first.
    pub signs: Vec<Amount<EarlySign>>,
    /// By day of onset, the latest first.
    pub days: Vec<Amount<CivilDay>>,
    /// By quarter of the day of onset: night, morning, afternoon, evening.
    pub quarters: [u32; 4],
    /// How long they lasted.
    pub duration: DurationView,
    /// Records that could not be opened.
    pub unreadable: usize,
}
