//! Wrapping: one secret encrypted under another, for storage; also a short text that is one.
//!
//! AES-256-GCM with a random 96-bit nonce; the associated data says what the secret is and whose.
//! A key must wrap fewer than 2^32 secrets, which a key of shares never comes near. Whoever wraps
//! something new chooses a new label at the front of its associated data.

use super::secret::{SECRET_LENGTH, Secret};
use crate::platform::entropy::Entropy;
use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce, Tag,
    aead::{Aead, AeadInOut, Payload},
};
use thiserror::Error;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const NONCE_LENGTH: usize = 12;
const TAG_LENGTH: usize = 16;
const SECRET_AT: usize = 1 + NONCE_LENGTH;
const TAG_AT: usize = SECRET_AT + SECRET_LENGTH;

/// Length of a wrapped secret in bytes: version, nonce, ciphertext, tag.
pub const WRAPPED_LENGTH: usize = TAG_AT + TAG_LENGTH;

/// Why a secret could not be wrapped or unwrapped. Says nothing more, on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a stored key share can't be opened with the configured key")]
pub struct WrapError;

/// A key that encrypts other keys.
pub struct WrappingKey(Secret);

impl WrappingKey {
    /// Takes over a secret.
    #[must_use]
    pub fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// Copies known bytes, for instance out of the configuration.
    #[must_use]
    pub fn copied_from(bytes: &[u8; SECRET_LENGTH]) -> Self {
        Self(Secret::copied_from(bytes))
    }

    /// Encrypts `secret`, bound to `associated_data`.
    ///
    /// # Errors
    /// When the cipher refuses, which no input of this size makes it do.
    pub fn wrap(
        &self,
        secret: &Secret,
        associated_data: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<[u8; WRAPPED_LENGTH], WrapError> {
        let mut nonce = [0; NONCE_LENGTH];
        entropy.fill(&mut nonce);
        let mut wrapped = [0; WRAPPED_LENGTH];
        wrapped[0] = VERSION;
        wrapped[1..SECRET_AT].copy_from_slice(&nonce);
        wrapped[SECRET_AT..TAG_AT].copy_from_slice(secret.expose());
        let tag = self
            .cipher()
            .encrypt_inout_detached(
                &Nonce::from(nonce),
                associated_data,
                (&mut wrapped[SECRET_AT..TAG_AT]).into(),
            )
            .map_err(|_| WrapError)?;
        wrapped[TAG_AT..].copy_from_slice(&tag);
        Ok(wrapped)
    }

    /// Decrypts what [`Self::wrap`] made.
    ///
    /// # Errors
    /// When the bytes were not made under this key with this associated data.
    pub fn unwrap(&self, wrapped: &[u8], associated_data: &[u8]) -> Result<Secret, WrapError> {
        let wrapped: &[u8; WRAPPED_LENGTH] = wrapped.try_into().map_err(|_| WrapError)?;
        if wrapped[0] != VERSION {
            return Err(WrapError);
        }
        let nonce = Nonce::try_from(&wrapped[1..SECRET_AT]).map_err(|_| WrapError)?;
        let tag = Tag::try_from(&wrapped[TAG_AT..]).map_err(|_| WrapError)?;
        let mut outcome = Ok(());
        let secret = Secret::filled_by(|bytes| {
            bytes.copy_from_slice(&wrapped[SECRET_AT..TAG_AT]);
            outcome = self.cipher().decrypt_inout_detached(
                &nonce,
                associated_data,
                bytes.as_mut_slice().into(),
                &tag,
            );
        });
        outcome.map(|()| secret).map_err(|_| WrapError)
    }

    /// Encrypts a text, bound to `associated_data`: version, nonce, ciphertext, tag. Its length shows.
    ///
    /// # Errors
    /// When the cipher refuses, which no text of ours makes it do.
    pub fn wrap_text(
        &self,
        text: &str,
        associated_data: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, WrapError> {
        let mut nonce = [0; NONCE_LENGTH];
        entropy.fill(&mut nonce);
        let payload = Payload {
            msg: text.as_bytes(),
            aad: associated_data,
        };
        let sealed = self
            .cipher()
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| WrapError)?;
        Ok([&[VERSION][..], &nonce, &sealed].concat())
    }

    /// Decrypts what [`Self::wrap_text`] made.
    ///
    /// # Errors
    /// When the bytes were not made under this key with this associated data.
    pub fn unwrap_text(
        &self,
        wrapped: &[u8],
        associated_data: &[u8],
    ) -> Result<Zeroizing<String>, WrapError> {
        let (version, rest) = wrapped.split_first().ok_or(WrapError)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LENGTH>().ok_or(WrapError)?;
        if *version != VERSION {
            return Err(WrapError);
        }
        let payload = Payload {
            msg: sealed,
            aad: associated_data,
        };
        let plain = self
            .cipher()
            .decrypt(&Nonce::from(*nonce), payload)
            .map_err(|_| WrapError)?;
        let text = String::from_utf8(plain).map_err(|_| WrapError)?;
        Ok(Zeroizing::new(text))
    }

    /// Whether both keys are the same, in constant time.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.matches(&other.0)
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(<&Key<Aes256Gcm>>::from(self.0.expose()))
    }
}
