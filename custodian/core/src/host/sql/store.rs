//! The statements.

use super::{
    Database, Row, SqlStore, Value, bytes, capped, maybe,
    rows::{entry, grant, kind_number, number, share},
    text,
};
use crate::{
    host::{
        audit::{AuditEntry, Chain},
        store::{GrantRow, Once, ShareRow, Store, StoreError, Stored, UserRow},
    },
    names::{Pseudonym, Purpose, ShareName},
};
use std::collections::BTreeMap;

fn place(user: Pseudonym, purpose: Purpose, name: ShareName) -> [Value; 4] {
    [
        bytes(&user.0),
        number(purpose.code()),
        number(name.epoch),
        number(name.lineage),
    ]
}

fn share_values(user: Pseudonym, row: &ShareRow) -> Vec<Value> {
    let mut values = place(user, row.purpose, row.name).to_vec();
    values.extend([
        number(row.generation),
        bytes(&row.wrapped),
        maybe(row.retire_at, number),
    ]);
    values
}

impl<D: Database> Store for SqlStore<D> {
    fn happens(&mut self, once: Once, id: &[u8], until: i64) -> Stored<bool> {
        let added = self.change(
            "insert into once (space, id, until) values (?1, ?2, ?3)
             on conflict do nothing returning 1",
            &[number(once.code()), bytes(id), number(until)],
        )?;
        Ok(added == 1)
    }

    fn count(&mut self, bucket: &str, until: i64) -> Stored<u32> {
        let value = self.one(
            "insert into counter (bucket, value, until) values (?1, 1, ?2)
             on conflict (bucket) do update set value = value + 1
             returning value",
            &[text(bucket), number(until)],
            Row::number,
        )?;
        value.ok_or_else(|| StoreError("a counter gave no value".to_owned()))
    }

    fn note_user(&mut self, bucket: &str, user: Pseudonym, until: i64) -> Stored<u32> {
        let added = self.change(
            "insert into seen (bucket, user, until) values (?1, ?2, ?3)
             on conflict do nothing returning 1",
            &[text(bucket), bytes(&user.0), number(until)],
        )?;
        let counter = format!("seen/{bucket}");
        if added == 1 {
            return self.count(&counter, until);
        }
        let known = self.one(
            "select value from counter where bucket = ?1",
            &[text(counter)],
            Row::number,
        )?;
        Ok(known.unwrap_or(0))
    }

    fn busiest(&mut self, key_id: &str, from: u32, before: u32) -> Stored<u32> {
        let found = self.one(
            "select coalesce(max(users), 0) from busiest
             where key_id = ?1 and day >= ?2 and day < ?3",
            &[text(key_id), number(from), number(before)],
            Row::number,
        )?;
        Ok(found.unwrap_or(0))
    }

    fn note_busiest(&mut self, key_id: &str, day: u32, users: u32) -> Stored<()> {
        self.change(
            "insert into busiest (key_id, day, users) values (?1, ?2, ?3)
             on conflict (key_id, day) do update set users = ?3 where users < ?3",
            &[text(key_id), number(day), number(users)],
        )?;
        Ok(())
    }

    fn is_frozen(&mut self, key_id: &str) -> Stored<bool> {
        let found = self.change("select 1 from frozen where key_id = ?1", &[text(key_id)])?;
        Ok(found == 1)
    }

    fn set_frozen(&mut self, key_id: &str, frozen: bool, at: i64) -> Stored<bool> {
        let changed = if frozen {
            self.change(
                "insert into frozen (key_id, at) values (?1, ?2)
                 on conflict do nothing returning 1",
                &[text(key_id), number(at)],
            )?
        } else {
            self.change(
                "delete from frozen where key_id = ?1 returning 1",
                &[text(key_id)],
            )?
        };
        Ok(changed == 1)
    }

    fn order_user(&mut self, order: &str) -> Stored<Option<Pseudonym>> {
        self.one(
            "select user from turn where id = ?1",
            &[text(order)],
            |row| row.array().map(Pseudonym),
        )
    }

    fn set_order_user(&mut self, order: &str, user: Pseudonym, until: i64) -> Stored<()> {
        self.change(
            "insert into turn (id, user, until) values (?1, ?2, ?3)
             on conflict (id) do update set user = ?2",
            &[text(order), bytes(&user.0), number(until)],
        )?;
        Ok(())
    }

    fn user(&mut self, user: Pseudonym) -> Stored<Option<UserRow>> {
        self.one(
            "select lineage, life, receipt from user where user = ?1",
            &[bytes(&user.0)],
            |row| {
                Ok(UserRow {
                    lineage: row.number()?,
                    life: row.number()?,
                    receipt: row.maybe_text()?,
                })
            },
        )
    }

    fn users_after(&mut self, last: Option<Pseudonym>, limit: u32) -> Stored<Vec<Pseudonym>> {
        let last = last.map_or_else(Vec::new, |last| last.0.to_vec());
        self.all(
            "select user from user where user > ?1 order by user limit ?2",
            &[Value::Bytes(last), number(limit)],
            |row| row.array().map(Pseudonym),
        )
    }

    fn put_user(&mut self, user: Pseudonym, row: &UserRow) -> Stored<()> {
        self.change(
            "insert into user (user, lineage, life, receipt) values (?1, ?2, ?3, ?4)
             on conflict (user) do update set lineage = ?2, life = ?3, receipt = ?4",
            &[
                bytes(&user.0),
                number(row.lineage),
                number(row.life),
                maybe(row.receipt.as_deref(), text),
            ],
        )?;
        Ok(())
    }

    fn grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<Option<GrantRow>> {
        self.one(
            "select digest, key_id, kind, created, expires, last_used, words, at
             from permit left join sign_in using (user, digest)
             where user = ?1 and digest = ?2",
            &[bytes(&user.0), bytes(digest)],
            grant,
        )
    }

    fn grants(&mut self, user: Pseudonym) -> Stored<Vec<GrantRow>> {
        self.all(
            "select digest, key_id, kind, created, expires, last_used, words, at
             from permit left join sign_in using (user, digest)
             where user = ?1",
            &[bytes(&user.0)],
            grant,
        )
    }

    fn put_grant(&mut self, user: Pseudonym, row: &GrantRow) -> Stored<()> {
        self.change(
            "insert into permit (user, digest, key_id, kind, created, expires, last_used, words)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             on conflict (user, digest) do update set last_used = ?7",
            &[
                bytes(&user.0),
                bytes(&row.digest),
                text(&row.key_id),
                number(kind_number(row.kind)),
                number(row.created),
                number(row.expires),
                maybe(row.last_used, number),
                maybe(row.words.as_deref(), text),
            ],
        )?;
        if let Some(at) = row.signed_in {
            self.change(
                "insert into sign_in (user, digest, at) values (?1, ?2, ?3) on conflict do nothing",
                &[bytes(&user.0), bytes(&row.digest), number(at)],
            )?;
        }
        Ok(())
    }

    fn end_grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<bool> {
        let place = [bytes(&user.0), bytes(digest)];
        self.change(
            "delete from sign_in where user = ?1 and digest = ?2",
            &place,
        )?;
        let ended = self.change(
            "delete from permit where user = ?1 and digest = ?2 returning 1",
            &place,
        )?;
        Ok(ended == 1)
    }

    fn end_grants(&mut self, user: Pseudonym) -> Stored<()> {
        self.change("delete from sign_in where user = ?1", &[bytes(&user.0)])?;
        self.change("delete from permit where user = ?1", &[bytes(&user.0)])?;
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
            &place(user, purpose, name),
            share,
        )
    }

    fn shares(&mut self, user: Pseudonym) -> Stored<Vec<ShareRow>> {
        self.all(
            "select purpose, epoch, lineage, generation, wrapped, retire_at from share
             where user = ?1 order by purpose, epoch, lineage",
            &[bytes(&user.0)],
            share,
        )
    }

    fn add_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()> {
        self.change(
            "insert into share (user, purpose, epoch, lineage, generation, wrapped, retire_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing",
            &share_values(user, row),
        )?;
        Ok(())
    }

    fn put_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()> {
        self.change(
            "update share set generation = ?5, wrapped = ?6, retire_at = ?7
             where user = ?1 and purpose = ?2 and epoch = ?3 and lineage = ?4",
            &share_values(user, row),
        )?;
        Ok(())
    }

    fn destroy_shares(&mut self, user: Pseudonym) -> Stored<u32> {
        let destroyed = self.change(
            "delete from share where user = ?1 returning 1",
            &[bytes(&user.0)],
        )?;
        Ok(u32::try_from(destroyed).unwrap_or(u32::MAX))
    }

    fn destroy_retired(&mut self, now: i64, limit: u32) -> Stored<Vec<(Pseudonym, u32)>> {
        let users = self.all(
            "delete from share where rowid in
                 (select rowid from share where retire_at <= ?1 limit ?2)
             returning user",
            &[number(now), number(limit)],
            |row| row.array().map(Pseudonym),
        )?;
        let mut counts = BTreeMap::new();
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
            &[number(generation), number(limit)],
            |row| Ok((Pseudonym(row.array()?), share(row)?)),
        )
    }

    fn audit_head(&mut self, chain: Chain) -> Stored<Option<AuditEntry>> {
        self.one(
            "select number, at, key_id, action, detail, outcome, hash from audit
             where chain = ?1 order by number desc limit 1",
            &[text(chain.to_string())],
            entry,
        )
    }

    fn append_audit(&mut self, chain: Chain, row: &AuditEntry) -> Stored<()> {
        let detail = serde_json::to_string(&row.detail)
            .map_err(|_| StoreError("an entry is not JSON".to_owned()))?;
        self.change(
            "insert into audit (chain, number, at, key_id, action, detail, outcome, hash)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            &[
                text(chain.to_string()),
                capped(row.number),
                number(row.at),
                text(&row.key_id),
                text(&row.action),
                text(detail),
                text(&row.outcome),
                bytes(&row.hash),
            ],
        )?;
        Ok(())
    }

    fn audit(&mut self, chain: Chain, before: u64, limit: u32) -> Stored<Vec<AuditEntry>> {
        self.all(
            "select number, at, key_id, action, detail, outcome, hash from audit
             where chain = ?1 and number < ?2 order by number desc limit ?3",
            &[text(chain.to_string()), capped(before), number(limit)],
            entry,
        )
    }

    fn need_room(&mut self) -> Stored<()> {
        self.database.need_room()
    }

    fn forget_ended(&mut self, now: i64) -> Stored<()> {
        for statement in [
            "delete from once where until <= ?1",
            "delete from counter where until <= ?1",
            "delete from seen where until <= ?1",
            "delete from turn where until <= ?1",
            "delete from sign_in where exists (
                 select 1 from permit
                 where permit.user = sign_in.user and permit.digest = sign_in.digest
                     and expires <= ?1)",
            "delete from permit where expires <= ?1",
        ] {
            self.change(statement, &[number(now)])?;
        }
        Ok(())
    }
}
