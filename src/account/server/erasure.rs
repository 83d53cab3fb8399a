//! Erasing everything of a patient, at once and for good.
//!
//! The order matters. First the custodian destroys the patient's keys: from then on nothing opens, not
//! even in an old backup, whatever happens next; its signed receipt is kept. Then every row goes, in one transaction. The account
//! at the provider comes last, because it is the only part that can be made up for by hand; when it
//! fails, the patient is told. Each step may be repeated. To add a table with rows of patients: a line
//! in [`TABLES`] and its statement; a test compares them with the database.

use super::Visit;
use crate::{
    account::model::Farewell,
    encryption::{
        custodian::Receipt,
        server::{KeysError, StoreError},
    },
    identity::server::Removal,
    platform::database::{Capability, DatabaseError},
    problem::Problem,
};
use tower_sessions::Session;

/// Every table that holds rows of patients, in the order in which they are emptied.
#[cfg(test)]
pub(crate) const TABLES: [&str; 6] = [
    "identity.account",
    "identity.role",
    "identity.session",
    "vault.app_share",
    "vault.night_grant",
    "vault.record",
];

/// Erases everything of the patient whose visit it is. `session` is the one that asks.
///
/// # Errors
/// [`Problem::KeysAway`] when the custodian cannot destroy the keys: then nothing was erased.
/// [`Problem::DatabaseAway`] when the rows could not be removed: then nothing opens any more, and
/// asking again removes them.
pub async fn erase_account(visit: &Visit, session: &Session) -> Result<Farewell, Problem> {
    let identity = &visit.state.identity;
    // The session is among the rows: what it remembers has to be read before.
    let subject = identity.subject_of(session).await;
    identity.show_grant(session, visit.user).await;
    let receipt = visit
        .store()
        .keys()
        .ring()
        .shred(visit.user)
        .await
        .map_err(|error| Problem::from(StoreError::from(KeysError::from(error))))?;
    visit.store().forget(visit.user);
    if let Some(receipt) = receipt {
        keep_receipt(visit, &receipt).await?;
    }
    remove_rows(visit).await?;
    tracing::info!(code = "account-erased", "an account was erased");
    Ok(match identity.delete_person(subject.as_deref()).await {
        Removal::NotOurs | Removal::Done => Farewell::Complete,
        Removal::Failed => Farewell::ProviderLeft,
    })
}

/// Keeps the custodian's signed word that nothing of somebody opens any more. It names nobody here.
async fn keep_receipt(visit: &Visit, receipt: &Receipt) -> Result<(), DatabaseError> {
    let mut transaction = visit.state.database.begin_with(Capability::Nobody).await?;
    sqlx::query!(
        "insert into custody.receipt (signature, text, key_id)
         values ($1, $2, $3)",
        receipt.signature,
        receipt.text,
        receipt.key_id
    )
    .execute(transaction.connection())
    .await?;
    transaction.commit().await
}

async fn remove_rows(visit: &Visit) -> Result<(), DatabaseError> {
    let mut transaction = visit.state.database.begin_for(visit.user).await?;
    let id = visit.user.as_uuid();
    sqlx::query!(
        "delete from vault.record
         where user_id = $1",
        id
    )
    .execute(transaction.connection())
    .await?;
    sqlx::query!(
        "delete from vault.app_share
         where user_id = $1",
        id
    )
    .execute(transaction.connection())
    .await?;
    sqlx::query!(
        "delete from vault.night_grant
         where user_id = $1",
        id
    )
    .execute(transaction.connection())
    .await?;
    sqlx::query!(
        "delete from identity.role
         where user_id = $1",
        id
    )
    .execute(transaction.connection())
    .await?;
    sqlx::query!(
        "delete from identity.session
         where user_id = $1",
        id
    )
    .execute(transaction.connection())
    .await?;
    sqlx::query!(
        "delete from identity.account
         where user_id = $1",
        id
    )
    .execute(transaction.connection())
    .await?;
    transaction.commit().await
}
