//! The way over a social provider: away by a link, and back with a code.
//!
//! Supabase carries no state of ours on this way, so a random value stands in the address to which it
//! sends the browser back, and only the browser whose pre-login record knows that value gets further;
//! the code alone is worth nothing without the verifier in the same record. The way begins with a link
//! and not a form: `form-action` would stop the redirect.
//!
//! | Route | Does |
//! |---|---|
//! | `GET /oauth/consent/with/{provider}` | remembers the attempt, goes to the project |
//! | `GET /oauth/return` | redeems the code, goes back to the desk |

use super::desk::{Desk, Halt};
use crate::identity::{
    model::{
        SignInFailure,
        desk::{DeskFault, FAULT_FIELD, SOCIAL_PATH, SOCIAL_RETURN_PATH, desk_address},
    },
    server::{
        desk_record::{DeskSubject, SocialAttempt},
        identity::Identity,
        provider::random_token,
        routes::{failed, uncached},
    },
};
use axum::{
    Router,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::request::Parts,
    response::{Redirect, Response},
    routing::get,
};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use serde::Deserialize;

/// Longest accepted code in bytes.
const LONGEST_CODE: usize = 1_024;

/// The routes of this file.
pub fn router() -> Router<Identity> {
    Router::new()
        .route(&format!("{SOCIAL_PATH}/{{provider}}"), get(leave))
        .route(SOCIAL_RETURN_PATH, get(come_back))
}

#[derive(Deserialize)]
struct Visit {
    authorization_id: Option<String>,
    attempt: Option<String>,
}

async fn leave(
    State(identity): State<Identity>,
    Path(provider): Path<String>,
    query: Result<Query<Visit>, QueryRejection>,
    parts: Parts,
) -> Response {
    let subject = query.ok().and_then(|Query(visit)| {
        DeskSubject::read(visit.authorization_id.as_deref(), visit.attempt.as_deref())
    });
    let (Some(desk), Some(subject)) = (Desk::open(&identity, &parts), subject) else {
        return failed(SignInFailure::UnknownAttempt);
    };
    match begin(&desk, &provider, subject).await {
        Ok(address) => uncached(Redirect::to(&address)),
        Err(reason) => failed(reason),
    }
}

async fn begin(
    desk: &Desk<'_>,
    provider: &str,
    subject: DeskSubject,
) -> Result<String, SignInFailure> {
    if !desk
        .supabase
        .login_providers
        .iter()
        .any(|name| name == provider)
    {
        return Err(SignInFailure::UnknownAttempt);
    }
    let mut visit = desk.visit(subject).await?;
    let entropy = desk.identity.entropy();
    let social = SocialAttempt {
        check: random_token(entropy),
        verifier: random_token(entropy),
    };
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
        social.verifier.clone(),
    ));
    let return_to = format!(
        "{}{SOCIAL_RETURN_PATH}?check={}",
        desk.supabase.origin, social.check
    );
    let address = desk
        .supabase
        .auth
        .social_address(provider, &return_to, challenge.as_str());
    visit.social = Some(social);
    desk.keep(&visit).await?;
    Ok(address)
}

/// What comes back in the address. The description of an error is not for us to repeat.
#[derive(Deserialize)]
struct Answer {
    check: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

async fn come_back(
    State(identity): State<Identity>,
    query: Result<Query<Answer>, QueryRejection>,
    parts: Parts,
) -> Response {
    let (Some(desk), Ok(Query(answer))) = (Desk::open(&identity, &parts), query) else {
        return failed(SignInFailure::UnknownAttempt);
    };
    match finish(&desk, answer).await {
        Ok(address) => uncached(Redirect::to(&address)),
        Err(reason) => failed(reason),
    }
}

async fn finish(desk: &Desk<'_>, answer: Answer) -> Result<String, SignInFailure> {
    let check = answer.check.ok_or(SignInFailure::UnknownAttempt)?;
    let mut visits = desk.visits().await?;
    let found = visits
        .take_social(&check)
        .ok_or(SignInFailure::UnknownAttempt)?;
    // Taken out before the code is redeemed: the same answer does not work twice.
    let attempt = found.social.clone().ok_or(SignInFailure::UnknownAttempt)?;
    let mut visit = crate::identity::server::desk_record::DeskVisit {
        social: None,
        ..found
    };
    visits.put(visit.clone());
    desk.store(visits).await?;
    // Also says whether the visit is still in time.
    desk.visit(visit.subject.clone()).await?;
    let address = desk_address(visit.subject.field(), visit.subject.name());
    let outcome = match (answer.error.as_deref(), answer.code) {
        (Some("access_denied"), _) => Err(Halt::Again(DeskFault::OtherDeclined)),
        (None, Some(code)) if code.len() <= LONGEST_CODE => {
            match desk.auth().social_code(&code, &attempt.verifier).await {
                Ok(tokens) => desk.take_session(&mut visit, &tokens).await,
                Err(refusal) => Err(refusal.into()),
            }
        }
        _ => Err(Halt::Again(DeskFault::OtherFailed)),
    };
    match outcome {
        Ok(()) => Ok(address),
        Err(Halt::Again(fault)) => Ok(format!("{address}&{FAULT_FIELD}={}", fault.code())),
        Err(Halt::Over(reason)) => Err(reason),
    }
}
