//! What accounts are found by: keyed digests instead of names.
//!
//! HMAC-SHA-256 under the lookup key, which is configuration and never in the database, so a stolen
//! table cannot be searched for a known person. Each kind of digest has its own prefix, and lengths
//! are written out, so no two different inputs share one message. To add a kind: add a prefix.

use crate::platform::config::SecretKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Length of every digest in bytes.
pub const DIGEST_LENGTH: usize = 32;

/// Digest of a session id: 32 bytes, no key, because the id itself is 128 random bits.
pub type SessionDigest = [u8; DIGEST_LENGTH];

/// Makes the digests that accounts are found by.
#[derive(Debug, Clone)]
pub struct AccountDigests {
    key: SecretKey,
}

impl AccountDigests {
    /// Uses `key`, the configured lookup key.
    #[must_use]
    pub fn new(key: SecretKey) -> Self {
        Self { key }
    }

    /// Digest of one person at one provider.
    #[must_use]
    pub fn subject(&self, issuer: &str, subject: &str) -> [u8; DIGEST_LENGTH] {
        self.keyed("subject/1", &[issuer, subject])
    }

    /// Digest of an e-mail address. Spaces around it and the case of letters do not matter: people
    /// type addresses in both ways, and providers report them in both ways.
    #[must_use]
    pub fn email(&self, address: &str) -> [u8; DIGEST_LENGTH] {
        self.keyed("email/1", &[&address.trim().to_lowercase()])
    }

    fn keyed(&self, kind: &str, parts: &[&str]) -> [u8; DIGEST_LENGTH] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose())
            .expect("HMAC takes a key of any length");
        for part in std::iter::once(&kind).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

/// Digest of a session id as it stands in the cookie.
#[must_use]
pub fn session_digest(id: &str) -> SessionDigest {
    Sha256::digest(id.as_bytes()).into()
}
