//! Server side of safety: the rules, the records, and what pages are told.

mod notices;
#[cfg(test)]
mod notices_tests;
mod record;
pub mod rules;
mod service;
#[cfg(test)]
mod service_tests;

pub use notices::{Notice, notices, unseen};
pub use record::SafetyAnswers;
pub use service::{check_view, country, help_view, mark_seen, read, save};
