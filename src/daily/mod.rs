//! Daily: what a patient says about a whole day rather than about one attack.
//!
//! Owns the check-in with its own factors, measurements of the body, the answers "this day was clear"
//! and "this day had a headache of about this strength" (the latter for diaries that were kept by the
//! day), the sheet of open days, and the page of a day. A day without an answer about headache is
//! unknown, never clear, however much else was said about it.
//!
//! To ask another question: a field with a default in `server/check_in.rs`, a line in `server/form.rs`
//! each way, its words in `parts/words.rs`, its row in `pages/questions.rs`.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod server;
