//! Experiments as the pages show them: nothing of an outcome before the end.

use super::Desk;
use crate::{
    account::server::{Visit, civil_day},
    encryption::server::Stored,
    patterns::{
        model::Block,
        server::{
            experiments::{is_running, last_day},
            record::Experiment,
        },
        view::{BlockView, ExperimentState, ExperimentView, ExperimentsView},
    },
    platform::ids::RecordId,
    problem::Problem,
};
use jiff::{ToSpan, civil::Date};

/// All experiments and what is worth one.
#[must_use]
pub fn experiments_view(desk: &Desk, visit: &Visit) -> ExperimentsView {
    let today = visit.today();
    let mut stored: Vec<_> = desk.diary.experiments.iter().collect();
    stored.sort_by_key(|stored| (std::cmp::Reverse(stored.value.begun), stored.id));
    let is_busy = stored.iter().any(|stored| is_running(&stored.value, today));
    let report = desk.kept.as_ref().map(|kept| &kept.report);
    let tomorrow = today.tomorrow().unwrap_or(today);
    ExperimentsView {
        experiments: stored
            .into_iter()
            .map(|stored| view(stored, desk, today))
            .collect(),
        proposals: report.map_or_else(Vec::new, |report| report.experiments.clone()),
        is_busy,
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
        first_day: tomorrow.to_string(),
        names: desk.names(),
    }
}

/// One experiment.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of this id.
pub fn experiment_view(
    desk: &Desk,
    visit: &Visit,
    id: RecordId,
) -> Result<ExperimentView, Problem> {
    let found = desk.diary.experiments.iter().find(|stored| stored.id == id);
    let stored = found.ok_or(Problem::NotFound)?;
    Ok(view(stored, desk, visit.today()))
}

fn view(stored: &Stored<Experiment>, desk: &Desk, today: Date) -> ExperimentView {
    let experiment = &stored.value;
    let blocks: Vec<(Date, Date, Block)> = experiment
        .plan
        .blocks
        .iter()
        .filter_map(|block| {
            let first = date(block)?;
            let last = first.saturating_add((i64::from(block.days.max(1)) - 1).days());
            Some((first, last, *block))
        })
        .collect();
    let state = state(
        experiment,
        blocks.first().map(|(first, _, _)| *first),
        today,
    );
    let now = blocks.iter().find(|(first, last, _)| {
        state == ExperimentState::Running && *first <= today && today <= *last
    });
    ExperimentView {
        id: stored.id.to_string(),
        factor: experiment.plan.factor.clone(),
        state,
        today: now.map(|(_, _, block)| block.arm),
        is_wash_out: now.is_some_and(|(first, _, _)| {
            i64::from((today - *first).get_days()) < i64::from(experiment.plan.wash_out_days)
        }),
        blocks: blocks
            .iter()
            .map(|(first, last, block)| BlockView {
                first: civil_day(*first),
                last: civil_day(*last),
                arm: block.arm,
                is_now: state == ExperimentState::Running && *first <= today && today <= *last,
            })
            .collect(),
        wash_out_days: experiment.plan.wash_out_days,
        level: experiment.plan.level,
        analysis: experiment.plan.analysis,
        power: experiment.power,
        result: experiment.result.clone(),
        names: desk.names(),
    }
}

fn state(experiment: &Experiment, first: Option<Date>, today: Date) -> ExperimentState {
    if experiment.abandoned.is_some() {
        ExperimentState::Abandoned
    } else if experiment.result.is_some() {
        ExperimentState::Reported
    } else if last_day(experiment).is_none_or(|last| last < today) {
        ExperimentState::Ending
    } else if first.is_some_and(|first| first > today) {
        ExperimentState::Planned
    } else {
        ExperimentState::Running
    }
}

fn date(block: &Block) -> Option<Date> {
    let first = block.first;
    Date::new(
        first.year,
        first.month.cast_signed(),
        first.day.cast_signed(),
    )
    .ok()
}
