//! A bounded memory of secrets on loan, per user.
//!
//! Entries end with their lease; users who were not seen for longest go first when the bounds are
//! reached; a user's entries vanish together at logout. The values wipe themselves when the last
//! holder drops them, so what leaves the cache is gone once running requests are done. A secret that
//! must outlive its lease does not belong here.

use crate::platform::ids::UserId;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How much a cache may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheLimits {
    /// Users at once.
    pub most_users: usize,
    /// Entries of all users together.
    pub most_entries: usize,
}

impl Default for CacheLimits {
    /// 10 000 users; 200 000 entries, which is some 50 ten-year diaries written every day. A day's
    /// lease and the key derived from it were measured at 374 bytes, so a full pair is 75 MB.
    fn default() -> Self {
        Self {
            most_users: 10_000,
            most_entries: 200_000,
        }
    }
}

/// Secrets on loan, named by user and key. Safe to share between threads.
pub struct LeaseCache<Name, Value> {
    limits: CacheLimits,
    content: Mutex<Content<Name, Value>>,
}

struct Content<Name, Value> {
    users: HashMap<UserId, UserEntries<Name, Value>>,
    /// Users by their last use, oldest first.
    by_use: BTreeMap<u64, UserId>,
    uses: u64,
    entries: usize,
}

struct UserEntries<Name, Value> {
    last_use: u64,
    entries: HashMap<Name, Entry<Value>>,
}

struct Entry<Value> {
    value: Arc<Value>,
    expires: Timestamp,
}

/// What [`LeaseCache::find`] found.
pub struct Found<Name, Value> {
    /// The entries that are still on loan.
    pub present: Vec<(Name, Arc<Value>)>,
    /// The names without one, in the order they were asked for.
    pub absent: Vec<Name>,
    /// When the first of the present ones ends.
    pub expires: Option<Timestamp>,
}

impl<Name: Copy + Eq + Hash, Value> LeaseCache<Name, Value> {
    /// An empty cache.
    #[must_use]
    pub fn new(limits: CacheLimits) -> Self {
        Self {
            limits,
            content: Mutex::new(Content {
                users: HashMap::new(),
                by_use: BTreeMap::new(),
                uses: 0,
                entries: 0,
            }),
        }
    }

    /// The entry, unless its lease has ended at `now`. Counts as a use of the user.
    pub fn get(&self, user: UserId, name: Name, now: Timestamp) -> Option<Arc<Value>> {
        self.find(user, [name], now)
            .present
            .pop()
            .map(|(_, value)| value)
    }

    /// Looks several entries up at once. Counts as one use of the user.
    pub fn find(
        &self,
        user: UserId,
        names: impl IntoIterator<Item = Name>,
        now: Timestamp,
    ) -> Found<Name, Value> {
        let mut content = self.lock();
        content.touch(user);
        let held = content.users.get(&user);
        let mut found = Found {
            present: Vec::new(),
            absent: Vec::new(),
            expires: None,
        };
        for name in names {
            match held.and_then(|held| held.entries.get(&name)) {
                Some(entry) if entry.expires > now => {
                    found.present.push((name, Arc::clone(&entry.value)));
                    let first = found
                        .expires
                        .map_or(entry.expires, |at| at.min(entry.expires));
                    found.expires = Some(first);
                }
                _ => found.absent.push(name),
            }
        }
        found
    }

    /// Keeps `value` until `expires`, replacing an entry of the same name. Other users make room; a
    /// user who fills the cache alone gets no further entries.
    pub fn insert(
        &self,
        user: UserId,
        name: Name,
        value: Arc<Value>,
        expires: Timestamp,
        now: Timestamp,
    ) {
        if expires <= now {
            return;
        }
        let mut content = self.lock();
        let entry = Entry { value, expires };
        if content.holds(user, name) {
            content.insert(user, name, entry);
            return;
        }
        if !content.users.contains_key(&user) {
            while content.users.len() >= self.limits.most_users.max(1) {
                content.evict_oldest_except(user);
            }
        }
        while content.entries >= self.limits.most_entries.max(1) {
            if !content.evict_oldest_except(user) {
                content.drop_expired_of(user, now);
                if content.entries >= self.limits.most_entries.max(1) {
                    return;
                }
            }
        }
        content.insert(user, name, entry);
    }

    /// Drops everything of one user, for logout and deletion.
    pub fn evict(&self, user: UserId) {
        self.lock().evict(user);
    }

    /// Drops everything whose lease has ended; an idle server calls it once a minute.
    pub fn sweep(&self, now: Timestamp) {
        let mut content = self.lock();
        let users: Vec<UserId> = content.users.keys().copied().collect();
        for user in users {
            content.drop_expired_of(user, now);
        }
    }

    /// How many users have entries, ended ones included until the next sweep.
    pub fn users(&self) -> usize {
        self.lock().users.len()
    }

    /// How many entries there are, ended ones included until the next sweep.
    pub fn entries(&self) -> usize {
        self.lock().entries
    }

    fn lock(&self) -> MutexGuard<'_, Content<Name, Value>> {
        // No code between lock and release panics, so the content is whole even then.
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Name: Copy + Eq + Hash, Value> Content<Name, Value> {
    fn touch(&mut self, user: UserId) {
        if let Some(held) = self.users.get_mut(&user) {
            self.uses += 1;
            self.by_use.remove(&held.last_use);
            self.by_use.insert(self.uses, user);
            held.last_use = self.uses;
        }
    }

    fn holds(&self, user: UserId, name: Name) -> bool {
        self.users
            .get(&user)
            .is_some_and(|held| held.entries.contains_key(&name))
    }

    fn insert(&mut self, user: UserId, name: Name, entry: Entry<Value>) {
        if !self.users.contains_key(&user) {
            self.uses += 1;
            self.by_use.insert(self.uses, user);
        }
        let held = self.users.entry(user).or_insert_with(|| UserEntries {
            last_use: self.uses,
            entries: HashMap::new(),
        });
        if held.entries.insert(name, entry).is_none() {
            self.entries += 1;
        }
    }

    /// Whether there was another user to evict.
    fn evict_oldest_except(&mut self, spared: UserId) -> bool {
        let oldest = self.by_use.values().copied().find(|&user| user != spared);
        if let Some(user) = oldest {
            self.evict(user);
        }
        oldest.is_some()
    }

    fn evict(&mut self, user: UserId) {
        if let Some(held) = self.users.remove(&user) {
            self.by_use.remove(&held.last_use);
            self.entries -= held.entries.len();
        }
    }

    fn drop_expired_of(&mut self, user: UserId, now: Timestamp) {
        let Some(held) = self.users.get_mut(&user) else {
            return;
        };
        let before = held.entries.len();
        held.entries.retain(|_, entry| entry.expires > now);
        self.entries -= before - held.entries.len();
        if held.entries.is_empty() {
            self.evict(user);
        }
    }
}
