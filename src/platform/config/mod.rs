//! Runtime configuration: `Leptos.toml`, overridden by the environment, refused when it is wrong.
//!
//! Each table of the file is one struct here. The key `url` of `[database]` is overridden by
//! `MIGRAINE_PULSE__DATABASE__URL`. A secret is given as a value or as `..._file`, never both.
//! To add a key: add the field with its documentation, read and check it in `sections.rs`, name it
//! in `KEYS` and in the table of README (a test compares them). Policy: an error names the key and
//! says what would be right; it never repeats a secret.

mod custodian;
#[cfg(test)]
mod custodian_tests;
mod environment;
mod identity;
#[cfg(test)]
mod identity_tests;
mod reader;
mod sections;
#[cfg(test)]
mod tests;

pub use custodian::{Custodian, REMOTE_KEYS, REMOTE_SECRETS};
pub use environment::Environment;
pub use identity::{
    Identity, PROFILE_KEYS, PROFILE_SECRETS, SUPABASE_AUDIENCE, Supabase, SupabaseFlow,
};
pub use reader::{ConfigError, Secret, SecretKey};
pub use sections::{Config, Database, Encryption, Import, KEYS, Mode, SECRETS, Server};

/// Prefix of the environment variables that override keys.
pub const PREFIX: &str = "MIGRAINE_PULSE";

/// The file that is read when no other is named.
pub const FILE: &str = "Leptos.toml";
