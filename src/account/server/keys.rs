//! What the patient's keys were used for, as the key custodian wrote it down (the application can read
//! that book and cannot change it), and new keys on the patient's wish.

use super::{Visit, civil_moment};
use crate::{
    account::model::{KeyAction, KeyUse, KeyUses},
    encryption::{
        remote::{Reason, Use, error::RemoteError},
        server::{KeysError, StoreError},
    },
    problem::Problem,
};
use jiff::Timestamp;
use tower_sessions::Session;

/// How many lines the custodian tells at once.
const PAGE: usize = 100;

/// The newest lines, or those before line `before`.
///
/// # Errors
/// When the custodian is away or the sign-in was too long ago.
pub async fn key_uses(visit: &Visit, before: Option<u64>) -> Result<KeyUses, Problem> {
    let Some(custodian) = visit.state.identity.custodian() else {
        return Ok(KeyUses::Here);
    };
    let told = custodian
        .uses(visit.user, before)
        .await
        .map_err(|error: RemoteError| Problem::from(StoreError::from(KeysError::from(error))))?;
    let older = told
        .last()
        .map(|used| used.number)
        .filter(|number| told.len() >= PAGE && *number > 1);
    let uses = told.iter().filter_map(|used| line(visit, used)).collect();
    Ok(KeyUses::Elsewhere { uses, older })
}

/// Begins new keys. New entries have them at once, the others follow in the background. `session` is the
/// one that asks: the custodian wants to see a sign-in of the last minutes.
///
/// # Errors
/// When the custodian is away or the sign-in was too long ago: then nothing has changed.
pub async fn replace_keys(visit: &Visit, session: &Session) -> Result<(), Problem> {
    visit.state.identity.show_grant(session, visit.user).await;
    visit.state.tending.upkeep().raise(visit.user).await?;
    visit.state.tending.replaced(visit.user);
    Ok(())
}

fn line(visit: &Visit, used: &Use) -> Option<KeyUse> {
    let at = Timestamp::from_second(used.at).ok()?;
    Some(KeyUse {
        number: used.number,
        at: civil_moment(at, &visit.zone),
        action: action_of(used),
        keys: used.detail.shares,
        is_refused: used.outcome != "done",
        words: used.detail.words.clone(),
    })
}

fn action_of(used: &Use) -> KeyAction {
    match (used.action.as_str(), used.detail.reason) {
        ("lease", Some(Reason::Reading)) => KeyAction::Reading,
        ("lease", Some(Reason::Writing)) => KeyAction::Writing,
        ("lease", Some(Reason::Compaction | Reason::Rewrap)) => KeyAction::Moving,
        ("lease", Some(Reason::Night)) => KeyAction::Night,
        ("grant", _) => KeyAction::SignedIn,
        ("renewal", _) => KeyAction::Renewed,
        ("revoke", _) => KeyAction::SignedOut,
        ("background-grant", _) => KeyAction::NightAllowed,
        ("emergency-grant", _) => KeyAction::Emergency,
        ("retire" | "keep" | "destroy-retired", _) => KeyAction::Retired,
        ("raise-lineage", _) => KeyAction::Replaced,
        ("shred", _) => KeyAction::Destroyed,
        _ => KeyAction::Other,
    }
}
