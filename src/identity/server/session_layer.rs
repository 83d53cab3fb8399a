//! The session cookie: its name, its attributes, and its removal.
//!
//! `__Host-` makes browsers refuse the cookie unless it is Secure, for this host alone and for every
//! path. Lax, because the browser arrives at the callback from the provider's site. Over plain HTTP,
//! which is accepted on loopback only, the prefix would make browsers drop it, so the name is plain.
//! `tower-sessions` removes a cookie without these attributes, which a browser ignores for a
//! `__Host-` name: the removal is rewritten here.

use super::session_store::{ABSOLUTE_SECONDS, SessionStore};
use axum::http::{HeaderMap, HeaderValue, Response, header::SET_COOKIE};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};
use tower::{Layer, Service};
use tower_sessions::{
    Expiry, SessionManagerLayer,
    cookie::{SameSite, time::Duration},
};

/// How the session cookie is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieKind {
    /// `__Host-migraine-pulse`, Secure.
    Secure,
    /// `migraine-pulse` without Secure: plain HTTP on loopback.
    Loopback,
}

impl CookieKind {
    /// The cookie's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-migraine-pulse",
            Self::Loopback => "migraine-pulse",
        }
    }

    /// The header that removes the cookie, with the attributes that it was set with.
    #[must_use]
    pub const fn removal(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Secure => {
                "__Host-migraine-pulse=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0; \
                 Expires=Thu, 01 Jan 1970 00:00:00 GMT"
            }
            Self::Loopback => {
                "migraine-pulse=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0; \
                 Expires=Thu, 01 Jan 1970 00:00:00 GMT"
            }
        })
    }
}

/// The layer that finds the session of a request and writes its cookie.
#[derive(Debug, Clone)]
pub struct SessionLayer {
    manager: SessionManagerLayer<SessionStore>,
    kind: CookieKind,
}

impl SessionLayer {
    /// Sessions of `store` under a cookie of `kind`.
    #[must_use]
    pub fn new(store: SessionStore, kind: CookieKind) -> Self {
        let manager = SessionManagerLayer::new(store)
            .with_name(kind.name())
            .with_secure(kind == CookieKind::Secure)
            .with_http_only(true)
            .with_same_site(SameSite::Lax)
            .with_path("/")
            // The cookie lives as long as any session may; the store ends idle ones earlier.
            .with_expiry(Expiry::OnInactivity(Duration::seconds(ABSOLUTE_SECONDS)));
        Self { manager, kind }
    }
}

impl<S> Layer<S> for SessionLayer
where
    SessionManagerLayer<SessionStore>: Layer<S>,
{
    type Service = SessionService<<SessionManagerLayer<SessionStore> as Layer<S>>::Service>;

    fn layer(&self, inner: S) -> Self::Service {
        SessionService {
            inner: self.manager.layer(inner),
            kind: self.kind,
        }
    }
}

/// The session manager with an honest removal of the cookie.
#[derive(Debug, Clone)]
pub struct SessionService<S> {
    inner: S,
    kind: CookieKind,
}

impl<S, Request, Body> Service<Request> for SessionService<S>
where
    S: Service<Request, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let answer = self.inner.call(request);
        let kind = self.kind;
        Box::pin(async move {
            let mut response = answer.await?;
            rewrite_removal(response.headers_mut(), kind);
            Ok(response)
        })
    }
}

/// Replaces a removal of our cookie by one that browsers obey; leaves every other cookie alone.
pub(crate) fn rewrite_removal(headers: &mut HeaderMap, kind: CookieKind) {
    let removal_start = format!("{}=;", kind.name());
    let removes = |value: &HeaderValue| value.as_bytes().starts_with(removal_start.as_bytes());
    if !headers.get_all(SET_COOKIE).iter().any(removes) {
        return;
    }
    let cookies: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        let cookie = if removes(&cookie) {
            kind.removal()
        } else {
            cookie
        };
        headers.append(SET_COOKIE, cookie);
    }
}
