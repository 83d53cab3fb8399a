//! A throw-away database for one test, on the Postgres that the test run provides.
//!
//! `MIGRAINE_PULSE_TEST_POSTGRES_URL` names a superuser's address. Without it a test that needs a
//! database says so and passes: the test run of the project always sets it.

use super::{
    clock::Clock,
    database::{Database, MIGRATIONS},
    entropy::{Entropy, SystemEntropy},
};
use crate::{
    encryption::{
        embedded::{EmbeddedCustodian, EmbeddedSettings},
        keyring::KeyRing,
        lease_cache::CacheLimits,
        server::{Keys, SealedStore},
        wrapping::WrappingKey,
    },
    platform::ids::UserId,
};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, sync::Arc};

/// Name of the variable that names the superuser's address.
pub const VARIABLE: &str = "MIGRAINE_PULSE_TEST_POSTGRES_URL";

/// A database of its own, with every migration applied; removed when dropped.
#[derive(Debug)]
pub struct TestDatabase {
    superuser: PgConnectOptions,
    name: String,
    database: Database,
}

impl TestDatabase {
    /// Makes a database, or says why not.
    pub async fn create() -> Option<Self> {
        let Ok(address) = std::env::var(VARIABLE) else {
            eprintln!("skipped: {VARIABLE} is not set");
            return None;
        };
        let superuser = PgConnectOptions::from_str(&address).expect("a postgres:// address");
        let name = format!("test_{}", UserId::random(&SystemEntropy).as_uuid().simple());
        let mut connection = connect(&superuser).await;
        connection
            .execute(AssertSqlSafe(format!(
                "create database {name} owner migraine_pulse_owner template template0"
            )))
            .await
            .expect("a fresh database");
        connection.close().await.expect("a closed connection");
        let place = superuser.clone().database(&name);
        let owner = PgPoolOptions::new()
            .max_connections(1)
            .connect_with(place.clone().username("migraine_pulse_owner"))
            .await
            .expect("the owner's connection");
        MIGRATIONS.run(&owner).await.expect("applied migrations");
        owner.close().await;
        let database = Database::with_options(place.username("migraine_pulse_app"), 5);
        Some(Self {
            superuser,
            name,
            database,
        })
    }

    /// The door, as the application's role.
    pub fn database(&self) -> Database {
        self.database.clone()
    }

    /// Makes the tables of the queue as well. Few tests need them, and they take a while.
    pub async fn add_queue(&self) {
        let place = self.superuser.clone().database(&self.name);
        let owner = PgPoolOptions::new()
            .max_connections(1)
            .connect_with(place.username("migraine_pulse_owner"))
            .await
            .expect("the owner's connection");
        super::background::prepare(&owner)
            .await
            .expect("the tables of the queue");
        owner.close().await;
    }

    /// A connection as superuser, for looking at what the application cannot see.
    pub async fn superuser(&self) -> PgConnection {
        connect(&self.superuser.clone().database(&self.name)).await
    }

    /// A connection as the application's role, outside of the door.
    pub async fn application(&self) -> PgConnection {
        let options = self.superuser.clone().database(&self.name);
        connect(&options.username("migraine_pulse_app")).await
    }

    /// The address of this database for the application's role, as the configuration wants it.
    pub fn application_address(&self) -> String {
        let options = self.superuser.clone().database(&self.name);
        options
            .username("migraine_pulse_app")
            .to_url_lossy()
            .to_string()
    }

    /// A libpq address of this database as superuser, for `pg_dump`.
    pub fn address(&self) -> String {
        let mut address = self.superuser.clone().database(&self.name).to_url_lossy();
        // The query holds settings that libpq does not know and refuses.
        address.set_query(None);
        address.to_string()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (superuser, name) = (self.superuser.clone(), self.name.clone());
        // A drop cannot await, and the test's own runtime may be going down.
        let removal = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(async {
                let mut connection = PgConnection::connect_with(&superuser).await?;
                let removal = format!("drop database if exists {name} with (force)");
                connection.execute(AssertSqlSafe(removal)).await?;
                connection.close().await
            })
        });
        if !matches!(removal.join(), Ok(Ok(()))) {
            eprintln!("a test database was left behind: {}", self.name);
        }
    }
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options)
        .await
        .expect("the test Postgres answers")
}

/// A sealed store over a test database, with a custodian in a folder of its own.
#[derive(Debug)]
pub struct TestStore {
    /// The database.
    pub database: TestDatabase,
    /// The store.
    pub store: SealedStore,
    /// The custodian's folder.
    pub folder: tempfile::TempDir,
}

impl TestStore {
    /// Makes a store whose time is `clock`, or says why not.
    pub async fn create(clock: Arc<dyn Clock>) -> Option<Self> {
        let database = TestDatabase::create().await?;
        let folder = tempfile::tempdir().expect("a folder");
        let store = open_store(&database, folder.path(), clock);
        Some(Self {
            database,
            store,
            folder,
        })
    }

    /// A second store over the same database and custodian: another process, with empty caches.
    pub fn reopened(&self, clock: Arc<dyn Clock>) -> SealedStore {
        open_store(&self.database, self.folder.path(), clock)
    }
}

fn open_store(
    database: &TestDatabase,
    folder: &std::path::Path,
    clock: Arc<dyn Clock>,
) -> SealedStore {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let custodian = EmbeddedCustodian::open(
        EmbeddedSettings {
            folder: folder.join("custodian"),
            is_production: false,
            is_allowed_in_production: false,
        },
        Arc::clone(&clock),
        Arc::clone(&entropy),
    )
    .expect("an embedded custodian");
    let ring = KeyRing::new(
        Arc::new(custodian),
        Arc::clone(&clock),
        CacheLimits::default(),
    );
    let keys = Keys::new(
        ring,
        WrappingKey::copied_from(&[7; 32]),
        Arc::clone(&entropy),
    );
    SealedStore::new(database.database(), keys, clock, entropy)
}
