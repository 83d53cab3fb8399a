//! The remote custodian: half of every key lives in another process, on another machine if possible.
//!
//! It speaks the protocol of `custodian/core` over HTTP: every request is signed with the application's
//! key, every answer is believed only with the custodian's signature, and shares come sealed to a key
//! that this process made at its start and never wrote down. Nothing is lent without a [`grant`], which
//! the custodian gives for a sign-in that it has verified itself.
//!
//! | Module | Owns |
//! |---|---|
//! | [`settings`] | where the custodian is and whose keys count |
//! | `line` | one request and its answer: time-out, trying again, circuit breaker |
//! | `breaker` | when a custodian that fails is left alone |
//! | [`grant`] | grants, and the book of those that people have shown just now |
//! | `leases` | the trait that the key ring asks |
//! | `calls` | what a sign-in, a sign-out and the settings ask |
//! | [`orders`] | what two operators order for a patient who is not here |
//! | [`night`] | what a patient allows for the night, and its one lease |
//! | [`error`] | what can go wrong |
//!
//! Policy: a custodian that is away, slow, or not the trusted one gives nothing; there is no other way to
//! a key. No grant, share or identity reaches a log or an error. To add a call: its bodies in the
//! protocol, a method in `calls`.

mod breaker;
mod calls;
pub mod error;
pub mod grant;
mod leases;
mod line;
pub mod night;
pub mod orders;
pub mod settings;

#[cfg(test)]
mod breaker_tests;
#[cfg(test)]
mod client_tests;
#[cfg(test)]
mod clock_tests;
#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod grant_tests;
#[cfg(test)]
pub mod testing;

pub use custodian_core::protocol::{Reason, Use, nonce_of};

use crate::platform::{clock::Clock, entropy::Entropy};
use custodian_core::sealing::InstanceKey;
use error::NotSetUp;
use grant::GrantBook;
use line::{Line, Source};
use settings::RemoteSettings;
use std::sync::Arc;

/// A custodian elsewhere.
pub struct RemoteCustodian {
    line: Line,
    instance: InstanceKey,
    book: GrantBook,
    clock: Arc<dyn Clock>,
}

impl RemoteCustodian {
    /// Prepares to speak with the custodian of `settings`. Asks it nothing yet.
    ///
    /// # Errors
    /// [`NotSetUp`] when the address or a key cannot be used, or TLS cannot be set up.
    pub fn new(
        settings: &RemoteSettings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, NotSetUp> {
        let instance = InstanceKey::random(&Source(entropy.as_ref()));
        Ok(Self {
            line: Line::open(settings, Arc::clone(&clock), entropy)?,
            instance,
            book: GrantBook::default(),
            clock,
        })
    }

    /// Whether it runs on this machine: a process of its own, but whoever takes the machine takes both
    /// halves.
    #[must_use]
    pub fn is_on_this_machine(&self) -> bool {
        self.line.is_on_this_machine()
    }

    /// The grants that people have shown just now.
    #[must_use]
    pub fn book(&self) -> &GrantBook {
        &self.book
    }
}

impl std::fmt::Debug for RemoteCustodian {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RemoteCustodian")
            .field("address", &self.line.address())
            .finish_non_exhaustive()
    }
}
