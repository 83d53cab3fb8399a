//! The store in `SQLite`: deleted rows are overwritten, every commit is on disk before it counts.

use crate::Outcome;
use custodian_core::{
    host::{
        audit::{AuditEntry, Chain},
        store::{GrantRow, Once, ShareRow, Store, StoreError, Stored, UserRow},
    },
    names::{Pseudonym, Purpose, ShareName},
    protocol::GrantKind,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::path::Path;

/// The layout; to change it, add a numbered step.
const SCHEMA: &str = include_str!("schema.sql");

const PAGE_BYTES: u64 = 4_096;
/// With fewer free pages than this, the next request may be the one that finds no room.
const ROOM_PAGES: i64 = 16;

/// One connection to the store.
pub struct SqliteStore(pub Connection);

impl SqliteStore {
    /// Opens the file, making it at first use.
    pub fn open(path: &Path, most_megabytes: u64) -> Outcome<Self> {
        let connection = Connection::open(path)
            .map_err(|error| format!("{} cannot be opened: {error}", path.display()))?;
        connection.execute_batch(
            "pragma journal_mode = wal;
             pragma synchronous = full;
             pragma secure_delete = on;
             pragma foreign_keys = on;
             pragma busy_timeout = 2000;
             pragma cache_size = -4096;
             pragma journal_size_limit = 16777216;",
        )?;
        connection.execute_batch(SCHEMA)?;
        let pages = most_megabytes * 1_000_000 / PAGE_BYTES;
        connection.pragma_update(None, "max_page_count", i64::try_from(pages)?)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self(connection))
    }

    /// Takes what was deleted out of the journal as well.
    pub fn flush(&self) {
        // It may be too early while somebody reads; the next one does it.
        let _ = self.0.execute_batch("pragma wal_checkpoint(truncate);");
    }
}

fn failed(error: rusqlite::Error) -> StoreError {
    let words = match &error {
        // Never the statement: its parameters may be named in it.
        rusqlite::Error::SqliteFailure(failure, _) => failure.to_string(),
        _ => "a row is not what it should be".to_owned(),
    };
    StoreError(words)
}

impl SqliteStore {
    fn change(&self, statement: &str, values: impl rusqlite::Params) -> Stored<usize> {
        let mut prepared = self.0.prepare_cached(statement).map_err(failed)?;
        prepared.execute(values).map_err(failed)
    }

    fn one<T>(
        &self,
        statement: &str,
        values: impl rusqlite::Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Stored<Option<T>> {
        let mut prepared = self.0.prepare_cached(statement).map_err(failed)?;
        prepared.query_row(values, read).optional().map_err(failed)
    }

    fn all<T>(
        &self,
        statement: &str,
        values: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Stored<Vec<T>> {
        let mut prepared = self.0.prepare_cached(statement).map_err(failed)?;
        let rows = prepared.query_map(values, read).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }
}

impl Store for SqliteStore {
    fn happens(&mut self, once: Once, id: &[u8], until: i64) -> Stored<bool> {
        let added = self.change(
            "insert into once (space, id, until) values (?1, ?2, ?3) on conflict do nothing",
            params![once.code(), id, until],
        )?;
        Ok(added == 1)
    }

    fn count(&mut self, bucket: &str, until: i64) -> Stored<u32> {
        let value = self.one(
            "insert into counter (bucket, value, until) values (?1, 1, ?2)
             on conflict (bucket) do update set value = value + 1
             returning value",
            params![bucket, until],
            |row| row.get(0),
        )?;
        value.ok_or_else(|| StoreError("a counter gave no value".to_owned()))
    }

    fn note_user(&mut self, bucket: &str, user: Pseudonym, until: i64) -> Stored<u32> {
        let added = self.change(
            "insert into seen (bucket, user, until) values (?1, ?2, ?3) on conflict do nothing",
            params![bucket, user.0, until],
        )?;
        let counter = format!("seen/{bucket}");
        if added == 1 {
            return self.count(&counter, until);
        }
        let known = self.one(
            "select value from counter where bucket = ?1",
            params![counter],
            |row| row.get(0),
        )?;
        Ok(known.unwrap_or(0))
    }

    fn busiest(&mut self, key_id: &str, from: u32, before: u32) -> Stored<u32> {
        let found = self.one(
            "select coalesce(max(users), 0) from busiest where key_id = ?1 and day >= ?2 and day < ?3",
            params![key_id, from, before],
            |row| row.get(0),
        )?;
        Ok(found.unwrap_or(0))
    }

    fn note_busiest(&mut self, key_id: &str, day: u32, users: u32) -> Stored<()> {
        self.change(
            "insert into busiest (key_id, day, users) values (?1, ?2, ?3)
             on conflict (key_id, day) do update set users = ?3 where users < ?3",
            params![key_id, day, users],
        )?;
        Ok(())
    }

    fn is_frozen(&mut self, key_id: &str) -> Stored<bool> {
        let found = self.one(
            "select 1 from frozen where key_id = ?1",
            params![key_id],
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    fn set_frozen(&mut self, key_id: &str, frozen: bool, at: i64) -> Stored<bool> {
        let changed = if frozen {
            self.change(
                "insert into frozen (key_id, at) values (?1, ?2) on conflict do nothing",
                params![key_id, at],
            )?
        } else {
            self.change("delete from frozen where key_id = ?1", params![key_id])?
        };
        Ok(changed == 1)
    }

    fn order_user(&mut self, order: &str) -> Stored<Option<Pseudonym>> {
        self.one(
            "select user from turn where id = ?1",
            params![order],
            |row| row.get(0).map(Pseudonym),
        )
    }

    fn set_order_user(&mut self, order: &str, user: Pseudonym, until: i64) -> Stored<()> {
        self.change(
            "insert into turn (id, user, until) values (?1, ?2, ?3)
             on conflict (id) do update set user = ?2",
            params![order, user.0, until],
        )?;
        Ok(())
    }

    fn user(&mut self, user: Pseudonym) -> Stored<Option<UserRow>> {
        self.one(
            "select lineage, life, receipt from user where user = ?1",
            params![user.0],
            |row| {
                Ok(UserRow {
                    lineage: row.get(0)?,
                    life: row.get(1)?,
                    receipt: row.get(2)?,
                })
            },
        )
    }

    fn put_user(&mut self, user: Pseudonym, row: &UserRow) -> Stored<()> {
        self.change(
            "insert into user (user, lineage, life, receipt) values (?1, ?2, ?3, ?4)
             on conflict (user) do update set lineage = ?2, life = ?3, receipt = ?4",
            params![user.0, row.lineage, row.life, row.receipt],
        )?;
        Ok(())
    }

    fn grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<Option<GrantRow>> {
        self.one(
            "select digest, key_id, kind, created, expires, last_used, words
             from permit where user = ?1 and digest = ?2",
            params![user.0, digest],
            read_grant,
        )
    }

    fn grants(&mut self, user: Pseudonym) -> Stored<Vec<GrantRow>> {
        self.all(
            "select digest, key_id, kind, created, expires, last_used, words
             from permit where user = ?1",
            params![user.0],
            read_grant,
        )
    }

    fn put_grant(&mut self, user: Pseudonym, row: &GrantRow) -> Stored<()> {
        self.change(
            "insert into permit (user, digest, key_id, kind, created, expires, last_used, words)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             on conflict (user, digest) do update set last_used = ?7",
            params![
                user.0,
                row.digest,
                row.key_id,
                kind_number(row.kind),
                row.created,
                row.expires,
                row.last_used,
                row.words
            ],
        )?;
        Ok(())
    }

    fn end_grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<bool> {
        let ended = self.change(
            "delete from permit where user = ?1 and digest = ?2",
            params![user.0, digest],
        )?;
        Ok(ended == 1)
    }

    fn end_grants(&mut self, user: Pseudonym) -> Stored<()> {
        self.change("delete from permit where user = ?1", params![user.0])?;
        Ok(())
    }

    fn share(
        &mut self,
        user: Pseudonym,
        purpose: Purpose,
        name: ShareName,
    ) -> Stored<Option<ShareRow>> {
        self.one(
            "select purpose, epoch, lineage, generation, wrapped, retire_at from share
             where user = ?1 and purpose = ?2 and epoch = ?3 and lineage = ?4",
            params![user.0, purpose.code(), name.epoch, name.lineage],
            |row| read_share(row, 0),
        )
    }

    fn add_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()> {
        self.change(
            "insert into share (user, purpose, epoch, lineage, generation, wrapped, retire_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing",
            params![
                user.0,
                row.purpose.code(),
                row.name.epoch,
                row.name.lineage,
                row.generation,
                row.wrapped,
                row.retire_at
            ],
        )?;
        Ok(())
    }

    fn put_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()> {
        self.change(
            "update share set generation = ?5, wrapped = ?6, retire_at = ?7
             where user = ?1 and purpose = ?2 and epoch = ?3 and lineage = ?4",
            params![
                user.0,
                row.purpose.code(),
                row.name.epoch,
                row.name.lineage,
                row.generation,
                row.wrapped,
                row.retire_at
            ],
        )?;
        Ok(())
    }

    fn destroy_shares(&mut self, user: Pseudonym) -> Stored<u32> {
        let destroyed = self.change("delete from share where user = ?1", params![user.0])?;
        Ok(u32::try_from(destroyed).unwrap_or(u32::MAX))
    }

    fn destroy_retired(&mut self, now: i64, limit: u32) -> Stored<Vec<(Pseudonym, u32)>> {
        let users = self.all(
            "delete from share where rowid in
                 (select rowid from share where retire_at <= ?1 limit ?2)
             returning user",
            params![now, limit],
            |row| row.get(0).map(Pseudonym),
        )?;
        let mut counts = std::collections::BTreeMap::new();
        for user in users {
            *counts.entry(user).or_insert(0) += 1;
        }
        Ok(counts.into_iter().collect())
    }

    fn shares_of_other_generations(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Stored<Vec<(Pseudonym, ShareRow)>> {
        self.all(
            "select user, purpose, epoch, lineage, generation, wrapped, retire_at from share
             where generation <> ?1 limit ?2",
            params![generation, limit],
            |row| Ok((Pseudonym(row.get(0)?), read_share(row, 1)?)),
        )
    }

    fn audit_head(&mut self, chain: Chain) -> Stored<Option<AuditEntry>> {
        self.one(
            "select number, at, key_id, action, detail, outcome, hash from audit
             where chain = ?1 order by number desc limit 1",
            params![chain.to_string()],
            read_entry,
        )
    }

    fn append_audit(&mut self, chain: Chain, entry: &AuditEntry) -> Stored<()> {
        let detail = serde_json::to_string(&entry.detail)
            .map_err(|_| StoreError("an entry is not JSON".to_owned()))?;
        self.change(
            "insert into audit (chain, number, at, key_id, action, detail, outcome, hash)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                chain.to_string(),
                i64::try_from(entry.number).unwrap_or(i64::MAX),
                entry.at,
                entry.key_id,
                entry.action,
                detail,
                entry.outcome,
                entry.hash
            ],
        )?;
        Ok(())
    }

    fn audit(&mut self, chain: Chain, before: u64, limit: u32) -> Stored<Vec<AuditEntry>> {
        self.all(
            "select number, at, key_id, action, detail, outcome, hash from audit
             where chain = ?1 and number < ?2 order by number desc limit ?3",
            params![
                chain.to_string(),
                i64::try_from(before).unwrap_or(i64::MAX),
                limit
            ],
            read_entry,
        )
    }

    fn need_room(&mut self) -> Stored<()> {
        let number = |pragma: &str| -> Stored<i64> {
            let found = self
                .0
                .pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
            found.map_err(failed)
        };
        let room = number("max_page_count")? - number("page_count")? + number("freelist_count")?;
        if room < ROOM_PAGES {
            return Err(StoreError("the store is full".to_owned()));
        }
        Ok(())
    }

    fn forget_ended(&mut self, now: i64) -> Stored<()> {
        for statement in [
            "delete from once where until <= ?1",
            "delete from counter where until <= ?1",
            "delete from seen where until <= ?1",
            "delete from turn where until <= ?1",
            "delete from permit where expires <= ?1",
        ] {
            self.change(statement, params![now])?;
        }
        Ok(())
    }
}

const fn kind_number(kind: GrantKind) -> u8 {
    match kind {
        GrantKind::Session => 1,
        GrantKind::Background => 2,
        GrantKind::Emergency => 3,
    }
}

fn read_grant(row: &Row<'_>) -> rusqlite::Result<GrantRow> {
    let kind = match row.get::<_, u8>(2)? {
        1 => GrantKind::Session,
        2 => GrantKind::Background,
        3 => GrantKind::Emergency,
        other => return Err(out_of_range(2, other)),
    };
    Ok(GrantRow {
        digest: row.get(0)?,
        key_id: row.get(1)?,
        kind,
        created: row.get(3)?,
        expires: row.get(4)?,
        last_used: row.get(5)?,
        words: row.get(6)?,
    })
}

fn read_share(row: &Row<'_>, at: usize) -> rusqlite::Result<ShareRow> {
    let code: u8 = row.get(at)?;
    Ok(ShareRow {
        purpose: Purpose::from_code(code).ok_or_else(|| out_of_range(at, code))?,
        name: ShareName {
            epoch: row.get(at + 1)?,
            lineage: row.get(at + 2)?,
        },
        generation: row.get(at + 3)?,
        wrapped: row.get(at + 4)?,
        retire_at: row.get(at + 5)?,
    })
}

/// Reads an entry of the audit.
pub fn read_entry(row: &Row<'_>) -> rusqlite::Result<AuditEntry> {
    let number: i64 = row.get(0)?;
    let detail: String = row.get(4)?;
    Ok(AuditEntry {
        number: u64::try_from(number).unwrap_or(0),
        at: row.get(1)?,
        key_id: row.get(2)?,
        action: row.get(3)?,
        detail: serde_json::from_str(&detail).map_err(|_| out_of_range(4, 0))?,
        outcome: row.get(5)?,
        hash: row.get(6)?,
    })
}

fn out_of_range(column: usize, value: u8) -> rusqlite::Error {
    rusqlite::Error::IntegralValueOutOfRange(column, i64::from(value))
}
