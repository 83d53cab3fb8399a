//! Who is calling: found once per request, from then on a value that cannot be made by hand.
//!
//! [`load_caller`] asks the session store and puts a [`Caller`] into the request's extensions;
//! everything behind it takes the caller from there. A handler that takes [`Caller`] as an argument
//! refuses strangers; one that takes `Option<Caller>` serves both. A server function reads it from
//! the parts of its request with [`Caller::of`].

use super::{
    digest::{SessionDigest, session_digest},
    identity::Identity,
    routes::uncached,
    session_list::{Holder, SessionReference},
};
use crate::{
    identity::model::{Role, sign_in_link},
    platform::ids::UserId,
};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts, Request, State},
    http::{Method, StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use std::{convert::Infallible, sync::Arc};
use tower_sessions::Session;

/// How old a sign-in may be for what cannot be undone or leaves the house, in seconds: 10 minutes.
pub const STEP_UP_SECONDS: i64 = 10 * 60;

/// The signed-in user on whose behalf a request runs. Only [`load_caller`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    user_id: UserId,
    session_digest: SessionDigest,
    signed_in_at: i64,
    roles: Arc<[Role]>,
    opens_diary: bool,
    renews: bool,
}

impl Caller {
    /// The user's pseudonym.
    #[must_use]
    pub const fn user_id(&self) -> UserId {
        self.user_id
    }

    /// Digest of the session that the request came with.
    #[must_use]
    pub const fn session_digest(&self) -> &SessionDigest {
        &self.session_digest
    }

    /// Names the caller's own session, for the list of devices.
    #[must_use]
    pub const fn session(&self) -> SessionReference {
        SessionReference::new(self.session_digest)
    }

    /// When this session was signed in, in Unix seconds by our own clock: what providers say about it
    /// is made up.
    #[must_use]
    pub const fn signed_in_at(&self) -> i64 {
        self.signed_in_at
    }

    /// Whether the sign-in was at most [`STEP_UP_SECONDS`] before `now`, in Unix seconds.
    #[must_use]
    pub const fn is_fresh(&self, now: i64) -> bool {
        now - self.signed_in_at <= STEP_UP_SECONDS
    }

    /// Whether the key custodian would lend the keys of this diary: the sign-in's grant has not ended.
    #[must_use]
    pub const fn opens_diary(&self) -> bool {
        self.opens_diary
    }

    /// Whether this request is a page that somebody goes to and may first go through a renewal of the
    /// sign-in: its grant has ended or ends soon, and that was not tried just now.
    #[must_use]
    pub const fn renews(&self) -> bool {
        self.renews
    }

    /// The roles that our table grants.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whether our table grants `role`.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The caller of the request with these parts, if somebody is signed in.
    #[must_use]
    pub fn of(parts: &Parts) -> Option<&Self> {
        parts.extensions.get()
    }
}

/// Nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Please sign in first.")]
pub struct NotSignedIn;

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        (StatusCode::UNAUTHORIZED, self.to_string()).into_response()
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, NotSignedIn> {
        Self::of(parts).cloned().ok_or(NotSignedIn)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(Self::of(parts).cloned())
    }
}

/// Files under this path are the same for everybody: no question to the store for each of them.
const PUBLIC_FILES: &str = "/pkg/";

/// Middleware: puts the [`Caller`] into the extensions when the session is valid. Must stand inside
/// the session layer. A request without a cookie costs nothing.
pub async fn load_caller(
    State(identity): State<Identity>,
    mut request: Request,
    next: Next,
) -> Response {
    // Whatever came before us must not be able to say who is calling.
    request.extensions_mut().remove::<Caller>();
    if request.uri().path().starts_with(PUBLIC_FILES) {
        return next.run(request).await;
    }
    let session = request.extensions().get::<Session>().cloned();
    if let Some((session, id)) = session.and_then(|session| Some((session.clone(), session.id()?)))
    {
        let digest = session_digest(&id.to_string());
        match identity.sessions().holder(&digest).await {
            Ok(Holder::User {
                user_id,
                signed_in_at,
                roles,
            }) => {
                let opens_diary = identity.opens_diary(&session, user_id).await;
                let renews =
                    is_navigation(&request) && identity.wants_renewal(&session, user_id).await;
                request.extensions_mut().insert(Caller {
                    user_id,
                    session_digest: digest,
                    signed_in_at,
                    roles: roles.into(),
                    opens_diary,
                    renews,
                });
            }
            Ok(Holder::Stranger) => {}
            // Looking inside makes the session notice that it has ended; then the answer takes
            // the cookie away.
            Ok(Holder::Nobody) => {
                if session.get_value("").await.is_err() {
                    return unavailable();
                }
            }
            Err(_) => {
                tracing::error!(code = "session-store", "the session store did not answer");
                return unavailable();
            }
        }
    }
    next.run(request).await
}

/// Whether somebody goes to a page, so that a detour loses nothing.
fn is_navigation(request: &Request) -> bool {
    let header = |name| {
        let value = request.headers().get(name);
        value.and_then(|value| value.to_str().ok())
    };
    let navigates = match (header("sec-fetch-mode"), header("sec-fetch-dest")) {
        (Some(mode), place) => mode == "navigate" && place.is_none_or(|place| place == "document"),
        // A browser that does not say so yet.
        (None, _) => header("accept").is_some_and(|kinds| kinds.contains("text/html")),
    };
    request.method() == Method::GET && navigates
}

/// A part of the site that asks for a fresh sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepUp {
    /// What the paths of the part begin with.
    pub prefix: &'static str,
    /// The page to which a new sign-in returns: a download would leave an empty page behind.
    pub page: &'static str,
}

/// Middleware: whoever signed in more than ten minutes ago is asked to do so again before a request to
/// one of `parts`, and returns to the part's page. Must stand inside [`load_caller`]. A stranger passes:
/// whether a stranger may is decided elsewhere.
pub async fn require_fresh_sign_in(
    State((identity, parts)): State<(Identity, &'static [StepUp])>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let part = parts.iter().find(|part| path.starts_with(part.prefix));
    let caller = request.extensions().get::<Caller>();
    if let (Some(part), Some(caller)) = (part, caller)
        && !caller.is_fresh(identity.clock().now().as_second())
    {
        tracing::info!(code = "step-up", "a fresh sign-in is asked for");
        return uncached(Redirect::to(&sign_in_link(part.page)));
    }
    next.run(request).await
}

/// To take somebody signed in for a stranger would show them an empty diary; better to say so.
fn unavailable() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "The diary cannot be reached right now. Please try again in a minute.",
    )
        .into_response()
}
