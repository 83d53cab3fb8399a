//! Environment: weather, air, sunlight and space weather around a patient's places.
//!
//! Owns the feeds (`sources/`), the shared cache of what they said, and the tasks of the queue that ask for
//! it (`server/feeds/`), a patient's places, snapshots beside attacks, own rules with their notices, and the
//! pages `/around...`. Readers of feeds know no network, the cache knows no patient, and a page asks the
//! cache alone: no patient ever waits for a provider. To add a quantity: a code in `model/quantity.rs`, a
//! name in the readers that have it, a place in an indicator, its words.

pub mod api;
pub mod model;
pub mod pages;
pub mod parts;
pub mod server;
pub mod sources;
