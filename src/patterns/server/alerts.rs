//! Alerts: raised in the application alone, within the patient's budget and outside of quiet hours.
//!
//! Policy: at most one a day; none within quiet hours, none above the budget of 30 days, none when
//! forecasts are switched off. Where the engine wants to ask first, the alert is a question, and becomes
//! an alarm by "yes". An unanswered question counts in the budget, a "no" does not.

use super::record::{ForecastAlert, PatternSettings};
use crate::{
    account::server::Visit,
    encryption::server::{StoreError, Stored},
    patterns::model::{AlertAdvice, AlertSettings, Report},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::{ToSpan, civil::Date};

/// Days of the budget.
const BUDGET_DAYS: i64 = 30;

/// Whether a local hour lies in the quiet hours: from the first, up to the second, across midnight.
#[must_use]
pub const fn is_quiet(settings: AlertSettings, hour: u8) -> bool {
    let [from, to] = settings.quiet_hours;
    if from == to {
        false
    } else if from < to {
        hour >= from && hour < to
    } else {
        hour >= from || hour < to
    }
}

/// Alerts and open questions of the last 30 days.
#[must_use]
pub fn spent(alerts: &[Stored<ForecastAlert>], today: Date) -> u8 {
    let since = today.saturating_sub(BUDGET_DAYS.days());
    let counted = alerts
        .iter()
        .filter(|stored| stored.value.day > since && stored.value.answer != Some(false))
        .count();
    u8::try_from(counted).unwrap_or(u8::MAX)
}

/// Raises what the engine advises for tomorrow, unless something forbids it.
///
/// # Errors
/// When it cannot be stored.
pub async fn raise(
    visit: &Visit,
    diary: &Diary,
    settings: &PatternSettings,
    report: &Report,
    advice: AlertAdvice,
) -> Result<(), Problem> {
    let alerts = settings.alerts;
    let hour = visit.now.to_zoned(visit.zone.clone()).hour();
    if !alerts.enabled || is_quiet(alerts, hour.unsigned_abs()) {
        return Ok(());
    }
    let question = match advice {
        AlertAdvice::Ask(question) => Some(question),
        AlertAdvice::Alert => None,
        AlertAdvice::Quiet | AlertAdvice::BudgetSpent => return Ok(()),
    };
    let (Some(forecast), Ok(tomorrow)) = (report.outlook.days.first(), visit.today().tomorrow())
    else {
        return Ok(());
    };
    if diary
        .forecast_alerts
        .iter()
        .any(|stored| stored.value.day == tomorrow)
    {
        return Ok(());
    }
    let ids = visit.store().derived_ids(visit.user).await?;
    let id = ids.id(&[b"forecast-alert", tomorrow.to_string().as_bytes()]);
    let alert = ForecastAlert {
        day: tomorrow,
        raised: visit.now,
        probability: forecast.probability,
        usual: forecast.usual,
        question,
        answer: None,
        seen: false,
    };
    visit.store().create(visit.user, id, &alert).await?;
    Ok(())
}

/// Keeps the answer to a question, or that an alert was put aside.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such alert.
pub async fn answer(visit: &Visit, id: RecordId, answer: Option<bool>) -> Result<(), Problem> {
    let store = visit.store();
    let found = store.get::<ForecastAlert>(visit.user, id).await?;
    let mut stored = found.ok_or(Problem::NotFound)?;
    match answer {
        // The first answer counts: the forecast was made with it.
        Some(_) if stored.value.answer.is_some() => return Ok(()),
        Some(answer) => stored.value.answer = Some(answer),
        None => stored.value.seen = true,
    }
    match store
        .put(visit.user, id, stored.revision, &stored.value)
        .await
    {
        Ok(_) => Ok(()),
        Err(StoreError::Changed) => Err(Problem::Changed),
        Err(error) => Err(error.into()),
    }
}
