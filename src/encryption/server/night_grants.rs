//! What patients allow for the night, at rest: a grant of the custodian's, wrapped like the application's
//! half of the keys, with a label of its own, and when it is due.
//!
//! Whoever has the database alone has nothing with it. Policy: a grant is unwrapped when its night has
//! come or its patient takes it back, at no other time, and reaches no log. Rows are claimed one by one:
//! a claimed night is put off before anything is done with it, so that no two processes have the same one
//! and one that died is noticed.

use super::{
    error::{KeysError, StoreError},
    store::SealedStore,
};
use crate::{
    encryption::remote::grant::Grant,
    platform::{database::DatabaseError, ids::UserId},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Separates wrapped grants from everything else under the same wrapping key.
const LABEL: &[u8] = b"mt/night/v1";

/// A grant for the night.
#[derive(Debug, Clone)]
pub struct NightGrant {
    /// What opens the keys once a night.
    pub grant: Grant,
    /// The zone in which the nights lie, by its IANA name.
    pub zone: String,
    /// Whether it was taken back and the custodian has yet to be told.
    pub is_taken_back: bool,
}

/// What is wrapped.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Wrapped {
    grant: String,
    zone: String,
}

struct Row {
    wrapped: Vec<u8>,
    ends_at: i64,
    ended_at: Option<i64>,
}

impl SealedStore {
    /// Keeps what a patient allows, in the place of what they allowed before; first due at `due`.
    ///
    /// # Errors
    /// When it cannot be wrapped, or the database is away.
    pub async fn keep_night_grant(
        &self,
        user: UserId,
        grant: &Grant,
        zone: &str,
        due: Timestamp,
    ) -> Result<(), StoreError> {
        let wrapped = self.wrap_night(user, grant, zone)?;
        let mut transaction = self.database.begin_for(user).await?;
        sqlx::query!(
            "insert into vault.night_grant (user_id, wrapped, allowed_at, ends_at, due_at)
             values ($1, $2, $3, $4, $5)
             on conflict (user_id) do update
             set wrapped = $2, allowed_at = $3, ends_at = $4, due_at = $5, ended_at = null",
            user.as_uuid(),
            wrapped,
            self.clock.now().as_second(),
            grant.expires().as_second(),
            due.as_second()
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What a patient allows at present.
    ///
    /// # Errors
    /// When the database is away, or the row does not open.
    pub async fn night_grant(&self, user: UserId) -> Result<Option<NightGrant>, StoreError> {
        let mut transaction = self.database.begin_for(user).await?;
        let row = sqlx::query_as!(
            Row,
            "select wrapped, ends_at, ended_at
             from vault.night_grant
             where user_id = $1",
            user.as_uuid()
        )
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.map(|row| self.unwrap_night(user, &row)).transpose()
    }

    /// Takes back what a patient allowed: from now on no night opens anything, and the custodian is to be
    /// told at `due`.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn take_night_grant_back(
        &self,
        user: UserId,
        due: Timestamp,
    ) -> Result<(), DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        sqlx::query!(
            "update vault.night_grant
             set ended_at = coalesce(ended_at, $2), due_at = $3
             where user_id = $1",
            user.as_uuid(),
            self.clock.now().as_second(),
            due.as_second()
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    /// Forgets what a patient allowed; nobody has the grant any more.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn forget_night_grant(&self, user: UserId) -> Result<(), DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        sqlx::query!(
            "delete from vault.night_grant
             where user_id = $1",
            user.as_uuid()
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    /// Up to `most` patients whose night has come, those who wait longest first.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn nights_due(&self, most: i64) -> Result<Vec<UserId>, DatabaseError> {
        let mut transaction = self.database.begin_as_janitor().await?;
        let due = sqlx::query_scalar!(
            "select user_id
             from vault.night_grant
             where due_at <= $1
             order by due_at
             limit $2",
            self.clock.now().as_second(),
            most
        )
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(due.into_iter().map(UserId::new).collect())
    }

    /// Takes a patient's night, unless somebody else has it: it is due again at `again`, whatever becomes of
    /// this one.
    ///
    /// # Errors
    /// When the database is away, or the row does not open.
    pub async fn claim_night(
        &self,
        user: UserId,
        again: Timestamp,
    ) -> Result<Option<NightGrant>, StoreError> {
        let mut transaction = self.database.begin_for(user).await?;
        let row = sqlx::query_as!(
            Row,
            "update vault.night_grant
             set due_at = $3
             where user_id = $1 and due_at <= $2
             returning wrapped, ends_at, ended_at",
            user.as_uuid(),
            self.clock.now().as_second(),
            again.as_second()
        )
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        row.map(|row| self.unwrap_night(user, &row)).transpose()
    }

    /// Says when a patient's next night is.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn plan_night(&self, user: UserId, due: Timestamp) -> Result<(), DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        // One that was taken back in the meantime stays due.
        sqlx::query!(
            "update vault.night_grant
             set due_at = $2
             where user_id = $1 and ended_at is null",
            user.as_uuid(),
            due.as_second()
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    fn wrap_night(&self, user: UserId, grant: &Grant, zone: &str) -> Result<Vec<u8>, KeysError> {
        let wrapped = Wrapped {
            grant: grant.expose().to_owned(),
            zone: zone.to_owned(),
        };
        let text = serde_json::to_string(&wrapped).map_err(|_| KeysError::Wrapping)?;
        let text = Zeroizing::new(text);
        let key = self.keys.wrapping_key();
        key.wrap_text(&text, &bound_to(user), self.entropy.as_ref())
            .map_err(|_| KeysError::Wrapping)
    }

    fn unwrap_night(&self, user: UserId, row: &Row) -> Result<NightGrant, StoreError> {
        let key = self.keys.wrapping_key();
        let text = key
            .unwrap_text(&row.wrapped, &bound_to(user))
            .map_err(|_| KeysError::Wrapping)?;
        let wrapped: Wrapped = serde_json::from_str(&text).map_err(|_| KeysError::Wrapping)?;
        let ends = Timestamp::from_second(row.ends_at).map_err(|_| KeysError::Wrapping)?;
        Ok(NightGrant {
            grant: Grant::new(wrapped.grant.clone(), ends),
            zone: wrapped.zone.clone(),
            is_taken_back: row.ended_at.is_some(),
        })
    }
}

fn bound_to(user: UserId) -> Vec<u8> {
    [LABEL, &user.as_bytes()[..]].concat()
}
