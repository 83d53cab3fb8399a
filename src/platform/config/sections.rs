//! The tables of the configuration and what makes each of their values acceptable.

use super::{
    custodian::Custodian,
    environment::Environment,
    identity::Identity,
    reader::{ConfigError, Reader, Secret, SecretKey},
};
use std::{collections::HashMap, net::SocketAddr, path::Path};

/// Every key that is not a secret.
pub const KEYS: [&str; 27] = [
    "server.mode",
    "server.listen",
    "server.public_origin",
    "server.log",
    "server.shutdown_grace_seconds",
    "database.max_connections",
    "identity.profile",
    "identity.issuer",
    "identity.client_id",
    "identity.auth_requests_per_quarter_hour",
    "custodian.kind",
    "custodian.folder",
    "custodian.allow_in_production",
    "import.max_bytes",
    "import.draft_hours",
    "environment.enabled",
    "environment.demo_data",
    "environment.allow_internal",
    "environment.cell_tenths",
    "environment.keep_days",
    "environment.rest_seconds",
    "environment.weather_url",
    "environment.archive_url",
    "environment.air_url",
    "environment.noaa_url",
    "environment.gfz_url",
    "environment.temis_url",
];

/// Every key that is a secret; each may be given as `<key>_file` instead.
pub const SECRETS: [&str; 5] = [
    "database.url",
    "database.migration_url",
    "identity.client_secret",
    "identity.lookup_key",
    "encryption.wrapping_key",
];

/// Whether real patients use this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A developer's machine: plain HTTP on loopback, embedded custodian.
    Development,
    /// Real patients: HTTPS, a custodian elsewhere.
    Production,
}

/// The whole configuration, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// `[server]`
    pub server: Server,
    /// `[database]`
    pub database: Database,
    /// `[identity]`
    pub identity: Identity,
    /// `[custodian]`
    pub custodian: Custodian,
    /// `[encryption]`
    pub encryption: Encryption,
    /// `[import]`
    pub import: Import,
    /// `[environment]`
    pub environment: Environment,
}

/// `[server]`: where the application listens and how it is known.
#[derive(Debug, Clone)]
pub struct Server {
    /// `development` or `production`.
    pub mode: Mode,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Scheme, host and port that patients see, without a trailing slash.
    pub public_origin: String,
    /// Filter of log lines, such as `info`.
    pub log: String,
    /// How long running requests may take to finish after a stop signal, in seconds.
    pub shutdown_grace_seconds: u64,
}

/// `[database]`: how Postgres is reached.
#[derive(Debug, Clone)]
pub struct Database {
    /// Address for the application's role.
    pub url: Secret,
    /// Address for the owner's role; only `migrate` needs it.
    pub migration_url: Option<Secret>,
    /// Most connections held at once.
    pub max_connections: u32,
}

/// `[encryption]`: the application's own half.
#[derive(Debug, Clone)]
pub struct Encryption {
    /// Wraps the application's share of each patient's key.
    pub wrapping_key: SecretKey,
}

/// `[import]`: what a patient may bring.
#[derive(Debug, Clone)]
pub struct Import {
    /// Largest accepted file in bytes.
    pub max_bytes: usize,
    /// How long an import that was neither confirmed nor cancelled is kept, in hours.
    pub draft_hours: u32,
}

impl Config {
    /// Reads `file` and this process's environment.
    ///
    /// # Errors
    /// [`ConfigError`] naming the key that is missing, unknown or wrong.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        // A variable that is not text cannot be one of ours.
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self::from_sources(file, environment)
    }

    /// Reads `file` and the given environment.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_sources(
        file: &Path,
        environment: HashMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let reader = Reader::open(file, environment)?;
        let server = Server::read(&reader)?;
        let database = Database::read(&reader)?;
        let identity = Identity::read(&reader, server.mode)?;
        let flow = identity.supabase.as_ref().map(|project| project.flow);
        Ok(Self {
            database,
            identity,
            custodian: Custodian::read(&reader, server.mode, flow)?,
            encryption: Encryption {
                wrapping_key: reader.secret_key("encryption.wrapping_key")?,
            },
            import: Import {
                max_bytes: small(reader.number("import.max_bytes", 1_000..=50_000_000)?),
                draft_hours: small(reader.number("import.draft_hours", 1..=168)?),
            },
            environment: Environment::read(&reader, server.mode)?,
            server,
        })
    }
}

impl Server {
    fn read(reader: &Reader) -> Result<Self, ConfigError> {
        let mode = match reader.text("server.mode")?.as_str() {
            "development" => Mode::Development,
            "production" => Mode::Production,
            _ => {
                return Err(ConfigError::key(
                    "server.mode",
                    "must be development or production",
                ));
            }
        };
        let key = "server.public_origin";
        let public_origin = reader.text(key)?;
        let parsed: axum::http::Uri =
            reader.parsed(key, "an origin such as https://diary.example")?;
        let plain = parsed.scheme_str().is_some()
            && parsed.authority().is_some()
            && !public_origin.ends_with('/')
            && parsed.path() == "/"
            && parsed.query().is_none();
        if !plain {
            return Err(ConfigError::key(
                key,
                "must be scheme, host and port alone, without a trailing slash",
            ));
        }
        if mode == Mode::Production && parsed.scheme_str() != Some("https") {
            return Err(ConfigError::key(
                key,
                "must begin with https:// in production",
            ));
        }
        Ok(Self {
            mode,
            listen: reader.parsed(
                "server.listen",
                "an address and port such as 127.0.0.1:3000",
            )?,
            public_origin,
            log: log_filter(reader)?,
            shutdown_grace_seconds: reader.number("server.shutdown_grace_seconds", 1..=300)?,
        })
    }
}

fn log_filter(reader: &Reader) -> Result<String, ConfigError> {
    let key = "server.log";
    let filter = reader.text(key)?;
    tracing_subscriber::EnvFilter::try_new(&filter)
        .map_err(|_| ConfigError::key(key, "must be a filter such as info or warn,sqlx=error"))?;
    Ok(filter)
}

impl Database {
    fn read(reader: &Reader) -> Result<Self, ConfigError> {
        Ok(Self {
            url: postgres_address("database.url", reader.secret("database.url")?)?,
            migration_url: reader
                .optional_secret("database.migration_url")?
                .map(|address| postgres_address("database.migration_url", address))
                .transpose()?,
            max_connections: small(reader.number("database.max_connections", 1..=500)?),
        })
    }
}

fn postgres_address(key: &str, address: Secret) -> Result<Secret, ConfigError> {
    let known = ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| address.expose().starts_with(scheme));
    if known {
        Ok(address)
    } else {
        Err(ConfigError::key(key, "must begin with postgres://"))
    }
}

/// Narrows a number whose range was already checked.
pub(super) fn small<T: TryFrom<u64>>(number: u64) -> T {
    T::try_from(number).unwrap_or_else(|_| unreachable!("the range of the key fits into its type"))
}
