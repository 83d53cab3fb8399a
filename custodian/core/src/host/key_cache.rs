//! The identity providers' keys, fetched by the custodian itself and kept for an hour. A host brings
//! the fetching; when and from where is decided here.
//!
//! An identity with an unknown key lets it ask again, every ten seconds at most; whoever comes while it
//! asks waits for the answer. When a provider does
//! not answer, its known keys go on working for a day. Keys come by https, or from this machine.

use super::{
    identity::{IdentityKeys, Jwk, JwkSet, find_in, wanted_key},
    settings::IssuerRule,
};
use crate::message::Request;
use std::{collections::HashMap, time::Duration};

const FRESH: i64 = 3_600;
const USABLE: i64 = 86_400;
const PAUSE: i64 = 10;
/// How long a provider may take to answer.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes that a set of keys may have.
pub const LARGEST_SET: usize = 256 * 1024;

/// The keys of all issuers, as far as they were learnt.
#[derive(Debug, Default)]
pub struct KeyCache {
    known: HashMap<String, (JwkSet, i64)>,
    asked: HashMap<String, i64>,
}

impl KeyCache {
    /// Whose keys this request needs that are not at hand, or are old.
    #[must_use]
    pub fn needed<'a>(
        &self,
        rules: &'a [IssuerRule],
        request: &Request,
        now: i64,
    ) -> Option<&'a IssuerRule> {
        let (issuer, key_id) = wanted_key(request)?;
        let rule = rules
            .iter()
            .find(|rule| rule.issuer == issuer && may_fetch(&rule.jwks_address))?;
        let is_at_hand = self.known.get(&issuer).is_some_and(|(set, fetched)| {
            now - fetched < FRESH && find_in(set, key_id.as_deref()).is_some()
        });
        (!is_at_hand).then_some(rule)
    }

    /// Whether a provider may be asked now; whoever is told so has asked.
    pub fn may_ask(&mut self, issuer: &str, now: i64) -> bool {
        let is_too_early = self
            .asked
            .get(issuer)
            .is_some_and(|last| (0..=PAUSE).contains(&(now - last)));
        if !is_too_early {
            self.asked.insert(issuer.to_owned(), now);
        }
        !is_too_early
    }

    /// Takes in what a provider answered; false when it is no set of keys.
    pub fn learn(&mut self, issuer: &str, answer: &[u8], now: i64) -> bool {
        let Ok(set) = serde_json::from_slice::<JwkSet>(answer) else {
            return false;
        };
        self.known.insert(issuer.to_owned(), (set, now));
        true
    }

    /// A key that may still be used at `now`.
    #[must_use]
    pub fn find(&self, issuer: &str, key_id: Option<&str>, now: i64) -> Option<Jwk> {
        let (set, fetched) = self.known.get(issuer)?;
        if now - fetched > USABLE {
            return None;
        }
        find_in(set, key_id)
    }
}

/// No issuer's key is known: for work that looks at no identity.
pub struct NoKeys;

impl IdentityKeys for NoKeys {
    fn find(&self, _: &str, _: Option<&str>) -> Option<Jwk> {
        None
    }
}

/// Whether an address is this machine's own, by http.
#[must_use]
pub fn is_loopback(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("http://") else {
        return false;
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => host,
        _ => authority,
    };
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

fn may_fetch(address: &str) -> bool {
    address.starts_with("https://") || is_loopback(address)
}
