//! Whom there are keys of, and how far each has come in an incident.
//!
//! The list is read with the owner's address: the application's role cannot list patients. Everything else
//! is read and written on behalf of the one patient.

use crate::platform::{
    database::{Database, DatabaseError},
    ids::UserId,
};
use jiff::Timestamp;
use sqlx::PgConnection;

/// A patient with keys.
#[derive(Debug, Clone)]
pub struct Patient {
    /// Who.
    pub user: UserId,
    /// The custodian's name for them, wrapped; none when they were not here since it is remembered.
    pub custody_name: Option<Vec<u8>>,
    /// The incident for which their keys were last replaced.
    pub incident: Option<String>,
    /// When that was, in Unix seconds.
    pub raised_at: Option<i64>,
    /// Whether the shares from before it were retired.
    pub is_closed: bool,
}

/// Everybody with keys, in the order of their pseudonyms.
///
/// # Errors
/// When the database is away or the role is not the owner.
pub async fn list(owner: &mut PgConnection) -> Result<Vec<Patient>, DatabaseError> {
    let found = sqlx::query!(
        "select user_id, custody_name, incident, raised_at, is_closed
         from vault.app_share
         order by user_id"
    )
    .fetch_all(owner)
    .await?;
    let patients = found.into_iter().map(|row| Patient {
        user: UserId::new(row.user_id),
        custody_name: row.custody_name,
        incident: row.incident,
        raised_at: row.raised_at,
        is_closed: row.is_closed,
    });
    Ok(patients.collect())
}

/// Notes that a patient's lineage was raised for `incident` at `now`.
///
/// # Errors
/// When the database is away.
pub async fn note_raised(
    database: &Database,
    user: UserId,
    incident: &str,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let mut transaction = database.begin_for(user).await?;
    sqlx::query!(
        "update vault.app_share
         set incident = $2, raised_at = $3, is_closed = false
         where user_id = $1",
        user.as_uuid(),
        incident,
        now.as_second()
    )
    .execute(transaction.connection())
    .await?;
    transaction.commit().await
}

/// Notes that the shares from before a patient's incident were retired.
///
/// # Errors
/// When the database is away.
pub async fn note_closed(database: &Database, user: UserId) -> Result<(), DatabaseError> {
    let mut transaction = database.begin_for(user).await?;
    sqlx::query!(
        "update vault.app_share
         set is_closed = true
         where user_id = $1",
        user.as_uuid()
    )
    .execute(transaction.connection())
    .await?;
    transaction.commit().await
}

/// The UTC day on which the account was made; no share of a patient is older.
///
/// # Errors
/// When the database is away.
pub async fn first_day(database: &Database, user: UserId) -> Result<u32, DatabaseError> {
    let mut transaction = database.begin_for(user).await?;
    let found = sqlx::query_scalar!(
        "select created_epoch
         from identity.account
         where user_id = $1",
        user.as_uuid()
    )
    .fetch_optional(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(found.and_then(|day| u32::try_from(day).ok()).unwrap_or(0))
}
