//! Upkeep of keys in the background of requests: once a day for whoever is here, never in anybody's way.
//!
//! Policy: a while after the first page of the day, one patient at a time in the process, a few records at
//! a time. Whoever signs out meanwhile takes their keys along; another day goes on.

use super::upkeep::{KeyUpkeep, Tended};
use crate::{
    encryption::epoch::Epoch,
    platform::{clock::Clock, ids::UserId},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::Semaphore;

/// How long after the first page: its neighbours come first.
const CALM: Duration = Duration::from_secs(5);

/// Records moved at most in one run: a tenth of a second of work.
const BUDGET: u64 = 2_000;

/// Patients remembered as seen today; the database remembers as well.
const MOST_SEEN: usize = 100_000;

/// Tends keys of patients who are here. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tending(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    upkeep: KeyUpkeep,
    clock: Arc<dyn Clock>,
    seen: Mutex<HashMap<UserId, Epoch>>,
    one_at_a_time: Semaphore,
}

impl Tending {
    /// Tending by `upkeep`, with days of `clock`.
    #[must_use]
    pub fn new(upkeep: KeyUpkeep, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner {
            upkeep,
            clock,
            seen: Mutex::default(),
            one_at_a_time: Semaphore::new(1),
        }))
    }

    /// The upkeep itself.
    #[must_use]
    pub fn upkeep(&self) -> &KeyUpkeep {
        &self.0.upkeep
    }

    /// A patient whose keys are open was shown a page: their keys are tended soon, if today they were not.
    pub fn visited(&self, user: UserId) {
        if !self.0.is_first_today(user) {
            return;
        }
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move {
            tokio::time::sleep(CALM).await;
            let Ok(_turn) = inner.one_at_a_time.acquire().await else {
                return;
            };
            match inner.upkeep.tend(user, BUDGET).await {
                Ok(Tended::NotToday) => {}
                Ok(Tended::Done { resealed, retired }) => {
                    let (moved, unreadable) = (resealed.moved, resealed.unreadable);
                    tracing::info!(code = "keys-tended", moved, unreadable, retired);
                }
                Err(error) => tracing::info!(code = "keys-not-tended", %error),
            }
        });
    }

    /// A patient has replaced their keys: every record follows.
    pub fn replaced(&self, user: UserId) {
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move {
            match inner.upkeep.follow(user).await {
                Ok(resealed) => {
                    let (moved, unreadable) = (resealed.moved, resealed.unreadable);
                    tracing::info!(code = "keys-replaced", moved, unreadable);
                }
                Err(error) => tracing::warn!(code = "keys-not-followed", %error),
            }
        });
    }
}

impl Inner {
    fn is_first_today(&self, user: UserId) -> bool {
        let today = Epoch::today(self.clock.as_ref());
        // No code between lock and release panics.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.get(&user) == Some(&today) {
            return false;
        }
        if seen.len() >= MOST_SEEN {
            seen.retain(|_, day| *day == today);
        }
        if seen.len() >= MOST_SEEN {
            return false;
        }
        seen.insert(user, today);
        true
    }
}
