//! Identities: the custodian checks every ID token itself, against keys that it fetched itself.
//!
//! An application that was taken over can therefore not claim that somebody has signed in. The library
//! checks the signature; times, audience and nonce are checked here, by the custodian's own clock.
//!
//! When somebody signed in is what the provider says (`auth_time`), where it says so. Some providers always
//! say "now", others nothing: what was asked for as a renewal is therefore never a fresh sign-in. An
//! application that was taken over could hide that it was one; a provider that tells the truth in
//! `auth_time` stands against that, so ask it to (`require_auth_time` in the client's registration).

use super::{
    Host,
    settings::{Algorithm, IssuerRule},
};
use crate::{
    message::Request,
    protocol::{GrantCall, nonce_of},
    refusal::Refusal,
    signature::SKEW_SECONDS,
};
use jsonwebtoken::{DecodingKey, Validation, dangerous::insecure_decode, decode, decode_header};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub use jsonwebtoken::jwk::{Jwk, JwkSet};

/// How old an identity may be, in seconds.
pub const OLDEST_IDENTITY: i64 = 120;
const LONGEST_SUBJECT: usize = 255;

/// The issuers' keys, as far as the host has fetched them.
pub trait IdentityKeys {
    /// The key of an issuer with this id; without an id, the issuer's only key.
    fn find(&self, issuer: &str, key_id: Option<&str>) -> Option<Jwk>;
}

/// Finds a key in a set: by its id, or the only one there is.
#[must_use]
pub fn find_in(set: &JwkSet, key_id: Option<&str>) -> Option<Jwk> {
    match key_id {
        Some(id) => set.find(id).cloned(),
        None => match set.keys.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        },
    }
}

/// Who has signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The issuer.
    pub issuer: String,
    /// The issuer's name for the person.
    pub subject: String,
    /// SHA-256 of the token, which works once.
    pub digest: [u8; 32],
    /// Until when the digest has to be remembered.
    pub remembered_until: i64,
    /// When the person signed in; none when the provider was not to ask.
    #[serde(default)]
    pub signed_in: Option<i64>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    azp: Option<String>,
    #[serde(default)]
    auth_time: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// Which issuer's key a request needs, before anything is checked; a host that lacks it fetches the
/// issuer's keys anew, seldom enough that nobody can make it hammer the issuer.
#[must_use]
pub fn wanted_key(request: &Request) -> Option<(String, Option<String>)> {
    if request.path != "/v1/grants" {
        return None;
    }
    let call: GrantCall = serde_json::from_slice(&request.body).ok()?;
    let header = decode_header(&call.id_token).ok()?;
    let claims = insecure_decode::<Claims>(&call.id_token).ok()?.claims;
    Some((claims.iss, header.kid))
}

/// Checks an identity.
///
/// # Errors
/// The first rule that it breaks.
pub fn verify(host: &Host<'_>, call: &GrantCall) -> Result<Person, Refusal> {
    let token = call.id_token.as_str();
    let header = decode_header(token).map_err(|_| Refusal::WrongIdentity)?;
    let claimed = insecure_decode::<Claims>(token)
        .map_err(|_| Refusal::WrongIdentity)?
        .claims;
    let rule = host
        .settings
        .issuers
        .iter()
        .find(|rule| rule.issuer == claimed.iss)
        .ok_or(Refusal::WrongIssuer)?;
    let algorithm = rule
        .algorithms
        .iter()
        .copied()
        .map(library_name)
        .find(|algorithm| *algorithm == header.alg)
        .ok_or(Refusal::WrongIdentity)?;
    let key = host
        .keys
        .find(&rule.issuer, header.kid.as_deref())
        .ok_or(Refusal::UnknownIdentityKey)?;
    let key = DecodingKey::from_jwk(&key).map_err(|_| Refusal::WrongIdentity)?;
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    // The library would ask the machine's clock.
    validation.validate_exp = false;
    validation.validate_aud = false;
    let claims = decode::<Claims>(token, &key, &validation)
        .map_err(|_| Refusal::WrongIdentity)?
        .claims;
    check(
        rule,
        &claims,
        call.nonce_secret.as_deref(),
        host.clock.now(),
    )?;
    Ok(Person {
        issuer: claims.iss,
        subject: claims.sub,
        digest: Sha256::digest(token).into(),
        remembered_until: claims.iat + OLDEST_IDENTITY + 2 * SKEW_SECONDS,
        signed_in: (!call.renewal).then(|| claims.auth_time.unwrap_or(claims.iat)),
    })
}

fn check(
    rule: &IssuerRule,
    claims: &Claims,
    nonce_secret: Option<&str>,
    now: i64,
) -> Result<(), Refusal> {
    let is_ours = |audience: &String| rule.audiences.contains(audience);
    let audiences = claims.aud.all();
    let party = claims.azp.as_ref().is_none_or(is_ours);
    if audiences.is_empty() || !audiences.iter().all(is_ours) || !party {
        return Err(Refusal::WrongAudience);
    }
    let is_timely = claims.iat <= now + SKEW_SECONDS
        && claims.iat >= now - OLDEST_IDENTITY
        && claims.exp > now - SKEW_SECONDS
        && claims.auth_time.is_none_or(|at| at <= now + SKEW_SECONDS);
    if !is_timely {
        return Err(Refusal::StaleIdentity);
    }
    if claims.sub.is_empty() || claims.sub.len() > LONGEST_SUBJECT {
        return Err(Refusal::WrongIdentity);
    }
    let is_bound = match (&claims.nonce, nonce_secret) {
        (Some(nonce), Some(secret)) => {
            bool::from(nonce.as_bytes().ct_eq(nonce_of(secret).as_bytes()))
        }
        (None, None) => !rule.requires_nonce,
        _ => false,
    };
    if is_bound {
        Ok(())
    } else {
        Err(Refusal::WrongNonce)
    }
}

const fn library_name(algorithm: Algorithm) -> jsonwebtoken::Algorithm {
    match algorithm {
        Algorithm::Es256 => jsonwebtoken::Algorithm::ES256,
        Algorithm::Rs256 => jsonwebtoken::Algorithm::RS256,
        Algorithm::EdDsa => jsonwebtoken::Algorithm::EdDSA,
    }
}
