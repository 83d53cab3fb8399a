//! Account: what belongs to the person rather than to the diary.
//!
//! Owns the frame of every page, the settings (theme, time zone, signed-in browsers), the words on
//! privacy, and the answer to "whose request is this?" (`server/visit.rs`). To add a setting: a field
//! in `model.rs`, a server function, a section on the page.

pub mod api;
pub mod model;
pub mod pages;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod server;
