//! The way back from the provider: the one place where somebody becomes signed in. What only renews a
//! sign-in goes on in `renewal`.
//!
//! The order matters. First the answer must belong to a sign-in that this browser began; that
//! sign-in is taken out and the session saved, so the same answer does not work twice. Only then is
//! the code redeemed and the identity checked. Then the provider's own session is ended, whatever came
//! of it. At the end the session gets a new id, so that an id planted before the sign-in opens nothing
//! after it.

use super::{
    adapter::Admission,
    browser,
    identity::Identity,
    pending::{PENDING_KEY, PendingLogin},
    renewal,
    routes::{failed, pending_logins, trouble, uncached},
    session_store::{ABSOLUTE_SECONDS, BROWSER_KEY, SUBJECT_KEY, USER_KEY},
};
use crate::identity::model::{CALLBACK_PATH, SignInFailure};
use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::{Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use tower_sessions::{Expiry, Session, cookie::time};

/// Longest accepted code in bytes; real ones are shorter than 200.
const LONGEST_CODE: usize = 4_096;

/// The route of this file.
pub fn router() -> Router<Identity> {
    Router::new().route(CALLBACK_PATH, get(callback))
}

/// What the provider sends along. Its description of an error is not for us to repeat.
#[derive(Deserialize)]
struct Answer {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

async fn callback(
    State(identity): State<Identity>,
    session: Session,
    headers: HeaderMap,
    query: Result<Query<Answer>, QueryRejection>,
) -> Response {
    // A parameter that comes twice cannot be read, and no provider sends one twice.
    let Ok(Query(answer)) = query else {
        return failed(SignInFailure::UnknownAttempt);
    };
    match finish(&identity, &session, &headers, answer).await {
        Ok(place) => uncached(Redirect::to(&place)),
        Err(reason) => failed(reason),
    }
}

async fn finish(
    identity: &Identity,
    session: &Session,
    headers: &HeaderMap,
    answer: Answer,
) -> Result<String, SignInFailure> {
    let login = take_login(session, answer.state.as_deref()).await?;
    let admission = redeem(identity, &login, answer).await;
    identity
        .adapter()
        .part(admission.as_ref().ok(), login.approval.as_ref())
        .await;
    if login.renewal {
        return Ok(renewal::finish(identity, session, login, admission).await);
    }
    admit(identity, session, headers, &login, &admission?).await?;
    Ok(login.return_to.into())
}

/// Who the answer says it is, if it is a good one.
async fn redeem(
    identity: &Identity,
    login: &PendingLogin,
    answer: Answer,
) -> Result<Admission, SignInFailure> {
    if login.expired(identity.clock().now().as_second()) {
        return Err(SignInFailure::AttemptExpired);
    }
    // A provider that names itself in the answer must be ours: another one could have lured the
    // browser into bringing us its own answer.
    if answer
        .iss
        .is_some_and(|issuer| issuer != identity.adapter().issuer())
    {
        return Err(SignInFailure::WrongIssuer);
    }
    if let Some(error) = answer.error {
        return Err(match error.as_str() {
            "access_denied" => SignInFailure::Declined,
            "server_error" | "temporarily_unavailable" => SignInFailure::ProviderUnreachable,
            _ => SignInFailure::ProviderError,
        });
    }
    let code = answer
        .code
        .filter(|code| !code.is_empty() && code.len() <= LONGEST_CODE)
        .ok_or(SignInFailure::AnswerUnreadable)?;
    Ok(identity.adapter().redeem(code, login).await?)
}

/// Takes the sign-in that `state` belongs to out of this browser's session, for good.
async fn take_login(session: &Session, state: Option<&str>) -> Result<PendingLogin, SignInFailure> {
    let state = state.ok_or(SignInFailure::UnknownAttempt)?;
    let mut pending = pending_logins(session).await?;
    let login = pending.take(state).ok_or(SignInFailure::UnknownAttempt)?;
    session
        .insert(PENDING_KEY, pending)
        .await
        .map_err(trouble)?;
    session.save().await.map_err(trouble)?;
    Ok(login)
}

/// Opens a new session for the account of the person who was admitted. The signed proof of the sign-in
/// is shown to the key custodian first, where there is one elsewhere: without its grant nothing could be
/// read. Afterwards nobody has the proof any more.
async fn admit(
    identity: &Identity,
    session: &Session,
    headers: &HeaderMap,
    login: &PendingLogin,
    admission: &Admission,
) -> Result<(), SignInFailure> {
    let grant = identity.ask_for_grant(login, admission).await?;
    let user_id = identity
        .accounts()
        .find_or_create(&admission.person)
        .await
        .map_err(|_| SignInFailure::ServiceTrouble)?;
    session.cycle_id().await.map_err(trouble)?;
    // Whatever the session remembered belongs to whoever sat here before.
    session.clear().await;
    session
        .insert(USER_KEY, user_id.to_string())
        .await
        .map_err(trouble)?;
    session
        .insert(BROWSER_KEY, browser::family(headers))
        .await
        .map_err(trouble)?;
    if identity.can_delete_people() {
        session
            .insert(SUBJECT_KEY, admission.person.subject.clone())
            .await
            .map_err(trouble)?;
    }
    if let Some(grant) = grant {
        identity
            .keep_grant(session, user_id, grant)
            .await
            .map_err(trouble)?;
    }
    session.set_expiry(Some(Expiry::OnInactivity(time::Duration::seconds(
        ABSOLUTE_SECONDS,
    ))));
    session.save().await.map_err(trouble)?;
    tracing::info!(code = "signed-in", "a sign-in succeeded");
    Ok(())
}
