//! Keeps answered scales. A form carries the id of its record: sending it twice makes one, and sending
//! it for a record that is there replaces the answers.

use super::{Filled, ScaleAnswers, ScaleResult};
use crate::{
    account::server::Visit,
    encryption::server::{Created, StoreError},
    platform::ids::RecordId,
    problem::Problem,
    scales::model::Scale,
};

/// How often a change is tried again when somebody else was faster.
const TRIES: usize = 4;

/// Stores a form under `id`.
///
/// # Errors
/// [`Problem::Invalid`] when the id belongs to another scale; otherwise when it cannot be stored.
pub async fn save(
    visit: &Visit,
    id: RecordId,
    scale: Scale,
    filled: &Filled,
) -> Result<ScaleResult, Problem> {
    let record = ScaleAnswers {
        scale,
        day: filled.day,
        answers: filled.answers.clone(),
        typed_scores: filled.typed_scores.clone(),
        recorded: visit.now,
    };
    for _ in 0..TRIES {
        if visit.store().create(visit.user, id, &record).await? == Created::New {
            return find(visit, id).await;
        }
        let found = visit.store().get::<ScaleAnswers>(visit.user, id).await?;
        let found = found.ok_or(Problem::Invalid)?;
        if found.value.scale != scale {
            return Err(Problem::Invalid);
        }
        let record = ScaleAnswers {
            recorded: found.value.recorded,
            ..record.clone()
        };
        let store = visit.store();
        match store.put(visit.user, id, found.revision, &record).await {
            Ok(_) => return find(visit, id).await,
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Changed)
}

/// One answered scale.
///
/// # Errors
/// [`Problem::NotFound`] when there is none; otherwise when it cannot be opened.
pub async fn find(visit: &Visit, id: RecordId) -> Result<ScaleResult, Problem> {
    let found = visit.store().get::<ScaleAnswers>(visit.user, id).await?;
    found.as_ref().map(ScaleResult::of).ok_or(Problem::NotFound)
}

/// Deletes an answered scale; for a week it can be brought back.
///
/// # Errors
/// [`Problem::NotFound`] when there is none; otherwise when it cannot be stored.
pub async fn remove(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    find(visit, id).await?;
    Ok(visit.store().delete(visit.user, id).await?)
}

/// Brings a deleted one back.
///
/// # Errors
/// [`Problem::NotFound`] when it was never there; otherwise when it cannot be stored.
pub async fn restore(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    visit.store().restore(visit.user, id).await?;
    Ok(())
}
