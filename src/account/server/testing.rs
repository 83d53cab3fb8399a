//! A whole application on a throw-away database, for tests of services: visits at any instant, of
//! any number of patients, without a browser and without a provider.

use super::Visit;
use crate::{
    encryption::server::{KeyUpkeep, Tending},
    environment::server::feeds::Feeds,
    identity::server::{Identity, IdentityConfig},
    patterns::server::Runs,
    platform::{
        clock::{Clock, SettableClock},
        config::{
            Config, Custodian, Database, Encryption, Environment, Identity as IdentityTable,
            Import, Mode, Secret, SecretKey, Server,
        },
        entropy::{Entropy, SystemEntropy},
        ids::{RecordId, UserId},
        state::AppState,
        testing::TestStore,
    },
};
use jiff::Timestamp;
use leptos::config::LeptosOptions;
use std::{path::PathBuf, sync::Arc};

const ORIGIN: &str = "http://127.0.0.1:3000";
const ISSUER: &str = "http://127.0.0.1:1/auth/v1";

/// An application whose time stands still until it is moved.
pub struct Practice {
    /// The database and the sealed store.
    pub test: TestStore,
    /// The application's clock.
    pub clock: Arc<SettableClock>,
    /// The application.
    pub state: AppState,
}

impl Practice {
    /// Opens at `now` (RFC 3339); `None` where there is no Postgres to test on.
    pub async fn open(now: &str) -> Option<Self> {
        let clock = Arc::new(SettableClock::at(instant(now)));
        let test = TestStore::create(clock.clone()).await?;
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let config = configuration(test.folder.path().join("custodian"));
        let identity = Identity::new(
            IdentityConfig {
                public_origin: ORIGIN.to_owned(),
                issuer: ISSUER.to_owned(),
                client_id: config.identity.client_id.clone(),
                client_secret: config.identity.client_secret.clone(),
                supabase: None,
                lookup_key: config.identity.lookup_key.clone(),
                requests_per_quarter_hour: 1_000,
            },
            test.database.database(),
            clock.clone(),
            Arc::clone(&entropy),
        )
        .expect("an identity");
        let feeds = Feeds::open(
            config.environment.clone(),
            test.database.database(),
            clock.clone(),
            Arc::clone(&entropy),
        )
        .expect("feeds");
        let state = AppState {
            config: Arc::new(config),
            database: test.database.database(),
            store: test.store.clone(),
            tending: Tending::new(KeyUpkeep::new(test.store.clone()), clock.clone()),
            identity,
            runs: Runs::default(),
            feeds,
            clock: clock.clone() as Arc<dyn Clock>,
            entropy,
            leptos_options: LeptosOptions::builder().output_name("test").build(),
        };
        Some(Self { test, clock, state })
    }

    /// A visit of `user` at the present instant, in `zone`.
    pub fn visit(&self, user: UserId, zone: &str) -> Visit {
        Visit::of_user(&self.state, user, zone)
    }

    /// A visit of somebody new, in Berlin.
    pub fn patient(&self) -> Visit {
        self.visit(UserId::random(&SystemEntropy), "Europe/Berlin")
    }

    /// The same visit in another process, with empty caches.
    pub fn elsewhere(&self, visit: &Visit) -> Visit {
        let mut visit = visit.clone();
        visit.state.store = self.test.reopened(self.clock.clone());
        visit
    }
}

/// An instant from its RFC 3339 text.
pub fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A fresh record id.
pub fn fresh_id() -> RecordId {
    RecordId::random(&SystemEntropy)
}

fn configuration(folder: PathBuf) -> Config {
    Config {
        server: Server {
            mode: Mode::Development,
            listen: ([127, 0, 0, 1], 3000).into(),
            public_origin: ORIGIN.to_owned(),
            log: "off".to_owned(),
            shutdown_grace_seconds: 1,
        },
        database: Database {
            url: Secret::new("postgres://nobody@nowhere/nothing".to_owned()),
            migration_url: None,
            max_connections: 5,
        },
        identity: IdentityTable {
            issuer: ISSUER.to_owned(),
            client_id: "migraine-pulse".to_owned(),
            client_secret: Some(Secret::new("secret".to_owned())),
            supabase: None,
            lookup_key: SecretKey::new([7; 32]),
            auth_requests_per_quarter_hour: 1_000,
        },
        custodian: Custodian::Embedded {
            folder,
            allow_in_production: false,
        },
        encryption: Encryption {
            wrapping_key: SecretKey::new([7; 32]),
        },
        import: Import {
            max_bytes: 5_000_000,
            draft_hours: 24,
        },
        // Nobody answers there.
        environment: Environment::at("http://127.0.0.1:9"),
    }
}
