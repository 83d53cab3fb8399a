//! `[custodian]`: who keeps the other half of every key.
//!
//! Two kinds: one elsewhere (`remote`), reached over the network, and one inside of this process
//! (`embedded`) for trying things out. The keys of the first are named in [`REMOTE_KEYS`]: they are
//! demanded only where it is chosen. Whether an address is safe is decided by the client itself.

use super::{
    identity::SupabaseFlow,
    reader::{ConfigError, Reader},
    sections::Mode,
};
use crate::encryption::remote::settings::RemoteSettings;
use std::path::PathBuf;

/// Keys that only a custodian elsewhere needs.
pub const REMOTE_KEYS: [&str; 3] = [
    "custodian.address",
    "custodian.key_id",
    "custodian.trusted_key",
];

/// Secrets that only a custodian elsewhere needs; each may be given as `<key>_file`.
pub const REMOTE_SECRETS: [&str; 1] = ["custodian.signing_key"];

/// `[custodian]`.
#[derive(Debug, Clone)]
pub enum Custodian {
    /// Inside of this process.
    Embedded {
        /// Where it keeps its shares.
        folder: PathBuf,
        /// Lets it run in production; a stolen disk then opens everything.
        allow_in_production: bool,
    },
    /// Elsewhere.
    Remote(RemoteSettings),
}

impl Custodian {
    pub(super) fn read(
        reader: &Reader,
        mode: Mode,
        flow: Option<SupabaseFlow>,
    ) -> Result<Self, ConfigError> {
        let key = "custodian.kind";
        match reader.text(key)?.as_str() {
            "embedded" => Self::read_embedded(reader, mode),
            "remote" if flow == Some(SupabaseFlow::Classic) => Err(ConfigError::key(
                key,
                "a custodian elsewhere demands ID tokens, and supabase-classic gives none; choose \
                 identity.profile = supabase",
            )),
            "remote" => Self::read_remote(reader),
            _ => Err(ConfigError::key(key, "must be embedded or remote")),
        }
    }

    fn read_embedded(reader: &Reader, mode: Mode) -> Result<Self, ConfigError> {
        let allow_in_production =
            reader.parsed::<bool>("custodian.allow_in_production", "true or false")?;
        if mode == Mode::Production && !allow_in_production {
            return Err(ConfigError::key(
                "custodian.kind",
                "the embedded custodian keeps both halves of every key on this machine and is for \
                 development; set it to remote, or custodian.allow_in_production to true to run it \
                 all the same",
            ));
        }
        Ok(Self::Embedded {
            folder: PathBuf::from(reader.text("custodian.folder")?),
            allow_in_production,
        })
    }

    fn read_remote(reader: &Reader) -> Result<Self, ConfigError> {
        let key = "custodian.trusted_key";
        let mut trusted_key = [0; 32];
        hex::decode_to_slice(reader.text(key)?, &mut trusted_key).map_err(|_| {
            ConfigError::key(
                key,
                "must be 64 hexadecimal digits, as `migraine-pulse-custodian identify` prints them",
            )
        })?;
        Ok(Self::Remote(RemoteSettings {
            address: reader.text("custodian.address")?,
            key_id: reader.text("custodian.key_id")?,
            signing_key: reader.secret_key("custodian.signing_key")?,
            trusted_key,
        }))
    }
}
