//! The forecast: the chance that an attack begins within a day, and why.

use crate::i18n::dates::CivilDay;
use serde::{Deserialize, Serialize};

/// The word for a chance, against the patient's usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// At most 1.25 times the usual rate.
    Usual,
    /// Above that.
    Higher,
    /// At least twice the usual rate.
    High,
}

impl Band {
    /// The band of a probability against the patient's usual rate.
    #[must_use]
    pub fn of(probability: f64, usual: f64) -> Self {
        if probability >= 2.0 * usual {
            Self::High
        } else if probability > 1.25 * usual {
            Self::Higher
        } else {
            Self::Usual
        }
    }
}

/// Why a forecast differs from the usual rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Code of the factor, or one of `after_attack`, `surprise`, `cycle`, `weekday`, `links`.
    pub factor: String,
    /// Its part of the log-odds; above 0 it raises the chance.
    pub log_odds: f64,
    /// Whether it is an early sign and no cause.
    pub early_sign: bool,
}

/// The forecast for one local day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The day.
    pub day: CivilDay,
    /// Chance that an attack begins on it, 0 to 1.
    pub probability: f64,
    /// The patient's usual rate at the time of issue: never show the chance without it.
    pub usual: f64,
    /// The word for it.
    pub band: Band,
    /// At most three reasons, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Whether forecasts are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastState {
    /// They are, from the whole model.
    On,
    /// The diary is young: what is shown is close to the usual rate.
    Young,
    /// They were worse than the usual rate for 60 days: the usual rate is shown, and that it is so.
    SwitchedOff,
}

/// Forecasts for the next days, as issued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Whether forecasts are given.
    pub state: ForecastState,
    /// Tonight and tomorrow first, then up to six more days; later days know less.
    pub days: Vec<Forecast>,
    /// Brier skill against the usual rate over the last 60 days; absent when too few are resolved.
    pub recent_skill: Option<f64>,
}
