//! Simulated cohorts: reading patient files of the schema `migraine-cohort/1`, running the engine over
//! them, and writing one line a patient.
//!
//! A folder holds `manifest.json` and `patients/*.json`. `truth/` beside them is never opened here. To read
//! another schema: a file beside `patient.rs` that gives the same [`PatientHistory`](super::engine::PatientHistory).

mod command;
mod line;
mod manifest;
mod patient;

pub use command::{EvaluateError, Summary, Telling, evaluate};
pub use line::ResultLine;
pub use manifest::{FactorLine, Manifest};
pub use patient::{PatientError, read_patient};
