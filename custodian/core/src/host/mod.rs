//! The state machine: what every host runs between its listener and its store.
//!
//! A request passes [`admission`] (who is it, may it speak?) and then [`service`] (what does it get?).
//! Both work on a [`store::Store`]; the caller wraps each request into one transaction of that store
//! and keeps it unless [`Handled::must_roll_back`] says otherwise. A host whose users live in objects
//! of their own runs three parts in three places: [`admission::examine`] needs no store and stands at
//! the door, [`admission::admit`] runs in one object for all, [`service::serve`] in the user's.
//!
//! Policy: whatever cannot be read, written or proved is refused. A share is handed out only after its
//! use is in the audit; when the audit cannot be written, nothing is handed out.

pub mod admission;
pub mod audit;
pub mod backup;
pub mod identity;
pub mod key_cache;
pub mod memory;
pub mod secrets;
pub mod service;
pub mod settings;
pub mod sql;
pub mod store;
#[cfg(test)]
mod tests;
mod wrapping;

use crate::{
    message::{Answer, Request},
    ports::{Clock, Entropy},
    protocol::{self, RefusalBody, Status},
    refusal::Refusal,
    signature::sign_answer,
};
use identity::IdentityKeys;
use secrets::Secrets;
use serde::Serialize;
use settings::Settings;
use store::{Store, StoreError, Stored};

/// One custodian.
pub struct Host<'a> {
    /// Its settings.
    pub settings: &'a Settings,
    /// Its secrets.
    pub secrets: &'a Secrets,
    /// Its clock.
    pub clock: &'a dyn Clock,
    /// Its randomness.
    pub entropy: &'a dyn Entropy,
    /// The identity providers' keys, as far as the host has fetched them.
    pub keys: &'a dyn IdentityKeys,
}

/// Why a call came to nothing.
#[derive(Debug)]
pub enum Trouble {
    /// A rule was broken. What was written on the way stays: nonces, counters, audit.
    Refused(Refusal),
    /// The store failed. Nothing stays, and nothing is handed out.
    Store(StoreError),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What an operator has to be told at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alarm {
    /// A key asked for more users than usual and was frozen.
    Frozen {
        /// The key.
        key_id: String,
        /// How many users it asked for within five minutes.
        users: u32,
    },
    /// The store failed.
    Store(String),
    /// An emergency grant was made.
    Emergency {
        /// The operators' words.
        reason: String,
    },
}

/// A handled request.
#[derive(Debug)]
pub struct Handled {
    /// The signed answer.
    pub answer: Answer,
    /// Whether the store's transaction must leave no trace.
    pub must_roll_back: bool,
    /// The refusal, for the host's own log.
    pub refusal: Option<Refusal>,
    /// What an operator has to be told.
    pub alarms: Vec<Alarm>,
}

impl Host<'_> {
    /// Handles one request on one store, for hosts that have everything in one place.
    pub fn handle(&self, store: &mut dyn Store, request: &Request) -> Handled {
        let mut alarms = Vec::new();
        let outcome = if is_status(request) {
            admission::admit_stranger(self, request)
                .map_err(Trouble::from)
                .and_then(|()| Ok(self.check(store)?))
                .map(|()| self.status_body())
        } else {
            admission::examine(self, request)
                .map_err(Trouble::from)
                .and_then(|signed| admission::admit(self, store, request, &signed, &mut alarms))
                .and_then(|admitted| service::serve(self, store, &admitted, &mut alarms))
        };
        self.finish(request, outcome, alarms)
    }

    /// Makes the signed answer of an outcome.
    #[must_use]
    pub fn finish(
        &self,
        request: &Request,
        outcome: Result<Vec<u8>, Trouble>,
        mut alarms: Vec<Alarm>,
    ) -> Handled {
        let (status, body, refusal, must_roll_back) = match outcome {
            Ok(body) => (200, body, None, false),
            Err(Trouble::Refused(refusal)) => (
                refusal.status(),
                refusal_body(refusal),
                Some(refusal),
                false,
            ),
            Err(Trouble::Store(error)) => {
                alarms.push(Alarm::Store(error.to_string()));
                let refusal = Refusal::Unavailable;
                (refusal.status(), refusal_body(refusal), Some(refusal), true)
            }
        };
        let mut answer = Answer {
            status,
            headers: vec![
                ("content-type".to_owned(), "application/json".to_owned()),
                ("cache-control".to_owned(), "no-store".to_owned()),
            ],
            body,
        };
        sign_answer(
            &mut answer,
            request,
            &self.secrets.signing_key_id(),
            &self.secrets.signing,
            self.clock.now(),
        );
        Handled {
            answer,
            must_roll_back,
            refusal,
            alarms,
        }
    }

    /// Whether the store can be written: a custodian that cannot write cannot lend, and its status
    /// must not look well.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check(&self, store: &mut dyn Store) -> Stored<()> {
        let minute = self.clock.now().div_euclid(60);
        store.count("status", (minute + 2) * 60)?;
        store.need_room()
    }

    /// What the custodian tells about itself: a [`Status`] in JSON.
    #[must_use]
    pub fn status_body(&self) -> Vec<u8> {
        json(&Status {
            protocol: protocol::VERSION.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            host: self.settings.host.clone(),
            is_isolated: self.settings.is_isolated,
            root_generation: self.secrets.root.generation,
            now: self.clock.now(),
        })
    }
}

/// Whether this is the one call that needs no signature and no store.
#[must_use]
pub fn is_status(request: &Request) -> bool {
    request.method == "GET" && request.path == "/v1/status"
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("the protocol's types are JSON")
}

fn refusal_body(refusal: Refusal) -> Vec<u8> {
    json(&RefusalBody {
        error: refusal.code().to_owned(),
    })
}
