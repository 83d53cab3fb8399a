//! Forecasts: sealed before their day, judged when it is over.
//!
//! Policy: a forecast for tomorrow is sealed at the first run of the day, and once more at the first run
//! that knows the day's check-in; neither is ever written again. The latest one that was issued before
//! its day began is the one that is judged. A day counts when the diary was in use on it: an attack began,
//! or it was confirmed to be clear or told about; silence is not "no attack".

use super::record::{ForecastAlert, IssuedForecast};
use crate::{
    account::server::{Visit, civil_day},
    encryption::server::{NewRecord, Stored},
    patterns::{
        engine::PatientHistory,
        model::{Report, ResolvedForecast},
    },
    problem::Problem,
    reports::server::Diary,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Seals the forecast that begins tomorrow, unless the like of it is sealed already.
///
/// # Errors
/// When it cannot be stored.
pub async fn seal(visit: &Visit, diary: &Diary, report: &Report) -> Result<(), Problem> {
    let today = visit.today();
    let Ok(tomorrow) = today.tomorrow() else {
        return Ok(());
    };
    let begins_tomorrow = report
        .outlook
        .days
        .first()
        .is_some_and(|first| first.day == civil_day(tomorrow));
    if !begins_tomorrow {
        return Ok(());
    }
    let after_check_in = diary
        .check_ins
        .iter()
        .any(|stored| stored.value.day == today);
    let kind: &[u8] = if after_check_in { b"evening" } else { b"early" };
    let ids = visit.store().derived_ids(visit.user).await?;
    let id = ids.id(&[b"forecast", tomorrow.to_string().as_bytes(), kind]);
    let forecast = IssuedForecast {
        day: tomorrow,
        issued: visit.now,
        zone: visit.zone_name.clone(),
        after_check_in,
        engine: report.engine,
        state: report.outlook.state,
        days: report.outlook.days.clone(),
    };
    // A forecast that is there stays as it is.
    let record = NewRecord::of(id, &forecast)?;
    visit.store().create_many(visit.user, &[record]).await?;
    Ok(())
}

/// Whether a forecast was issued before its first day began, where it was issued.
#[must_use]
pub fn is_ahead(forecast: &IssuedForecast) -> bool {
    let zone = jiff::tz::TimeZone::get(&forecast.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    forecast.issued.to_zoned(zone).date() < forecast.day
}

/// For each day the latest forecast that was issued before it.
#[must_use]
pub fn by_day(forecasts: &[Stored<IssuedForecast>]) -> BTreeMap<Date, &IssuedForecast> {
    let mut latest: BTreeMap<Date, &IssuedForecast> = BTreeMap::new();
    for stored in forecasts.iter().filter(|stored| is_ahead(&stored.value)) {
        let forecast = &stored.value;
        let known = latest.entry(forecast.day).or_insert(forecast);
        if known.issued < forecast.issued {
            *known = forecast;
        }
    }
    latest
}

/// The forecasts whose day is over, with what became of them; days on which nobody said anything are
/// left out, and so are those on which an attack was running from the day before.
#[must_use]
pub fn resolve(
    forecasts: &[Stored<IssuedForecast>],
    alerts: &[Stored<ForecastAlert>],
    history: &PatientHistory,
    today: Date,
) -> Vec<ResolvedForecast> {
    by_day(forecasts)
        .into_iter()
        .filter(|(day, _)| *day < today)
        .filter_map(|(day, issued)| {
            let onset = outcome(history, day)?;
            let first = issued.days.first()?;
            let alerted = alerts
                .iter()
                .any(|stored| stored.value.day == day && stored.value.is_alarm());
            Some(ResolvedForecast {
                day: civil_day(day),
                probability: first.probability,
                usual: first.usual,
                alerted,
                onset,
            })
        })
        .collect()
}

/// Whether an attack began on a day; `None` when the diary does not say, or one was running already.
#[must_use]
pub fn outcome(history: &PatientHistory, day: Date) -> Option<bool> {
    let place = usize::try_from(history.day_number(day)).ok()?;
    let begins = history
        .attacks
        .iter()
        .any(|attack| attack.onset.date() == day);
    let midnight = day.at(0, 0, 0, 0);
    let running = history
        .attacks
        .iter()
        .any(|attack| attack.onset < midnight && attack.end.is_none_or(|end| end > midnight));
    if running {
        return None;
    }
    let is_told = history.entered.get(place).copied().unwrap_or_default();
    is_told.then_some(begins)
}
