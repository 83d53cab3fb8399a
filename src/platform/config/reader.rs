//! Reads single keys with the name of the key in every complaint.

use super::{
    FILE, KEYS, PREFIX, PROFILE_KEYS, PROFILE_SECRETS, REMOTE_KEYS, REMOTE_SECRETS, SECRETS,
};
use std::{fmt, path::Path, str::FromStr};
use zeroize::Zeroizing;

/// Why the configuration was refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file or the environment could not be read as configuration.
    #[error("the configuration cannot be read: {0}")]
    Unreadable(String),
    /// A key is missing, unknown, or has a value that cannot work.
    #[error("{key}: {problem}")]
    Key {
        /// The key, such as `database.url`.
        key: String,
        /// What is wrong and what would be right.
        problem: String,
    },
}

impl ConfigError {
    pub(super) fn key(key: &str, problem: impl Into<String>) -> Self {
        Self::Key {
            key: key.to_owned(),
            problem: problem.into(),
        }
    }
}

/// Text that must not be printed.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a value that is already at hand.
    #[must_use]
    pub fn new(value: String) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The text itself; for the one call that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

/// A 256-bit key, written as 64 hexadecimal digits.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

impl SecretKey {
    /// Wraps 32 bytes that are already at hand.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The 32 bytes; for the one call that needs them.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretKey(..)")
    }
}

/// The merged sources, before they are checked.
pub(super) struct Reader(config::Config);

impl Reader {
    /// Merges the file (when it exists) with the given environment.
    pub(super) fn open(
        file: &Path,
        environment: std::collections::HashMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let source = config::Environment::with_prefix(PREFIX)
            .prefix_separator("__")
            .separator("__")
            .source(Some(environment));
        let merged = config::Config::builder()
            .add_source(
                config::File::from(file)
                    .format(config::FileFormat::Toml)
                    .required(false),
            )
            .add_source(source)
            .build()
            .map_err(|error| unreadable(&error))?;
        let reader = Self(merged);
        reader.refuse_unknown_keys()?;
        Ok(reader)
    }

    fn refuse_unknown_keys(&self) -> Result<(), ConfigError> {
        let table: std::collections::HashMap<String, serde_json::Value> = self
            .0
            .clone()
            .try_deserialize()
            .map_err(|error| unreadable(&error))?;
        for (section, value) in table {
            // Belongs to the build tool and to the framework.
            if section == "package" {
                continue;
            }
            let Some(keys) = value.as_object() else {
                return Err(ConfigError::key(&section, "there is no such key"));
            };
            for name in keys.keys() {
                let key = format!("{section}.{name}");
                let is_secret = |name: &str| {
                    SECRETS.contains(&name)
                        || PROFILE_SECRETS.contains(&name)
                        || REMOTE_SECRETS.contains(&name)
                };
                let known = KEYS.contains(&key.as_str())
                    || PROFILE_KEYS.contains(&key.as_str())
                    || REMOTE_KEYS.contains(&key.as_str())
                    || is_secret(&key)
                    || key.strip_suffix("_file").is_some_and(is_secret);
                if !known {
                    return Err(ConfigError::key(&key, "there is no such key"));
                }
            }
        }
        Ok(())
    }

    /// The text of a key that must be there.
    pub(super) fn text(&self, key: &str) -> Result<String, ConfigError> {
        match self.0.get_string(key) {
            Ok(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            _ => Err(ConfigError::key(
                key,
                format!("is missing; set it in {FILE} or as {}", variable_name(key)),
            )),
        }
    }

    /// A key that is written as text and parsed.
    pub(super) fn parsed<T: FromStr>(&self, key: &str, expected: &str) -> Result<T, ConfigError> {
        self.text(key)?
            .parse()
            .map_err(|_| ConfigError::key(key, format!("must be {expected}")))
    }

    /// A whole number within `range`, ends included.
    pub(super) fn number(
        &self,
        key: &str,
        range: std::ops::RangeInclusive<u64>,
    ) -> Result<u64, ConfigError> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let number = self.parsed(key, &expected)?;
        if range.contains(&number) {
            Ok(number)
        } else {
            Err(ConfigError::key(key, format!("must be {expected}")))
        }
    }

    /// A secret, as a value or from the file that `<key>_file` names.
    pub(super) fn secret(&self, key: &str) -> Result<Secret, ConfigError> {
        let file_key = format!("{key}_file");
        let value = self.text(key).ok();
        let file = self.text(&file_key).ok();
        match (value, file) {
            (Some(_), Some(_)) => Err(ConfigError::key(
                key,
                format!("is given twice; keep either it or {file_key}"),
            )),
            (Some(value), None) => Ok(Secret::new(value)),
            (None, Some(path)) => {
                let text = std::fs::read_to_string(&path).map_err(|error| {
                    ConfigError::key(&file_key, format!("the file cannot be read: {error}"))
                })?;
                let text = text.trim();
                if text.is_empty() {
                    return Err(ConfigError::key(&file_key, "the file is empty"));
                }
                Ok(Secret::new(text.to_owned()))
            }
            (None, None) => Err(ConfigError::key(
                key,
                format!(
                    "is missing; set {} to the value or {} to a file that holds it",
                    variable_name(key),
                    variable_name(&file_key)
                ),
            )),
        }
    }

    /// A secret that may be absent.
    pub(super) fn optional_secret(&self, key: &str) -> Result<Option<Secret>, ConfigError> {
        let absent = self.text(key).is_err() && self.text(&format!("{key}_file")).is_err();
        if absent {
            return Ok(None);
        }
        self.secret(key).map(Some)
    }

    /// A 256-bit key.
    pub(super) fn secret_key(&self, key: &str) -> Result<SecretKey, ConfigError> {
        let text = self.secret(key)?;
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.expose(), &mut bytes).map_err(|_| {
            ConfigError::key(key, "must be 64 hexadecimal digits (32 random bytes)")
        })?;
        if bytes == [0; 32] {
            return Err(ConfigError::key(key, "must be random, not zeros"));
        }
        Ok(SecretKey::new(bytes))
    }
}

/// Says where, not what: the lines of the file that the parser quotes may hold a secret.
fn unreadable(error: &config::ConfigError) -> ConfigError {
    let words = error.to_string();
    ConfigError::Unreadable(words.lines().next().unwrap_or_default().to_owned())
}

fn variable_name(key: &str) -> String {
    format!("{PREFIX}__{}", key.to_uppercase().replace('.', "__"))
}
