//! Many records at once: the whole diary, a month's days, an import, and what has expired.

use super::{
    error::StoreError,
    payload::{LONG, NewRecord, Opened, OpenedRecord, Sealable, Stored},
    store::{Created, SealedStore, Sealing, schema_number},
};
use crate::{
    encryption::{epoch::Epoch, header::Header, share::AppShare},
    platform::{
        database::UserTx,
        ids::{RecordId, UserId},
    },
};
use jiff::civil::Date;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// A row as it lies in the table.
struct SealedRow {
    id: Uuid,
    revision: i64,
    schema_version: i32,
    body: Vec<u8>,
}

/// New rows, column by column, as one statement takes them.
struct NewRows {
    ids: Vec<Uuid>,
    schema_versions: Vec<i32>,
    indexes: Vec<Vec<u8>>,
    bodies: Vec<Vec<u8>>,
}

impl NewRows {
    fn with_capacity(count: usize) -> Self {
        Self {
            ids: Vec::with_capacity(count),
            schema_versions: Vec::with_capacity(count),
            indexes: Vec::with_capacity(count),
            bodies: Vec::with_capacity(count),
        }
    }

    /// Inserts the rows whose id is free and tells which those were.
    async fn insert(
        &self,
        transaction: &mut UserTx,
        user: UserId,
    ) -> Result<HashSet<Uuid>, StoreError> {
        let fresh = sqlx::query_scalar!(
            "insert into vault.record (user_id, id, day_index, revision, schema_version, body)
             select $1, fresh.id, fresh.day_index, 1, fresh.schema_version, fresh.body
             from unnest($2::uuid[], $3::bytea[], $4::integer[], $5::bytea[])
                 as fresh (id, day_index, schema_version, body)
             on conflict (user_id, id) do nothing
             returning id",
            user.as_uuid(),
            &self.ids,
            &self.indexes,
            &self.schema_versions,
            &self.bodies
        )
        .fetch_all(transaction.connection())
        .await?;
        Ok(fresh.into_iter().collect())
    }

    /// The revisions of those rows that are there but deleted, locked until the transaction ends.
    async fn find_deleted(
        &self,
        transaction: &mut UserTx,
        user: UserId,
    ) -> Result<HashMap<Uuid, i64>, StoreError> {
        let deleted = sqlx::query!(
            "select id, revision
             from vault.record
             where user_id = $1 and id = any($2) and purge_epoch is not null
             for update",
            user.as_uuid(),
            &self.ids
        )
        .fetch_all(transaction.connection())
        .await?;
        Ok(deleted
            .into_iter()
            .map(|row| (row.id, row.revision))
            .collect())
    }
}

impl SealedStore {
    /// Every living record of a patient, opened.
    ///
    /// # Errors
    /// [`StoreError`] when the keys or the database are away; never for single bad rows.
    pub async fn load(&self, user: UserId) -> Result<Opened, StoreError> {
        let mut transaction = self.database.begin_for(user).await?;
        let rows = sqlx::query_as!(
            SealedRow,
            "select id, revision, schema_version, body
             from vault.record
             where user_id = $1 and purge_epoch is null",
            user.as_uuid()
        )
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        if rows.is_empty() {
            return Ok(Opened::default());
        }
        let share = self.keys.share(&self.database, user).await?;
        self.open_rows(user, share, rows).await
    }

    /// The records of one kind on these local days, found by the blind index.
    ///
    /// # Errors
    /// As [`SealedStore::load`].
    pub async fn load_days<T: Sealable>(
        &self,
        user: UserId,
        days: &[Date],
    ) -> Result<Vec<Stored<T>>, StoreError> {
        let share = self.keys.share(&self.database, user).await?;
        let index = self.keys.index(user, &share).await?;
        let mut transaction = self.database.begin_for(user).await?;
        let wanted: Vec<Vec<u8>> = days
            .iter()
            .map(|day| Self::index_of::<T>(&index, *day).to_vec())
            .collect();
        let rows = sqlx::query_as!(
            SealedRow,
            "select id, revision, schema_version, body
             from vault.record
             where user_id = $1 and day_index = any($2) and purge_epoch is null",
            user.as_uuid(),
            &wanted
        )
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(self.open_rows(user, share, rows).await?.of::<T>().records)
    }

    /// Creates many records in one transaction: all of them or none. A record that is already there
    /// stays as it is; a deleted one is there again, with the new value.
    ///
    /// # Errors
    /// [`StoreError`] when one of them cannot be sealed or the write fails; then nothing is written.
    pub async fn create_many(
        &self,
        user: UserId,
        records: &[NewRecord],
    ) -> Result<Vec<Created>, StoreError> {
        let sealing = self.sealing(user).await?;
        let mut transaction = self.database.begin_for(user).await?;
        let mut rows = NewRows::with_capacity(records.len());
        for record in records {
            rows.ids.push(record.id.as_uuid());
            rows.schema_versions
                .push(schema_number(record.schema_version));
            rows.indexes
                .push(Self::day_index(&sealing.index, record).to_vec());
            rows.bodies
                .push(self.seal_record(&sealing.data, user, record, 1)?);
        }
        let fresh = rows.insert(&mut transaction, user).await?;
        let mut deleted = if fresh.len() < records.len() {
            rows.find_deleted(&mut transaction, user).await?
        } else {
            HashMap::new()
        };
        let mut outcome = Vec::with_capacity(records.len());
        for record in records {
            let id = record.id.as_uuid();
            if let Some(revision) = deleted.remove(&id) {
                self.revive(&mut transaction, user, &sealing, record, revision)
                    .await?;
                outcome.push(Created::New);
            } else if fresh.contains(&id) {
                outcome.push(Created::New);
            } else {
                outcome.push(Created::AlreadyThere);
            }
        }
        transaction.commit().await?;
        Ok(outcome)
    }

    /// Writes a record over a deleted one with the same id.
    async fn revive(
        &self,
        transaction: &mut UserTx,
        user: UserId,
        sealing: &Sealing,
        record: &NewRecord,
        revision: i64,
    ) -> Result<(), StoreError> {
        let next = revision + 1;
        let body = self.seal_record(&sealing.data, user, record, next)?;
        let day_index = Self::day_index(&sealing.index, record);
        sqlx::query!(
            "update vault.record
             set revision = $3, schema_version = $4, body = $5, day_index = $6, purge_epoch = null
             where user_id = $1 and id = $2",
            user.as_uuid(),
            record.id.as_uuid(),
            next,
            schema_number(record.schema_version),
            body,
            &day_index[..]
        )
        .execute(transaction.connection())
        .await?;
        Ok(())
    }

    /// Makes ids that follow from what a record is about, under the patient's own key: the same parts
    /// always give the same id, and nobody else can tell which parts an id came from.
    ///
    /// # Errors
    /// When the keys or the database are away.
    pub async fn derived_ids(&self, user: UserId) -> Result<DerivedIds, StoreError> {
        let share = self.keys.share(&self.database, user).await?;
        Ok(DerivedIds(self.keys.index(user, &share).await?))
    }

    /// Removes records at once and for good, without a time for undo: what was never an entry.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn erase(&self, user: UserId, ids: &[RecordId]) -> Result<u64, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.as_uuid()).collect();
        let mut transaction = self.database.begin_for(user).await?;
        let erased = sqlx::query!(
            "delete from vault.record
             where user_id = $1 and id = any($2)",
            user.as_uuid(),
            &ids
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(erased)
    }

    /// Removes, for all patients, deleted records whose time for undo is over; tells how many.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn purge(&self) -> Result<u64, StoreError> {
        let today = i32::try_from(Epoch::today(self.clock.as_ref()).number()).unwrap_or(i32::MAX);
        let mut transaction = self.database.begin_as_janitor().await?;
        let removed = sqlx::query!(
            "delete from vault.record
             where purge_epoch < $1",
            today
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(removed)
    }

    async fn open_rows(
        &self,
        user: UserId,
        share: Arc<AppShare>,
        rows: Vec<SealedRow>,
    ) -> Result<Opened, StoreError> {
        let names: HashSet<_> = rows
            .iter()
            .filter_map(|row| Header::parse(&row.body).ok())
            .map(|header| header.key_name)
            .collect();
        let keys = Arc::new(self.keys.reading(user, &share, names).await?);
        let open_part = |part: Vec<SealedRow>| {
            let (store, keys) = (self.clone(), Arc::clone(&keys));
            move || {
                let mut opened = Opened::default();
                for row in part {
                    let id = RecordId::new(row.id);
                    let payload = Header::parse(&row.body)
                        .ok()
                        .and_then(|header| keys.get(header.key_name))
                        .and_then(|key| {
                            let (schema, revision) = (row.schema_version, row.revision);
                            store.open_body(key, user, id, schema, revision, &row.body)
                        });
                    match payload {
                        Some(payload) => opened.records.push(OpenedRecord {
                            id,
                            revision: row.revision,
                            payload,
                        }),
                        None => {
                            tracing::warn!(record = %id, "a record could not be opened");
                            opened.unreadable += 1;
                        }
                    }
                }
                opened
            }
        };
        // Opening is pure computation: a long diary goes to two threads that may block.
        let expires = keys.expires();
        if rows.len() < LONG {
            let mut opened = open_part(rows)();
            opened.expires = expires;
            return Ok(opened);
        }
        let mut first = rows;
        let second = first.split_off(first.len() / 2);
        let (first, second) = tokio::join!(
            tokio::task::spawn_blocking(open_part(first)),
            tokio::task::spawn_blocking(open_part(second)),
        );
        let mut opened = first.map_err(|_| StoreError::Unreadable)?;
        let second = second.map_err(|_| StoreError::Unreadable)?;
        opened.records.extend(second.records);
        opened.unreadable += second.unreadable;
        opened.expires = expires;
        Ok(opened)
    }
}

/// Makes ids that follow from what a record is about, under one patient's key.
pub struct DerivedIds(Arc<crate::encryption::blind_index::IndexKey>);

impl DerivedIds {
    /// The id for `parts`.
    #[must_use]
    pub fn id(&self, parts: &[&[u8]]) -> RecordId {
        let digest = self.0.record_digest(parts);
        RecordId::new(uuid::Builder::from_custom_bytes(digest).into_uuid())
    }
}
