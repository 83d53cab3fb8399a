//! What providers say, fetched once for everybody and kept.
//!
//! `door` is the only way out; `breaker` leaves a failing provider alone; `jobs` is the queue, one row a
//! cell and feed; `runner` works through it; `pack` and `cache` keep answers as issued and days as they
//! came to pass; `demo` makes up answers for the demo place while nothing can be reached.
//!
//! The queue is our own: `graphile_worker` brings tables under row-level security without a policy, made
//! for the owner of its schema, and looks at the database's clock. Our application owns nothing by design,
//! and looks at the clock that it is given. Grants and policies on its schema, made by our migrations, may
//! well do; that was not tried. What is left of a queue here is one table and `for update skip locked`. `fake` stands for the providers in tests
//! and in the benchmark.

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
mod runner;

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
pub use jobs::{archive_months_waiting, want_archive, want_cells};
pub use runner::{CycleReport, run};

use crate::platform::{clock::Clock, config::Environment, database::Database, entropy::Entropy};
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
            database,
            clock,
            entropy,
        })
    }
}

pub use door::NoDoor;
