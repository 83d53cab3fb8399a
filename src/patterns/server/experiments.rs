//! Personal experiments: begun, ended early, or read once when they are over.
//!
//! Policy: the plan and its analysis are sealed when it begins and never change; one experiment runs at a
//! time; nothing of the outcome is shown before the end; a result, once written, stays.

use super::{engine, record::Experiment};
use crate::{
    account::server::Visit,
    encryption::server::{StoreError, Stored},
    patterns::{engine::PatientHistory, model::Report, view::NotBegun},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::{ToSpan, civil::Date};

/// Days that the first day may lie ahead.
const LATEST_START: i64 = 60;

/// The last day of an experiment.
#[must_use]
pub fn last_day(experiment: &Experiment) -> Option<Date> {
    let last = experiment.plan.blocks.last()?;
    let first = Date::new(
        last.first.year,
        last.first.month.cast_signed(),
        last.first.day.cast_signed(),
    )
    .ok()?;
    let days = i64::from(last.days.max(1)) - 1;
    first.checked_add(days.days()).ok()
}

/// Whether it is neither over nor ended early.
#[must_use]
pub fn is_running(experiment: &Experiment, today: Date) -> bool {
    experiment.abandoned.is_none()
        && experiment.result.is_none()
        && last_day(experiment).is_some_and(|last| last >= today)
}

/// Begins an experiment on a factor that the report proposes, on the day `first`.
///
/// # Errors
/// When it cannot be stored.
pub async fn begin(
    visit: &Visit,
    diary: &Diary,
    report: &Report,
    factor: &str,
    first: &str,
    id: RecordId,
) -> Result<Result<RecordId, NotBegun>, Problem> {
    let today = visit.today();
    if diary.experiments.iter().any(|stored| stored.id == id) {
        return Ok(Ok(id));
    }
    if diary
        .experiments
        .iter()
        .any(|stored| is_running(&stored.value, today))
    {
        return Ok(Err(NotBegun::OneIsRunning));
    }
    let latest = today.saturating_add(LATEST_START.days());
    let first = first.parse::<Date>().ok();
    let Some(first) = first.filter(|first| *first >= today && *first <= latest) else {
        return Ok(Err(NotBegun::FirstDay));
    };
    let proposal = report
        .experiments
        .iter()
        .find(|proposal| proposal.factor == factor);
    let Some(proposal) = proposal else {
        return Ok(Err(NotBegun::NotProposed));
    };
    let experiment = Experiment {
        family: proposal.family.clone(),
        plan: engine::plan(proposal, first, id),
        power: [proposal.power_odds_ratio_2, proposal.power_odds_ratio_3],
        begun: visit.now,
        abandoned: None,
        result: None,
        reported: None,
    };
    visit.store().create(visit.user, id, &experiment).await?;
    Ok(Ok(id))
}

/// Ends an experiment early: it then has no result, however promising it looked.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of this id, or it is over.
pub async fn abandon(visit: &Visit, diary: &Diary, id: RecordId) -> Result<(), Problem> {
    let found = diary.experiments.iter().find(|stored| stored.id == id);
    let stored = found.ok_or(Problem::NotFound)?;
    if !is_running(&stored.value, visit.today()) {
        return Err(Problem::NotFound);
    }
    let mut experiment = stored.value.clone();
    experiment.abandoned = Some(visit.today());
    write(visit, stored, &experiment).await
}

/// Reads those experiments whose last day is over, each once.
///
/// # Errors
/// When a result cannot be stored.
pub async fn close_finished(
    visit: &Visit,
    diary: &Diary,
    history: &PatientHistory,
) -> Result<(), Problem> {
    for stored in &diary.experiments {
        let experiment = &stored.value;
        let is_over = last_day(experiment).is_some_and(|last| last < visit.today());
        if !is_over || experiment.result.is_some() || experiment.abandoned.is_some() {
            continue;
        }
        let Some(result) = engine::analyse(&experiment.plan, history) else {
            continue;
        };
        let mut closed = experiment.clone();
        closed.result = Some(result);
        closed.reported = Some(visit.now);
        match write(visit, stored, &closed).await {
            // Another run was faster; its result stays.
            Ok(()) | Err(Problem::Changed) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(())
}

async fn write(
    visit: &Visit,
    stored: &Stored<Experiment>,
    experiment: &Experiment,
) -> Result<(), Problem> {
    let written = visit
        .store()
        .put(visit.user, stored.id, stored.revision, experiment)
        .await;
    match written {
        Ok(_) => Ok(()),
        Err(StoreError::Changed) => Err(Problem::Changed),
        Err(error) => Err(error.into()),
    }
}
