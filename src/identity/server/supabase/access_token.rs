//! What a Supabase access token must look like before we believe it.
//!
//! Signature by one of the project's published keys with ES256, RS256 or `EdDSA`; the project as
//! issuer; `authenticated` as the only audience; not expired (60 seconds of grace); a session behind
//! it; a person and not an anonymous visitor. It cannot be read as an ID token, because its `amr` is a
//! list of objects: the envelope is opened here, the signature is checked by the library of the
//! provider's keys. A project that signs with a shared secret publishes no key, so nothing passes.

use crate::{identity::model::SignInFailure, platform::config::SUPABASE_AUDIENCE};
use base64::prelude::*;
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    JsonWebKey,
    core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde::Deserialize;

/// How far an expiry may lie in the past, for clocks that differ.
const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// Longest accepted token in bytes; real ones are shorter than 2,000.
const LONGEST: usize = 16 * 1024;

/// What we take from an access token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AccessClaims {
    /// The project.
    iss: String,
    /// Whom it is made out to.
    aud: Audience,
    /// When it ends, in Unix seconds.
    exp: i64,
    /// The person.
    #[serde(default)]
    pub sub: String,
    /// The session behind it.
    #[serde(default)]
    pub session_id: String,
    /// How surely the person is known: `aal1` or `aal2`.
    #[serde(default)]
    pub aal: String,
    #[serde(default)]
    is_anonymous: bool,
}

/// One audience, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    fn is_only(&self, expected: &str) -> bool {
        match self {
            Self::One(name) => name == expected,
            Self::Several(names) => matches!(&names[..], [name] if name == expected),
        }
    }
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    #[serde(default)]
    kid: Option<String>,
    /// Extensions that whoever does not know them must not ignore.
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

/// Why a token was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disbelief {
    /// No key that we know of could have signed it: the keys may have changed.
    UnknownKey,
    /// It failed a check.
    Failed(SignInFailure),
}

/// Checks `token` and says whose it is.
///
/// # Errors
/// [`Disbelief`] naming the first check that failed.
pub fn verify(
    token: &str,
    keys: &CoreJsonWebKeySet,
    issuer: &str,
    now: Timestamp,
) -> Result<AccessClaims, Disbelief> {
    let unreadable = Disbelief::Failed(SignInFailure::AnswerUnreadable);
    let forged = Disbelief::Failed(SignInFailure::WrongSignature);
    if token.len() > LONGEST {
        return Err(unreadable);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(unreadable)?;
    let (header, payload) = message.split_once('.').ok_or(unreadable)?;
    let header: Header = part(header).ok_or(forged)?;
    let signature = BASE64_URL_SAFE_NO_PAD
        .decode(signature)
        .map_err(|_| forged)?;
    if header.crit.is_some() || !ALGORITHMS.contains(&header.alg) {
        return Err(forged);
    }
    let named = |key: &&openidconnect::core::CoreJsonWebKey| {
        let name = key.key_id().map(|name| name.as_str());
        header.kid.is_none() || name == header.kid.as_deref()
    };
    let key = keys
        .keys()
        .iter()
        .find(named)
        .ok_or(Disbelief::UnknownKey)?;
    key.verify_signature(&header.alg, message.as_bytes(), &signature)
        .map_err(|_| forged)?;
    let claims: AccessClaims = part(payload).ok_or(unreadable)?;
    let failed = if claims.iss != issuer {
        Some(SignInFailure::WrongIssuer)
    } else if !claims.aud.is_only(SUPABASE_AUDIENCE) {
        Some(SignInFailure::WrongAudience)
    } else if claims.exp < (now - SKEW).as_second() {
        Some(SignInFailure::TokenExpired)
    } else if claims.is_anonymous || claims.session_id.is_empty() || claims.sub.is_empty() {
        Some(SignInFailure::AnswerUnreadable)
    } else {
        None
    };
    failed.map_or(Ok(claims), |reason| Err(Disbelief::Failed(reason)))
}

/// The only algorithms that we accept: all with public keys.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice(&bytes).ok()
}
