//! The two halves of every key: the custodian's share and the application's share.
//!
//! Neither half opens anything alone. They have different types so that they can't be swapped by
//! mistake. The application's share is stored wrapped (see [`AppShare::wrap`]) beside the records;
//! the custodian's shares never leave the custodian except as a short lease.

use super::secret::{SECRET_LENGTH, Secret};
use super::wrapping::{WRAPPED_LENGTH, WrapError, WrappingKey};
use crate::platform::{entropy::Entropy, ids::UserId};

/// Separates wrapped application shares from everything else under the same wrapping key.
const APP_SHARE_LABEL: &[u8] = b"mt/app/v1";

/// The custodian's half of a user's key for one purpose and one epoch.
pub struct Share(Secret);

impl Share {
    /// Takes over a secret.
    #[must_use]
    pub fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// A fresh random share.
    #[must_use]
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self(Secret::random(entropy))
    }

    /// Copies known bytes, for instance out of a reply of the key service.
    #[must_use]
    pub fn copied_from(bytes: &[u8; SECRET_LENGTH]) -> Self {
        Self(Secret::copied_from(bytes))
    }

    /// The secret behind the share.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

/// The application's half of all keys of one user. Destroying it makes every record of that user
/// unreadable for good.
pub struct AppShare(Secret);

impl AppShare {
    /// A fresh random share for a new user.
    #[must_use]
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self(Secret::random(entropy))
    }

    /// Copies known bytes.
    #[must_use]
    pub fn copied_from(bytes: &[u8; SECRET_LENGTH]) -> Self {
        Self(Secret::copied_from(bytes))
    }

    /// The secret behind the share.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// The stored form: [`WRAPPED_LENGTH`] bytes under the application's wrapping key, bound to
    /// the user.
    ///
    /// # Errors
    /// When the cipher refuses, which no input of this size makes it do.
    pub fn wrap(
        &self,
        user: UserId,
        wrapping_key: &WrappingKey,
        entropy: &dyn Entropy,
    ) -> Result<[u8; WRAPPED_LENGTH], WrapError> {
        wrapping_key.wrap(&self.0, &associated_data(user), entropy)
    }

    /// Reads the stored form back.
    ///
    /// # Errors
    /// When the bytes are not a share of this user under this wrapping key.
    pub fn unwrap(
        user: UserId,
        wrapping_key: &WrappingKey,
        wrapped: &[u8],
    ) -> Result<Self, WrapError> {
        wrapping_key
            .unwrap(wrapped, &associated_data(user))
            .map(Self)
    }
}

fn associated_data(user: UserId) -> [u8; APP_SHARE_LABEL.len() + 16] {
    let mut data = [0; APP_SHARE_LABEL.len() + 16];
    let (label, id) = data.split_at_mut(APP_SHARE_LABEL.len());
    label.copy_from_slice(APP_SHARE_LABEL);
    id.copy_from_slice(&user.as_bytes());
    data
}
