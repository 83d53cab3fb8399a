//! The door to the engine: what the server asks of it, in one place.

mod signs;

use crate::{
    patterns::{
        engine::{
            self, HistoryError, PatientHistory, experiment,
            factors::factors,
            forecast::{alert, reliability as record},
            frame::Frame,
            seed,
        },
        model::{
            AlertAdvice, AlertSettings, AlertThreshold, ExperimentPlan, ExperimentProposal,
            ExperimentResult, ForecastState, Reliability, Report, ResolvedForecast, Twins,
        },
    },
    platform::ids::RecordId,
};
use jiff::civil::Date;

/// Version of the engine: a result of another one is older than the diary.
pub const VERSION: u32 = engine::ENGINE;

/// The report of a history.
///
/// # Errors
/// When lengths and codes of the history disagree.
pub fn run(history: &PatientHistory, settings: AlertSettings) -> Result<Report, HistoryError> {
    engine::run(history, settings)
}

/// The report after a new entry: what is said of the factors, at once; the rest as it was.
///
/// # Errors
/// When lengths and codes of the history disagree.
pub fn refresh(history: &PatientHistory, before: Report) -> Result<Report, HistoryError> {
    engine::refresh(history, before)
}

/// What to do this evening at a local hour, with so many alerts in the last 30 days.
#[must_use]
pub fn advise(
    report: &Report,
    history: &PatientHistory,
    settings: AlertSettings,
    (spent, hour): (u8, u8),
) -> AlertAdvice {
    let (Some(bound), Some(forecast)) = (&report.threshold, report.outlook.days.first()) else {
        return AlertAdvice::Quiet;
    };
    if report.outlook.state != ForecastState::On {
        return AlertAdvice::Quiet;
    }
    let codes = signs::to_ask(report);
    let today = history.days.saturating_sub(1);
    let evening = alert::Evening {
        probability: forecast.probability,
        alerts_this_month: u32::from(spent),
        checked_in: signs::said(history, &codes, today).is_some(),
        hour,
        signs: signs::weigh(history, codes),
    };
    alert::advise(&evening, bound, settings)
}

/// From which chance on to alert.
#[must_use]
pub fn threshold(past: &[ResolvedForecast], settings: AlertSettings) -> Option<AlertThreshold> {
    alert::threshold(past, settings)
}

/// The record of resolved forecasts.
#[must_use]
pub fn reliability(resolved: &[ResolvedForecast]) -> Option<Reliability> {
    record::reliability(resolved)
}

/// The plan of a proposal: the id decides the order.
#[must_use]
pub fn plan(proposal: &ExperimentProposal, first: Date, id: RecordId) -> ExperimentPlan {
    let mut rng = seed::generator(&id.to_string(), first, "experiment");
    experiment::plan(proposal, first, &mut rng)
}

/// What a plan came to; `None` before its end.
#[must_use]
pub fn analyse(plan: &ExperimentPlan, history: &PatientHistory) -> Option<ExperimentResult> {
    let frame = Frame::of(history);
    let factors = factors(history, &frame);
    let exposure = factors.iter().find(|factor| factor.code == plan.factor);
    let values = exposure.map_or(&[][..], |factor| &factor.values);
    experiment::analyse(plan, &frame, values)
}

/// The twins of the attack that began on a day.
#[must_use]
pub fn twins(history: &PatientHistory, day: Date) -> Option<Twins> {
    let frame = Frame::of(history);
    let place = usize::try_from(history.day_number(day)).ok()?;
    engine::twins::twins(place, &factors(history, &frame), &frame)
}
