//! The browser: the only place that touches the page outside Leptos, with no-op twins on the server.
//!
//! Everything here must be harmless when it does not run: pages are complete without it. To add a
//! browser interface: add a function to `page.rs` and its twin below.

#[cfg(feature = "hydrate")]
mod page;

#[cfg(feature = "hydrate")]
pub use page::{document_language, remember_time_zone};

/// The language of the page as the server rendered it.
#[cfg(not(feature = "hydrate"))]
#[must_use]
pub fn document_language() -> String {
    String::new()
}

/// Tells the server, by a cookie, in which time zone this browser stands; answers whether that is news.
#[cfg(not(feature = "hydrate"))]
#[must_use]
pub fn remember_time_zone() -> bool {
    false
}
