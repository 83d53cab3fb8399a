//! Upkeep of a patient's keys: records move on to newer keys, and keys that no record has are retired.
//!
//! | What | When |
//! |---|---|
//! | records of an older lineage get the key that seals new ones | after a raise, and with every tending |
//! | records older than 35 days get one key a month, see `compaction` | with every tending |
//! | shares without a record are retired | when a tending has moved something |
//!
//! A retired share can never come back, so none is retired whose key somebody could still write with:
//!
//! - New records are sealed with a current key alone, which is lent for ten minutes and at most five past
//!   its day. Shares of today and yesterday are therefore left alone; those of an older lineage go when its
//!   leases have ended.
//! - Compaction alone writes under an older key. It and the count that precedes a retirement hold the same
//!   lock of that patient, the count until the custodian has answered; and compaction writes only under a
//!   key that records have at that moment. Whichever comes first is seen by the other.
//! - The count includes deleted records that can be brought back, and rows that do not open.
//!
//! The custodian makes a second net of it: it waits (`retirement_seconds`, 31 days unless the operator says
//! otherwise; a day for keys that were replaced on suspicion) and keeps the share when somebody asks for it,
//! as a page does after a database was put back to an older state.

use super::{
    compaction::months,
    error::StoreError,
    resealing::{Resealed, Target, key_names, lock_upkeep},
    store::SealedStore,
};
use crate::{
    encryption::epoch::{Epoch, KeyName, Lineage},
    platform::{database::DatabaseError, ids::UserId},
};
use std::collections::{BTreeMap, BTreeSet};

/// For how many days back shares of the present lineage are retired although no record of theirs was seen:
/// a tending that was broken off leaves such.
const LOOKBACK: u32 = 400;
/// The same for older lineages, of which nothing new comes.
const LOOKBACK_OF_OLDER: u32 = 60;

/// What a tending did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tended {
    /// Nothing: it was done today, or the patient has no keys yet.
    NotToday,
    /// It was done.
    Done {
        /// The records.
        resealed: Resealed,
        /// How many shares the custodian was told to let end.
        retired: u32,
    },
}

/// Tends keys. Cheap to clone.
#[derive(Debug, Clone)]
pub struct KeyUpkeep {
    store: SealedStore,
}

impl KeyUpkeep {
    /// Upkeep of the keys behind `store`.
    #[must_use]
    pub const fn new(store: SealedStore) -> Self {
        Self { store }
    }

    /// Does what is due for a patient whose keys are open just now, once a day in all processes together;
    /// moves about `budget` records at most. What is left, and what an interruption leaves, is done on
    /// another day. Needs a sign-in's grant: a grant for the night lends too few keys.
    ///
    /// # Errors
    /// When the keys or the database are away.
    pub async fn tend(&self, user: UserId, budget: u64) -> Result<Tended, StoreError> {
        if !self.claim_day(user).await? {
            return Ok(Tended::NotToday);
        }
        let names = self.store.key_names(user).await?;
        if names.is_empty() {
            return Ok(Tended::Done {
                resealed: Resealed::default(),
                retired: 0,
            });
        }
        let lineage = self.lineage(user).await?;
        let mut resealed = self.leave_older(user, &names, lineage, budget).await?;
        let left = budget.saturating_sub(resealed.moved + resealed.overtaken);
        resealed += self.compact(user, &names, lineage, left).await?;
        let retired = if resealed.moved == 0 {
            0
        } else {
            self.retire_unused(user, &self.candidates(&names, lineage))
                .await?
        };
        Ok(Tended::Done { resealed, retired })
    }

    /// Replaces the patient's keys on their own wish: raises the lineage, moves every record to it and
    /// retires what no record has any more. Needs a sign-in of the last minutes.
    ///
    /// # Errors
    /// When the custodian refuses or is away: nothing has changed then. When the database or the custodian
    /// go away later, new records have new keys and the next tendings move the others.
    pub async fn replace(&self, user: UserId) -> Result<Resealed, StoreError> {
        self.raise(user).await?;
        self.follow(user).await
    }

    /// Raises the lineage of a patient with a sign-in of the last minutes; moves nothing.
    ///
    /// # Errors
    /// When the custodian refuses or is away.
    pub async fn raise(&self, user: UserId) -> Result<Lineage, StoreError> {
        let ring = self.store.keys.ring();
        let raised = ring.raise_lineage(user).await;
        self.store.forget(user);
        Ok(raised.map_err(super::KeysError::from)?)
    }

    /// Moves every record of an older lineage to the present one and retires what no record has any more.
    ///
    /// # Errors
    /// When the keys or the database are away; the next tendings go on.
    pub async fn follow(&self, user: UserId) -> Result<Resealed, StoreError> {
        let names = self.store.key_names(user).await?;
        let lineage = self.lineage(user).await?;
        let resealed = self.leave_older(user, &names, lineage, u64::MAX).await?;
        self.retire_unused(user, &self.candidates(&names, lineage))
            .await?;
        Ok(resealed)
    }

    /// Compacts and retires whatever day it is.
    #[cfg(test)]
    pub(super) async fn compact_now(&self, user: UserId) -> Result<(), StoreError> {
        let names = self.store.key_names(user).await?;
        let lineage = self.lineage(user).await?;
        self.compact(user, &names, lineage, u64::MAX).await?;
        self.retire_unused(user, &self.candidates(&names, lineage))
            .await?;
        Ok(())
    }

    /// Marks the day as tended; whether it was not before.
    async fn claim_day(&self, user: UserId) -> Result<bool, DatabaseError> {
        let today = i32::try_from(self.today().number()).unwrap_or(i32::MAX);
        let mut transaction = self.store.database.begin_for(user).await?;
        let claimed = sqlx::query!(
            "update vault.app_share
             set tended_epoch = $2
             where user_id = $1 and (tended_epoch is null or tended_epoch < $2)",
            user.as_uuid(),
            today
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(claimed > 0)
    }

    async fn lineage(&self, user: UserId) -> Result<Lineage, StoreError> {
        let share = self.store.keys.share(&self.store.database, user).await?;
        let current = self.store.keys.writing(user, &share).await?.name();
        Ok(current.lineage)
    }

    async fn leave_older(
        &self,
        user: UserId,
        names: &BTreeMap<KeyName, u64>,
        lineage: Lineage,
        budget: u64,
    ) -> Result<Resealed, StoreError> {
        let older = names.keys().filter(|name| name.lineage < lineage);
        let older: BTreeSet<KeyName> = older.copied().collect();
        self.store.rewrap(user, &older, budget, &mut |_| {}).await
    }

    async fn compact(
        &self,
        user: UserId,
        names: &BTreeMap<KeyName, u64>,
        lineage: Lineage,
        budget: u64,
    ) -> Result<Resealed, StoreError> {
        let mut done = Resealed::default();
        let present = names.keys().filter(|name| name.lineage == lineage);
        let due: BTreeSet<KeyName> = present.copied().collect();
        if months(&due, self.today()).is_empty() {
            return Ok(done);
        }
        let share = self.store.keys.share(&self.store.database, user).await?;
        let keys = self
            .store
            .keys
            .reading(user, &share, due.iter().copied())
            .await?;
        // A planted row may name a day without a share: no month is led by it.
        let open = due.into_iter().filter(|name| keys.get(*name).is_some());
        for month in months(&open.collect(), self.today()) {
            let left = budget.saturating_sub(done.moved + done.overtaken);
            if left == 0 {
                break;
            }
            let target = Target::SharedWith(month.into);
            done += self
                .store
                .reseal(user, &month.from, target, left, &mut |_| {})
                .await?;
        }
        Ok(done)
    }

    /// Names of shares that may be without a record by now: those that records had, and those that an
    /// earlier tending may have left.
    fn candidates(&self, names: &BTreeMap<KeyName, u64>, lineage: Lineage) -> BTreeSet<KeyName> {
        let today = self.today();
        let mut candidates: BTreeSet<KeyName> = names.keys().copied().collect();
        for number in 0..=lineage.number() {
            let back = if number == lineage.number() {
                LOOKBACK
            } else {
                LOOKBACK_OF_OLDER
            };
            candidates.extend(span(today.before(back), today, Lineage::new(number)));
        }
        candidates.retain(|name| name.epoch < today.before(1));
        candidates
    }

    /// Retires those of `candidates` that no row has. None of them may be a key that somebody could write
    /// with; see above.
    pub(in crate::encryption) async fn retire_unused(
        &self,
        user: UserId,
        candidates: &BTreeSet<KeyName>,
    ) -> Result<u32, StoreError> {
        let mut transaction = self.store.database.begin_for(user).await?;
        lock_upkeep(&mut transaction, user).await?;
        let counted_at = self.store.clock.now();
        let used = key_names(&mut transaction, user).await?;
        let unused = candidates
            .iter()
            .filter(|name| !used.contains_key(name))
            .copied();
        let unused: Vec<KeyName> = unused.collect();
        let ring = self.store.keys.ring();
        let retired = ring
            .retire(user, &unused, counted_at)
            .await
            .map_err(super::KeysError::from)?;
        // Only now may records get an older key again.
        transaction.commit().await?;
        Ok(retired)
    }

    fn today(&self) -> Epoch {
        Epoch::today(self.store.clock.as_ref())
    }
}

/// The names of one lineage from `first` up to, not including, `end`.
pub(in crate::encryption) fn span(
    first: Epoch,
    end: Epoch,
    lineage: Lineage,
) -> impl Iterator<Item = KeyName> {
    (first.number()..end.number()).map(move |number| KeyName {
        epoch: Epoch::new(number),
        lineage,
    })
}
