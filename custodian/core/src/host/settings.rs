//! What an operator decides. Read from a file or from a Worker's variables, with the same names.

use ed25519_dalek::VerifyingKey;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de::Error};
use std::net::IpAddr;

/// All settings of the state machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The host names (with port) under which requests may come, in small letters.
    pub authorities: Vec<String>,
    /// From where requests may come, such as `10.0.0.7/32`. An empty list lets nobody in.
    pub addresses: Vec<IpNet>,
    /// The application's keys; two at once while they are exchanged.
    pub app_keys: Vec<AppKey>,
    /// The keys of those who fetch backups. They may do nothing else, and nobody else may do it.
    #[serde(default)]
    pub backup_keys: Vec<AppKey>,
    /// The operators' keys, for orders.
    #[serde(default)]
    pub operators: Vec<Operator>,
    /// Whose identities are believed.
    pub issuers: Vec<IssuerRule>,
    /// How much is allowed.
    #[serde(default)]
    pub limits: Limits,
    /// How long a retired share waits for somebody who needs it after all, in seconds: as long as a backup
    /// of the application's database may be put back. 31 days unless the operator says otherwise.
    #[serde(default = "a_month")]
    pub retirement_seconds: i64,
    /// The same for shares of a lineage that was replaced on suspicion, which should not lie about: a day
    /// unless the operator says otherwise.
    #[serde(default = "a_day")]
    pub suspected_retirement_seconds: i64,
    /// Which host this is, for the status; the host sets it.
    #[serde(skip)]
    pub host: String,
    /// Whether it runs apart from the application; the host sets it.
    #[serde(skip)]
    pub is_isolated: bool,
}

/// A key with which an application signs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppKey {
    /// Its name in signatures.
    pub id: String,
    /// The Ed25519 key, 64 hexadecimal digits.
    #[serde(deserialize_with = "verifying_key")]
    pub key: VerifyingKey,
    /// When it stops being accepted, in Unix seconds.
    #[serde(default)]
    pub not_after: Option<i64>,
}

/// Somebody who signs orders.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// The name in orders.
    pub name: String,
    /// The Ed25519 key, 64 hexadecimal digits.
    #[serde(deserialize_with = "verifying_key")]
    pub key: VerifyingKey,
}

/// An issuer whose identities are believed, and for whom they must be made out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuerRule {
    /// The issuer, exactly as it stands in identities.
    pub issuer: String,
    /// The audiences that are ours; an identity with any other one is refused.
    pub audiences: Vec<String>,
    /// Where the issuer's keys are.
    pub jwks_address: String,
    /// Which algorithms the issuer uses.
    #[serde(default = "Algorithm::all")]
    pub algorithms: Vec<Algorithm>,
    /// Whether identities carry a nonce that we know the secret of. Only for providers that cannot.
    #[serde(default = "yes")]
    pub requires_nonce: bool,
}

/// An algorithm with public keys; there is no other kind here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Algorithm {
    /// ECDSA with P-256.
    #[serde(rename = "ES256")]
    Es256,
    /// RSA PKCS #1 v1.5 with SHA-256.
    #[serde(rename = "RS256")]
    Rs256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl Algorithm {
    fn all() -> Vec<Self> {
        vec![Self::Es256, Self::Rs256, Self::EdDsa]
    }
}

/// How much a user and a key may ask for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Lease calls for one user per minute.
    pub user_leases_per_minute: u32,
    /// Calls of one key per minute.
    pub key_calls_per_minute: u32,
    /// Different users that one key may ask for within five minutes before it is frozen. The ceiling
    /// rises by itself to twice the busiest five minutes of the last 14 days, up to `most_users`.
    pub users_per_five_minutes: u32,
    /// The ceiling of the ceiling.
    pub most_users_per_five_minutes: u32,
    /// How long a grant of a sign-in lives, in seconds; 24 hours at most.
    pub grant_seconds: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            user_leases_per_minute: 60,
            key_calls_per_minute: 600,
            users_per_five_minutes: 200,
            most_users_per_five_minutes: 2_000,
            grant_seconds: crate::protocol::GRANT_SECONDS,
        }
    }
}

impl Settings {
    /// Whether a request may come from `peer`; an unknown peer may not.
    #[must_use]
    pub fn lets_in(&self, peer: Option<IpAddr>) -> bool {
        // An IPv4 address may come dressed as IPv6.
        peer.map(|peer| peer.to_canonical())
            .is_some_and(|peer| self.addresses.iter().any(|range| range.contains(&peer)))
    }

    /// The keys that may make the call at `path`.
    #[must_use]
    pub fn keys_for(&self, path: &str) -> &[AppKey] {
        if path == crate::protocol::BACKUP_PATH {
            &self.backup_keys
        } else {
            &self.app_keys
        }
    }

    /// The operators, as orders are checked with.
    #[must_use]
    pub fn operator_keys(&self) -> Vec<(String, VerifyingKey)> {
        self.operators
            .iter()
            .map(|operator| (operator.name.clone(), operator.key))
            .collect()
    }
}

fn verifying_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<VerifyingKey, D::Error> {
    let text = String::deserialize(deserializer)?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.trim(), &mut bytes)
        .map_err(|_| D::Error::custom("64 hexadecimal digits"))?;
    VerifyingKey::from_bytes(&bytes).map_err(|_| D::Error::custom("an Ed25519 public key"))
}

const fn a_month() -> i64 {
    31 * crate::names::DAY
}

const fn a_day() -> i64 {
    crate::names::DAY
}

const fn yes() -> bool {
    true
}
