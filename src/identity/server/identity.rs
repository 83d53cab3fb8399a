//! `Identity`: everything about who is calling, in one value that the application holds.

use super::{
    accounts::Accounts,
    callback,
    digest::AccountDigests,
    guard,
    limits::Limits,
    origin::{self, PublicOrigin},
    provider::{
        Provider, ProviderError, Registration,
        http_door::{self, HttpDoor, NoHttpClient},
    },
    routes,
    session_layer::{CookieKind, SessionLayer},
    session_store::SessionStore,
};
use crate::{
    identity::model::CALLBACK_PATH,
    platform::{
        clock::Clock,
        config::{Secret, SecretKey},
        database::{Database, DatabaseError},
        entropy::Entropy,
    },
};
use axum::{Router, middleware};
use openidconnect::{IssuerUrl, RedirectUrl, url::Url};
use std::{sync::Arc, time::Duration};

/// What identity needs to know. Secrets print as dots.
#[derive(Debug, Clone)]
pub struct IdentityConfig {
    /// Scheme, host and port that patients see, without a trailing slash. HTTPS, or HTTP on loopback.
    pub public_origin: String,
    /// The provider's issuer, exactly as its metadata say it. HTTPS, or HTTP on loopback.
    pub issuer: String,
    /// Our client id at the provider.
    pub client_id: String,
    /// Our client secret at the provider.
    pub client_secret: Secret,
    /// Key of the digests that accounts are found by.
    pub lookup_key: SecretKey,
    /// Requests to the sign-in routes that one address may make in 15 minutes (at least 1).
    pub requests_per_quarter_hour: u32,
}

/// Why identity could not be set up. The provider being down is no reason.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The public origin is not one that a browser would send, or not safe.
    #[error("the public origin must be https://host, or http:// with a loopback address")]
    PublicOrigin,
    /// The issuer is not an address, or not safe.
    #[error("the issuer must be an https:// address, or http:// with a loopback address")]
    Issuer,
    /// The HTTP client could not be made.
    #[error(transparent)]
    HttpClient(#[from] NoHttpClient),
}

/// Accounts, sessions, the provider, and the layers and routes made of them. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Identity {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    accounts: Accounts,
    sessions: SessionStore,
    provider: Provider,
    origin: PublicOrigin,
    cookie: CookieKind,
    limits: Limits,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Identity {
    /// Sets everything up. Asks neither the provider nor the database yet.
    ///
    /// # Errors
    /// [`IdentityError`] when an address is not acceptable or TLS cannot be set up.
    pub fn new(
        config: IdentityConfig,
        database: Database,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, IdentityError> {
        let origin =
            PublicOrigin::parse(&config.public_origin).map_err(|_| IdentityError::PublicOrigin)?;
        let public = safe_address(&config.public_origin).ok_or(IdentityError::PublicOrigin)?;
        let issuer_address = safe_address(&config.issuer).ok_or(IdentityError::Issuer)?;
        let registration = Registration {
            issuer: IssuerUrl::new(config.issuer).map_err(|_| IdentityError::Issuer)?,
            client_id: config.client_id,
            client_secret: config.client_secret,
            redirect: RedirectUrl::new(format!("{}{CALLBACK_PATH}", config.public_origin))
                .map_err(|_| IdentityError::PublicOrigin)?,
        };
        let door = HttpDoor::open(http_door::loopback(&issuer_address))?;
        let cookie = if public.scheme() == "https" {
            CookieKind::Secure
        } else {
            CookieKind::Loopback
        };
        Ok(Self {
            inner: Arc::new(Inner {
                accounts: Accounts::new(
                    database.clone(),
                    AccountDigests::new(config.lookup_key),
                    clock.clone(),
                    entropy.clone(),
                ),
                sessions: SessionStore::new(database, clock.clone(), entropy.clone()),
                provider: Provider::new(registration, door, clock.clone()),
                origin,
                cookie,
                limits: Limits::new(config.requests_per_quarter_hour),
                clock,
                entropy,
            }),
        })
    }

    /// The sign-in routes, rate-limited. The listener has to provide the peer's address
    /// (`into_make_service_with_connect_info::<SocketAddr>()`), and [`Identity::protect`] has to
    /// stand around them.
    pub fn router(&self) -> Router {
        routes::router()
            .merge(callback::router())
            .with_state(self.clone())
            .layer(self.inner.limits.layer())
    }

    /// Puts everything that a request passes before a handler around `router`, in the right order:
    /// forged requests are refused, the session is found, the caller is loaded.
    pub fn protect(&self, router: Router) -> Router {
        let router = router
            .layer(middleware::from_fn_with_state(
                self.clone(),
                guard::load_caller,
            ))
            .layer(self.session_layer());
        origin::protect(router, &self.inner.origin)
    }

    /// The layer that finds the session of a request and writes its cookie.
    #[must_use]
    pub fn session_layer(&self) -> SessionLayer {
        SessionLayer::new(self.inner.sessions.clone(), self.inner.cookie)
    }

    /// Whether people can sign in, and how long ago the provider told us about itself.
    ///
    /// # Errors
    /// When the provider cannot be asked and what it said is more than a day old.
    pub async fn ready(&self) -> Result<Duration, ProviderError> {
        self.inner.provider.age().await
    }

    /// Removes ended sessions and forgotten allowances; once an hour is enough. Says how many
    /// sessions it removed.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn tidy(&self) -> Result<u64, DatabaseError> {
        self.inner.limits.tidy();
        self.inner.sessions.delete_expired().await
    }

    /// The accounts.
    #[must_use]
    pub fn accounts(&self) -> &Accounts {
        &self.inner.accounts
    }

    /// The sessions.
    #[must_use]
    pub fn sessions(&self) -> &SessionStore {
        &self.inner.sessions
    }

    /// The public origin.
    #[must_use]
    pub fn origin(&self) -> &PublicOrigin {
        &self.inner.origin
    }

    pub(super) fn provider(&self) -> &Provider {
        &self.inner.provider
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    pub(super) fn entropy(&self) -> &dyn Entropy {
        self.inner.entropy.as_ref()
    }
}

fn safe_address(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(http_door::acceptable)
}
