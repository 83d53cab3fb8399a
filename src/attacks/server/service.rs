//! What the pages ask of attacks: begin, change, take back, delete, bring back.
//!
//! Every change reads the record, applies itself and writes it under the next revision. When another
//! tap came in between, it is applied once more to what that tap left: taps do not get lost.

use super::{
    change::{Change, FieldProblem},
    detail_form::read_form,
    history::remember_deleted,
    record::{Attack, AttackRecord, Draft},
};
use crate::{
    account::{parts::Submission, server::Visit},
    attacks::model::FieldFault,
    encryption::server::{StoreError, Stored},
    environment::server::attach_soon,
    medication::server::{self as medication, IntakeRecord},
    platform::ids::RecordId,
    problem::Problem,
};
use std::collections::BTreeMap;

/// How often a change is applied again when others come in between.
const ATTEMPTS: usize = 5;

/// Begins an attack under the id that the page carried; a repeated tap begins nothing new.
///
/// # Errors
/// When it cannot be stored.
pub async fn begin(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let attack = Attack::begun(visit.now, &visit.zone_name, visit.now);
    add(visit, id, attack).await
}

/// Stores an attack that was described as a whole, such as a late entry.
///
/// # Errors
/// When it cannot be stored.
pub async fn add(visit: &Visit, id: RecordId, attack: Attack) -> Result<(), Problem> {
    visit
        .store()
        .create(visit.user, id, &AttackRecord::new(attack))
        .await?;
    attach_soon(visit, id);
    Ok(())
}

/// One attack.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack.
pub async fn find(visit: &Visit, id: RecordId) -> Result<Stored<AttackRecord>, Problem> {
    visit
        .store()
        .get(visit.user, id)
        .await?
        .ok_or(Problem::NotFound)
}

/// Applies one change; the attack before it is kept for undo.
///
/// # Errors
/// When there is no such attack or it cannot be stored.
pub async fn change(visit: &Visit, id: RecordId, change: Change) -> Result<(), Problem> {
    edit(visit, id, |record| AttackRecord {
        attack: change.clone().apply(record.attack.clone(), visit.now),
        previous: Some(record.attack.clone()),
        draft: None,
    })
    .await
}

/// Applies a typed change, or keeps the typed texts with the reason why they were refused.
///
/// # Errors
/// When there is no such attack or it cannot be stored.
pub async fn change_typed(
    visit: &Visit,
    id: RecordId,
    fields: &[(&str, &str)],
    read: impl Fn(&Attack) -> Result<Change, FieldProblem>,
) -> Result<(), Problem> {
    edit(visit, id, |record| match read(&record.attack) {
        Ok(change) => AttackRecord {
            attack: change.apply(record.attack.clone(), visit.now),
            previous: Some(record.attack.clone()),
            draft: None,
        },
        Err(FieldProblem(fault)) => AttackRecord {
            draft: Some(Draft {
                fault,
                fields: typed(fields),
            }),
            ..record.clone()
        },
    })
    .await
}

/// Applies what the details page sent. Nothing is stored when a typed value is refused.
///
/// # Errors
/// When there is no such attack, no form of ours sends this, or it cannot be stored.
pub async fn change_details(
    visit: &Visit,
    id: RecordId,
    form: &Submission,
) -> Result<Result<(), FieldFault>, Problem> {
    match form.text("do") {
        "undo" => return undo(visit, id).await.map(Ok),
        "stay" => return Ok(Ok(())),
        _ => {}
    }
    let attack = find(visit, id).await?.value.attack;
    match read_form(&attack, form, visit.now)? {
        Ok(change) => self::change(visit, id, change).await.map(Ok),
        Err(FieldProblem(fault)) => Ok(Err(fault)),
    }
}

/// Deletes any entry of the history and remembers it for undo. An intake gives its units back.
///
/// # Errors
/// When there is no such entry or it cannot be stored.
pub async fn delete_entry(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let store = visit.store();
    // An entry that cannot be opened can still be deleted.
    if let Ok(Some(_)) = store.get::<IntakeRecord>(visit.user, id).await {
        return medication::delete(visit, id).await.map(drop);
    }
    store.delete(visit.user, id).await?;
    remember_deleted(Some(id));
    Ok(())
}

/// Takes the latest change back; taking back again brings it back.
///
/// # Errors
/// When there is no such attack or it cannot be stored.
pub async fn undo(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    edit(visit, id, |record| match &record.previous {
        Some(previous) => AttackRecord {
            attack: previous.clone(),
            previous: Some(record.attack.clone()),
            draft: None,
        },
        None => record.clone(),
    })
    .await
}

async fn edit(
    visit: &Visit,
    id: RecordId,
    edit: impl Fn(&AttackRecord) -> AttackRecord,
) -> Result<(), Problem> {
    for _ in 0..ATTEMPTS {
        let stored = find(visit, id).await?;
        let edited = edit(&stored.value);
        if !edited.attack.has_room() {
            return Err(Problem::TooLarge);
        }
        match visit
            .store()
            .put(visit.user, id, stored.revision, &edited)
            .await
        {
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
            Ok(_) => {
                // What was around the patient is another thing at another hour.
                if edited.attack.onset != stored.value.attack.onset {
                    attach_soon(visit, id);
                }
                return Ok(());
            }
        }
    }
    Err(Problem::Changed)
}

/// The longest text that is kept for a refused form, in characters.
const LONGEST_DRAFT: usize = 20_000;

fn typed(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    fields
        .iter()
        .map(|(name, text)| {
            (
                (*name).to_owned(),
                text.chars().take(LONGEST_DRAFT).collect(),
            )
        })
        .collect()
}
