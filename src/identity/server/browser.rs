//! The browser family that stands in the list of devices.
//!
//! The whole user agent would be a fingerprint, so only the family is kept. Order matters: nearly
//! every browser also names those it descends from. To add one: put it before its ancestors.

use axum::http::{HeaderMap, header::USER_AGENT};

const FAMILIES: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The family of the browser that sent `headers`, such as `Firefox`.
#[must_use]
pub fn family(headers: &HeaderMap) -> &'static str {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    FAMILIES
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map_or("Another browser", |(_, name)| name)
}
