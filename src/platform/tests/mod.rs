//! Tests of the application as a whole: the real router, asked the way a browser asks it.
//!
//! `harness` has the vocabulary: an application (with a database, or without anything behind it) and
//! patients who are signed in. Tests that need Postgres say so and pass when it is not there.

mod access_tests;
mod doctor_tests;
mod file_tests;
pub(crate) mod harness;
mod health_tests;
mod isolation_tests;
mod log_tests;
mod report_file_tests;
mod request_tests;
mod shutdown_tests;
