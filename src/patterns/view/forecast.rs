//! The forecast, its record, its alerts.

use super::{Freshness, Names};
use crate::{
    i18n::dates::{CivilDay, CivilMoment},
    patterns::model::{AlertSettings, AlertThreshold, Forecast, Outlook, Reliability, UsualRate},
};
use std::collections::BTreeMap;

/// What was refused in the form of alert settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertFault {
    /// The budget is not a whole number from 1 to 15.
    Budget,
    /// An hour is not a whole number from 0 to 23.
    Hour,
}

/// What was refused, by field.
pub type SettingsFaults = BTreeMap<&'static str, AlertFault>;

/// An alert, or the question before one.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertView {
    /// Id of its record.
    pub id: String,
    /// The day that it is about.
    pub day: CivilDay,
    /// When it was raised.
    pub raised: CivilMoment,
    /// The chance, 0 to 1.
    pub probability: f64,
    /// The usual rate then.
    pub usual: f64,
    /// Codes of the signs that were asked for; empty without a question.
    pub signs: Vec<String>,
    /// The answer, where there is one.
    pub answer: Option<bool>,
    /// Whether an answer can still be given.
    pub is_open: bool,
    /// Whether it was put aside.
    pub is_seen: bool,
}

/// The page of the forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct ForecastView {
    /// How old the result is; absent before the first one.
    pub freshness: Option<Freshness>,
    /// Whether the diary has any entry.
    pub has_entries: bool,
    /// The forecast of today, as it was sealed before the day began.
    pub today: Option<Forecast>,
    /// Tomorrow and the days after it.
    pub outlook: Option<Outlook>,
    /// The usual rate.
    pub usual: Option<UsualRate>,
    /// The record of sealed forecasts.
    pub record: Option<Reliability>,
    /// Sealed forecasts whose day is over and known.
    pub resolved: u32,
    /// Sealed forecasts in all.
    pub sealed: u32,
    /// The record of a replay over the whole diary.
    pub replay: Option<Reliability>,
    /// From which chance on to alert.
    pub threshold: Option<AlertThreshold>,
    /// Alerts and questions, the latest first.
    pub alerts: Vec<AlertView>,
    /// What the patient has set.
    pub settings: AlertSettings,
    /// Alerts and questions of the last 30 days.
    pub spent: u8,
    /// Names of own factors.
    pub names: Names,
}
