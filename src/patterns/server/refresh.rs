//! One run: from the diary to a kept result, a sealed forecast, an alert and the ends of experiments.

use super::{
    alerts, engine, environment, experiments,
    fingerprint::fingerprint,
    forecasts,
    history::{Reader, calendar, history},
    keeping,
    record::{KeptReport, PatternSettings},
};
use crate::{
    account::server::Visit,
    patterns::engine::PatientHistory,
    platform::{ids::UserId, state::AppState},
    problem::Problem,
    reports::server::Diary,
};
use std::sync::Arc;

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// There is no entry yet.
    Empty,
    /// The last result is of this diary and this day.
    Current,
    /// There is a new result.
    New,
}

/// The patient's settings; the usual ones when nothing was set.
#[must_use]
pub fn settings(diary: &Diary) -> PatternSettings {
    let first = diary.pattern_settings.first();
    first.map_or_else(PatternSettings::default, |stored| stored.value.clone())
}

/// The digest of a diary as a visit sees it.
#[must_use]
pub fn digest(diary: &Diary, visit: &Visit) -> u64 {
    fingerprint(diary, &settings(diary), visit.today(), engine::VERSION)
}

/// The history that a visit's diary gives; `None` when there is no entry.
///
/// # Errors
/// When the surroundings cannot be opened.
pub async fn read(visit: &Visit, diary: &Diary) -> Result<Option<PatientHistory>, Problem> {
    let today = visit.today();
    let Some(days) = calendar(diary, today) else {
        return Ok(None);
    };
    let surroundings = environment::history(visit, days).await?;
    let reader = Reader {
        patient: visit.user.to_string(),
        today,
        zone: visit.zone.clone(),
        suspected: settings(diary).suspected.into_iter().collect(),
    };
    Ok(history(diary, &reader, surroundings))
}

/// Brings the last result up to date, if it is older than the diary.
///
/// # Errors
/// When the keys or the database are away, or the engine cannot read the diary.
pub async fn refresh(visit: &Visit) -> Result<Refreshed, Problem> {
    let diary = Diary::open(visit).await?;
    let digest = digest(&diary, visit);
    let kept = keeping::report(visit).await?.map(|kept| kept.value);
    if kept.as_ref().is_some_and(|kept| kept.diary == digest) {
        return Ok(Refreshed::Current);
    }
    let Some(history) = read(visit, &diary).await? else {
        return Ok(Refreshed::Empty);
    };
    let history = Arc::new(history);
    if let Some(before) = kept.filter(|kept| is_of_today(kept, visit)) {
        say_first(visit, &history, before).await?;
    }
    let (report, advice) = {
        let history = Arc::clone(&history);
        let wanted = settings(&diary).alerts;
        let spent = alerts::spent(&diary.forecast_alerts, visit.today());
        let hour = visit.now.to_zoned(visit.zone.clone()).hour().unsigned_abs();
        let run = move || {
            let report = engine::run(&history, wanted)?;
            let advice = engine::advise(&report, &history, wanted, (spent, hour));
            Ok::<_, crate::patterns::engine::HistoryError>((report, advice))
        };
        let finished = tokio::task::spawn_blocking(run).await;
        finished.map_err(|_| Problem::Internal)?.map_err(|error| {
            // The error names a track, which may be a patient's own: only that it happened is logged.
            let _ = error;
            tracing::error!("the engine could not read a history");
            Problem::Internal
        })?
    };
    forecasts::seal(visit, &diary, &report).await?;
    alerts::raise(visit, &diary, &settings(&diary), &report, advice).await?;
    experiments::close_finished(visit, &diary, &history).await?;
    let kept = KeptReport {
        report,
        made: visit.now,
        day: visit.today(),
        zone: visit.zone_name.clone(),
        diary: digest,
    };
    keeping::keep_report(visit, &kept).await?;
    Ok(Refreshed::New)
}

/// Whether only entries came since: then forecasts and first answers of the result still say something.
fn is_of_today(kept: &KeptReport, visit: &Visit) -> bool {
    kept.day == visit.today()
        && kept.zone == visit.zone_name
        && kept.report.engine == engine::VERSION
}

/// Keeps what the new entries say of the factors, before the longer work on forecasts: it takes a fraction of
/// the time. It still counts as older than the diary.
pub(super) async fn say_first(
    visit: &Visit,
    history: &Arc<PatientHistory>,
    before: KeptReport,
) -> Result<(), Problem> {
    let history = Arc::clone(history);
    let earlier = before.report;
    let said = tokio::task::spawn_blocking(move || engine::refresh(&history, earlier)).await;
    // The whole run that follows tells of the same fault.
    let Ok(Ok(report)) = said else {
        return Ok(());
    };
    let kept = KeptReport {
        report,
        made: visit.now,
        ..before
    };
    keeping::keep_report(visit, &kept).await
}

/// The nightly run of one patient, for a job that may open their records. The zone is that of the last
/// run; `zone` when there was none.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_nightly(
    state: &AppState,
    user: UserId,
    zone: &str,
) -> Result<Refreshed, Problem> {
    let visit = Visit::of_user(state, user, zone);
    match keeping::report(&visit).await? {
        Some(kept) => refresh(&Visit::of_user(state, user, &kept.value.zone)).await,
        None => refresh(&visit).await,
    }
}
