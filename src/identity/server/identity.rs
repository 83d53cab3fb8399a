//! `Identity`: everything about who is calling, in one value that the application holds.

use super::{
    accounts::Accounts,
    adapter::Adapter,
    callback,
    digest::AccountDigests,
    guard,
    limits::Limits,
    origin::{self, PublicOrigin},
    provider::{
        Provider, ProviderError, Registration,
        http_door::{self, HttpDoor, NoHttpClient},
        knowledge::Knowledge,
    },
    renewal, routes,
    session_layer::{CookieKind, SessionLayer},
    session_store::SessionStore,
    supabase::{
        Supabase, classic::Classic, client::SupabaseAuth, oauth_server::OAuthServer,
        read_token_refusal, social,
    },
};
use crate::{
    encryption::remote::RemoteCustodian,
    identity::model::CALLBACK_PATH,
    platform::{
        clock::Clock,
        config::{self, Secret, SecretKey, SupabaseFlow},
        database::{Database, DatabaseError},
        entropy::Entropy,
    },
};
use axum::{Router, middleware};
use openidconnect::{
    AuthUrl, EmptyAdditionalProviderMetadata, IssuerUrl, JsonWebKeySetUrl, RedirectUrl,
    ResponseTypes,
    core::{
        CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType, CoreSubjectIdentifierType,
    },
    url::Url,
};
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
    /// Our client secret at the provider; none in the classic flow of Supabase.
    pub client_secret: Option<Secret>,
    /// The Supabase project, when one is the provider.
    pub supabase: Option<config::Supabase>,
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
    /// The address of the Supabase project is not one, or not safe.
    #[error("the project must be an https:// address, or http:// with a loopback address")]
    Project,
    /// The HTTP client could not be made.
    #[error(transparent)]
    HttpClient(#[from] NoHttpClient),
}

/// Accounts, sessions, the provider, and the layers and routes made of them. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Identity {
    inner: Arc<Inner>,
    pub(super) custodian: Option<Arc<RemoteCustodian>>,
}

#[derive(Debug)]
struct Inner {
    accounts: Accounts,
    sessions: SessionStore,
    adapter: Arc<dyn Adapter>,
    supabase: Option<Arc<Supabase>>,
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
        let issuer = IssuerUrl::new(config.issuer).map_err(|_| IdentityError::Issuer)?;
        let redirect = RedirectUrl::new(format!("{}{CALLBACK_PATH}", config.public_origin))
            .map_err(|_| IdentityError::PublicOrigin)?;
        let registration = Registration {
            issuer,
            client_id: config.client_id,
            client_secret: config.client_secret,
            redirect,
        };
        let door = HttpDoor::open(http_door::loopback(&issuer_address))?;
        let (adapter, supabase) = match config.supabase {
            None => {
                let provider = Provider::new(registration, door, clock.clone());
                (Arc::new(provider) as Arc<dyn Adapter>, None)
            }
            Some(project) => {
                safe_address(&project.url).ok_or(IdentityError::Project)?;
                let door = door.reading_refusals(read_token_refusal);
                let (adapter, desk) =
                    project_adapter(&project, registration, &door, clock.clone())?;
                (adapter, Some(Arc::new(desk(&config.public_origin))))
            }
        };
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
                adapter,
                supabase,
                origin,
                cookie,
                limits: Limits::new(config.requests_per_quarter_hour),
                clock,
                entropy,
            }),
            custodian: None,
        })
    }

    /// The same, showing every sign-in to a custodian that wants to see it.
    #[must_use]
    pub fn with_custodian(self, custodian: Option<Arc<RemoteCustodian>>) -> Self {
        Self { custodian, ..self }
    }

    /// The sign-in routes, rate-limited. The listener has to provide the peer's address
    /// (`into_make_service_with_connect_info::<SocketAddr>()`), and [`Identity::protect`] has to
    /// stand around them.
    pub fn router(&self) -> Router {
        routes::router()
            .merge(callback::router())
            .merge(renewal::router())
            .merge(social::router())
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
        self.inner.adapter.age().await
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

    /// The Supabase project and our sign-in page for it, when one is the provider.
    #[must_use]
    pub fn supabase(&self) -> Option<&Supabase> {
        self.inner.supabase.as_deref()
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    pub(super) fn adapter(&self) -> &dyn Adapter {
        self.inner.adapter.as_ref()
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    pub(super) fn entropy(&self) -> &dyn Entropy {
        self.inner.entropy.as_ref()
    }
}

type Chosen<F> = (Arc<dyn Adapter>, F);

/// The adapter that a project asks for, and what its desk is made from.
fn project_adapter(
    project: &config::Supabase,
    registration: Registration,
    door: &HttpDoor,
    clock: Arc<dyn Clock>,
) -> Result<Chosen<impl FnOnce(&str) -> Supabase>, IdentityError> {
    let client_id = registration.client_id.clone();
    let callback = registration.redirect.to_string();
    let (adapter, knowledge): (Arc<dyn Adapter>, _) = match project.flow {
        SupabaseFlow::OAuthServer => {
            let provider = Provider::new(registration, door.clone(), clock);
            let knowledge = provider.knowledge().clone();
            let auth = SupabaseAuth::new(project, door.clone(), knowledge.clone());
            (Arc::new(OAuthServer::new(provider, auth)), knowledge)
        }
        SupabaseFlow::Classic => {
            let metadata = metadata_of(project, &registration.issuer)?;
            let knowledge = Arc::new(Knowledge::of_keys(metadata, door.clone(), clock.clone()));
            let auth = SupabaseAuth::new(project, door.clone(), knowledge.clone());
            let issuer = registration.issuer.to_string();
            let classic = Classic::new(issuer, auth, knowledge.clone(), clock);
            (Arc::new(classic), knowledge)
        }
    };
    let (project, door) = (project.clone(), door.clone());
    let desk =
        move |origin: &str| Supabase::new(&project, client_id, origin, callback, &door, knowledge);
    Ok((adapter, desk))
}

/// What is known about a project without asking: without the OAuth server only its keys matter.
fn metadata_of(
    project: &config::Supabase,
    issuer: &IssuerUrl,
) -> Result<CoreProviderMetadata, IdentityError> {
    let below = |path: &str| format!("{}/auth/v1{path}", project.url);
    Ok(CoreProviderMetadata::new(
        issuer.clone(),
        AuthUrl::new(below("/authorize")).map_err(|_| IdentityError::Project)?,
        JsonWebKeySetUrl::new(below("/.well-known/jwks.json"))
            .map_err(|_| IdentityError::Project)?,
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::EcdsaP256Sha256],
        EmptyAdditionalProviderMetadata {},
    ))
}

fn safe_address(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(http_door::acceptable)
}
