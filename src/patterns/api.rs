//! What the pages of the Pattern Guardian ask. All of them are plain.

use super::{
    server::{self as patterns, Desk},
    view::{
        EvidenceView, ExperimentView, ExperimentsView, ForecastView, HowView, InsightsView,
        NotBegun, SettingsFaults, SuspicionsView, TwinsView,
    },
};
use crate::{
    account::{parts::Submission, server::visit},
    platform::ids::RecordId,
    problem::Problem,
};

fn id(text: &str) -> Result<RecordId, Problem> {
    RecordId::parse(text).map_err(|_| Problem::NotFound)
}

/// The page of insights.
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_insights() -> Result<InsightsView, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    Ok(patterns::insights_view(&desk, &visit))
}

/// The evidence about a family.
///
/// # Errors
/// [`Problem::NotFound`] when nothing was found about it.
pub async fn load_evidence(family: &str) -> Result<EvidenceView, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    patterns::evidence_view(&desk, &visit, family)
}

/// The page "how this works".
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_how() -> Result<HowView, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    Ok(patterns::how_view(&desk, &visit))
}

/// The page on which suspicions are entered.
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_suspicions() -> Result<SuspicionsView, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    Ok(patterns::suspicions_view(&desk))
}

/// Keeps what the patient suspects.
///
/// # Errors
/// When it cannot be stored.
pub async fn save_suspicions(form: &Submission) -> Result<(), Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    let suspected = patterns::read_suspicions(&desk, form);
    let known = desk.diary.pattern_settings.first();
    patterns::change_settings(&visit, known, |settings| {
        settings.suspected.clone_from(&suspected);
    })
    .await
}

/// The page of the forecast.
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_forecast() -> Result<ForecastView, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    let history = patterns::read(&visit, &desk.diary).await?;
    Ok(patterns::forecast_view(&desk, &visit, history.as_ref()))
}

/// Keeps the settings of alerts; inside, what was refused.
///
/// # Errors
/// When they cannot be stored.
pub async fn save_alerts(form: &Submission) -> Result<Result<(), SettingsFaults>, Problem> {
    let visit = visit()?;
    let alerts = match patterns::read_settings(form) {
        Ok(alerts) => alerts,
        Err(faults) => return Ok(Err(faults)),
    };
    let desk = Desk::open(&visit).await?;
    let known = desk.diary.pattern_settings.first();
    patterns::change_settings(&visit, known, |settings| settings.alerts = alerts).await?;
    Ok(Ok(()))
}

/// Keeps the answer to the question before an alarm.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such question.
pub async fn answer_alert(form: &Submission) -> Result<(), Problem> {
    let answer = match form.text("answer") {
        "yes" => Some(true),
        "no" => Some(false),
        "" => None,
        _ => return Err(Problem::Invalid),
    };
    patterns::answer(&visit()?, id(form.text("id"))?, answer).await
}

/// Experiments and what is worth one.
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_experiments() -> Result<ExperimentsView, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    Ok(patterns::experiments_view(&desk, &visit))
}

/// One experiment.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of this id.
pub async fn load_experiment(text: &str) -> Result<ExperimentView, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    patterns::experiment_view(&desk, &visit, id(text)?)
}

/// Begins an experiment; gives the address that shows it, or why not.
///
/// # Errors
/// When it cannot be stored.
pub async fn begin_experiment(form: &Submission) -> Result<Result<String, NotBegun>, Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    let report = &desk.kept.as_ref().ok_or(Problem::NotFound)?.report;
    let (factor, first) = (form.text("factor"), form.text("first"));
    let id = id(form.text("id"))?;
    let begun = patterns::begin(&visit, &desk.diary, report, factor, first, id).await?;
    Ok(begun.map(|id| format!("/experiments/{id}")))
}

/// Ends an experiment early.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of this id, or it is over.
pub async fn abandon_experiment(text: &str) -> Result<(), Problem> {
    let visit = visit()?;
    let desk = Desk::open(&visit).await?;
    patterns::abandon(&visit, &desk.diary, id(text)?).await
}

/// The twins of an attack.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack.
pub async fn load_twins(text: &str) -> Result<TwinsView, Problem> {
    let visit = visit()?;
    let id = id(text)?;
    let desk = Desk::open(&visit).await?;
    let history = patterns::read(&visit, &desk.diary).await?;
    patterns::twins_view(&desk, &visit, history.as_ref(), id)
}
