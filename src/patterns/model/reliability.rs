//! How often the forecasts were right.

use crate::i18n::dates::CivilDay;
use serde::{Deserialize, Serialize};

/// A forecast whose day is over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ResolvedForecast {
    /// The day.
    pub day: CivilDay,
    /// The chance as it was issued.
    pub probability: f64,
    /// The usual rate as it was then.
    pub usual: f64,
    /// Whether the patient was alerted.
    pub alerted: bool,
    /// Whether an attack began.
    pub onset: bool,
}

/// One bin of the reliability curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// Mean of the forecast chances.
    pub forecast: f64,
    /// Share of days with an onset.
    pub observed: f64,
    /// 90 % Wilson interval of that share.
    pub interval: [f64; 2],
    /// Days.
    pub days: u32,
}

/// Alerts and onsets counted against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Hits {
    /// Alerted, and an attack began.
    pub hits: u32,
    /// Not alerted, and an attack began.
    pub misses: u32,
    /// Alerted, and none began.
    pub false_alarms: u32,
    /// Neither.
    pub quiet: u32,
}

/// The record of a patient's forecasts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// Days judged.
    pub days: u32,
    /// Brier score of the forecasts.
    pub brier: f64,
    /// Brier score of always saying the usual rate.
    pub brier_usual: f64,
    /// 1 - brier / `brier_usual`; above 0 the forecasts were better.
    pub skill: f64,
    /// Parts of the Brier score after Murphy (1973): reliability, resolution, uncertainty.
    pub murphy: [f64; 3],
    /// Observed less forecast share: calibration in the large.
    pub calibration_in_the_large: f64,
    /// Calibration slope with the prior N(1, 0.2).
    pub slope: f64,
    /// The curve, from low to high chances; each bin holds about as many days.
    pub curve: Vec<ReliabilityBin>,
    /// Alerts against onsets.
    pub hits: Hits,
}
