//! A store in memory: for tests, and for the embedded host of the conformance suite. It can be told to
//! fail, as a full disk does.

use super::{
    audit::{AuditEntry, Chain},
    store::{GrantRow, Once, ShareRow, Store, StoreError, Stored, UserRow},
};
use crate::names::{Pseudonym, Purpose, ShareName};
use std::collections::{BTreeMap, BTreeSet};

/// Everything, in ordered maps.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    /// Makes every method fail.
    pub fails: bool,
    once: BTreeMap<(u8, Vec<u8>), i64>,
    counters: BTreeMap<String, (u32, i64)>,
    windows: BTreeMap<String, (BTreeSet<Pseudonym>, i64)>,
    busiest: BTreeMap<(String, u32), u32>,
    frozen: BTreeSet<String>,
    orders: BTreeMap<String, (Pseudonym, i64)>,
    users: BTreeMap<Pseudonym, UserRow>,
    grants: BTreeMap<(Pseudonym, [u8; 32]), GrantRow>,
    shares: BTreeMap<(Pseudonym, Purpose, ShareName), ShareRow>,
    chains: BTreeMap<Chain, Vec<AuditEntry>>,
}

impl MemoryStore {
    fn works(&self) -> Stored<()> {
        if self.fails {
            Err(StoreError("it was told to".to_owned()))
        } else {
            Ok(())
        }
    }

    /// A whole chain, oldest first.
    #[must_use]
    pub fn chain(&self, chain: Chain) -> &[AuditEntry] {
        self.chains.get(&chain).map_or(&[], Vec::as_slice)
    }

    /// Everything that lies in the store, for tests that look for secrets.
    #[must_use]
    pub fn dump(&self) -> String {
        format!("{self:?}")
    }
}

impl Store for MemoryStore {
    fn happens(&mut self, once: Once, id: &[u8], until: i64) -> Stored<bool> {
        self.works()?;
        let before = self.once.insert((once.code(), id.to_vec()), until);
        Ok(before.is_none())
    }

    fn count(&mut self, bucket: &str, until: i64) -> Stored<u32> {
        self.works()?;
        let counter = self.counters.entry(bucket.to_owned()).or_insert((0, until));
        counter.0 += 1;
        Ok(counter.0)
    }

    fn note_user(&mut self, bucket: &str, user: Pseudonym, until: i64) -> Stored<u32> {
        self.works()?;
        let window = self.windows.entry(bucket.to_owned()).or_default();
        window.0.insert(user);
        window.1 = until;
        Ok(u32::try_from(window.0.len()).unwrap_or(u32::MAX))
    }

    fn busiest(&mut self, key_id: &str, from: u32, before: u32) -> Stored<u32> {
        self.works()?;
        let days = (key_id.to_owned(), from)..(key_id.to_owned(), before);
        let values = self.busiest.range(days).map(|(_, users)| *users);
        Ok(values.max().unwrap_or(0))
    }

    fn note_busiest(&mut self, key_id: &str, day: u32, users: u32) -> Stored<()> {
        self.works()?;
        let known = self.busiest.entry((key_id.to_owned(), day)).or_default();
        *known = users.max(*known);
        Ok(())
    }

    fn is_frozen(&mut self, key_id: &str) -> Stored<bool> {
        self.works()?;
        Ok(self.frozen.contains(key_id))
    }

    fn set_frozen(&mut self, key_id: &str, frozen: bool, _: i64) -> Stored<bool> {
        self.works()?;
        Ok(if frozen {
            self.frozen.insert(key_id.to_owned())
        } else {
            self.frozen.remove(key_id)
        })
    }

    fn order_user(&mut self, order: &str) -> Stored<Option<Pseudonym>> {
        self.works()?;
        Ok(self.orders.get(order).map(|(user, _)| *user))
    }

    fn set_order_user(&mut self, order: &str, user: Pseudonym, until: i64) -> Stored<()> {
        self.works()?;
        self.orders.insert(order.to_owned(), (user, until));
        Ok(())
    }

    fn user(&mut self, user: Pseudonym) -> Stored<Option<UserRow>> {
        self.works()?;
        Ok(self.users.get(&user).cloned())
    }

    fn users_after(&mut self, last: Option<Pseudonym>, limit: u32) -> Stored<Vec<Pseudonym>> {
        self.works()?;
        let users = self.users.keys().filter(|user| last < Some(**user));
        Ok(users.take(limit as usize).copied().collect())
    }

    fn put_user(&mut self, user: Pseudonym, row: &UserRow) -> Stored<()> {
        self.works()?;
        self.users.insert(user, row.clone());
        Ok(())
    }

    fn grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<Option<GrantRow>> {
        self.works()?;
        Ok(self.grants.get(&(user, *digest)).cloned())
    }

    fn grants(&mut self, user: Pseudonym) -> Stored<Vec<GrantRow>> {
        self.works()?;
        let own = self.grants.iter().filter(|((owner, _), _)| *owner == user);
        Ok(own.map(|(_, grant)| grant.clone()).collect())
    }

    fn put_grant(&mut self, user: Pseudonym, row: &GrantRow) -> Stored<()> {
        self.works()?;
        self.grants.insert((user, row.digest), row.clone());
        Ok(())
    }

    fn end_grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<bool> {
        self.works()?;
        Ok(self.grants.remove(&(user, *digest)).is_some())
    }

    fn end_grants(&mut self, user: Pseudonym) -> Stored<()> {
        self.works()?;
        self.grants.retain(|(owner, _), _| *owner != user);
        Ok(())
    }

    fn share(
        &mut self,
        user: Pseudonym,
        purpose: Purpose,
        name: ShareName,
    ) -> Stored<Option<ShareRow>> {
        self.works()?;
        Ok(self.shares.get(&(user, purpose, name)).cloned())
    }

    fn shares(&mut self, user: Pseudonym) -> Stored<Vec<ShareRow>> {
        self.works()?;
        let own = self.shares.iter().filter(|((owner, ..), _)| *owner == user);
        Ok(own.map(|(_, share)| share.clone()).collect())
    }

    fn add_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()> {
        self.works()?;
        let place = (user, row.purpose, row.name);
        self.shares.entry(place).or_insert_with(|| row.clone());
        Ok(())
    }

    fn put_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()> {
        self.works()?;
        let place = (user, row.purpose, row.name);
        self.shares.insert(place, row.clone());
        Ok(())
    }

    fn destroy_shares(&mut self, user: Pseudonym) -> Stored<u32> {
        self.works()?;
        let before = self.shares.len();
        self.shares.retain(|(owner, ..), _| *owner != user);
        Ok(u32::try_from(before - self.shares.len()).unwrap_or(u32::MAX))
    }

    fn destroy_retired(&mut self, now: i64, limit: u32) -> Stored<Vec<(Pseudonym, u32)>> {
        self.works()?;
        let ended: Vec<_> = self
            .shares
            .iter()
            .filter(|(_, row)| row.retire_at.is_some_and(|end| end <= now))
            .map(|(place, _)| *place)
            .take(limit as usize)
            .collect();
        let mut counts = BTreeMap::<Pseudonym, u32>::new();
        for place in ended {
            self.shares.remove(&place);
            *counts.entry(place.0).or_default() += 1;
        }
        Ok(counts.into_iter().collect())
    }

    fn shares_of_other_generations(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Stored<Vec<(Pseudonym, ShareRow)>> {
        self.works()?;
        Ok(self
            .shares
            .iter()
            .filter(|(_, row)| row.generation != generation)
            .map(|((user, ..), row)| (*user, row.clone()))
            .take(limit as usize)
            .collect())
    }

    fn audit_head(&mut self, chain: Chain) -> Stored<Option<AuditEntry>> {
        self.works()?;
        Ok(self.chain(chain).last().cloned())
    }

    fn append_audit(&mut self, chain: Chain, entry: &AuditEntry) -> Stored<()> {
        self.works()?;
        self.chains.entry(chain).or_default().push(entry.clone());
        Ok(())
    }

    fn audit(&mut self, chain: Chain, before: u64, limit: u32) -> Stored<Vec<AuditEntry>> {
        self.works()?;
        Ok(self
            .chain(chain)
            .iter()
            .rev()
            .filter(|entry| entry.number < before)
            .take(limit as usize)
            .cloned()
            .collect())
    }

    fn forget_ended(&mut self, now: i64) -> Stored<()> {
        self.works()?;
        self.once.retain(|_, until| *until > now);
        self.counters.retain(|_, (_, until)| *until > now);
        self.windows.retain(|_, (_, until)| *until > now);
        self.orders.retain(|_, (_, until)| *until > now);
        self.grants.retain(|_, grant| grant.expires > now);
        Ok(())
    }
}
