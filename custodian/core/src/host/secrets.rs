//! The custodian's own secrets. A host reads them from where its platform keeps secrets.

use crate::{
    names::Pseudonym,
    ports::{Entropy, random},
    signature::key_id,
};
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A root key: wraps every share.
pub struct RootKey {
    /// Counts the root keys of this custodian, from 1.
    pub generation: u32,
    /// 256 bits.
    pub key: Zeroizing<[u8; 32]>,
}

impl RootKey {
    /// Four bytes by which people compare keys without seeing them, as eight digits.
    #[must_use]
    pub fn check_value(&self) -> String {
        let digest = Sha256::new()
            .chain_update(b"mt/root-check/v1\n")
            .chain_update(self.generation.to_be_bytes())
            .chain_update(self.key.as_slice())
            .finalize();
        hex::encode(&digest[..4])
    }
}

/// All secrets. Neither printable nor clonable.
pub struct Secrets {
    /// The key under which shares are wrapped now.
    pub root: RootKey,
    /// The key before, while shares are being wrapped anew.
    pub previous: Option<RootKey>,
    /// Makes pseudonyms of issuer and subject; never changes.
    pub pseudonym_key: Zeroizing<[u8; 32]>,
    /// Signs answers and receipts.
    pub signing: SigningKey,
}

/// The secrets as they are written down; every key is 64 hexadecimal digits.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SecretsText {
    /// Generation of the root key.
    pub generation: u32,
    /// The root key.
    pub root_key: String,
    /// The root key before, while a rotation runs; its generation is one less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_root_key: Option<String>,
    /// The pseudonym key.
    pub pseudonym_key: String,
    /// The seed of the signing key.
    pub signing_key: String,
}

/// A secret is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} must be 64 hexadecimal digits (32 random bytes)")]
pub struct BadSecret(pub &'static str);

impl SecretsText {
    /// Fresh secrets, for a ceremony.
    #[must_use]
    pub fn random(entropy: &dyn Entropy) -> Self {
        let fresh = || hex::encode(Zeroizing::new(random::<32>(entropy)).as_slice());
        Self {
            generation: 1,
            root_key: fresh(),
            previous_root_key: None,
            pseudonym_key: fresh(),
            signing_key: fresh(),
        }
    }

    /// The same secrets with a fresh root key; the present one becomes the one before.
    #[must_use]
    pub fn rotated(&self, entropy: &dyn Entropy) -> Self {
        Self {
            generation: self.generation + 1,
            root_key: hex::encode(Zeroizing::new(random::<32>(entropy)).as_slice()),
            previous_root_key: Some(self.root_key.clone()),
            pseudonym_key: self.pseudonym_key.clone(),
            signing_key: self.signing_key.clone(),
        }
    }

    /// Reads the keys.
    ///
    /// # Errors
    /// [`BadSecret`] naming the one that cannot be read.
    pub fn parse(&self) -> Result<Secrets, BadSecret> {
        let previous = match &self.previous_root_key {
            Some(text) => Some(RootKey {
                generation: self.generation.saturating_sub(1),
                key: key(text, "previous_root_key")?,
            }),
            None => None,
        };
        Ok(Secrets {
            root: RootKey {
                generation: self.generation,
                key: key(&self.root_key, "root_key")?,
            },
            previous,
            pseudonym_key: key(&self.pseudonym_key, "pseudonym_key")?,
            signing: SigningKey::from_bytes(&*key(&self.signing_key, "signing_key")?),
        })
    }
}

impl Secrets {
    /// The name of the signing key: the start of its public half, which is what clients trust.
    #[must_use]
    pub fn signing_key_id(&self) -> String {
        key_id(&self.signing.verifying_key())
    }

    /// The signature of a dump with this digest.
    #[must_use]
    pub fn sign_dump(&self, digest: &[u8; 32]) -> String {
        let signature = self.signing.sign(&[b"mt/dump/v1\n", &digest[..]].concat());
        hex::encode(signature.to_bytes())
    }

    /// The root key of a generation, if it is at hand.
    #[must_use]
    pub fn root_of(&self, generation: u32) -> Option<&RootKey> {
        [Some(&self.root), self.previous.as_ref()]
            .into_iter()
            .flatten()
            .find(|root| root.generation == generation)
    }

    /// The pseudonym of a person.
    #[must_use]
    pub fn pseudonym(&self, issuer: &str, subject: &str) -> Pseudonym {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.pseudonym_key.as_slice())
            .expect("HMAC takes a key of any length");
        mac.update(b"mt/pseudonym/v1\n");
        mac.update(issuer.as_bytes());
        mac.update(b"\n");
        mac.update(subject.as_bytes());
        let digest = mac.finalize().into_bytes();
        Pseudonym(*digest.first_chunk().expect("a digest has 32 bytes"))
    }
}

fn key(text: &str, name: &'static str) -> Result<Zeroizing<[u8; 32]>, BadSecret> {
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), bytes.as_mut_slice()).map_err(|_| BadSecret(name))?;
    if *bytes == [0; 32] {
        return Err(BadSecret(name));
    }
    Ok(bytes)
}
