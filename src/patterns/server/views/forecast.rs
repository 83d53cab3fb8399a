//! The forecast with its sealed record, and the form of alert settings.

use super::Desk;
use crate::{
    account::{
        parts::Submission,
        server::{Visit, civil_day, civil_moment},
    },
    encryption::server::Stored,
    patterns::{
        engine::PatientHistory,
        model::AlertSettings,
        server::{
            alerts::spent,
            engine,
            forecasts::{by_day, resolve},
            record::ForecastAlert,
            refresh::settings,
        },
        view::{AlertFault, AlertView, ForecastView, SettingsFaults},
    },
};

/// Alerts that the page lists.
const MOST_ALERTS: usize = 12;

/// The page. `history` is the diary as the engine reads it, for the outcomes.
#[must_use]
pub fn forecast_view(desk: &Desk, visit: &Visit, history: Option<&PatientHistory>) -> ForecastView {
    let today = visit.today();
    let diary = &desk.diary;
    let report = desk.kept.as_ref().map(|kept| &kept.report);
    let resolved = history.map_or_else(Vec::new, |history| {
        resolve(&diary.forecasts, &diary.forecast_alerts, history, today)
    });
    let latest = by_day(&diary.forecasts);
    let mut alerts: Vec<_> = diary.forecast_alerts.iter().collect();
    alerts.sort_by_key(|stored| std::cmp::Reverse(stored.value.day));
    ForecastView {
        freshness: desk.freshness(visit),
        has_entries: !diary.is_empty(),
        today: latest
            .get(&today)
            .and_then(|issued| issued.days.first().cloned()),
        outlook: report.map(|report| report.outlook.clone()),
        usual: report.map(|report| report.first.usual),
        record: engine::reliability(&resolved),
        resolved: u32::try_from(resolved.len()).unwrap_or(u32::MAX),
        sealed: u32::try_from(latest.len()).unwrap_or(u32::MAX),
        replay: report.and_then(|report| report.reliability.clone()),
        threshold: report
            .and_then(|report| engine::threshold(&report.replay, settings(diary).alerts)),
        alerts: alerts
            .into_iter()
            .take(MOST_ALERTS)
            .map(|stored| alert_view(stored, visit))
            .collect(),
        settings: settings(diary).alerts,
        spent: spent(&diary.forecast_alerts, today),
        names: desk.names(),
    }
}

fn alert_view(stored: &Stored<ForecastAlert>, visit: &Visit) -> AlertView {
    let alert = &stored.value;
    let signs = alert.question.as_ref();
    AlertView {
        id: stored.id.to_string(),
        day: civil_day(alert.day),
        raised: civil_moment(alert.raised, &visit.zone),
        probability: alert.probability,
        usual: alert.usual,
        signs: signs.map_or_else(Vec::new, |question| question.signs.clone()),
        answer: alert.answer,
        is_open: alert.question.is_some() && alert.answer.is_none() && alert.day >= visit.today(),
        is_seen: alert.seen,
    }
}

/// Reads the form of alert settings.
///
/// # Errors
/// What was refused, by field.
pub fn read_settings(form: &Submission) -> Result<AlertSettings, SettingsFaults> {
    let mut faults = SettingsFaults::new();
    let mut number = |field: &'static str, least: u8, most: u8, fault: AlertFault| {
        let number = form.text(field).trim().parse::<u8>().ok();
        let number = number.filter(|number| (least..=most).contains(number));
        number.unwrap_or_else(|| {
            faults.insert(field, fault);
            least
        })
    };
    let settings = AlertSettings {
        enabled: form.text("enabled") == "yes",
        monthly_budget: number("budget", 1, 15, AlertFault::Budget),
        quiet_hours: [
            number("quiet_from", 0, 23, AlertFault::Hour),
            number("quiet_to", 0, 23, AlertFault::Hour),
        ],
    };
    if faults.is_empty() {
        Ok(settings)
    } else {
        Err(faults)
    }
}
