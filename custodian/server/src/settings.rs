//! The configuration file, the secrets file, and the lock that keeps two processes off one store.

use crate::{Configured, Outcome, machine::refuse_exposed};
use custodian_core::host::{
    secrets::{Secrets, SecretsText},
    settings::Settings,
};
use serde::Deserialize;
use std::{
    fs::File,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// The whole configuration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Of the process.
    pub server: Server,
    /// Of the state machine.
    pub custody: Settings,
}

/// `[server]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The folder of the store.
    pub folder: PathBuf,
    /// The secrets file.
    pub secrets_file: PathBuf,
    /// Filter of log lines.
    #[serde(default = "info")]
    pub log: String,
    /// The header in which a proxy on this machine names the caller; without one, the connection counts.
    #[serde(default)]
    pub client_address_header: Option<String>,
    /// How large the store may become, in megabytes.
    #[serde(default = "ten_gigabytes")]
    pub most_megabytes: u64,
    /// Moves the clock, to rehearse what then happens. Refused unless the listener is on loopback.
    #[serde(default)]
    pub clock_skew_seconds: i64,
    /// Who can open dumps: age recipients.
    #[serde(default)]
    pub backup_recipients: Vec<String>,
}

impl Configuration {
    /// Reads the file.
    pub fn load(configured: &Configured) -> Outcome<Self> {
        let path = &configured.config;
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let mut configuration: Self = toml::from_str(&text)
            .map_err(|error| format!("{}: {}", path.display(), error.message()))?;
        let server = &configuration.server;
        if server.clock_skew_seconds != 0 && !server.listen.ip().is_loopback() {
            return Err("server.clock_skew_seconds is for rehearsals on loopback".into());
        }
        "self-hosted".clone_into(&mut configuration.custody.host);
        configuration.custody.is_isolated = true;
        Ok(configuration)
    }

    /// The file of the store.
    pub fn database(&self) -> PathBuf {
        self.server.folder.join("custodian.sqlite")
    }

    /// The list of the destroyed, which outlives every restored dump.
    pub fn tombstones(&self) -> PathBuf {
        self.server.folder.join("destroyed")
    }

    /// The secrets.
    pub fn secrets(&self) -> Outcome<Secrets> {
        read_secrets(&self.server.secrets_file)?
            .parse()
            .map_err(|error| format!("{}: {error}", self.server.secrets_file.display()).into())
    }

    /// Keeps other processes off the store as long as the answer lives.
    pub fn lock(&self) -> Outcome<File> {
        let folder = &self.server.folder;
        std::fs::create_dir_all(folder)?;
        let file = File::create(folder.join("lock"))?;
        file.try_lock()
            .map_err(|_| format!("another process uses {}; stop it first", folder.display()))?;
        Ok(file)
    }
}

/// Reads a secrets file.
pub fn read_secrets(path: &Path) -> Outcome<SecretsText> {
    refuse_exposed(path)?;
    let text = std::fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|_| format!("{} is not a file of secrets", path.display()).into())
}

fn info() -> String {
    "info".to_owned()
}

const fn ten_gigabytes() -> u64 {
    10_000
}
