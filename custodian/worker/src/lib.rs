//! The key custodian as a Cloudflare Worker.
//!
//! | Module | Owns |
//! |---|---|
//! | [`door`] | the Worker itself: examines, passes on, signs |
//! | [`gate`] | the one object for all: nonces, identities, orders, keys and their limits, tripwire |
//! | [`vault`] | the object of one user: grants, shares, audit |
//! | `passing` | what travels between the three |
//! | `object` | what both objects have: database, transaction, tidying |
//! | `database` | `SQLite` of an object |
//! | `machine` | clock, randomness, settings and secrets |
//!
//! Policy: the state machine is the core's, as in every host. Whatever fails between the three becomes
//! a signed refusal; without readable settings and secrets nothing is answered at all.

#![cfg(target_arch = "wasm32")]

mod database;
mod door;
mod gate;
mod machine;
mod object;
mod passing;
mod vault;
