//! Medication: the cabinet, every intake, what it did, and how near overuse is.
//!
//! Owns the catalogue of substances (data), the medicines of a patient, intakes (independent of
//! attacks), plans of preventive treatment, and the runway: what one more intake would come to. To add
//! a substance: a line in the catalogue's file. To add a class: a choice in `model.rs`, its words, and
//! its place in the rules of overuse.

#[cfg(feature = "ssr")]
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod server;
