//! Records change their key: opened under the old one, sealed under the new one, written back only if
//! nobody has changed them meanwhile.
//!
//! A page of rows at a time, so that memory stays bounded and every page is a transaction of its own:
//! after an interruption the rows that were moved are moved and the others are whole. Revision, schema
//! version, day index and the day of removal stay as they are, so opened diaries that are remembered
//! stay valid. A row is written only if it still has the revision and the sixty bytes of header that were
//! read: salt and commitment in them are of that very sealing. An edit that came first wins; an edit
//! that comes after finds its revision.

use super::{
    error::StoreError,
    store::{SealedStore, context},
};
use crate::{
    encryption::{
        derivation::DataKey,
        epoch::{Epoch, KeyName, Lineage},
        format::seal,
        header::{HEADER_LENGTH, Header},
        keyring::ReadingKeys,
    },
    platform::{
        database::{DatabaseError, UserTx},
        ids::{RecordId, UserId},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Most rows of a page.
const PAGE_ROWS: i64 = 2_000;
/// Most bytes of a page but for its last row: records of a megabyte come one by one.
const PAGE_BYTES: i64 = 8 << 20;

/// What became of the records that were to get another key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    /// They have it.
    pub moved: u64,
    /// Somebody changed them meanwhile: they have the key of that change.
    pub overtaken: u64,
    /// They do not open; they stay as they are, and so does their share.
    pub unreadable: u64,
}

impl std::ops::AddAssign for Resealed {
    fn add_assign(&mut self, more: Self) {
        self.moved += more.moved;
        self.overtaken += more.overtaken;
        self.unreadable += more.unreadable;
    }
}

/// Which key records get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The one that seals new records.
    Current,
    /// One that other records have, and go on having: its share must not be retired meanwhile.
    SharedWith(KeyName),
}

/// A row as it lies in the table, whether alive or deleted.
struct SealedRow {
    id: Uuid,
    revision: i64,
    schema_version: i32,
    body: Vec<u8>,
}

/// Rows with their new bodies, column by column, as one statement takes them.
#[derive(Default)]
struct FreshRows {
    ids: Vec<Uuid>,
    revisions: Vec<i64>,
    headers: Vec<Vec<u8>>,
    bodies: Vec<Vec<u8>>,
    unreadable: u64,
}

impl SealedStore {
    /// Which keys a patient's rows have, alive or deleted, and how many rows each.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn key_names(&self, user: UserId) -> Result<BTreeMap<KeyName, u64>, DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        let names = key_names(&mut transaction, user).await?;
        transaction.commit().await?;
        Ok(names)
    }

    /// Moves the records that have one of the keys in `names` to the key that seals new records, until
    /// none is left or `budget` of them were moved. May be broken off and begun again at any time.
    ///
    /// # Errors
    /// When the keys or the database are away; what was moved until then is moved.
    pub async fn rewrap(
        &self,
        user: UserId,
        names: &BTreeSet<KeyName>,
        budget: u64,
        progress: &mut (dyn FnMut(Resealed) + Send),
    ) -> Result<Resealed, StoreError> {
        self.reseal(user, names, Target::Current, budget, progress)
            .await
    }

    pub(super) async fn reseal(
        &self,
        user: UserId,
        names: &BTreeSet<KeyName>,
        target: Target,
        budget: u64,
        progress: &mut (dyn FnMut(Resealed) + Send),
    ) -> Result<Resealed, StoreError> {
        let mut total = Resealed::default();
        let mut from = Uuid::nil();
        let mut left = budget;
        while left > 0 && !names.is_empty() {
            let share = self.keys.share(&self.database, user).await?;
            let wanted = match target {
                Target::Current => self.keys.writing(user, &share).await?.name(),
                Target::SharedWith(name) => name,
            };
            let names = names.iter().filter(|name| **name != wanted).copied();
            let names: Vec<KeyName> = names.collect();
            let most = i64::try_from(left).unwrap_or(i64::MAX).min(PAGE_ROWS);
            let rows = self.page(user, from, &names, most).await?;
            let Some(last) = rows.last() else { break };
            from = Uuid::from_u128(last.id.as_u128().saturating_add(1));
            let found = rows.iter().filter_map(|row| name_of(&row.body));
            let wanted_names = found.chain([wanted]);
            let keys = Arc::new(self.keys.reading(user, &share, wanted_names).await?);
            let fresh = self.seal_anew(user, rows, keys, wanted).await?;
            let done = self.write_back(user, &fresh, target).await?;
            left = left.saturating_sub(done.moved + done.overtaken);
            progress(done);
            total += done;
        }
        Ok(total)
    }

    async fn page(
        &self,
        user: UserId,
        from: Uuid,
        names: &[KeyName],
        most: i64,
    ) -> Result<Vec<SealedRow>, DatabaseError> {
        let names: Vec<Vec<u8>> = names.iter().map(|name| name_bytes(*name)).collect();
        let mut transaction = self.database.begin_for(user).await?;
        let rows = sqlx::query_as!(
            SealedRow,
            r#"select id as "id!", revision as "revision!",
                      schema_version as "schema_version!", body as "body!"
             from (
                 select id, revision, schema_version, body,
                        sum(octet_length(body)) over (order by id) - octet_length(body) as before
                 from (
                     select id, revision, schema_version, body
                     from vault.record
                     where user_id = $1 and id >= $2 and substring(body from 5 for 8) = any($3)
                     order by id
                     limit $4
                 ) as page
             ) as sized
             where before < $5
             order by id"#,
            user.as_uuid(),
            from,
            &names,
            most,
            PAGE_BYTES
        )
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(rows)
    }

    /// Opens and seals on two threads that may block: it is pure computation.
    async fn seal_anew(
        &self,
        user: UserId,
        mut rows: Vec<SealedRow>,
        keys: Arc<ReadingKeys>,
        wanted: KeyName,
    ) -> Result<FreshRows, StoreError> {
        let second = rows.split_off(rows.len() / 2);
        let work = |part: Vec<SealedRow>| {
            let (store, keys) = (self.clone(), Arc::clone(&keys));
            tokio::task::spawn_blocking(move || store.seal_part(user, part, &keys, wanted))
        };
        let (first, second) = tokio::join!(work(rows), work(second));
        let mut fresh = first.map_err(|_| StoreError::Encoding)??;
        let mut second = second.map_err(|_| StoreError::Encoding)??;
        fresh.ids.append(&mut second.ids);
        fresh.revisions.append(&mut second.revisions);
        fresh.headers.append(&mut second.headers);
        fresh.bodies.append(&mut second.bodies);
        fresh.unreadable += second.unreadable;
        Ok(fresh)
    }

    fn seal_part(
        &self,
        user: UserId,
        rows: Vec<SealedRow>,
        keys: &ReadingKeys,
        wanted: KeyName,
    ) -> Result<FreshRows, StoreError> {
        let key = keys.get(wanted).ok_or(StoreError::Unreadable)?;
        let mut fresh = FreshRows::default();
        for row in rows {
            let Some((header, payload)) = self.open_row(user, &row, keys) else {
                let id = RecordId::new(row.id);
                tracing::warn!(record = %id, "a record could not be opened for another key");
                fresh.unreadable += 1;
                continue;
            };
            fresh.bodies.push(self.seal_row(user, &row, key, &payload)?);
            fresh.ids.push(row.id);
            fresh.revisions.push(row.revision);
            fresh.headers.push(header);
        }
        Ok(fresh)
    }

    fn open_row(
        &self,
        user: UserId,
        row: &SealedRow,
        keys: &ReadingKeys,
    ) -> Option<(Vec<u8>, Zeroizing<Vec<u8>>)> {
        let key = keys.get(name_of(&row.body)?)?;
        let id = RecordId::new(row.id);
        let payload = self.open_body(key, user, id, row.schema_version, row.revision, &row.body)?;
        Some((row.body.get(..HEADER_LENGTH)?.to_vec(), payload))
    }

    fn seal_row(
        &self,
        user: UserId,
        row: &SealedRow,
        key: &DataKey,
        payload: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let schema = u32::try_from(row.schema_version).map_err(|_| StoreError::Encoding)?;
        let context = context(user, RecordId::new(row.id), schema, row.revision);
        seal(key, &context, payload, self.entropy.as_ref()).map_err(|_| StoreError::Encoding)
    }

    async fn write_back(
        &self,
        user: UserId,
        fresh: &FreshRows,
        target: Target,
    ) -> Result<Resealed, StoreError> {
        let mut done = Resealed {
            unreadable: fresh.unreadable,
            ..Resealed::default()
        };
        if fresh.ids.is_empty() {
            return Ok(done);
        }
        let mut transaction = self.database.begin_for(user).await?;
        lock_upkeep(&mut transaction, user).await?;
        if let Target::SharedWith(name) = target
            && !has_rows(&mut transaction, user, name).await?
        {
            // The last of them was edited: its share may be on its way out.
            done.overtaken = fresh.ids.len() as u64;
            return Ok(done);
        }
        done.moved = sqlx::query!(
            "update vault.record as old
             set body = fresh.body
             from unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::bytea[])
                 as fresh (id, revision, header, body)
             where old.user_id = $1 and old.id = fresh.id and old.revision = fresh.revision
                 and substring(old.body from 1 for 60) = fresh.header",
            user.as_uuid(),
            &fresh.ids,
            &fresh.revisions,
            &fresh.headers,
            &fresh.bodies
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        done.overtaken = (fresh.ids.len() as u64).saturating_sub(done.moved);
        Ok(done)
    }
}

/// Lets one at a time move a patient's records to another key or retire their shares, in all processes,
/// until the transaction ends. Edits do not wait for it.
pub(super) async fn lock_upkeep(
    transaction: &mut UserTx,
    user: UserId,
) -> Result<(), DatabaseError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('key upkeep', uuid_hash_extended($1, 0)))",
        user.as_uuid()
    )
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// As [`SealedStore::key_names`], in a transaction that is already open.
pub(super) async fn key_names(
    transaction: &mut UserTx,
    user: UserId,
) -> Result<BTreeMap<KeyName, u64>, DatabaseError> {
    let found = sqlx::query!(
        r#"select substring(body from 5 for 8) as "name!", count(*) as "rows!"
         from vault.record
         where user_id = $1
         group by 1"#,
        user.as_uuid()
    )
    .fetch_all(transaction.connection())
    .await?;
    let named = found
        .iter()
        .filter_map(|found| Some((parse_name(&found.name)?, found.rows.unsigned_abs())));
    Ok(named.collect())
}

async fn has_rows(
    transaction: &mut UserTx,
    user: UserId,
    name: KeyName,
) -> Result<bool, DatabaseError> {
    let found = sqlx::query_scalar!(
        r#"select exists (
             select 1
             from vault.record
             where user_id = $1 and substring(body from 5 for 8) = $2
         ) as "found!""#,
        user.as_uuid(),
        name_bytes(name)
    )
    .fetch_one(transaction.connection())
    .await?;
    Ok(found)
}

fn name_of(body: &[u8]) -> Option<KeyName> {
    Header::parse(body).ok().map(|header| header.key_name)
}

/// Epoch and lineage as they stand in a header.
fn name_bytes(name: KeyName) -> Vec<u8> {
    let mut bytes = name.epoch.number().to_be_bytes().to_vec();
    bytes.extend_from_slice(&name.lineage.number().to_be_bytes());
    bytes
}

fn parse_name(bytes: &[u8]) -> Option<KeyName> {
    let (epoch, lineage) = bytes.split_first_chunk()?;
    Some(KeyName {
        epoch: Epoch::new(u32::from_be_bytes(*epoch)),
        lineage: Lineage::new(u32::from_be_bytes(lineage.try_into().ok()?)),
    })
}
