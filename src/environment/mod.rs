//! Environment: weather, air, sunlight and space weather around a patient's places.
//!
//! `sources/` reads what providers send, `model/` says what it is about. Readers know no network and no
//! patient. To add a quantity: a code in `model/quantity.rs`, a name in the readers that have it.

pub mod model;
pub mod sources;
