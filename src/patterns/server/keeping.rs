//! Single records of a patient, under ids that follow from what they are: the last result, the settings.

use super::record::{KeptReport, PatternSettings};
use crate::{
    account::server::Visit,
    encryption::server::{Created, StoreError, Stored},
    platform::ids::RecordId,
    problem::Problem,
};

/// How often keeping is tried again when another device was faster.
const TRIES: usize = 4;

/// The id of the last result.
///
/// # Errors
/// When the keys or the database are away.
pub async fn report_id(visit: &Visit) -> Result<RecordId, Problem> {
    let ids = visit.store().derived_ids(visit.user).await?;
    Ok(ids.id(&[b"pattern-report"]))
}

/// The last result, if there is one that can be read. One that cannot is as good as none: it is derived.
///
/// # Errors
/// When the keys or the database are away.
pub async fn report(visit: &Visit) -> Result<Option<Stored<KeptReport>>, Problem> {
    match visit.store().get(visit.user, report_id(visit).await?).await {
        Ok(found) => Ok(found),
        Err(StoreError::Unreadable) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Keeps a result in the place of the last one.
///
/// # Errors
/// When it cannot be stored.
pub async fn keep_report(visit: &Visit, report: &KeptReport) -> Result<(), Problem> {
    let id = report_id(visit).await?;
    let store = visit.store();
    for _ in 0..TRIES {
        match store.get::<KeptReport>(visit.user, id).await {
            Ok(Some(stored)) if stored.value.made > report.made => return Ok(()),
            Ok(Some(stored)) => match store.put(visit.user, id, stored.revision, report).await {
                Ok(_) => return Ok(()),
                Err(StoreError::Changed) => {}
                Err(error) => return Err(error.into()),
            },
            Ok(None) => {
                if store.create(visit.user, id, report).await? == Created::New {
                    return Ok(());
                }
            }
            Err(StoreError::Unreadable) => {
                store.erase(visit.user, &[id]).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Changed)
}

/// Changes the settings, or makes them.
///
/// # Errors
/// When they cannot be stored.
pub async fn change_settings(
    visit: &Visit,
    known: Option<&Stored<PatternSettings>>,
    edit: impl Fn(&mut PatternSettings) + Send + Sync,
) -> Result<(), Problem> {
    let id = match known {
        Some(stored) => stored.id,
        None => {
            let ids = visit.store().derived_ids(visit.user).await?;
            ids.id(&[b"pattern-settings"])
        }
    };
    let store = visit.store();
    store
        .change(visit.user, id, PatternSettings::default, edit)
        .await?;
    Ok(())
}
