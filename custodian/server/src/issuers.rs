//! Fetches the identity providers' keys.

use crate::machine::MachineClock;
use custodian_core::{
    host::{
        identity::{IdentityKeys, Jwk},
        key_cache::{KeyCache, LARGEST_SET, PATIENCE, is_loopback},
        settings::IssuerRule,
    },
    message::Request,
    ports::Clock,
};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};
use tokio::sync::Mutex;

/// The keys of all issuers.
pub struct Issuers {
    rules: Vec<IssuerRule>,
    client: reqwest::Client,
    keys: RwLock<KeyCache>,
    turn: Mutex<()>,
}

impl Issuers {
    /// Knows nothing yet.
    pub fn new(rules: Vec<IssuerRule>) -> Result<Self, reqwest::Error> {
        let local = rules.iter().all(|rule| is_loopback(&rule.jwks_address));
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE);
        let builder = if local { builder.no_proxy() } else { builder };
        Ok(Self {
            rules,
            client: builder.build()?,
            keys: RwLock::default(),
            turn: Mutex::default(),
        })
    }

    /// Asks an issuer for its keys if the request needs one that is not known, or the known ones are
    /// old.
    pub async fn prepare(&self, request: &Request) {
        if self.needed(request).is_none() {
            return;
        }
        let _turn = self.turn.lock().await;
        // Whoever was first may have brought it.
        let Some(rule) = self.needed(request) else {
            return;
        };
        if !self.write().may_ask(&rule.issuer, now()) {
            return;
        }
        let answer = self.fetch(&rule.jwks_address).await;
        if !answer.is_some_and(|answer| self.write().learn(&rule.issuer, &answer, now())) {
            tracing::warn!(issuer = rule.issuer, "an issuer did not give its keys");
        }
    }

    fn needed(&self, request: &Request) -> Option<&IssuerRule> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.needed(&self.rules, request, now())
    }

    fn write(&self) -> RwLockWriteGuard<'_, KeyCache> {
        self.keys.write().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self, address: &str) -> Option<Vec<u8>> {
        let mut answer = self.client.get(address).send().await.ok()?;
        if !answer.status().is_success() {
            return None;
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.ok()? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST_SET {
                return None;
            }
        }
        Some(body)
    }
}

impl IdentityKeys for Issuers {
    fn find(&self, issuer: &str, key_id: Option<&str>) -> Option<Jwk> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.find(issuer, key_id, now())
    }
}

/// How old keys are has nothing to do with a rehearsed skew.
fn now() -> i64 {
    MachineClock::default().now()
}
