//! Alerts: as many as the patient wants, and a question before the alarm.

use serde::{Deserialize, Serialize};

/// What the patient has set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertSettings {
    /// Whether there are alerts at all.
    pub enabled: bool,
    /// Most alerts within 30 days, 1 to 15.
    pub monthly_budget: u8,
    /// Local hours in which nothing is sent: from the first, up to the second; equal when there are none.
    pub quiet_hours: [u8; 2],
}

impl Default for AlertSettings {
    /// Four a month, nothing from 22 to 7.
    fn default() -> Self {
        Self {
            enabled: true,
            monthly_budget: 4,
            quiet_hours: [22, 7],
        }
    }
}

/// From which chance on an alert is considered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AlertThreshold {
    /// The chance.
    pub probability: f64,
    /// Alerts a month that it gave in the past.
    pub alerts_a_month: f64,
    /// Share of those days on which an attack began; absent without such days.
    pub precision: Option<f64>,
    /// Share of attacks that it announced; absent without attacks.
    pub sensitivity: Option<f64>,
    /// Net benefit for each day after Vickers (2006), less that of always or never alerting.
    pub net_benefit: f64,
}

/// The question that is asked before an alarm: has one of these signs been there today?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmingQuestion {
    /// Codes of the signs to ask for, at most three, the most telling first.
    pub signs: Vec<String>,
    /// The chance when the answer is yes.
    pub if_yes: f64,
    /// The chance when the answer is no.
    pub if_no: f64,
}

/// What to do this evening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertAdvice {
    /// Nothing.
    Quiet,
    /// The chance is high enough, but this month's alerts are spent.
    BudgetSpent,
    /// Ask, and alert when the answer is yes.
    Ask(ConfirmingQuestion),
    /// Alert without a question: the signs have been entered today.
    Alert,
}
