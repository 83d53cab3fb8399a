//! What an identity (ID token) must look like before we believe it.
//!
//! Signature by one of the provider's keys with ES256, RS256 or `EdDSA`, whatever its metadata say;
//! our issuer; us as the only audience; the nonce of this very sign-in; not expired (60 seconds of
//! grace for clocks that differ); issued within two minutes of now. The hash of the access token is
//! checked when there is one. Times of authentication are not trusted: providers make them up.

use super::{Client, ProviderError};
use crate::identity::model::SignInFailure;
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, Nonce, OAuth2TokenResponse,
    SignatureVerificationError, TokenResponse,
    core::{CoreIdToken, CoreIdTokenVerifier, CoreJwsSigningAlgorithm, CoreTokenResponse},
};
use std::time::SystemTime;

/// How far an expiry may lie in the past, for clocks that differ.
const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// How far the time of issue may lie from now, either way, in seconds.
const ISSUED_WITHIN_SECONDS: i64 = 120;
/// Longest accepted subject in bytes; the standard allows 255.
const LONGEST_SUBJECT: usize = 255;

/// The only algorithms that we accept: all with public keys.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Tells a wrong time of issue from an expiry; the library has one error for both.
const ISSUED_AT_ANOTHER_TIME: &str = "issued at another time";

/// What we take from an identity.
pub struct Claims {
    /// The provider's name for the person.
    pub subject: String,
    /// The address, if the provider says that it is verified.
    pub verified_email: Option<String>,
    /// Whether the identity names an address at all.
    pub has_email: bool,
}

/// Why an identity was not believed.
#[derive(Debug)]
pub enum Refusal {
    /// No key that we know of could have signed it: the keys may have changed.
    UnknownKey,
    /// The answer has no identity, or one without a usable subject.
    Missing,
    /// It failed a check.
    Failed(SignInFailure),
}

impl Refusal {
    /// What the rest of the application calls it.
    pub fn into_error(self) -> ProviderError {
        match self {
            Self::UnknownKey => ProviderError::Identity(SignInFailure::WrongSignature),
            Self::Missing => ProviderError::Unreadable,
            Self::Failed(reason) => ProviderError::Identity(reason),
        }
    }
}

/// Checks the identity in `tokens` and says whose it is.
///
/// # Errors
/// [`Refusal`] naming the first check that failed.
pub fn verify(
    client: &Client,
    tokens: &CoreTokenResponse,
    nonce: &str,
    now: Timestamp,
) -> Result<Claims, Refusal> {
    let identity = tokens.id_token().ok_or(Refusal::Missing)?;
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || SystemTime::from(now - SKEW).into())
        .set_issue_time_verifier_fn(move |issued| {
            let distance = (issued.timestamp() - now.as_second()).saturating_abs();
            if distance <= ISSUED_WITHIN_SECONDS {
                Ok(())
            } else {
                Err(ISSUED_AT_ANOTHER_TIME.to_owned())
            }
        });
    let claims = identity
        .claims(&verifier, &Nonce::new(nonce.to_owned()))
        .map_err(refusal)?;
    // The library leaves the authorised party to us.
    if claims
        .authorized_party()
        .is_some_and(|party| party != client.client_id())
    {
        return Err(Refusal::Failed(SignInFailure::WrongAudience));
    }
    if let Some(claimed) = claims.access_token_hash() {
        let actual = access_token_hash(identity, &verifier, tokens)
            .map_err(|error| refusal(ClaimsVerificationError::SignatureVerification(error)))?;
        if actual != *claimed {
            return Err(Refusal::Failed(SignInFailure::WrongSignature));
        }
    }
    let subject = claims.subject().as_str();
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
        return Err(Refusal::Missing);
    }
    let email_holds = claims.email_verified() == Some(true);
    Ok(Claims {
        subject: subject.to_owned(),
        verified_email: claims
            .email()
            .filter(|_| email_holds)
            .map(|address| address.to_string()),
        has_email: claims.email().is_some(),
    })
}

fn access_token_hash(
    identity: &CoreIdToken,
    verifier: &CoreIdTokenVerifier<'_>,
    tokens: &CoreTokenResponse,
) -> Result<AccessTokenHash, SignatureVerificationError> {
    AccessTokenHash::from_token(
        tokens.access_token(),
        identity.signing_alg()?,
        identity.signing_key(verifier)?,
    )
    .map_err(|_| SignatureVerificationError::UnsupportedAlg(String::new()))
}

fn refusal(error: ClaimsVerificationError) -> Refusal {
    let reason = match error {
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        ) => return Refusal::UnknownKey,
        ClaimsVerificationError::InvalidIssuer(_) => SignInFailure::WrongIssuer,
        ClaimsVerificationError::InvalidAudience(_) => SignInFailure::WrongAudience,
        ClaimsVerificationError::InvalidNonce(_) => SignInFailure::WrongNonce,
        ClaimsVerificationError::Expired(text) if text == ISSUED_AT_ANOTHER_TIME => {
            SignInFailure::ClocksDisagree
        }
        ClaimsVerificationError::Expired(_) => SignInFailure::TokenExpired,
        // Everything about algorithm, key and header: nothing proves who made it.
        _ => SignInFailure::WrongSignature,
    };
    Refusal::Failed(reason)
}
