//! Key derivation: from two shares to a user's data key, and from there to one record's material.
//!
//! All by HKDF-SHA-512 with labels that start with `mt/`. A new use of the shares gets a new label
//! here; an existing label never changes its meaning. Every record has its own key and nonce, so a
//! random salt that repeats within a day's key (2^40 records: odds below 2^-48) is the only limit.

use super::epoch::KeyName;
use super::header::{COMMITMENT_LENGTH, SALT_LENGTH, prefix};
use super::secret::{SECRET_LENGTH, Secret};
use super::share::{AppShare, Share};
use crate::platform::ids::UserId;
use hkdf::Hkdf;
use sha2::Sha512;
use zeroize::Zeroize;

const DATA_KEY_LABEL: &[u8] = b"mt/dek/v1";
const RECORD_LABEL: &[u8] = b"mt/rec/v1";
const INDEX_KEY_LABEL: &[u8] = b"mt/idx/v1";

const KEY_LENGTH: usize = SECRET_LENGTH;
const NONCE_LENGTH: usize = 12;
const MATERIAL_LENGTH: usize = KEY_LENGTH + NONCE_LENGTH + COMMITMENT_LENGTH;

/// One user's key for one epoch and lineage. Seals and opens records of that user only.
pub struct DataKey {
    user: UserId,
    name: KeyName,
    secret: Secret,
}

impl DataKey {
    /// Joins the two halves. `custody` must be the share of purpose `Record` for the name's epoch.
    #[must_use]
    pub fn derive(custody: &Share, app: &AppShare, user: UserId, name: KeyName) -> Self {
        let secret = join(
            custody,
            app,
            &[
                DATA_KEY_LABEL,
                &user.as_bytes(),
                &name.epoch.number().to_be_bytes(),
                &name.lineage.number().to_be_bytes(),
            ],
        );
        Self { user, name, secret }
    }

    /// Whose records the key opens.
    #[must_use]
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// Epoch and lineage.
    #[must_use]
    pub const fn name(&self) -> KeyName {
        self.name
    }

    #[cfg(test)]
    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Derives key, nonce and commitment of the record with this salt.
    pub(super) fn record_material(&self, salt: &[u8; SALT_LENGTH]) -> RecordMaterial {
        let mut material = RecordMaterial([0; MATERIAL_LENGTH]);
        let (mut pseudorandom_key, derivation) =
            Hkdf::<Sha512>::extract(Some(salt), self.secret.expose());
        pseudorandom_key.as_mut_slice().zeroize();
        derivation
            .expand_multi_info(&[RECORD_LABEL, &prefix(self.name)], &mut material.0)
            .expect("76 bytes are far below the limit of 255 blocks");
        material
    }
}

/// Derives the secret of a user's blind index. `custody` must be the share of purpose `Index`.
pub(super) fn index_secret(custody: &Share, app: &AppShare, user: UserId) -> Secret {
    join(custody, app, &[INDEX_KEY_LABEL, &user.as_bytes()])
}

fn join(custody: &Share, app: &AppShare, info: &[&[u8]]) -> Secret {
    let (mut pseudorandom_key, derivation) =
        Hkdf::<Sha512>::extract(Some(app.secret().expose()), custody.secret().expose());
    pseudorandom_key.as_mut_slice().zeroize();
    Secret::filled_by(|bytes| {
        derivation
            .expand_multi_info(info, bytes)
            .expect("32 bytes are far below the limit of 255 blocks");
    })
}

/// What one record is sealed with: 32 bytes key, 12 bytes nonce, 32 bytes commitment.
pub(super) struct RecordMaterial([u8; MATERIAL_LENGTH]);

impl RecordMaterial {
    pub(super) fn key(&self) -> &[u8; KEY_LENGTH] {
        part(&self.0, 0)
    }

    pub(super) fn nonce(&self) -> &[u8; NONCE_LENGTH] {
        part(&self.0, KEY_LENGTH)
    }

    pub(super) fn commitment(&self) -> &[u8; COMMITMENT_LENGTH] {
        part(&self.0, KEY_LENGTH + NONCE_LENGTH)
    }
}

impl Drop for RecordMaterial {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

fn part<const N: usize>(material: &[u8; MATERIAL_LENGTH], at: usize) -> &[u8; N] {
    material[at..]
        .first_chunk()
        .expect("the three parts lie inside the material by their constant lengths")
}
