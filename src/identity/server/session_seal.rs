//! What a session remembers, sealed under its own cookie.
//!
//! A pending sign-in holds the path to return to, and a path may hold a date. The key is made from
//! the session id, of which the database holds only a digest: a dump tells nothing, and a row moved
//! to another session or another user does not open. To change the layout: raise the key's label.

use super::digest::{SessionDigest, session_digest};
use crate::platform::{entropy::Entropy, ids::UserId};
use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use std::collections::HashMap;

const KEY_LABEL: &[u8] = b"migraine-pulse session data 1";
const NONCE_LENGTH: usize = 12;
const FIELD: &str = "sealed";

/// The sealed data does not belong to this session, or was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the session data do not open")]
pub struct Unopened;

/// Opens and seals the data of one session.
pub struct SessionSeal {
    cipher: Aes256Gcm,
    digest: SessionDigest,
}

impl SessionSeal {
    /// For the session whose cookie says `id`.
    #[must_use]
    pub fn new(id: &str) -> Self {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(id.as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(KEY_LABEL);
        let key: [u8; 32] = mac.finalize().into_bytes().into();
        Self {
            cipher: Aes256Gcm::new(&key.into()),
            digest: session_digest(id),
        }
    }

    /// The digest under which the session is stored.
    #[must_use]
    pub fn digest(&self) -> &SessionDigest {
        &self.digest
    }

    /// Seals `data` for the row of `user`.
    #[must_use]
    pub fn seal(
        &self,
        user: Option<UserId>,
        data: &HashMap<String, Value>,
        entropy: &dyn Entropy,
    ) -> Value {
        let plain = serde_json::to_vec(data).expect("a map of JSON values is JSON");
        let mut nonce = [0; NONCE_LENGTH];
        entropy.fill(&mut nonce);
        let sealed = self
            .cipher
            .encrypt(
                &nonce.into(),
                Payload {
                    msg: &plain,
                    aad: &self.binding(user),
                },
            )
            .expect("a session is far smaller than the 64 GiB that the cipher takes");
        json!({ FIELD: format!("{}{}", hex::encode(nonce), hex::encode(sealed)) })
    }

    /// Opens what [`SessionSeal::seal`] made for the same session and user.
    ///
    /// # Errors
    /// [`Unopened`] for anything else.
    pub fn open(
        &self,
        user: Option<UserId>,
        stored: &Value,
    ) -> Result<HashMap<String, Value>, Unopened> {
        let text = stored.get(FIELD).and_then(Value::as_str).ok_or(Unopened)?;
        let bytes = hex::decode(text).map_err(|_| Unopened)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LENGTH>().ok_or(Unopened)?;
        let plain = self
            .cipher
            .decrypt(
                &(*nonce).into(),
                Payload {
                    msg: sealed,
                    aad: &self.binding(user),
                },
            )
            .map_err(|_| Unopened)?;
        let data: Map<String, Value> = serde_json::from_slice(&plain).map_err(|_| Unopened)?;
        Ok(data.into_iter().collect())
    }

    fn binding(&self, user: Option<UserId>) -> Vec<u8> {
        let user = user.map_or([0; 16], UserId::as_bytes);
        [&self.digest[..], &user[..]].concat()
    }
}
