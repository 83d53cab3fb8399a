//! The key custodian: it keeps one half of every patient's keys in another trust domain.
//!
//! This crate is the protocol and the state machine, and does no input or output of its own: time,
//! randomness, storage and an identity provider's keys are arguments. Three hosts run it: a process
//! with `SQLite`, a Cloudflare Worker, and memory for tests; one conformance suite holds for all.
//!
//! | Module | Owns |
//! |---|---|
//! | [`ports`] | what a host has to provide: clock, randomness |
//! | [`names`] | users, purposes, epochs, lineages |
//! | [`message`] | an HTTP message as the core sees it |
//! | [`signature`] | RFC 9421 signatures of requests and answers, RFC 9530 digests |
//! | [`sealing`] | shares on their way, by HPKE (RFC 9180) |
//! | [`protocol`] | the bodies of all calls and answers |
//! | [`refusal`] | everything that a request can be refused for |
//! | [`order`] | what two operators sign together |
//! | [`client`] | the other end: signed requests, answers that are checked |
//! | [`host`] | the state machine; a client of the protocol does without |
//!
//! To add a call: its bodies in [`protocol`], its arm in `host::service`, its lines in the conformance
//! suite.

pub mod client;
#[cfg(feature = "host")]
pub mod host;
pub mod message;
pub mod names;
pub mod order;
pub mod ports;
pub mod protocol;
pub mod refusal;
pub mod sealing;
pub mod signature;
#[cfg(test)]
mod signature_tests;
#[cfg(feature = "testing")]
pub mod testing;

pub use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
