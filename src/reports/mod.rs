//! Reports: day counts and the calendar, made from the raw records by rules that are written down.
//!
//! Owns the opened diary and everything that is counted in it; stores nothing. To add a count: a
//! rule with its source in `server/counts.rs`, a line in its tests' table, a line on the page.

#[cfg(feature = "ssr")]
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
