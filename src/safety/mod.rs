//! Safety: signs that should not wait, and where help is.
//!
//! Owns the rules of red flags as versioned data, the questions about them, the page "when to seek help"
//! and the emergency numbers. Nothing here blocks saving, and nothing here says that all is well. To add a
//! rule: a line in `server/rules/table.rs`, its sign in `model/sign.rs`, its words in `parts/words.rs`.

pub mod api;
pub mod model;
pub mod pages;
pub mod parts;
pub mod server;
