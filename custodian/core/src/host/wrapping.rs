//! Shares in the store: AES-256-GCM under the root key, bound to whose they are and what for.

use super::secrets::{RootKey, Secrets};
use super::store::ShareRow;
use crate::{
    names::{Pseudonym, Purpose, ShareName},
    ports::{Entropy, random},
};
use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

const LABEL: &[u8] = b"mt/cus/v2";
const NONCE: usize = 12;

/// What a share belongs to.
#[derive(Clone, Copy)]
pub struct Place {
    pub user: Pseudonym,
    /// Counts how often the user came back after a shredding.
    pub life: u32,
    pub purpose: Purpose,
    pub name: ShareName,
}

/// Wraps a share under the present root key.
pub fn wrap(secrets: &Secrets, place: Place, share: &[u8; 32], entropy: &dyn Entropy) -> ShareRow {
    let root = &secrets.root;
    let nonce = random::<NONCE>(entropy);
    let sealed = cipher(root)
        .encrypt(
            &nonce.into(),
            Payload {
                msg: share,
                aad: &binding(place, root.generation),
            },
        )
        .expect("32 bytes are far below the cipher's limit");
    ShareRow {
        purpose: place.purpose,
        name: place.name,
        generation: root.generation,
        wrapped: [&nonce[..], &sealed].concat(),
        retire_at: None,
    }
}

/// Unwraps a share; none when it does not open.
pub fn unwrap(
    secrets: &Secrets,
    user: Pseudonym,
    life: u32,
    row: &ShareRow,
) -> Option<Zeroizing<[u8; 32]>> {
    let place = Place {
        user,
        life,
        purpose: row.purpose,
        name: row.name,
    };
    let root = secrets.root_of(row.generation)?;
    let (nonce, sealed) = row.wrapped.split_first_chunk::<NONCE>()?;
    let plain = cipher(root)
        .decrypt(
            &(*nonce).into(),
            Payload {
                msg: sealed,
                aad: &binding(place, row.generation),
            },
        )
        .map(Zeroizing::new)
        .ok()?;
    let mut share = Zeroizing::new([0; 32]);
    if plain.len() != share.len() {
        return None;
    }
    share.copy_from_slice(&plain);
    Some(share)
}

fn cipher(root: &RootKey) -> Aes256Gcm {
    Aes256Gcm::new((&*root.key).into())
}

fn binding(place: Place, generation: u32) -> Vec<u8> {
    [
        LABEL,
        &place.user.0,
        &place.life.to_be_bytes(),
        &[place.purpose.code()],
        &place.name.epoch.to_be_bytes(),
        &place.name.lineage.to_be_bytes(),
        &generation.to_be_bytes(),
    ]
    .concat()
}
