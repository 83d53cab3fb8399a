//! The only way out to providers, and what may come back through it.
//!
//! Hosts are those of the configured base addresses and no others; HTTPS, or plain HTTP to an address that
//! is configured as internal; no redirects; 5 seconds in all; at most 4 MiB after decompression (16 MiB for
//! the one file that is longer); a failed request is tried twice more after a short, random pause; a
//! provider that keeps failing is left alone. Faults name what happened, never an address or a place.

use super::{
    address::{CarefulResolver, InternalAddress, is_internal},
    breaker::Breaker,
};
use crate::{
    environment::model::{Feed, Provider},
    platform::{clock::Clock, config::Environment, entropy::Entropy},
};
use jiff::{SignedDuration, Timestamp};
use reqwest::{StatusCode, Url, header};
use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How long one request may take in all.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a request is sent at most.
const ATTEMPTS: u32 = 3;
/// The first pause before another attempt; it doubles, and up to as much again is added by chance.
const PAUSE_MILLISECONDS: u64 = 200;
/// How long a provider is left alone that says "too many requests" and not for how long.
const DEFAULT_REST: SignedDuration = SignedDuration::from_mins(1);

/// The HTTP client could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the HTTP client for the feeds cannot be made on this machine")]
pub struct NoDoor;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoorFault {
    /// The provider is left alone until then.
    #[error("the provider is left alone for a while")]
    Resting(Timestamp),
    /// It asked to be left alone until then (429, or 503 with a time).
    #[error("the provider asked to be left alone for a while")]
    TooMany(Timestamp),
    /// No connection, or a broken one.
    #[error("no connection")]
    Unreachable,
    /// No whole answer in time.
    #[error("no answer in time")]
    TooSlow,
    /// The answer is longer than accepted.
    #[error("the answer is too long")]
    TooLong,
    /// The answer points elsewhere.
    #[error("the answer is a redirect")]
    Redirected,
    /// The name leads inside, or the address is not one of the provider's.
    #[error("the address is not allowed")]
    Forbidden,
    /// 4xx.
    #[error("the provider refused")]
    Refused,
    /// 5xx.
    #[error("the provider failed")]
    Failed,
}

impl DoorFault {
    /// A code for stores and pages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resting(_) => "resting",
            Self::TooMany(_) => "too_many",
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too_slow",
            Self::TooLong => "too_long",
            Self::Redirected => "redirected",
            Self::Forbidden => "forbidden",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    const fn may_pass(self) -> bool {
        matches!(self, Self::Unreachable | Self::TooSlow | Self::Failed)
    }

    /// Whether it says something about the provider and not about one question.
    const fn is_the_provider_s(self) -> bool {
        self.may_pass() || matches!(self, Self::TooLong | Self::Redirected | Self::Forbidden)
    }
}

/// What the provider told us last time, so that it need not send the same again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: String,
    /// `Last-Modified`.
    pub last_modified: String,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A new one.
    Fresh {
        /// The body, decompressed.
        body: Vec<u8>,
        /// What to tell next time.
        validators: Validators,
    },
    /// The same as last time.
    Unchanged,
}

/// The door.
#[derive(Debug, Clone)]
pub struct Door {
    client: reqwest::Client,
    bases: Arc<BTreeMap<Provider, Url>>,
    allow_internal: bool,
    patience: Duration,
    first_rest: SignedDuration,
    breakers: Arc<Mutex<BTreeMap<Provider, Breaker>>>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Door {
    /// Opens the door.
    ///
    /// # Errors
    /// [`NoDoor`] when TLS cannot be set up on this machine.
    pub fn open(
        config: &Environment,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, NoDoor> {
        // An error means that somebody was first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(3))
            .gzip(true)
            .pool_max_idle_per_host(16)
            .user_agent("MigrainePulse")
            .dns_resolver(Arc::new(CarefulResolver {
                allow_internal: config.allow_internal,
            }));
        let builder = if config.allow_internal {
            builder.no_proxy()
        } else {
            builder
        };
        let base =
            |(provider, address): (Provider, &String)| Some((provider, Url::parse(address).ok()?));
        Ok(Self {
            client: builder.build().map_err(|_| NoDoor)?,
            bases: Arc::new(config.bases().into_iter().filter_map(base).collect()),
            allow_internal: config.allow_internal,
            patience: PATIENCE,
            first_rest: SignedDuration::from_secs(i64::from(config.rest_seconds)),
            breakers: Arc::default(),
            clock,
            entropy,
        })
    }

    /// The same door with less patience, for tests that wait for it to end.
    #[cfg(test)]
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Asks a provider. `path` is what stands behind its base address.
    ///
    /// # Errors
    /// [`DoorFault`].
    pub async fn fetch(
        &self,
        feed: Feed,
        path: &str,
        validators: &Validators,
    ) -> Result<Answer, DoorFault> {
        let address = self.address(feed, path)?;
        self.breaker(feed, Breaker::ask)
            .map_err(DoorFault::Resting)?;
        let mut outcome = Err(DoorFault::Unreachable);
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                tokio::time::sleep(self.pause(attempt)).await;
            }
            outcome = self.send(feed, address.clone(), validators).await;
            if !outcome.as_ref().is_err_and(|fault| fault.may_pass()) {
                break;
            }
        }
        match &outcome {
            Ok(_) | Err(DoorFault::Refused) => self.breaker(feed, |breaker, _| breaker.succeeded()),
            Err(DoorFault::TooMany(until)) => {
                let until = *until;
                self.breaker(feed, |breaker, now| {
                    breaker.asked_for_rest(now, until.duration_since(now));
                });
            }
            Err(fault) if fault.is_the_provider_s() => self.report_failure(feed),
            Err(_) => {}
        }
        outcome
    }

    /// An answer came, but could not be used.
    pub fn report_failure(&self, feed: Feed) {
        self.breaker(feed, |breaker, now| breaker.failed(now, self.first_rest));
    }

    fn breaker<T>(&self, feed: Feed, act: impl FnOnce(&mut Breaker, Timestamp) -> T) -> T {
        let now = self.clock.now();
        let mut breakers = self.breakers.lock().unwrap_or_else(PoisonError::into_inner);
        act(breakers.entry(feed.provider()).or_default(), now)
    }

    /// The address, which must stay below the provider's base.
    fn address(&self, feed: Feed, path: &str) -> Result<Url, DoorFault> {
        let base = self
            .bases
            .get(&feed.provider())
            .ok_or(DoorFault::Forbidden)?;
        if !path.starts_with('/') || path.starts_with("//") {
            return Err(DoorFault::Forbidden);
        }
        let text = format!("{}{path}", base.as_str().trim_end_matches('/'));
        let address = Url::parse(&text).map_err(|_| DoorFault::Forbidden)?;
        let is_base = address.scheme() == base.scheme()
            && address.host() == base.host()
            && address.port_or_known_default() == base.port_or_known_default()
            && address.username().is_empty();
        let is_safe = address.scheme() == "https" || self.allow_internal;
        // Numbers are not resolved, so they are looked at here.
        let host = address.host_str().unwrap_or_default();
        let number: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        let is_inside = number.is_some_and(is_internal) && !self.allow_internal;
        if is_base && is_safe && !is_inside {
            Ok(address)
        } else {
            Err(DoorFault::Forbidden)
        }
    }

    async fn send(
        &self,
        feed: Feed,
        address: Url,
        validators: &Validators,
    ) -> Result<Answer, DoorFault> {
        let mut request = self.client.get(address).timeout(self.patience);
        if !validators.etag.is_empty() {
            request = request.header(header::IF_NONE_MATCH, &validators.etag);
        }
        if !validators.last_modified.is_empty() {
            request = request.header(header::IF_MODIFIED_SINCE, &validators.last_modified);
        }
        let mut answer = request.send().await.map_err(|error| fault_of(&error))?;
        let status = answer.status();
        let text = |name: header::HeaderName, answer: &reqwest::Response| {
            let value = answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok());
            value
                .filter(|value| value.len() <= 200)
                .unwrap_or_default()
                .to_owned()
        };
        match status {
            StatusCode::NOT_MODIFIED => return Ok(Answer::Unchanged),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let wish = text(header::RETRY_AFTER, &answer);
                let date = text(header::DATE, &answer);
                let now = self.clock.now();
                let rest = retry_after(&wish, &date, now);
                if status == StatusCode::TOO_MANY_REQUESTS || rest.is_some() {
                    let until = now.saturating_add(rest.unwrap_or(DEFAULT_REST));
                    return Err(DoorFault::TooMany(until.unwrap_or(now)));
                }
                return Err(DoorFault::Failed);
            }
            status if status.is_redirection() => return Err(DoorFault::Redirected),
            status if status.is_client_error() => return Err(DoorFault::Refused),
            status if !status.is_success() => return Err(DoorFault::Failed),
            _ => {}
        }
        let validators = Validators {
            etag: text(header::ETAG, &answer),
            last_modified: text(header::LAST_MODIFIED, &answer),
        };
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| fault_of(&error))? {
            if body.len() + chunk.len() > feed.most_bytes() {
                return Err(DoorFault::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer::Fresh { body, validators })
    }

    fn pause(&self, attempt: u32) -> Duration {
        let base = PAUSE_MILLISECONDS << attempt.min(4);
        let mut bytes = [0; 2];
        self.entropy.fill(&mut bytes);
        let chance = u64::from(u16::from_be_bytes(bytes)) * base / u64::from(u16::MAX);
        Duration::from_millis(base + chance)
    }
}

/// How long a provider wants to be left alone: seconds, or an instant by its own clock.
fn retry_after(wish: &str, date: &str, now: Timestamp) -> Option<SignedDuration> {
    if let Ok(seconds) = wish.trim().parse::<u32>() {
        return Some(SignedDuration::from_secs(i64::from(seconds)));
    }
    let instant = |text: &str| {
        let moment = jiff::fmt::rfc2822::parse(text).ok()?;
        Some(moment.timestamp())
    };
    let until = instant(wish)?;
    // Its clock may be wrong; the difference is not.
    Some(until.duration_since(instant(date).unwrap_or(now)))
}

fn fault_of(error: &reqwest::Error) -> DoorFault {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = cause {
        if inner.is::<InternalAddress>() {
            return DoorFault::Forbidden;
        }
        cause = inner.source();
    }
    if error.is_timeout() {
        DoorFault::TooSlow
    } else {
        DoorFault::Unreachable
    }
}
