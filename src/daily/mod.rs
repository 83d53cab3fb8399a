//! Daily: what a patient says about a whole day rather than about one attack.
//!
//! Owns the answers "this day was clear" and "this day had a headache of about this strength", the
//! latter for diaries that were kept by the day, and the page of a day. A day without any answer is
//! unknown, never clear. To add a daily answer: give it a type in `server/record.rs` and a part on
//! the day's page.

pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
