//! Server core: configuration, database door, clock, randomness, router, headers, health, logs.
//!
//! Knows no capsule except where the router puts them together (`router.rs`, `state.rs`). Server
//! only; the gate is in `lib.rs`. To add a layer: write it in its own file and name it in
//! `router.rs`, in the order in which a request meets it.

pub mod background;
pub mod clock;
pub mod config;
pub mod database;
pub mod doctor;
pub mod entropy;
pub mod headers;
#[cfg(test)]
mod headers_tests;
pub mod health;
pub mod ids;
pub mod request;
pub mod router;
pub mod serve;
pub mod state;
pub mod telemetry;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
pub(crate) mod tests;
