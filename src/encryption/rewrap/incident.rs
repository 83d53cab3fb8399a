//! The steps of an incident: for one patient, and for all one after the other.

use super::{
    patients::{self, Patient},
    progress::Bar,
};
use crate::{
    encryption::{
        custodian::{LONGEST_LEASE, Pseudonym},
        epoch::{Epoch, KeyName, Lineage},
        remote::{RemoteCustodian, error::RemoteError, orders::SignedOrder},
        server::{KeyUpkeep, Resealed, SealedStore, StoreError, span},
    },
    platform::{
        clock::Clock,
        database::{Database, DatabaseError},
        ids::UserId,
    },
};
use jiff::{SignedDuration, Timestamp};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// How long after a raise somebody could still write with the former keys: a lease, and a request that
/// sealed with it at its end.
pub const LEASES_END: SignedDuration = SignedDuration::from_mins(LONGEST_LEASE.as_mins() + 2);

/// How often a patient's records are gone through while others go on writing with former keys.
const ROUNDS: usize = 5;

/// An incident: whose keys are replaced, and on whose word.
pub struct Incident {
    /// The store.
    pub store: SealedStore,
    /// The database.
    pub database: Database,
    /// The custodian.
    pub custodian: Arc<RemoteCustodian>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The operators' order.
    pub order: SignedOrder,
    /// Its name: a further start under the same name goes on.
    pub name: String,
    /// Pause between two patients, so that the custodian does not take the work for a theft.
    pub pause: Duration,
}

/// Why a patient's records were not moved.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Nobody can say how the custodian calls them.
    #[error("was not here since the custodian's name for them is remembered")]
    Nameless,
    /// The custodian refused or is away.
    #[error("the key custodian: {0}")]
    Custodian(#[from] RemoteError),
    /// The keys or the database did not do what was asked.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// Records do not open, so that their old shares stay.
    #[error("{0} records do not open and stay as they are")]
    Unreadable(u64),
    /// Others went on writing with former keys.
    #[error("others are still writing with the former keys; start once more")]
    StillWriting,
}

impl From<DatabaseError> for Trouble {
    fn from(error: DatabaseError) -> Self {
        Self::Store(error.into())
    }
}

/// How an incident went.
#[derive(Debug, Default)]
pub struct Summary {
    /// Patients whose records have new keys and whose old shares were retired.
    pub closed: usize,
    /// Patients who were so before.
    pub before: usize,
    /// Shares that the custodian lets end.
    pub retired: u64,
    /// What became of the records.
    pub resealed: Resealed,
    /// Patients for whom it failed, and why.
    pub failed: Vec<(UserId, Trouble)>,
}

impl Incident {
    /// Replaces the keys of `patients`: all records first, then the retirement of each as soon as the last
    /// lease of the former keys has ended. `wait` sleeps; a test moves its clock instead.
    pub async fn run(&self, patients: Vec<Patient>, wait: impl AsyncFn(Duration)) -> Summary {
        let mut summary = Summary::default();
        let mut bar = Bar::new(patients.len());
        let mut moved = Vec::new();
        for patient in patients {
            if patient.incident.as_deref() == Some(&*self.name) && patient.is_closed {
                summary.before += 1;
                bar.finished();
                continue;
            }
            let outcome = self.move_records(&patient, &mut bar).await;
            bar.finished();
            match outcome {
                Ok((resealed, raised_at)) => {
                    summary.resealed += resealed;
                    moved.push((patient, raised_at));
                }
                Err(trouble) => summary.failed.push((patient.user, trouble)),
            }
            wait(self.pause).await;
        }
        self.close_all(moved, &mut bar, &mut summary, wait).await;
        summary
    }

    async fn close_all(
        &self,
        moved: Vec<(Patient, Timestamp)>,
        bar: &mut Bar,
        summary: &mut Summary,
        wait: impl AsyncFn(Duration),
    ) {
        if moved.is_empty() {
            return;
        }
        eprintln!("waiting until nobody can write with the former keys; then they are retired");
        for (patient, raised_at) in moved {
            let end = raised_at.checked_add(LEASES_END).unwrap_or(raised_at);
            let left = end.duration_since(self.clock.now());
            if let Ok(left) = Duration::try_from(left) {
                wait(left).await;
            }
            match self.close(&patient, bar).await {
                Ok((resealed, retired)) => {
                    summary.resealed += resealed;
                    summary.retired += u64::from(retired);
                    summary.closed += 1;
                }
                Err(trouble) => summary.failed.push((patient.user, trouble)),
            }
            wait(self.pause).await;
        }
    }

    /// Raises the lineage unless that was done, and moves every record to it.
    async fn move_records(
        &self,
        patient: &Patient,
        bar: &mut Bar,
    ) -> Result<(Resealed, Timestamp), Trouble> {
        let user = patient.user;
        let name = self.name_of(patient)?;
        let lineage = self.open(user, name).await?;
        let outcome = async {
            let raised_at = self.raise(patient, name, lineage).await?;
            let lineage = self.open(user, name).await?;
            let resealed = self.move_to(user, lineage, bar).await?;
            Ok((resealed, raised_at))
        };
        let outcome = outcome.await;
        self.leave(user).await;
        outcome
    }

    /// Moves what others have written with former keys meanwhile, and retires the shares of these keys.
    async fn close(&self, patient: &Patient, bar: &mut Bar) -> Result<(Resealed, u32), Trouble> {
        let user = patient.user;
        let lineage = self.open(user, self.name_of(patient)?).await?;
        let outcome = async {
            let resealed = self.move_to(user, lineage, bar).await?;
            let retired = self.retire(user, lineage).await?;
            patients::note_closed(&self.database, user).await?;
            Ok((resealed, retired))
        };
        let outcome = outcome.await;
        self.leave(user).await;
        outcome
    }

    fn name_of(&self, patient: &Patient) -> Result<Pseudonym, Trouble> {
        let kept = patient.custody_name.as_deref();
        kept.and_then(|kept| self.store.keys().unwrap_name(patient.user, kept))
            .ok_or(Trouble::Nameless)
    }

    async fn open(&self, user: UserId, name: Pseudonym) -> Result<Lineage, Trouble> {
        Ok(self
            .custodian
            .open_by_order(user, name, &self.order)
            .await?)
    }

    /// When the lineage was raised for this incident, which is now unless it was before. A raise after which
    /// this process was cut off is recognised by records that all have an older lineage.
    async fn raise(
        &self,
        patient: &Patient,
        name: Pseudonym,
        lineage: Lineage,
    ) -> Result<Timestamp, Trouble> {
        let user = patient.user;
        if patient.incident.as_deref() == Some(&*self.name)
            && let Some(raised_at) = patient.raised_at
            && let Ok(raised_at) = Timestamp::from_second(raised_at)
        {
            return Ok(raised_at);
        }
        let names = self.store.key_names(user).await?;
        let newest = names.keys().map(|name| name.lineage).max();
        let is_followed = newest.is_none_or(|newest| newest >= lineage);
        if is_followed {
            self.custodian.raise_by_order(name, &self.order).await?;
        }
        // Whatever was lent before is of the former lineage.
        self.store.forget(user);
        let now = self.clock.now();
        patients::note_raised(&self.database, user, &self.name, now).await?;
        Ok(now)
    }

    async fn move_to(
        &self,
        user: UserId,
        lineage: Lineage,
        bar: &mut Bar,
    ) -> Result<Resealed, Trouble> {
        let mut total = Resealed::default();
        for _ in 0..ROUNDS {
            let names = self.store.key_names(user).await?;
            let older = names.into_keys().filter(|name| name.lineage < lineage);
            let older: BTreeSet<KeyName> = older.collect();
            if older.is_empty() {
                return Ok(total);
            }
            let mut progress = |done: Resealed| bar.moved(done.moved);
            let done = self
                .store
                .rewrap(user, &older, u64::MAX, &mut progress)
                .await?;
            total += done;
            if done.unreadable > 0 && done.moved + done.overtaken == 0 {
                return Err(Trouble::Unreadable(done.unreadable));
            }
        }
        Err(Trouble::StillWriting)
    }

    /// Retires every share of older lineages: nobody holds a lease of one any more.
    async fn retire(&self, user: UserId, lineage: Lineage) -> Result<u32, Trouble> {
        let first = Epoch::new(patients::first_day(&self.database, user).await?);
        let end = Epoch::today(self.clock.as_ref()).next();
        let candidates = (0..lineage.number())
            .flat_map(|number| span(first, end, Lineage::new(number)))
            .collect();
        let upkeep = KeyUpkeep::new(self.store.clone());
        Ok(upkeep.retire_unused(user, &candidates).await?)
    }

    /// Ends the grant and drops the keys; a custodian that is away ends it with the order.
    async fn leave(&self, user: UserId) {
        self.store.forget(user);
        if let Err(error) = self.custodian.close_order(user).await {
            tracing::warn!(code = "grant-not-revoked", %error, "an ordered grant was not revoked");
        }
    }
}
