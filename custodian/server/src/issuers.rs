//! The identity providers' keys, fetched by the custodian itself and kept for an hour.
//!
//! An identity with an unknown key lets it ask again, every ten seconds at most. When a provider does
//! not answer, its known keys go on working for a day.

use custodian_core::host::{
    identity::{IdentityKeys, Jwk, JwkSet, find_in},
    settings::IssuerRule,
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

const FRESH: Duration = Duration::from_hours(1);
const USABLE: Duration = Duration::from_hours(24);
const PAUSE: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_secs(5);
const LARGEST: usize = 256 * 1024;

/// The keys of all issuers.
pub struct Issuers {
    rules: Vec<IssuerRule>,
    client: reqwest::Client,
    known: RwLock<HashMap<String, (JwkSet, Instant)>>,
    asked: Mutex<HashMap<String, Instant>>,
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
            known: RwLock::default(),
            asked: Mutex::default(),
        })
    }

    /// Asks an issuer for its keys if this one is not known or the known ones are old.
    pub async fn prepare(&self, issuer: &str, key_id: Option<&str>) {
        let Some(rule) = self.rules.iter().find(|rule| rule.issuer == issuer) else {
            return;
        };
        let is_at_hand = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            known.get(issuer).is_some_and(|(set, fetched)| {
                fetched.elapsed() < FRESH && find_in(set, key_id).is_some()
            })
        };
        if is_at_hand || !self.may_ask(issuer) {
            return;
        }
        match self.fetch(&rule.jwks_address).await {
            Some(set) => {
                let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
                known.insert(issuer.to_owned(), (set, Instant::now()));
            }
            None => tracing::warn!(issuer, "an issuer did not give its keys"),
        }
    }

    fn may_ask(&self, issuer: &str) -> bool {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let may = asked.get(issuer).is_none_or(|last| last.elapsed() > PAUSE);
        if may {
            asked.insert(issuer.to_owned(), Instant::now());
        }
        may
    }

    async fn fetch(&self, address: &str) -> Option<JwkSet> {
        if !address.starts_with("https://") && !is_loopback(address) {
            tracing::error!("an issuer's keys must come by https");
            return None;
        }
        let mut answer = self.client.get(address).send().await.ok()?;
        if !answer.status().is_success() {
            return None;
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.ok()? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST {
                return None;
            }
        }
        serde_json::from_slice(&body).ok()
    }
}

impl IdentityKeys for Issuers {
    fn find(&self, issuer: &str, key_id: Option<&str>) -> Option<Jwk> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (set, fetched) = known.get(issuer)?;
        if fetched.elapsed() > USABLE {
            return None;
        }
        find_in(set, key_id)
    }
}

fn is_loopback(address: &str) -> bool {
    reqwest::Url::parse(address).is_ok_and(|address| {
        address.scheme() == "http"
            && matches!(
                address.host_str(),
                Some("127.0.0.1" | "localhost" | "[::1]")
            )
    })
}
