//! The whole application in one value: what every request handler can reach.

use super::{
    clock::{Clock, SystemClock},
    config::{self, Config, Mode},
    database::{Database, DatabaseError},
    entropy::{Entropy, SystemEntropy},
};
use crate::{
    encryption::{
        custodian::Custodian,
        embedded::{EmbeddedCustodian, EmbeddedError, EmbeddedSettings},
        keyring::KeyRing,
        lease_cache::CacheLimits,
        remote::{RemoteCustodian, error::NotSetUp},
        server::{KeyUpkeep, Keys, SealedStore, Tending},
        wrapping::WrappingKey,
    },
    environment::server::feeds::{Feeds, NoDoor},
    identity::server::{Identity, IdentityConfig, IdentityError},
    patterns::server::Runs,
};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// Why the application could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The database address is not one.
    #[error("database.url: {0}")]
    Database(#[from] DatabaseError),
    /// The key custodian cannot start.
    #[error("custodian.folder: {0}")]
    Custodian(#[from] EmbeddedError),
    /// The key custodian elsewhere cannot even be asked.
    #[error("{key}: {0}", key = key_of_remote(*.0))]
    Remote(#[from] NotSetUp),
    /// The feeds cannot be set up.
    #[error("environment: {0}")]
    Environment(#[from] NoDoor),
    /// Identity cannot be set up.
    #[error("{key}: {0}", key = key_of(.0))]
    Identity(#[from] IdentityError),
}

/// The key of the configuration that an error of identity is about.
const fn key_of(error: &IdentityError) -> &'static str {
    match error {
        IdentityError::PublicOrigin => "server.public_origin",
        IdentityError::Issuer => "identity.issuer",
        IdentityError::Project => "identity.supabase_url",
        IdentityError::HttpClient(_) => "identity",
    }
}

/// The key of the configuration that an error of the custodian elsewhere is about.
const fn key_of_remote(error: NotSetUp) -> &'static str {
    match error {
        NotSetUp::Address | NotSetUp::Client => "custodian.address",
        NotSetUp::TrustedKey => "custodian.trusted_key",
    }
}

/// Everything that a request may need. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The configuration.
    pub config: Arc<Config>,
    /// The database door.
    pub database: Database,
    /// The sealed records.
    pub store: SealedStore,
    /// Upkeep of patients' keys in the background.
    pub tending: Tending,
    /// Accounts, sessions and the provider.
    pub identity: Identity,
    /// Runs of the pattern engine in the background.
    pub runs: Runs,
    /// The feeds of the environment.
    pub feeds: Feeds,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub entropy: Arc<dyn Entropy>,
    /// What the framework needs to render.
    pub leptos_options: LeptosOptions,
}

impl AppState {
    /// The application of a configuration, with the machine's clock and randomness.
    ///
    /// # Errors
    /// [`StateError`] naming the part that cannot work.
    pub fn new(config: Config, leptos_options: LeptosOptions) -> Result<Self, StateError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        Self::assemble(config, leptos_options, clock, entropy)
    }

    /// The application with a given clock and randomness.
    ///
    /// # Errors
    /// As [`AppState::new`].
    pub fn assemble(
        config: Config,
        leptos_options: LeptosOptions,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, StateError> {
        let address = config.database.url.expose();
        let database = Database::open(address, config.database.max_connections)?;
        let (custodian, remote) = custodian(&config, &clock, &entropy)?;
        let ring = KeyRing::new(custodian, Arc::clone(&clock), CacheLimits::default());
        let wrapping_key = WrappingKey::copied_from(config.encryption.wrapping_key.expose());
        let keys = Keys::new(ring, wrapping_key, Arc::clone(&entropy));
        let store = SealedStore::new(
            database.clone(),
            keys,
            Arc::clone(&clock),
            Arc::clone(&entropy),
        );
        let tending = Tending::new(KeyUpkeep::new(store.clone()), Arc::clone(&clock));
        let identity = Identity::new(
            IdentityConfig {
                public_origin: config.server.public_origin.clone(),
                issuer: config.identity.issuer.clone(),
                client_id: config.identity.client_id.clone(),
                client_secret: config.identity.client_secret.clone(),
                supabase: config.identity.supabase.clone(),
                lookup_key: config.identity.lookup_key.clone(),
                requests_per_quarter_hour: config.identity.auth_requests_per_quarter_hour,
            },
            database.clone(),
            Arc::clone(&clock),
            Arc::clone(&entropy),
        )?
        .with_custodian(remote);
        let feeds = Feeds::open(
            config.environment.clone(),
            database.clone(),
            Arc::clone(&clock),
            Arc::clone(&entropy),
        )?;
        Ok(Self {
            config: Arc::new(config),
            database,
            store,
            tending,
            identity,
            runs: Runs::default(),
            feeds,
            clock,
            entropy,
            leptos_options,
        })
    }
}

type Chosen = (Arc<dyn Custodian>, Option<Arc<RemoteCustodian>>);

/// The custodian of the configuration; the second is the same one when it wants to see sign-ins.
fn custodian(
    config: &Config,
    clock: &Arc<dyn Clock>,
    entropy: &Arc<dyn Entropy>,
) -> Result<Chosen, StateError> {
    let (clock, entropy) = (Arc::clone(clock), Arc::clone(entropy));
    match &config.custodian {
        config::Custodian::Embedded {
            folder,
            allow_in_production,
        } => {
            let settings = EmbeddedSettings {
                folder: folder.clone(),
                is_production: config.server.mode == Mode::Production,
                is_allowed_in_production: *allow_in_production,
            };
            let embedded = EmbeddedCustodian::open(settings, clock, entropy)?;
            Ok((Arc::new(embedded), None))
        }
        config::Custodian::Remote(settings) => {
            let remote = Arc::new(RemoteCustodian::new(settings, clock, entropy)?);
            let custodian: Arc<dyn Custodian> = remote.clone();
            Ok((custodian, Some(remote)))
        }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}
