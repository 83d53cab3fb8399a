//! Attacks: logging one in two taps, the attack in progress, its timeline and the history.
//!
//! Owns the record of an attack (`server/record.rs`), the changes that a tap can make to it
//! (`server/change.rs`), and the pages on which that happens. Every form works before and without
//! JavaScript. To add a thing to record: add a field with a default to the record, a change to
//! `server/change.rs`, and a part to the attack's page.

pub mod api;
pub mod model;
pub mod pages;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod server;
