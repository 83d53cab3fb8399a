//! Thirty-two secret bytes that wipe themselves, and the shares built from them.
//!
//! Every key of this capsule lives in a [`Secret`]: on the heap, so that moving the owner copies
//! nothing; wiped when dropped; neither printable nor clonable. A new kind of key is a new type that
//! holds a [`Secret`], never a bare array.

use crate::platform::entropy::Entropy;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// Length of every key and share, in bytes.
pub const SECRET_LENGTH: usize = 32;

/// Thirty-two secret bytes. No `Debug`, no `Clone`; compared in constant time only.
pub struct Secret(Box<[u8; SECRET_LENGTH]>);

impl Secret {
    /// A secret whose bytes `fill` writes in place, so that they never lie on the stack.
    pub fn filled_by(fill: impl FnOnce(&mut [u8; SECRET_LENGTH])) -> Self {
        let mut secret = Self(Box::new([0; SECRET_LENGTH]));
        fill(&mut secret.0);
        secret
    }

    /// A fresh random secret.
    #[must_use]
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self::filled_by(|bytes| entropy.fill(bytes))
    }

    /// Copies known bytes; the caller wipes its own copy.
    #[must_use]
    pub fn copied_from(bytes: &[u8; SECRET_LENGTH]) -> Self {
        Self::filled_by(|own| own.copy_from_slice(bytes))
    }

    /// The bytes, for a key derivation or a cipher. Never log, send or store them as they are.
    #[must_use]
    pub fn expose(&self) -> &[u8; SECRET_LENGTH] {
        &self.0
    }

    /// Whether both hold the same bytes, in constant time.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
