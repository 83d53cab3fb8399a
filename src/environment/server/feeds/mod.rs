//! What providers say, fetched once for everybody and kept.
//!
//! `door` is the only way out; `breaker` leaves a failing provider alone; `jobs` says what is due, one row a
//! cell and feed; `queue` has it done in the background, once for everybody; `runner` does one; `pack` and
//! `cache` keep answers as issued and days as they came to pass; `demo` makes up answers for the demo place
//! while nothing can be reached. `fake` stands for the providers in tests and in the benchmark.

mod address;
mod breaker;
pub mod cache;
pub mod cell;
pub mod demo;
mod door;
pub mod fake;
mod issues;
mod jobs;
pub mod pack;
mod queue;
mod runner;
mod wanted;

#[cfg(test)]
mod address_tests;
#[cfg(test)]
mod breaker_tests;
#[cfg(test)]
mod door_tests;
#[cfg(test)]
mod pack_tests;
#[cfg(test)]
mod runner_tests;

pub use door::{Door, DoorFault};
pub use jobs::archive_months_waiting;
pub use queue::run;

use crate::platform::{
    background::Background, clock::Clock, config::Environment, database::Database, entropy::Entropy,
};
use std::sync::Arc;

/// The feeds: the door, the cache and what they were set up with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Feeds {
    /// The configuration.
    pub config: Arc<Environment>,
    pub(super) door: Door,
    pub(super) database: Database,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    background: Background,
    wanted: wanted::Wanted,
}

impl Feeds {
    /// Opens the feeds.
    ///
    /// # Errors
    /// [`NoDoor`](door::NoDoor) when the HTTP client cannot be made on this machine.
    pub fn open(
        config: Environment,
        database: Database,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, door::NoDoor> {
        Ok(Self {
            door: Door::open(&config, Arc::clone(&clock), Arc::clone(&entropy))?,
            config: Arc::new(config),
            background: Background::of(&database),
            wanted: wanted::Wanted::default(),
            database,
            clock,
            entropy,
        })
    }
}

pub use door::NoDoor;
