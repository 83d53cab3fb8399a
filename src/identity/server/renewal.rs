//! Renewal: a sign-in goes on without a question while its session lives.
//!
//! A grant of the key custodian ends after a day, a session after weeks. Before the grant ends, the browser
//! goes once through the provider with `prompt=none`: whoever is still signed in there gets a fresh identity
//! without a page, and the custodian a grant for it. The provider's own cookie is what counts: whoever has
//! stolen ours alone cannot renew, and since the session gets a new id, what they stole ends then.
//!
//! Policy: a renewal is no sign-in. It keeps the time of the real one, here and at the custodian, so what
//! asks for a sign-in of the last minutes goes on asking. It happens on the way to a page, never to a form;
//! at most once an hour; and whatever goes wrong with it, the page is shown as long as it can be, and
//! afterwards a sign-in begins.

use super::{
    adapter::Admission,
    grants::grant_in,
    guard::Caller,
    identity::Identity,
    pending::PendingLogin,
    return_path::ReturnPath,
    routes::{SignInQuery, remember_login, trouble, uncached},
    session_list::Holder,
    session_store::{SIGNED_IN_KEY, USER_KEY},
};
use crate::{
    identity::model::{RENEW_PATH, SignInFailure, sign_in_link},
    platform::ids::UserId,
};
use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    response::{Redirect, Response},
    routing::get,
};
use jiff::{SignedDuration, Timestamp};
use tower_sessions::Session;

/// Key of the session's data under which stands when a renewal was tried last, in Unix seconds.
const TRIED_KEY: &str = "renewal_tried_at";

/// How long before its end a grant is renewed: a page after twenty hours does it.
const RENEWED_BEFORE: SignedDuration = SignedDuration::from_hours(4);

/// How long nothing is tried after a try.
const REST: SignedDuration = SignedDuration::from_hours(1);

/// Why a sign-in was not renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum NotRenewed {
    /// The provider would have to ask, or the conversation failed.
    #[error("{}", .0.code())]
    Failed(SignInFailure),
    /// Somebody else is signed in at the provider.
    #[error("somebody-else")]
    SomebodyElse,
}

impl From<SignInFailure> for NotRenewed {
    fn from(reason: SignInFailure) -> Self {
        Self::Failed(reason)
    }
}

/// The route of this file.
pub fn router() -> Router<Identity> {
    Router::new().route(RENEW_PATH, get(renew))
}

async fn renew(
    State(identity): State<Identity>,
    session: Session,
    caller: Option<Caller>,
    query: Result<Query<SignInQuery>, QueryRejection>,
) -> Response {
    let return_to = SignInQuery::return_to(query);
    let Some(caller) = caller else {
        return uncached(Redirect::to(&sign_in_link(return_to.as_str())));
    };
    if identity.wants_renewal(&session, caller.user_id()).await {
        match begin(&identity, &session, return_to.clone()).await {
            Ok(address) => return uncached(Redirect::to(&address)),
            Err(reason) => tracing::info!(code = reason.code(), "a renewal did not begin"),
        }
    }
    let place = instead(&identity, &session, return_to).await;
    uncached(Redirect::to(&place))
}

async fn begin(
    identity: &Identity,
    session: &Session,
    return_to: ReturnPath,
) -> Result<String, SignInFailure> {
    // Before anything can go wrong: what does not come back is not tried again and again.
    let now = identity.clock().now().as_second();
    session.insert(TRIED_KEY, now).await.map_err(trouble)?;
    session.save().await.map_err(trouble)?;
    let begun = identity
        .adapter()
        .begin_renewal(return_to, identity.entropy())
        .ok_or(SignInFailure::ProviderMisconfigured)?;
    let (address, login) = begun.await?;
    remember_login(session, login).await?;
    Ok(address)
}

/// Ends a renewal, well or badly; says where the browser goes on.
pub(super) async fn finish(
    identity: &Identity,
    session: &Session,
    login: PendingLogin,
    admission: Result<Admission, SignInFailure>,
) -> String {
    let renewed = async {
        let admission = admission?;
        take(identity, session, &login, &admission).await
    };
    match renewed.await {
        Ok(()) => {
            tracing::info!(code = "sign-in-renewed", "a sign-in was renewed");
            login.return_to.into()
        }
        Err(error) => {
            tracing::info!(code = %error, "a sign-in was not renewed");
            instead(identity, session, login.return_to).await
        }
    }
}

/// Takes the renewed identity into the session, if it is the same person's.
async fn take(
    identity: &Identity,
    session: &Session,
    login: &PendingLogin,
    admission: &Admission,
) -> Result<(), NotRenewed> {
    let user = user_of(session).await.ok_or(NotRenewed::SomebodyElse)?;
    let found = identity.accounts().find(&admission.person).await;
    if found.map_err(|_| SignInFailure::ServiceTrouble)? != Some(user) {
        return Err(NotRenewed::SomebodyElse);
    }
    let signed_in_at = signed_in_at(identity, session).await?;
    let grant = identity
        .ask_for_grant(login, admission)
        .await?
        .ok_or(SignInFailure::KeysRefused)?;
    let before = grant_in(session).await;
    session
        .insert(SIGNED_IN_KEY, signed_in_at)
        .await
        .map_err(trouble)?;
    session.cycle_id().await.map_err(trouble)?;
    if let (Some(custodian), Some(before)) = (identity.custodian(), before)
        && let Err(error) = custodian.revoke(user, &before).await
    {
        tracing::warn!(code = "grant-not-revoked", %error, "a grant was not revoked");
    }
    identity
        .keep_grant(session, user, grant)
        .await
        .map_err(trouble)?;
    session.save().await.map_err(trouble)?;
    Ok(())
}

/// When the person of a session really signed in.
async fn signed_in_at(identity: &Identity, session: &Session) -> Result<i64, SignInFailure> {
    let id = session.id().ok_or(SignInFailure::UnknownAttempt)?;
    let digest = super::digest::session_digest(&id.to_string());
    match identity.sessions().holder(&digest).await {
        Ok(Holder::User { signed_in_at, .. }) => Ok(signed_in_at),
        Ok(Holder::Nobody | Holder::Stranger) => Err(SignInFailure::UnknownAttempt),
        Err(_) => Err(SignInFailure::ServiceTrouble),
    }
}

async fn user_of(session: &Session) -> Option<UserId> {
    let text: String = session.get(USER_KEY).await.ok().flatten()?;
    UserId::parse(&text).ok()
}

/// Where a browser goes on whose sign-in is not renewed: to the page while it can be shown, else to a
/// sign-in.
async fn instead(identity: &Identity, session: &Session, return_to: ReturnPath) -> String {
    let is_open = match user_of(session).await {
        Some(user) => identity.opens_diary(session, user).await,
        None => false,
    };
    if is_open {
        return_to.into()
    } else {
        sign_in_link(return_to.as_str())
    }
}

impl Identity {
    /// Whether the grant of `user` has ended or ends soon, can be renewed without asking, and that was not
    /// tried just now.
    pub(super) async fn wants_renewal(&self, session: &Session, user: UserId) -> bool {
        let Some(custodian) = self.custodian().filter(|_| self.adapter().can_renew()) else {
            return false;
        };
        let now = self.clock().now();
        let ends_soon = custodian
            .book()
            .find(user, now)
            .is_none_or(|grant| grant.expires().duration_since(now) < RENEWED_BEFORE);
        ends_soon && !tried_lately(session, now).await
    }
}

async fn tried_lately(session: &Session, now: Timestamp) -> bool {
    let tried: Option<i64> = session.get(TRIED_KEY).await.ok().flatten();
    tried
        .and_then(|at| Timestamp::from_second(at).ok())
        .is_some_and(|at| now.duration_since(at) < REST)
}
