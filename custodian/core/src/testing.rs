//! Both sides of the protocol under control: a clock that is set, randomness that repeats, and an
//! identity provider whose every claim can be wrong. For tests and suites only.

use crate::{
    host::identity::{IdentityKeys, Jwk, JwkSet, find_in},
    ports::{Clock, Entropy},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use rsa::{pkcs1v15, signature::SignatureEncoding, traits::PublicKeyParts};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Mutex;

/// A clock that stands where it is put.
#[derive(Debug)]
pub struct SettableClock(Mutex<i64>);

impl SettableClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: i64) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves it.
    pub fn advance(&self, seconds: i64) {
        *self.lock() += seconds;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, i64> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for SettableClock {
    fn now(&self) -> i64 {
        *self.lock()
    }
}

/// Bytes that follow from a seed. Never for keys of real patients.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<([u8; 32], u64)>);

impl SeededEntropy {
    /// A generator whose whole output follows from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let digest = Sha256::digest(seed.to_be_bytes());
        Self(Mutex::new((digest.into(), 0)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for block in bytes.chunks_mut(32) {
            state.1 += 1;
            let digest = Sha256::new()
                .chain_update(state.0)
                .chain_update(state.1.to_be_bytes())
                .finalize();
            block.copy_from_slice(&digest[..block.len()]);
        }
    }
}

/// An identity provider's keys: one of each kind that is accepted.
pub struct TestIssuer {
    /// What stands in `iss`.
    pub issuer: String,
    ed: SigningKey,
    ec: p256::ecdsa::SigningKey,
    rsa: rsa::RsaPrivateKey,
}

impl TestIssuer {
    /// A provider whose keys follow from `seed`.
    #[must_use]
    pub fn new(issuer: &str, seed: u64) -> Self {
        let entropy = SeededEntropy::new(seed);
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        let ed = SigningKey::from_bytes(&bytes);
        entropy.fill(&mut bytes);
        let ec = p256::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar below the order");
        let rsa = rsa::RsaPrivateKey::new(&mut Source(&entropy), 2_048).expect("an RSA key");
        Self {
            issuer: issuer.to_owned(),
            ed,
            ec,
            rsa,
        }
    }

    /// The published keys.
    #[must_use]
    pub fn jwks(&self) -> Value {
        let point = self.ec.verifying_key().to_encoded_point(false);
        json!({ "keys": [
            { "kty": "OKP", "crv": "Ed25519", "kid": "ed", "use": "sig", "alg": "EdDSA",
              "x": text(self.ed.verifying_key().as_bytes()) },
            { "kty": "EC", "crv": "P-256", "kid": "ec", "use": "sig", "alg": "ES256",
              "x": text(point.x().expect("a point")), "y": text(point.y().expect("a point")) },
            { "kty": "RSA", "kid": "rsa", "use": "sig", "alg": "RS256",
              "n": text(&self.rsa.n().to_bytes_be()), "e": text(&self.rsa.e().to_bytes_be()) },
        ]})
    }

    /// The claims of a sign-in that is all right.
    #[must_use]
    pub fn claims(&self, subject: &str, audience: &str, nonce: &str, now: i64) -> Value {
        json!({ "iss": self.issuer, "sub": subject, "aud": audience, "nonce": nonce,
                "iat": now, "exp": now + 300, "jti": nonce })
    }

    /// A token with these claims, signed with one of the keys `ed`, `ec`, `rsa`.
    #[must_use]
    pub fn sign(&self, key: &str, claims: &Value) -> String {
        let algorithm = match key {
            "ed" => "EdDSA",
            "ec" => "ES256",
            _ => "RS256",
        };
        self.sign_as(
            key,
            &json!({ "alg": algorithm, "kid": key, "typ": "JWT" }),
            claims,
        )
    }

    /// A token with this header, whatever it claims.
    #[must_use]
    pub fn sign_as(&self, key: &str, header: &Value, claims: &Value) -> String {
        let signed = format!(
            "{}.{}",
            text(header.to_string().as_bytes()),
            text(claims.to_string().as_bytes())
        );
        let signature = match key {
            "ed" => self.ed.sign(signed.as_bytes()).to_bytes().to_vec(),
            "ec" => {
                let signature: p256::ecdsa::Signature =
                    p256::ecdsa::signature::Signer::sign(&self.ec, signed.as_bytes());
                signature.to_bytes().to_vec()
            }
            _ => {
                let signer = pkcs1v15::SigningKey::<rsa::sha2::Sha256>::new(self.rsa.clone());
                rsa::signature::Signer::sign(&signer, signed.as_bytes()).to_vec()
            }
        };
        format!("{signed}.{}", text(&signature))
    }
}

impl IdentityKeys for TestIssuer {
    fn find(&self, issuer: &str, key_id: Option<&str>) -> Option<Jwk> {
        let set: JwkSet = serde_json::from_value(self.jwks()).expect("a key set");
        (issuer == self.issuer).then(|| find_in(&set, key_id))?
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

struct Source<'a>(&'a SeededEntropy);

impl rsa::rand_core::RngCore for Source<'_> {
    fn next_u32(&mut self) -> u32 {
        u32::from_le_bytes(crate::ports::random(self.0))
    }

    fn next_u64(&mut self) -> u64 {
        u64::from_le_bytes(crate::ports::random(self.0))
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for Source<'_> {}
