//! The only way out to the provider, and what may come back through it.
//!
//! No redirects, because a redirected token request would carry our secret elsewhere; five seconds
//! in all; at most 256 KiB; plain HTTP only to this machine. An answer of 4xx or 5xx ends here: its
//! body is never parsed, since providers disagree about its shape. The one exception is a door that
//! was told whose answers it gets ([`HttpDoor::reading_refusals`]).

use super::ProviderError;
use openidconnect::{HttpRequest, HttpResponse, url};
use std::{future::Future, pin::Pin, sync::Once, time::Duration};

/// How long one request may take in all.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a connection may take to come about.
const CONNECT_PATIENCE: Duration = Duration::from_secs(3);
/// Longest accepted body in bytes.
const LONGEST_BODY: usize = 256 * 1024;

/// Why a request brought no usable answer. Says nothing about what was sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HttpDoorError {
    /// The address is plain HTTP to another machine, or not an address.
    #[error("the address must begin with https://")]
    Insecure,
    /// No connection, a broken one, or no answer in time.
    #[error("no answer in time")]
    Unreachable,
    /// The body is longer than 256 KiB.
    #[error("the answer is too long")]
    TooLong,
    /// The answer points elsewhere.
    #[error("the answer is a redirect")]
    Redirected,
    /// The provider refused (4xx).
    #[error("the provider refused the request")]
    Refused,
    /// The provider refused (4xx) because of who we are, not of what we asked.
    #[error("the provider does not accept our client id, secret or way to show them")]
    ClientRefused,
    /// The provider failed (5xx).
    #[error("the provider failed")]
    Failed,
}

impl HttpDoorError {
    /// What it means while a code is being redeemed.
    pub(super) fn redeeming(self) -> ProviderError {
        match self {
            Self::Refused => ProviderError::CodeRefused,
            other => other.asking(),
        }
    }

    /// What it means while the provider is asked about itself.
    pub(super) fn asking(self) -> ProviderError {
        match self {
            Self::Unreachable | Self::Failed => ProviderError::Unreachable,
            Self::Insecure
            | Self::TooLong
            | Self::Redirected
            | Self::Refused
            | Self::ClientRefused => ProviderError::Misconfigured,
        }
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpDoorError>> + Send>>;

/// Sends requests to the provider.
#[derive(Debug, Clone)]
pub struct HttpDoor {
    client: reqwest::Client,
    read_refusal: Option<ReadRefusal>,
}

/// Says what an answer of 4xx means.
pub type ReadRefusal = fn(&[u8]) -> HttpDoorError;

/// The HTTP client could not be made, for example because the machine has no certificates.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be made on this machine")]
pub struct NoHttpClient;

impl HttpDoor {
    /// Opens the door. `local` says that the provider runs on this machine: then no proxy is asked.
    ///
    /// # Errors
    /// [`NoHttpClient`] when TLS cannot be set up on this machine.
    pub fn open(local: bool) -> Result<Self, NoHttpClient> {
        install_cryptography();
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(PATIENCE);
        let builder = if local { builder.no_proxy() } else { builder };
        Ok(Self {
            client: builder.build().map_err(|_| NoHttpClient)?,
            read_refusal: None,
        })
    }

    /// The same door for a provider whose refusals have a known shape.
    #[must_use]
    pub fn reading_refusals(self, read: ReadRefusal) -> Self {
        Self {
            read_refusal: Some(read),
            ..self
        }
    }

    /// The door in the shape that the `OpenID` Connect library asks for.
    pub(super) fn client(&self) -> impl Fn(HttpRequest) -> Answer + use<> {
        let door = self.clone();
        move |request| {
            let door = door.clone();
            Box::pin(async move { door.send(request).await })
        }
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpDoorError> {
        let response = self.exchange(request).await?;
        let status = response.status();
        if status.is_client_error() {
            return Err(self
                .read_refusal
                .map_or(HttpDoorError::Refused, |read| read(response.body())));
        }
        if status.is_server_error() {
            return Err(HttpDoorError::Failed);
        }
        Ok(response)
    }

    /// Sends a request and takes whatever answer comes back, be it a refusal.
    ///
    /// # Errors
    /// When there is no answer, or one that must not be looked at: a redirect, or too long.
    pub(in crate::identity::server) async fn exchange(
        &self,
        request: HttpRequest,
    ) -> Result<HttpResponse, HttpDoorError> {
        let response = self.exchange_without_following(request).await?;
        if response.status().is_redirection() {
            return Err(HttpDoorError::Redirected);
        }
        Ok(response)
    }

    /// The same for a question whose answer may be a redirect: it is shown, never followed.
    ///
    /// # Errors
    /// As [`HttpDoor::exchange`].
    pub(in crate::identity::server) async fn exchange_without_following(
        &self,
        request: HttpRequest,
    ) -> Result<HttpResponse, HttpDoorError> {
        let address =
            url::Url::parse(&request.uri().to_string()).map_err(|_| HttpDoorError::Insecure)?;
        if !acceptable(&address) {
            return Err(HttpDoorError::Insecure);
        }
        let (parts, body) = request.into_parts();
        let mut answer = self
            .client
            .request(parts.method, address)
            .headers(parts.headers)
            .body(body)
            .send()
            .await
            .map_err(|_| HttpDoorError::Unreachable)?;
        let mut response = HttpResponse::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        while let Some(chunk) = answer
            .chunk()
            .await
            .map_err(|_| HttpDoorError::Unreachable)?
        {
            if response.body().len() + chunk.len() > LONGEST_BODY {
                return Err(HttpDoorError::TooLong);
            }
            response.body_mut().extend_from_slice(&chunk);
        }
        Ok(response)
    }
}

/// Whether a secret may be sent to `address`: HTTPS, or plain HTTP that never leaves this machine.
#[must_use]
pub fn acceptable(address: &url::Url) -> bool {
    address.scheme() == "https" || (address.scheme() == "http" && loopback(address))
}

/// Whether `address` is on this machine.
#[must_use]
pub fn loopback(address: &url::Url) -> bool {
    match address.host() {
        Some(url::Host::Ipv4(host)) => host.is_loopback(),
        Some(url::Host::Ipv6(host)) => host.is_loopback(),
        Some(url::Host::Domain(host)) => host == "localhost",
        None => false,
    }
}

/// The HTTP client takes the process-wide cryptography; it is installed once.
fn install_cryptography() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // An error means that somebody was first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
