//! What the provider has told us about itself, and when to ask again.
//!
//! One request asks at a time; the others use what is known or wait for it. A provider that does not
//! answer is left alone for a few seconds, so that its fall does not become ours.

use super::{
    ProviderError,
    http_door::{HttpDoor, HttpDoorError, acceptable},
};
use crate::platform::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    DiscoveryError, IssuerUrl,
    core::{CoreJsonWebKeySet, CoreProviderMetadata},
};
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// Age at which metadata and keys are asked for again.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// Age up to which they are used if the provider does not answer.
const USABLE: SignedDuration = SignedDuration::from_hours(24);
/// Time between two attempts at a provider that does not answer.
const RETRY_PAUSE: SignedDuration = SignedDuration::from_secs(5);
/// Time between two requests for keys because of an unknown one.
const KEY_PAUSE: SignedDuration = SignedDuration::from_mins(1);

#[derive(Debug, Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    told_at: Timestamp,
}

/// When something was last tried. Held while asking, so that one request asks at a time.
#[derive(Debug, Default)]
struct Attempts {
    failed: Option<(Timestamp, ProviderError)>,
    keys: Option<Timestamp>,
}

/// The provider's metadata with its keys.
#[derive(Debug)]
pub struct Knowledge {
    issuer: IssuerUrl,
    door: HttpDoor,
    clock: Arc<dyn Clock>,
    /// Metadata that are known without asking; then only the keys are asked for.
    fixed: Option<Box<CoreProviderMetadata>>,
    known: RwLock<Option<Known>>,
    attempts: tokio::sync::Mutex<Attempts>,
}

impl Knowledge {
    /// Nothing yet.
    pub fn new(issuer: IssuerUrl, door: HttpDoor, clock: Arc<dyn Clock>) -> Self {
        Self {
            issuer,
            door,
            clock,
            fixed: None,
            known: RwLock::new(None),
            attempts: tokio::sync::Mutex::default(),
        }
    }

    /// Nothing yet, of a provider whose metadata are known beforehand but for its keys.
    pub fn of_keys(metadata: CoreProviderMetadata, door: HttpDoor, clock: Arc<dyn Clock>) -> Self {
        let issuer = metadata.issuer().clone();
        Self {
            fixed: Some(Box::new(metadata)),
            ..Self::new(issuer, door, clock)
        }
    }

    /// How long ago the provider told us what we know.
    pub fn age(&self) -> Option<Duration> {
        let known = self.known()?;
        let age = self.clock.now().duration_since(known.told_at);
        Some(age.max(SignedDuration::ZERO).unsigned_abs())
    }

    /// What is known, asked for again when it is older than ten minutes.
    ///
    /// # Errors
    /// When nothing usable is known and the provider does not answer.
    pub async fn current(&self) -> Result<Arc<CoreProviderMetadata>, ProviderError> {
        if let Some(known) = self.known_within(FRESH) {
            return Ok(known);
        }
        let mut attempts = self.attempts.lock().await;
        if let Some(known) = self.known_within(FRESH) {
            return Ok(known);
        }
        let now = self.clock.now();
        let recent = attempts
            .failed
            .filter(|(instant, _)| within(now, *instant, RETRY_PAUSE));
        let outcome = match recent {
            Some((_, error)) => Err(error),
            None => self.discover().await,
        };
        match outcome {
            Ok(metadata) => {
                attempts.failed = None;
                Ok(self.remember(metadata, now))
            }
            Err(error) => {
                if recent.is_none() {
                    attempts.failed = Some((now, error));
                    tracing::warn!(
                        code = error_code(error),
                        "the identity provider could not be asked about itself"
                    );
                }
                self.known_within(USABLE).ok_or(error)
            }
        }
    }

    /// What is known with keys fetched just now, or what is known if they were fetched for the same
    /// reason less than a minute ago: a flood of forged identities must not become one of requests.
    ///
    /// # Errors
    /// When nothing usable is known, or the provider does not answer.
    pub async fn with_fresh_keys(&self) -> Result<Arc<CoreProviderMetadata>, ProviderError> {
        let metadata = self.current().await?;
        let mut attempts = self.attempts.lock().await;
        let now = self.clock.now();
        if attempts
            .keys
            .is_some_and(|instant| within(now, instant, KEY_PAUSE))
        {
            // Somebody else may have fetched them while we waited.
            return Ok(self.known_within(USABLE).unwrap_or(metadata));
        }
        attempts.keys = Some(now);
        let keys = CoreJsonWebKeySet::fetch_async(metadata.jwks_uri(), &self.door.client())
            .await
            .map_err(|error| meaning(&error))?;
        Ok(self.remember((*metadata).clone().set_jwks(keys), now))
    }

    async fn discover(&self) -> Result<CoreProviderMetadata, ProviderError> {
        if let Some(metadata) = &self.fixed {
            let keys = CoreJsonWebKeySet::fetch_async(metadata.jwks_uri(), &self.door.client())
                .await
                .map_err(|error| meaning(&error))?;
            return Ok(metadata.as_ref().clone().set_jwks(keys));
        }
        let metadata =
            CoreProviderMetadata::discover_async(self.issuer.clone(), &self.door.client())
                .await
                .map_err(|error| meaning(&error))?;
        // The browser follows the first, our secret the second: neither may be sent in clear.
        let token_endpoint = metadata
            .token_endpoint()
            .ok_or(ProviderError::Misconfigured)?;
        if acceptable(metadata.authorization_endpoint().url()) && acceptable(token_endpoint.url()) {
            Ok(metadata)
        } else {
            Err(ProviderError::Misconfigured)
        }
    }

    fn remember(
        &self,
        metadata: CoreProviderMetadata,
        told_at: Timestamp,
    ) -> Arc<CoreProviderMetadata> {
        let metadata = Arc::new(metadata);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(Known {
            metadata: metadata.clone(),
            told_at,
        });
        metadata
    }

    fn known(&self) -> Option<Known> {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn known_within(&self, age: SignedDuration) -> Option<Arc<CoreProviderMetadata>> {
        let known = self.known()?;
        within(self.clock.now(), known.told_at, age).then_some(known.metadata)
    }
}

fn within(now: Timestamp, then: Timestamp, span: SignedDuration) -> bool {
    now.duration_since(then).abs() < span
}

fn meaning(error: &DiscoveryError<HttpDoorError>) -> ProviderError {
    match error {
        DiscoveryError::Request(door) => door.asking(),
        _ => ProviderError::Misconfigured,
    }
}

fn error_code(error: ProviderError) -> &'static str {
    crate::identity::model::SignInFailure::from(error).code()
}
