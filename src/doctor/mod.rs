//! Doctor: the report that a patient takes along.
//!
//! Owns the one page for the visit, as print view, tagged PDF, CSV, JSON and FHIR bundle. It counts
//! nothing itself: every number comes from the rules of the reports, with its definition.

pub mod api;
pub mod model;
pub mod pages;
pub mod parts;
pub mod server;
