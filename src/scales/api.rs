//! What the pages of this capsule ask for.

use super::{
    model::{FormView, OverviewView, ResultView, Scale, ScaleFault},
    server as scales,
};
use crate::{
    account::{parts::Submission, server::visit},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};

/// What storing a form came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The record.
    pub id: String,
    /// An answer speaks of death or self-harm: help comes first.
    pub calls_for_care: bool,
}

/// `/scales`.
///
/// # Errors
/// When nobody is signed in or the diary cannot be opened.
pub async fn load_overview() -> Result<OverviewView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(scales::overview(&diary, &visit))
}

/// The form of a scale; `edited` names the record that is filled in further, empty for none.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such scale or record.
pub async fn load_form(scale: &str, edited: &str) -> Result<FormView, Problem> {
    let visit = visit()?;
    let scale = Scale::parse(scale).map_err(|_| Problem::NotFound)?;
    let edited = match edited {
        "" => None,
        id => Some(find(scale, id).await?),
    };
    let diary = Diary::open(&visit).await?;
    Ok(scales::form_view(&diary, &visit, scale, edited.as_ref()))
}

/// Stores the form of a scale, or says what is wrong with it.
///
/// # Errors
/// When nobody is signed in or it cannot be stored.
pub async fn save(
    scale: &str,
    form: &Submission,
) -> Result<Result<Saved, Vec<ScaleFault>>, Problem> {
    let visit = visit()?;
    let scale = Scale::parse(scale).map_err(|_| Problem::NotFound)?;
    let id = RecordId::parse(form.text("id")).map_err(|_| Problem::Invalid)?;
    match scales::read(form, scale, visit.today()) {
        Ok(filled) => {
            let result = scales::save(&visit, id, scale, &filled).await?;
            Ok(Ok(Saved {
                id: id.to_string(),
                calls_for_care: result.calls_for_care(),
            }))
        }
        Err(faults) => Ok(Err(faults)),
    }
}

/// One answered scale.
///
/// # Errors
/// [`Problem::NotFound`] when there is none.
pub async fn load_result(scale: &str, id: &str) -> Result<ResultView, Problem> {
    let scale = Scale::parse(scale).map_err(|_| Problem::NotFound)?;
    Ok(scales::result_view(&find(scale, id).await?))
}

/// Deletes one; for a week it can be brought back.
///
/// # Errors
/// [`Problem::NotFound`] when there is none.
pub async fn remove(id: &str) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(id).map_err(|_| Problem::NotFound)?;
    scales::remove(&visit, id).await
}

/// Brings a deleted one back.
///
/// # Errors
/// [`Problem::NotFound`] when it was never there.
pub async fn restore(id: &str) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(id).map_err(|_| Problem::NotFound)?;
    scales::restore(&visit, id).await
}

async fn find(scale: Scale, id: &str) -> Result<scales::ScaleResult, Problem> {
    let visit = visit()?;
    let id = RecordId::parse(id).map_err(|_| Problem::NotFound)?;
    let found = scales::find(&visit, id).await?;
    if found.scale == scale {
        Ok(found)
    } else {
        Err(Problem::NotFound)
    }
}
