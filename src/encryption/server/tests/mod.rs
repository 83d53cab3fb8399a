//! The sealed store on a real Postgres: what it promises, and what it does when rows, keys or the
//! database go wrong. Without a test Postgres these tests say so and pass.

mod attackers;
mod bulk;
mod catalogue;
mod dates;
mod deletion;
mod dump;
mod faults;
mod isolation;
mod keys_away;
mod night_attackers;
mod payload;
mod records;
mod resealing;
mod tampering;
mod upkeep;
mod view;

use super::{Keys, Sealable, SealedStore};
use crate::{
    encryption::{
        custodian::{
            Answer, Custodian, CustodianError, CustodianStatus, Lease, Leases, Pseudonym, Purpose,
            Receipt,
        },
        embedded::{EmbeddedCustodian, EmbeddedSettings},
        epoch::{KeyName, Lineage},
        keyring::KeyRing,
        lease_cache::CacheLimits,
        wrapping::WrappingKey,
    },
    platform::{
        clock::SettableClock,
        entropy::SystemEntropy,
        ids::{RecordId, UserId},
        testing::TestStore,
    },
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// A small record of the tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    day: Option<Date>,
    text: String,
}

impl Sealable for Note {
    const KIND: &'static str = "test_note";

    fn local_day(&self) -> Option<Date> {
        self.day
    }
}

/// A record of another kind with the same fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Memo {
    day: Option<Date>,
    text: String,
}

impl Sealable for Memo {
    const KIND: &'static str = "test_memo";

    fn local_day(&self) -> Option<Date> {
        self.day
    }
}

const DAY: Date = Date::constant(2026, 11, 20);

fn note(text: &str) -> Note {
    Note {
        day: Some(DAY),
        text: text.to_owned(),
    }
}

fn somebody() -> UserId {
    UserId::random(&SystemEntropy)
}

fn some_id() -> RecordId {
    RecordId::random(&SystemEntropy)
}

/// A store on its own database, with a clock at noon.
struct Scene {
    test: TestStore,
    clock: Arc<SettableClock>,
}

impl Scene {
    async fn open() -> Option<Self> {
        let noon = "2026-11-20T12:00:00Z".parse().expect("an instant");
        let clock = Arc::new(SettableClock::at(noon));
        let test = TestStore::create(clock.clone()).await?;
        Some(Self { test, clock })
    }

    fn store(&self) -> &SealedStore {
        &self.test.store
    }

    /// Another process over the same database and key store, with empty caches.
    fn elsewhere(&self) -> SealedStore {
        self.test.reopened(self.clock.clone())
    }

    /// As [`Scene::elsewhere`], with a custodian that can go away and a wrapping key.
    fn with_custodian(&self, custodian: Arc<dyn Custodian>, wrapping_key: [u8; 32]) -> SealedStore {
        let ring = KeyRing::new(custodian, self.clock.clone(), CacheLimits::default());
        let wrapping_key = WrappingKey::copied_from(&wrapping_key);
        let keys = Keys::new(ring, wrapping_key, Arc::new(SystemEntropy));
        let database = self.test.database.database();
        SealedStore::new(database, keys, self.clock.clone(), Arc::new(SystemEntropy))
    }

    fn custodian(&self) -> Arc<Unreliable> {
        let settings = EmbeddedSettings {
            folder: self.test.folder.path().join("custodian"),
            is_production: false,
            is_allowed_in_production: false,
        };
        let inner = EmbeddedCustodian::open(settings, self.clock.clone(), Arc::new(SystemEntropy))
            .expect("a custodian");
        Arc::new(Unreliable {
            inner,
            is_away: AtomicBool::new(false),
        })
    }

    /// Changes rows behind everybody's back.
    async fn tamper(&self, statement: &'static str, user: UserId, id: RecordId) {
        let mut connection = self.test.database.superuser().await;
        let changed = sqlx::query(statement)
            .bind(user.as_uuid())
            .bind(id.as_uuid())
            .execute(&mut connection)
            .await
            .expect("a change")
            .rows_affected();
        assert_eq!(changed, 1, "{statement}");
    }

    /// Runs statements as superuser.
    async fn run(&self, statements: &'static str) {
        let mut connection = self.test.database.superuser().await;
        sqlx::raw_sql(statements)
            .execute(&mut connection)
            .await
            .expect("a change");
    }

    async fn count(&self, query: &'static str, user: UserId) -> i64 {
        let mut connection = self.test.database.superuser().await;
        sqlx::query_scalar(query)
            .bind(user.as_uuid())
            .fetch_one(&mut connection)
            .await
            .expect("a count")
    }

    async fn rows(&self, user: UserId) -> i64 {
        self.count("select count(*) from vault.record where user_id = $1", user)
            .await
    }
}

/// The texts of the notes of a patient, sorted, and how many records could not be opened.
async fn texts(store: &SealedStore, user: UserId) -> (Vec<String>, usize) {
    let opened = store.load(user).await.expect("a diary");
    let listing = opened.of::<Note>();
    let mut texts: Vec<_> = listing
        .records
        .into_iter()
        .map(|stored| stored.value.text)
        .collect();
    texts.sort();
    (texts, opened.unreadable + listing.unreadable)
}

/// A custodian that goes away and comes back when a test says so.
#[derive(Debug)]
struct Unreliable {
    inner: EmbeddedCustodian,
    is_away: AtomicBool,
}

impl Unreliable {
    fn go_away(&self) {
        self.is_away.store(true, Ordering::SeqCst);
    }

    fn come_back(&self) {
        self.is_away.store(false, Ordering::SeqCst);
    }

    fn or_away<'a, T: 'a>(&self, answer: Answer<'a, T>) -> Answer<'a, T> {
        if self.is_away.load(Ordering::SeqCst) {
            return Box::pin(async { Err(CustodianError::Unavailable("away".to_owned())) });
        }
        answer
    }
}

impl Custodian for Unreliable {
    fn lease<'a>(
        &'a self,
        user: UserId,
        purpose: Purpose,
        names: &'a [KeyName],
    ) -> Answer<'a, Leases> {
        self.or_away(self.inner.lease(user, purpose, names))
    }

    fn lease_current(&self, user: UserId, purpose: Purpose) -> Answer<'_, Lease> {
        self.or_away(self.inner.lease_current(user, purpose))
    }

    fn raise_lineage(&self, user: UserId) -> Answer<'_, Lineage> {
        self.or_away(self.inner.raise_lineage(user))
    }

    fn retire<'a>(
        &'a self,
        user: UserId,
        names: &'a [KeyName],
        counted_at: Timestamp,
    ) -> Answer<'a, u32> {
        self.or_away(self.inner.retire(user, names, counted_at))
    }

    fn pseudonym(&self, user: UserId) -> Option<Pseudonym> {
        self.inner.pseudonym(user)
    }

    fn shred(&self, user: UserId) -> Answer<'_, Option<Receipt>> {
        self.or_away(self.inner.shred(user))
    }

    fn status(&self) -> Answer<'_, CustodianStatus> {
        self.or_away(self.inner.status())
    }
}
