//! The bounded memory of opened diaries.
//!
//! It holds plaintext, so it is small and short-lived: an entry ends with the leases that opened it,
//! vanishes at sign-out, and makes room for others from the one that was not asked for longest.

use super::view::Mark;
use crate::platform::ids::UserId;
use jiff::Timestamp;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Records of all remembered diaries together: four of ten years, or sixty of one year. A decoded
/// record takes about one kilobyte, so this is some 60 MB.
const MOST_RECORDS: usize = 60_000;

/// Opened diaries, by patient and by what was made of them.
#[derive(Debug, Default)]
pub(super) struct ViewCache(Mutex<Content>);

#[derive(Debug, Default)]
struct Content {
    views: HashMap<(UserId, TypeId), View>,
    records: usize,
    uses: u64,
}

#[derive(Debug)]
struct View {
    mark: Mark,
    size: usize,
    expires: Timestamp,
    last_use: u64,
    value: Arc<dyn Any + Send + Sync>,
}

impl ViewCache {
    /// The view, if it is still on loan and was made from records of this mark.
    pub fn get<T: Send + Sync + 'static>(
        &self,
        user: UserId,
        mark: Mark,
        now: Timestamp,
    ) -> Option<Arc<T>> {
        let mut content = self.lock();
        content.uses += 1;
        let last_use = content.uses;
        let view = content.views.get_mut(&(user, TypeId::of::<T>()))?;
        if view.expires <= now || view.mark != mark {
            return None;
        }
        view.last_use = last_use;
        Arc::clone(&view.value).downcast().ok()
    }

    /// Keeps a view that was made from `size` records until `expires`. One that would fill more than
    /// half of the room alone is not kept.
    pub fn insert<T: Send + Sync + 'static>(
        &self,
        user: UserId,
        mark: Mark,
        size: usize,
        value: Arc<T>,
        expires: Timestamp,
        now: Timestamp,
    ) {
        let mut content = self.lock();
        content.remove((user, TypeId::of::<T>()));
        if expires <= now || size > MOST_RECORDS / 2 {
            return;
        }
        content.drop_expired(now);
        while content.records + size > MOST_RECORDS && content.drop_oldest() {}
        content.uses += 1;
        content.records += size;
        let view = View {
            mark,
            size,
            expires,
            last_use: content.uses,
            value,
        };
        content.views.insert((user, TypeId::of::<T>()), view);
    }

    /// Drops everything of one patient.
    pub fn evict(&self, user: UserId) {
        let mut content = self.lock();
        content.retain(|(owner, _), _| *owner != user);
    }

    /// Drops everything whose leases have ended.
    pub fn sweep(&self, now: Timestamp) {
        self.lock().drop_expired(now);
    }

    /// How many views there are, ended ones included until the next sweep.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.lock().views.len()
    }

    fn lock(&self) -> MutexGuard<'_, Content> {
        // No code between lock and release panics, so the content is whole even then.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Content {
    fn remove(&mut self, key: (UserId, TypeId)) {
        if let Some(view) = self.views.remove(&key) {
            self.records -= view.size;
        }
    }

    fn retain(&mut self, keep: impl Fn(&(UserId, TypeId), &View) -> bool) {
        self.views.retain(|key, view| keep(key, view));
        self.records = self.views.values().map(|view| view.size).sum();
    }

    fn drop_expired(&mut self, now: Timestamp) {
        self.retain(|_, view| view.expires > now);
    }

    /// Whether there was one to drop.
    fn drop_oldest(&mut self) -> bool {
        let oldest = self.views.iter().min_by_key(|(_, view)| view.last_use);
        let key = oldest.map(|(key, _)| *key);
        if let Some(key) = key {
            self.remove(key);
        }
        key.is_some()
    }
}
