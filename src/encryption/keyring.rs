//! The key ring: turns shares into the keys that records are sealed with.
//!
//! The custodian's share comes as a lease, the application's share from the caller; the ring joins
//! them and remembers the result until the lease ends, so that a diary of ten years costs one
//! derivation per day of writing and one call per 400 days. What is written gets the name that the
//! custodian calls current (today, in the user's highest lineage), remembered no longer than its lease;
//! what is read asks for exactly the names in its headers. A new kind of key gets its own cache and its
//! own method here.

use super::blind_index::IndexKey;
use super::custodian::{
    Custodian, CustodianError, CustodianStatus, LONGEST_LEASE, Lease, MOST_EPOCHS_PER_CALL,
    MissingReason, MissingShare, Pseudonym, Purpose, Receipt,
};
use super::derivation::DataKey;
use super::epoch::{Epoch, KeyName, Lineage};
use super::lease_cache::{CacheLimits, LeaseCache};
use super::share::AppShare;
use crate::platform::{clock::Clock, ids::UserId};
use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Derives, caches and forgets the keys of all users. One per process.
pub struct KeyRing {
    custodian: Arc<dyn Custodian>,
    clock: Arc<dyn Clock>,
    leases: LeaseCache<(Purpose, KeyName), Lease>,
    currents: LeaseCache<Purpose, KeyName>,
    data_keys: LeaseCache<KeyName, DataKey>,
    index_keys: LeaseCache<(), IndexKey>,
    app_shares: LeaseCache<(), AppShare>,
}

/// The keys for a list of records, and what could not be had.
#[derive(Default)]
pub struct ReadingKeys {
    keys: HashMap<KeyName, Arc<DataKey>>,
    missing: Vec<MissingShare>,
    expires: Option<Timestamp>,
}

impl ReadingKeys {
    /// The key of this name, if it could be had.
    #[must_use]
    pub fn get(&self, name: KeyName) -> Option<&DataKey> {
        self.keys.get(&name).map(Arc::as_ref)
    }

    /// The names for which the custodian has no usable share.
    #[must_use]
    pub fn missing(&self) -> &[MissingShare] {
        &self.missing
    }

    /// When the first of the leases behind these keys ends; none without keys. What was opened with
    /// them is not kept longer.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        self.expires
    }
}

impl KeyRing {
    /// A ring that knows no keys yet.
    #[must_use]
    pub fn new(custodian: Arc<dyn Custodian>, clock: Arc<dyn Clock>, limits: CacheLimits) -> Self {
        Self {
            custodian,
            clock,
            leases: LeaseCache::new(limits),
            currents: LeaseCache::new(limits),
            data_keys: LeaseCache::new(limits),
            index_keys: LeaseCache::new(limits),
            app_shares: LeaseCache::new(limits),
        }
    }

    /// The key that seals the user's records now; the day's first call creates it. A lineage that another
    /// process has raised is followed when the lease of the former key ends, in ten minutes at most.
    ///
    /// # Errors
    /// When the custodian can't be reached, refuses, or lives on another day than this server.
    pub async fn writing_key(
        &self,
        user: UserId,
        app: &AppShare,
    ) -> Result<Arc<DataKey>, CustodianError> {
        let now = self.clock.now();
        let today = Epoch::of(now);
        if let Some(name) = self.current_name(user, Purpose::Record, now)
            && let Some(key) = self.data_keys.get(user, name, now)
        {
            return Ok(key);
        }
        let lease = self.current_lease(user, Purpose::Record).await?;
        if lease.name.epoch > today.next() || lease.name.epoch.next() < today {
            return Err(CustodianError::Unavailable(
                "its clock shows another day".to_owned(),
            ));
        }
        Ok(self.derive(user, app, &lease))
    }

    /// The keys that open records of these names, each taken from a record's header and possibly repeated.
    ///
    /// Epochs beyond tomorrow are not asked for; they come back as missing.
    ///
    /// # Errors
    /// When the custodian can't be reached or refuses. Single epochs that it lacks are no error.
    pub async fn reading_keys(
        &self,
        user: UserId,
        app: &AppShare,
        names: impl IntoIterator<Item = KeyName>,
    ) -> Result<ReadingKeys, CustodianError> {
        let now = self.clock.now();
        let wanted: BTreeSet<KeyName> = names.into_iter().collect();
        let found = self.data_keys.find(user, wanted, now);
        let mut reading = ReadingKeys {
            keys: found.present.into_iter().collect(),
            missing: Vec::new(),
            expires: found.expires,
        };
        let leases = self
            .reading_leases(user, &found.absent, &mut reading.missing)
            .await?;
        for name in found.absent {
            if let Some(lease) = leases.get(&name) {
                let first = reading
                    .expires
                    .map_or(lease.expires, |at| at.min(lease.expires));
                reading.expires = Some(first);
                let key = self.derive(user, app, lease);
                reading.keys.insert(name, key);
            }
        }
        Ok(reading)
    }

    /// The key of the user's blind index; the first call creates its share.
    ///
    /// # Errors
    /// When the custodian can't be reached or refuses.
    pub async fn index_key(
        &self,
        user: UserId,
        app: &AppShare,
    ) -> Result<Arc<IndexKey>, CustodianError> {
        let now = self.clock.now();
        if let Some(key) = self.index_keys.get(user, (), now) {
            return Ok(key);
        }
        let lease = self.current_lease(user, Purpose::Index).await?;
        if lease.name.epoch != Epoch::FIXED {
            return Err(CustodianError::Unavailable(
                "its index share has the wrong epoch".to_owned(),
            ));
        }
        let key = Arc::new(IndexKey::derive(&lease.share, app, user));
        self.index_keys
            .insert(user, (), Arc::clone(&key), lease.expires, now);
        Ok(key)
    }

    /// The application's share that [`Self::keep_app_share`] kept, so that callers need not fetch
    /// and unwrap it for every request.
    #[must_use]
    pub fn app_share(&self, user: UserId) -> Option<Arc<AppShare>> {
        self.app_shares.get(user, (), self.clock.now())
    }

    /// Keeps the application's share for as long as a lease may live.
    ///
    /// Keep a share, and derive keys from it, only once it is committed to the database: the ring
    /// would go on sealing with one that was rolled back, and those records could never be opened
    /// again.
    pub fn keep_app_share(&self, user: UserId, share: Arc<AppShare>) {
        let now = self.clock.now();
        let expires = now.checked_add(LONGEST_LEASE).unwrap_or(now);
        self.app_shares.insert(user, (), share, expires, now);
    }

    /// Takes leases that were had in another way than by asking for them here: those of a night, which come
    /// all at once. `current` is the one that seals.
    pub fn keep_leases(
        &self,
        user: UserId,
        purpose: Purpose,
        leases: Vec<Lease>,
        current: KeyName,
    ) {
        for lease in leases {
            let lease = self.keep_lease(user, purpose, lease);
            if lease.name == current {
                self.note_current(user, purpose, &lease);
            }
        }
    }

    /// Drops all keys of a user, for logout. A request that runs at this moment may bring some back,
    /// for at most the life of a lease.
    pub fn forget(&self, user: UserId) {
        self.leases.evict(user);
        self.currents.evict(user);
        self.data_keys.evict(user);
        self.index_keys.evict(user);
        self.app_shares.evict(user);
    }

    /// Drops all keys whose lease has ended. Call it once a minute, or keys of patients who are gone
    /// stay in memory until someone else needs the room.
    pub fn sweep(&self) {
        let now = self.clock.now();
        self.leases.sweep(now);
        self.currents.sweep(now);
        self.data_keys.sweep(now);
        self.index_keys.sweep(now);
        self.app_shares.sweep(now);
    }

    /// Destroys the user's shares at the custodian and forgets the keys here.
    ///
    /// # Errors
    /// When the custodian can't be reached; then nothing is known to be destroyed.
    pub async fn shred(&self, user: UserId) -> Result<Option<Receipt>, CustodianError> {
        let outcome = self.custodian.shred(user).await;
        self.forget(user);
        outcome
    }

    /// Raises the user's lineage at the custodian and forgets the keys here, so that this process seals
    /// with the new one from now on. Others may use the former one until their leases end.
    ///
    /// # Errors
    /// When the custodian can't be reached or asks for a fresh sign-in.
    pub async fn raise_lineage(&self, user: UserId) -> Result<Lineage, CustodianError> {
        let outcome = self.custodian.raise_lineage(user).await;
        self.forget(user);
        outcome
    }

    /// Lets the record shares of these names end, of which no row was found at `counted_at`; tells how
    /// many there were.
    ///
    /// # Errors
    /// When the custodian can't be reached or refuses.
    pub async fn retire(
        &self,
        user: UserId,
        names: &[KeyName],
        counted_at: Timestamp,
    ) -> Result<u32, CustodianError> {
        let mut retired = 0;
        for batch in names.chunks(MOST_EPOCHS_PER_CALL) {
            retired += self.custodian.retire(user, batch, counted_at).await?;
        }
        Ok(retired)
    }

    /// How the custodian calls the user, while it is known.
    #[must_use]
    pub fn pseudonym(&self, user: UserId) -> Option<Pseudonym> {
        self.custodian.pseudonym(user)
    }

    /// Whether the custodian works, for health checks.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn status(&self) -> Result<CustodianStatus, CustodianError> {
        self.custodian.status().await
    }

    /// The name that the custodian called current, as long as that lease and the day last.
    fn current_name(&self, user: UserId, purpose: Purpose, now: Timestamp) -> Option<KeyName> {
        let name = *self.currents.get(user, purpose, now)?;
        (name.epoch == purpose.epoch_at(now)).then_some(name)
    }

    async fn current_lease(
        &self,
        user: UserId,
        purpose: Purpose,
    ) -> Result<Arc<Lease>, CustodianError> {
        let now = self.clock.now();
        if let Some(name) = self.current_name(user, purpose, now)
            && let Some(lease) = self.leases.get(user, (purpose, name), now)
        {
            return Ok(lease);
        }
        let lease = self.custodian.lease_current(user, purpose).await?;
        let lease = self.keep_lease(user, purpose, lease);
        self.note_current(user, purpose, &lease);
        Ok(lease)
    }

    fn note_current(&self, user: UserId, purpose: Purpose, lease: &Lease) {
        let now = self.clock.now();
        self.currents
            .insert(user, purpose, Arc::new(lease.name), lease.expires, now);
    }

    async fn reading_leases(
        &self,
        user: UserId,
        names: &[KeyName],
        missing: &mut Vec<MissingShare>,
    ) -> Result<HashMap<KeyName, Arc<Lease>>, CustodianError> {
        let now = self.clock.now();
        let names = names.iter().map(|name| (Purpose::Record, *name));
        let found = self.leases.find(user, names, now);
        let mut leases: HashMap<KeyName, Arc<Lease>> = found
            .present
            .into_iter()
            .map(|((_, name), lease)| (name, lease))
            .collect();
        let tomorrow = Epoch::of(now).next();
        let (possible, impossible): (Vec<KeyName>, Vec<KeyName>) = found
            .absent
            .into_iter()
            .map(|(_, name)| name)
            .partition(|name| name.epoch <= tomorrow);
        missing.extend(impossible.into_iter().map(|name| MissingShare {
            name,
            reason: MissingReason::Unknown,
        }));
        for batch in possible.chunks(MOST_EPOCHS_PER_CALL) {
            let answer = self.custodian.lease(user, Purpose::Record, batch).await?;
            missing.extend(answer.missing);
            for lease in answer.granted {
                leases.insert(lease.name, self.keep_lease(user, Purpose::Record, lease));
            }
        }
        Ok(leases)
    }

    fn keep_lease(&self, user: UserId, purpose: Purpose, lease: Lease) -> Arc<Lease> {
        let lease = Arc::new(lease);
        self.leases.insert(
            user,
            (purpose, lease.name),
            Arc::clone(&lease),
            lease.expires,
            self.clock.now(),
        );
        lease
    }

    fn derive(&self, user: UserId, app: &AppShare, lease: &Lease) -> Arc<DataKey> {
        let key = Arc::new(DataKey::derive(&lease.share, app, user, lease.name));
        self.data_keys.insert(
            user,
            lease.name,
            Arc::clone(&key),
            lease.expires,
            self.clock.now(),
        );
        key
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("KeyRing")
            .field("custodian", &self.custodian)
            .finish_non_exhaustive()
    }
}
