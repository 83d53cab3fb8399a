//! Server side of the scales: the records, what they come to, and how they are kept.

mod form;
mod record;
mod results;
mod service;
#[cfg(test)]
mod service_tests;

pub use form::{Filled, read};
pub use record::ScaleAnswers;
pub use results::{ScaleResult, form_view, latest, overview, result_view, results};
pub use service::{find, remove, restore, save};
