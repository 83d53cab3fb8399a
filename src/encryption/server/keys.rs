//! Joins the two halves of a patient's keys: the custodian's lease and the application's share.
//!
//! The application's share lies in Postgres, wrapped under a secret that is not there. It is made
//! when the patient's first record is.

use super::error::{KeysError, StoreError};
use crate::{
    encryption::{
        blind_index::IndexKey,
        custodian::Pseudonym,
        derivation::DataKey,
        epoch::KeyName,
        keyring::{KeyRing, ReadingKeys},
        secret::Secret,
        share::AppShare,
        wrapping::WrappingKey,
    },
    platform::{
        database::{Database, DatabaseError},
        entropy::Entropy,
        ids::UserId,
    },
};
use std::sync::Arc;

/// Separates wrapped names from everything else under the same wrapping key.
const NAME_LABEL: &[u8] = b"mt/cnm/v1";

/// The keys of all patients, on demand.
#[derive(Clone)]
pub struct Keys {
    ring: Arc<KeyRing>,
    wrapping_key: Arc<WrappingKey>,
    entropy: Arc<dyn Entropy>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Keys")
            .field("ring", &self.ring)
            .finish_non_exhaustive()
    }
}

impl Keys {
    /// Keys from the custodian behind `ring` and shares under `wrapping_key`.
    #[must_use]
    pub fn new(ring: KeyRing, wrapping_key: WrappingKey, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            ring: Arc::new(ring),
            wrapping_key: Arc::new(wrapping_key),
            entropy,
        }
    }

    /// The ring, for forgetting, sweeping and health checks.
    #[must_use]
    pub fn ring(&self) -> &KeyRing {
        &self.ring
    }

    /// What wraps secrets for storage.
    pub(super) fn wrapping_key(&self) -> &WrappingKey {
        &self.wrapping_key
    }

    /// The key that seals now.
    pub(super) async fn writing(
        &self,
        user: UserId,
        share: &AppShare,
    ) -> Result<Arc<DataKey>, KeysError> {
        Ok(self.ring.writing_key(user, share).await?)
    }

    /// The keys that open records with these names.
    pub(super) async fn reading(
        &self,
        user: UserId,
        share: &AppShare,
        names: impl IntoIterator<Item = KeyName>,
    ) -> Result<ReadingKeys, KeysError> {
        Ok(self.ring.reading_keys(user, share, names).await?)
    }

    /// The key of the blind index.
    pub(super) async fn index(
        &self,
        user: UserId,
        share: &AppShare,
    ) -> Result<Arc<IndexKey>, KeysError> {
        Ok(self.ring.index_key(user, share).await?)
    }

    /// The application's share, made when there is none yet.
    ///
    /// It is read and made in transactions of its own, and kept only after they are committed: a key
    /// from a share that was rolled back would seal records that nobody can ever open.
    pub(super) async fn share(
        &self,
        database: &Database,
        user: UserId,
    ) -> Result<Arc<AppShare>, StoreError> {
        if let Some(share) = self.ring.app_share(user) {
            return Ok(share);
        }
        let found = match find_share(database, user).await? {
            Some(found) => found,
            None => {
                let fresh = AppShare::random(self.entropy.as_ref())
                    .wrap(user, &self.wrapping_key, self.entropy.as_ref())
                    .map_err(|_| KeysError::Wrapping)?;
                add_share(database, user, &fresh).await?;
                // Another request may have been first; the row that is there decides.
                find_share(database, user)
                    .await?
                    .ok_or(KeysError::Wrapping)?
            }
        };
        let share = AppShare::unwrap(user, &self.wrapping_key, &found.wrapped)
            .map(Arc::new)
            .map_err(|_| KeysError::Wrapping)?;
        self.ring.keep_app_share(user, Arc::clone(&share));
        self.keep_name(database, user, found.custody_name.as_deref())
            .await?;
        Ok(share)
    }

    /// Remembers how the custodian calls the patient, for an order of its operators: nobody else could
    /// say later whom it means.
    async fn keep_name(
        &self,
        database: &Database,
        user: UserId,
        kept: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        let Some(name) = self.ring.pseudonym(user) else {
            return Ok(());
        };
        if kept.and_then(|kept| self.unwrap_name(user, kept)) == Some(name) {
            return Ok(());
        }
        let secret = Secret::filled_by(|bytes| bytes[..name.0.len()].copy_from_slice(&name.0));
        let wrapped = self
            .wrapping_key
            .wrap(&secret, &name_context(user), self.entropy.as_ref())
            .map_err(|_| KeysError::Wrapping)?;
        let mut transaction = database.begin_for(user).await?;
        sqlx::query!(
            "update vault.app_share
             set custody_name = $2
             where user_id = $1",
            user.as_uuid(),
            &wrapped[..]
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The custodian's name for a patient, from its stored form; none when that was not made here.
    pub(in crate::encryption) fn unwrap_name(
        &self,
        user: UserId,
        wrapped: &[u8],
    ) -> Option<Pseudonym> {
        let secret = self
            .wrapping_key
            .unwrap(wrapped, &name_context(user))
            .ok()?;
        secret.expose().first_chunk().copied().map(Pseudonym)
    }
}

fn name_context(user: UserId) -> Vec<u8> {
    [NAME_LABEL, &user.as_bytes()].concat()
}

/// What lies in the database beside a patient's records.
struct FoundShare {
    wrapped: Vec<u8>,
    custody_name: Option<Vec<u8>>,
}

async fn find_share(
    database: &Database,
    user: UserId,
) -> Result<Option<FoundShare>, DatabaseError> {
    let mut transaction = database.begin_for(user).await?;
    let found = sqlx::query_as!(
        FoundShare,
        "select wrapped, custody_name
         from vault.app_share
         where user_id = $1",
        user.as_uuid()
    )
    .fetch_optional(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(found)
}

async fn add_share(database: &Database, user: UserId, wrapped: &[u8]) -> Result<(), DatabaseError> {
    let mut transaction = database.begin_for(user).await?;
    sqlx::query!(
        "insert into vault.app_share (user_id, wrapped)
         values ($1, $2)
         on conflict do nothing",
        user.as_uuid(),
        wrapped
    )
    .execute(transaction.connection())
    .await?;
    transaction.commit().await
}
