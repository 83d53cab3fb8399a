//! The sign-in routes: away to the provider, and out again. The way back is in `callback`.
//!
//! | Route | Does |
//! |---|---|
//! | `GET /auth/login?return_to=/path` | remembers the sign-in in this browser's session, goes to the provider |
//! | `GET /auth/renew?return_to=/path` | see `renewal` |
//! | `GET /auth/callback` | see `callback` |
//! | `POST /auth/logout` | ends this browser's session and what it opened, goes to the start page |
//!
//! A sign-in that fails ends at `/sign-in-failed?reason=CODE`, whatever happened. Signing in starts
//! with a link, not a form: `form-action 'self'` would stop the redirect to the provider.

use super::{
    guard::Caller,
    identity::Identity,
    pending::{PENDING_KEY, PendingLogin, PendingLogins},
    return_path::ReturnPath,
    session_store::{BROWSER_KEY, STRANGER_SECONDS, USER_KEY},
};
use crate::identity::model::{SIGN_IN_FAILED_PATH, SIGN_IN_PATH, SIGN_OUT_PATH, SignInFailure};
use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use tower_sessions::{Expiry, Session, cookie::time};

/// The routes of this file.
pub fn router() -> Router<Identity> {
    Router::new()
        .route(SIGN_IN_PATH, get(sign_in))
        .route(SIGN_OUT_PATH, post(sign_out))
}

/// What a link to a sign-in says.
#[derive(Deserialize)]
pub(super) struct SignInQuery {
    return_to: Option<String>,
}

impl SignInQuery {
    /// Where the link wants to come back to; the start page when it does not say.
    pub(super) fn return_to(query: Result<Query<Self>, QueryRejection>) -> ReturnPath {
        let asked = query.ok().and_then(|Query(query)| query.return_to);
        ReturnPath::or_start(asked.as_deref())
    }
}

async fn sign_in(
    State(identity): State<Identity>,
    session: Session,
    headers: HeaderMap,
    query: Result<Query<SignInQuery>, QueryRejection>,
) -> Response {
    let return_to = SignInQuery::return_to(query);
    match begin(&identity, &session, &headers, return_to).await {
        Ok(address) => uncached(Redirect::to(&address)),
        Err(reason) => failed(reason),
    }
}

async fn begin(
    identity: &Identity,
    session: &Session,
    headers: &HeaderMap,
    return_to: ReturnPath,
) -> Result<String, SignInFailure> {
    let (address, login) = identity
        .adapter()
        .begin(return_to, identity.entropy())
        .await?;
    remember_stranger(session, headers).await?;
    remember_login(session, login).await?;
    Ok(address)
}

/// Remembers a sign-in that begins, and saves the session.
pub(super) async fn remember_login(
    session: &Session,
    login: PendingLogin,
) -> Result<(), SignInFailure> {
    let mut pending = pending_logins(session).await?;
    pending.add(login);
    session
        .insert(PENDING_KEY, pending)
        .await
        .map_err(trouble)?;
    session.save().await.map_err(trouble)
}

async fn sign_out(
    State(identity): State<Identity>,
    session: Session,
    caller: Option<Caller>,
) -> Response {
    if let Some(caller) = caller {
        identity.end_grant(&session, caller.user_id()).await;
    }
    if session.id().is_some() && session.flush().await.is_err() {
        return failed(SignInFailure::ServiceTrouble);
    }
    let mut response = uncached(Redirect::to("/"));
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    response
}

/// Gives a session in which nobody is signed in its short life and its browser's name; leaves the
/// session of somebody who is signed in alone.
pub(super) async fn remember_stranger(
    session: &Session,
    headers: &HeaderMap,
) -> Result<(), SignInFailure> {
    let signed_in = session
        .get_value(USER_KEY)
        .await
        .map_err(trouble)?
        .is_some();
    if !signed_in {
        session.set_expiry(Some(Expiry::OnInactivity(time::Duration::seconds(
            STRANGER_SECONDS,
        ))));
        session
            .insert(BROWSER_KEY, super::browser::family(headers))
            .await
            .map_err(trouble)?;
    }
    Ok(())
}

/// The sign-ins that this browser has under way. Unreadable ones count as none.
pub(super) async fn pending_logins(session: &Session) -> Result<PendingLogins, SignInFailure> {
    let stored = session.get_value(PENDING_KEY).await.map_err(trouble)?;
    Ok(stored
        .and_then(|value| serde_json::from_value(value).ok())
        .unwrap_or_default())
}

/// The session store did not answer.
pub(super) fn trouble(_: tower_sessions::session::Error) -> SignInFailure {
    SignInFailure::ServiceTrouble
}

/// The way to the page that says in one sentence what happened.
pub(super) fn failed(reason: SignInFailure) -> Response {
    tracing::info!(code = reason.code(), "a sign-in did not succeed");
    let page = format!("{SIGN_IN_FAILED_PATH}?reason={}", reason.code());
    uncached(Redirect::to(&page))
}

/// A redirect that nobody keeps.
pub(super) fn uncached(redirect: Redirect) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], redirect).into_response()
}
