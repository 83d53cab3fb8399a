//! Shares on their way to the application, by HPKE (RFC 9180): X25519, HKDF-SHA-256, AES-256-GCM.
//!
//! The key belongs to one running instance of the application and is never written down. Whoever
//! terminates TLS, keeps a log of bodies, or records the traffic sees nothing.

use crate::ports::{Entropy, random};
use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256,
    kem::X25519HkdfSha256, setup_receiver,
};
use zeroize::Zeroizing;

type Kem = X25519HkdfSha256;

const INFO: &[u8] = b"mt/lease/v1";

/// It was not sealed for this key, or was altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the shares cannot be opened with this instance's key")]
pub struct Unopened;

/// Something sealed: the encapsulated key and the ciphertext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The encapsulated key, 32 bytes.
    pub encapsulated: Vec<u8>,
    /// The ciphertext.
    pub ciphertext: Vec<u8>,
}

/// The key of one instance. Neither printable nor storable.
pub struct InstanceKey {
    secret: <Kem as hpke::Kem>::PrivateKey,
    public: String,
}

impl InstanceKey {
    /// A fresh key.
    #[must_use]
    pub fn random(entropy: &dyn Entropy) -> Self {
        let seed = Zeroizing::new(random::<32>(entropy));
        let (secret, public) = Kem::derive_keypair(seed.as_slice());
        Self {
            secret,
            public: hex::encode(public.to_bytes()),
        }
    }

    /// What others seal to, in hexadecimal digits.
    #[must_use]
    pub fn public(&self) -> &str {
        &self.public
    }

    /// Opens what was sealed to this key with the same `context`.
    ///
    /// # Errors
    /// [`Unopened`].
    pub fn open(&self, sealed: &Sealed, context: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(&sealed.encapsulated)
            .map_err(|_| Unopened)?;
        let mut receiver = setup_receiver::<AesGcm256, HkdfSha256, Kem>(
            &OpModeR::Base,
            &self.secret,
            &encapsulated,
            INFO,
        )
        .map_err(|_| Unopened)?;
        receiver
            .open(&sealed.ciphertext, context)
            .map(Zeroizing::new)
            .map_err(|_| Unopened)
    }
}

/// Seals `plain` to the key that `public` names.
///
/// # Errors
/// [`Unopened`] when `public` is no key.
pub fn seal(
    public: &str,
    plain: &[u8],
    context: &[u8],
    entropy: &dyn Entropy,
) -> Result<Sealed, Unopened> {
    let bytes = hex::decode(public).map_err(|_| Unopened)?;
    let receiver = <Kem as hpke::Kem>::PublicKey::from_bytes(&bytes).map_err(|_| Unopened)?;
    let (encapsulated, mut sender) = hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, Kem>(
        &OpModeS::Base,
        &receiver,
        INFO,
        &mut Source(entropy),
    )
    .map_err(|_| Unopened)?;
    Ok(Sealed {
        encapsulated: encapsulated.to_bytes().to_vec(),
        ciphertext: sender.seal(plain, context).map_err(|_| Unopened)?,
    })
}

/// Our source of randomness in the shape that the library asks for.
struct Source<'a>(&'a dyn Entropy);

impl hpke::rand_core::TryRng for Source<'_> {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::from_le_bytes(random(self.0)))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from_le_bytes(random(self.0)))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl hpke::rand_core::TryCryptoRng for Source<'_> {}
