//! Single records: create, get, change, delete, bring back.

use super::{
    TABLE, UNDO_DAYS,
    error::StoreError,
    keys::Keys,
    payload::{Decoded, NewRecord, Sealable, Stored, decode},
    view_cache::ViewCache,
};
use crate::{
    encryption::{
        blind_index::IndexKey,
        derivation::DataKey,
        epoch::Epoch,
        format::{RecordContext, SealError, open, seal},
        header::Header,
    },
    platform::{
        clock::Clock,
        database::Database,
        entropy::Entropy,
        ids::{RecordId, UserId},
    },
};
use jiff::civil::Date;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What creating a record did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It is new.
    New,
    /// A record with this id is already there; nothing was changed.
    AlreadyThere,
}

/// The keys with which one request seals.
pub(super) struct Sealing {
    pub data: Arc<DataKey>,
    pub index: Arc<IndexKey>,
}

/// Sealed records of all patients; every call names the one it is about.
#[derive(Debug, Clone)]
pub struct SealedStore {
    pub(super) database: Database,
    pub(super) keys: Keys,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) views: Arc<ViewCache>,
}

impl SealedStore {
    /// A store over `database` with `keys`.
    #[must_use]
    pub fn new(
        database: Database,
        keys: Keys,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            database,
            keys,
            clock,
            entropy,
            views: Arc::default(),
        }
    }

    /// The keys, for health checks and for destroying them.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Drops a patient's keys and everything opened with them, for sign-out.
    pub fn forget(&self, user: UserId) {
        self.keys.ring().forget(user);
        self.views.evict(user);
    }

    /// Drops the keys whose lease has ended, and what was opened with them. Call it once a minute.
    pub fn sweep(&self) {
        self.keys.ring().sweep();
        self.views.sweep(self.clock.now());
    }

    /// Whether the custodian answers.
    pub async fn keys_answer(&self) -> bool {
        self.keys.ring().status().await.is_ok()
    }

    /// Creates a record under an id that the caller chose. Repeating it changes nothing, unless the
    /// record was deleted in between: then it is there again, with this value.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be sealed or written.
    pub async fn create<T: Sealable>(
        &self,
        user: UserId,
        id: RecordId,
        value: &T,
    ) -> Result<Created, StoreError> {
        Ok(self
            .create_many(user, &[NewRecord::of(id, value)?])
            .await?
            .into_iter()
            .next()
            .unwrap_or(Created::AlreadyThere))
    }

    /// One record, if it is there, alive and of this kind.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when the row is there but cannot be opened.
    pub async fn get<T: Sealable>(
        &self,
        user: UserId,
        id: RecordId,
    ) -> Result<Option<Stored<T>>, StoreError> {
        let mut transaction = self.database.begin_for(user).await?;
        let row = sqlx::query!(
            "select revision, schema_version, body
             from vault.record
             where user_id = $1 and id = $2 and purge_epoch is null",
            user.as_uuid(),
            id.as_uuid()
        )
        .fetch_optional(transaction.connection())
        .await?;
        let Some(row) = row else { return Ok(None) };
        transaction.commit().await?;
        let share = self.keys.share(&self.database, user).await?;
        let name = Header::parse(&row.body)
            .map_err(|_| StoreError::Unreadable)?
            .key_name;
        let keys = self.keys.reading(user, &share, [name]).await?;
        let key = keys.get(name).ok_or(StoreError::Unreadable)?;
        let payload = self
            .open_body(key, user, id, row.schema_version, row.revision, &row.body)
            .ok_or(StoreError::Unreadable)?;
        match decode(&payload) {
            Decoded::Value(value) => Ok(Some(Stored {
                id,
                revision: row.revision,
                value,
            })),
            Decoded::OtherKind => Ok(None),
            Decoded::Nonsense => Err(StoreError::Unreadable),
        }
    }

    /// Replaces a record that was read as `stored` by `value`, and tells its new revision.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it was changed or deleted since.
    pub async fn put<T: Sealable>(
        &self,
        user: UserId,
        id: RecordId,
        revision: i64,
        value: &T,
    ) -> Result<i64, StoreError> {
        let sealing = self.sealing(user).await?;
        let mut transaction = self.database.begin_for(user).await?;
        let next = revision + 1;
        let record = NewRecord::of(id, value)?;
        let body = self.seal_record(&sealing.data, user, &record, next)?;
        let day_index = Self::day_index(&sealing.index, &record);
        let changed = sqlx::query!(
            "update vault.record
             set revision = $4, schema_version = $5, body = $6, day_index = $7
             where user_id = $1 and id = $2 and revision = $3 and purge_epoch is null",
            user.as_uuid(),
            id.as_uuid(),
            revision,
            next,
            schema_number(T::SCHEMA),
            body,
            &day_index[..]
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        if changed != 1 {
            return Err(StoreError::Changed);
        }
        transaction.commit().await?;
        Ok(next)
    }

    /// Deletes a record; for [`UNDO_DAYS`] days it can be brought back. Deleting it again changes
    /// nothing, in particular not the day on which it goes for good.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such record.
    pub async fn delete(&self, user: UserId, id: RecordId) -> Result<(), StoreError> {
        let purge = purge_number(Epoch::today(self.clock.as_ref()));
        self.mark(user, id, Some(purge)).await.map(drop)
    }

    /// Brings a deleted record back, and tells whether it was deleted: a repeated undo undoes nothing.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was never there or has been removed for good.
    pub async fn restore(&self, user: UserId, id: RecordId) -> Result<bool, StoreError> {
        self.mark(user, id, None).await
    }

    /// Sets or lifts the day on which a record goes for good; tells whether it had one.
    async fn mark(
        &self,
        user: UserId,
        id: RecordId,
        purge: Option<i32>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_for(user).await?;
        let before = sqlx::query_scalar!(
            "select purge_epoch
             from vault.record
             where user_id = $1 and id = $2
             for update",
            user.as_uuid(),
            id.as_uuid()
        )
        .fetch_optional(transaction.connection())
        .await?
        .ok_or(StoreError::Missing)?;
        sqlx::query!(
            "update vault.record
             set purge_epoch = case when $3::integer is not null then coalesce(purge_epoch, $3) end
             where user_id = $1 and id = $2",
            user.as_uuid(),
            id.as_uuid(),
            purge
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(before.is_some())
    }

    pub(super) async fn sealing(&self, user: UserId) -> Result<Sealing, StoreError> {
        let share = self.keys.share(&self.database, user).await?;
        Ok(Sealing {
            data: self.keys.writing(user, &share).await?,
            index: self.keys.index(user, &share).await?,
        })
    }

    pub(super) fn seal_record(
        &self,
        key: &DataKey,
        user: UserId,
        record: &NewRecord,
        revision: i64,
    ) -> Result<Vec<u8>, StoreError> {
        let context = context(user, record.id, record.schema_version, revision);
        seal(key, &context, &record.payload, self.entropy.as_ref()).map_err(|error| match error {
            SealError::TooLarge => StoreError::TooLarge,
            _ => StoreError::Encoding,
        })
    }

    pub(super) fn open_body(
        &self,
        key: &DataKey,
        user: UserId,
        id: RecordId,
        schema_version: i32,
        revision: i64,
        body: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let schema = u32::try_from(schema_version).ok()?;
        let today = Epoch::today(self.clock.as_ref());
        open(key, &context(user, id, schema, revision), body, today).ok()
    }

    /// The blind index of a record; one without a day gets an index that no day has.
    pub(super) fn day_index(key: &IndexKey, record: &NewRecord) -> [u8; 16] {
        match record.local_day {
            Some(day) => *key.day_index(record.kind, day).as_bytes(),
            None => key.record_digest(&[b"no day", &record.id.as_bytes()]),
        }
    }

    /// The blind index of a kind on a day.
    pub(super) fn index_of<T: Sealable>(key: &IndexKey, day: Date) -> [u8; 16] {
        *key.day_index(T::KIND, day).as_bytes()
    }
}

pub(super) fn context(
    user: UserId,
    record: RecordId,
    schema_version: u32,
    revision: i64,
) -> RecordContext<'static> {
    RecordContext {
        user,
        table: TABLE,
        record,
        schema_version,
        revision: u64::try_from(revision).unwrap_or_default(),
    }
}

pub(super) fn schema_number(version: u32) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

fn purge_number(today: Epoch) -> i32 {
    i32::try_from(today.number() + UNDO_DAYS).unwrap_or(i32::MAX)
}
