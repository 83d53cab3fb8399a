//! The audit: chains of entries, each sealed by the one before. One chain per user, which that user
//! may read, and one for the gate.

use super::store::{Store, Stored};
use crate::{
    names::Pseudonym,
    protocol::{Use, UseDetail},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Names a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chain {
    /// What concerns no user: keys frozen and freed, requests refused before a user was known.
    Gate,
    /// What concerns one user.
    User(Pseudonym),
}

impl std::fmt::Display for Chain {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Gate => formatter.write_str("gate"),
            Self::User(user) => user.fmt(formatter),
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// From 1, without a gap.
    pub number: u64,
    /// When.
    pub at: i64,
    /// The application's key.
    pub key_id: String,
    /// What was done.
    pub action: String,
    /// More about it.
    pub detail: UseDetail,
    /// `done`, or the refusal's code.
    pub outcome: String,
    /// SHA-256 over the chain's name, everything above, and the entry before.
    pub hash: [u8; 32],
}

/// What is to be written.
pub struct Event<'a> {
    /// The application's key.
    pub key_id: &'a str,
    /// What was done.
    pub action: &'a str,
    /// More about it.
    pub detail: UseDetail,
    /// `done`, or the refusal's code.
    pub outcome: &'a str,
}

/// Writes an entry at the end of a chain and tells its hash.
///
/// # Errors
/// When the store fails.
pub fn append(store: &mut dyn Store, chain: Chain, now: i64, event: Event<'_>) -> Stored<[u8; 32]> {
    let head = store.audit_head(chain)?;
    let (number, previous) = head.map_or((1, [0; 32]), |head| (head.number + 1, head.hash));
    let mut entry = AuditEntry {
        number,
        at: now,
        key_id: event.key_id.to_owned(),
        action: event.action.to_owned(),
        detail: event.detail,
        outcome: event.outcome.to_owned(),
        hash: [0; 32],
    };
    entry.hash = hash(chain, &entry, &previous);
    store.append_audit(chain, &entry)?;
    Ok(entry.hash)
}

/// Checks a chain from its first entry to its last.
///
/// # Errors
/// The number of the first entry that does not fit.
pub fn verify<'a>(
    chain: Chain,
    entries: impl IntoIterator<Item = &'a AuditEntry>,
) -> Result<[u8; 32], u64> {
    let mut previous = [0; 32];
    for (entry, number) in entries.into_iter().zip(1..) {
        if entry.number != number || hash(chain, entry, &previous) != entry.hash {
            return Err(number);
        }
        previous = entry.hash;
    }
    Ok(previous)
}

fn hash(chain: Chain, entry: &AuditEntry, previous: &[u8; 32]) -> [u8; 32] {
    let text = serde_json::to_vec(&(
        chain.to_string(),
        entry.number,
        entry.at,
        &entry.key_id,
        &entry.action,
        &entry.detail,
        &entry.outcome,
    ))
    .expect("an entry is JSON");
    Sha256::new()
        .chain_update([0])
        .chain_update(text)
        .chain_update(previous)
        .finalize()
        .into()
}

impl From<AuditEntry> for Use {
    fn from(entry: AuditEntry) -> Self {
        Self {
            number: entry.number,
            at: entry.at,
            key_id: entry.key_id,
            action: entry.action,
            detail: entry.detail,
            outcome: entry.outcome,
            hash: hex::encode(entry.hash),
        }
    }
}
