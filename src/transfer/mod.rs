//! Transfer: bring your diary along, and take it away.
//!
//! Owns reading a diary file (which dialect, which column means what, what each line says) and
//! writing everything out as CSV or JSON. All of it is a pure function of the bytes, the mapping and
//! the circumstances, so the page, the command line and the tests see the same result. To support
//! another kind of file: add a preset to `model/mapping.rs` and teach `server/mapping.rs` to guess it.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
