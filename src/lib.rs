//! MigrainePulse: a migraine diary that patients keep and neurologists trust.
//!
//! One crate for both sides. A capsule is a folder for one thing that a user can name; inside, pages
//! call `api`, `api` calls `server`, `server` calls the sealed store, and `model` depends on nothing.
//! The gates between server and browser stand here and at the doors of the capsules (`mod.rs`,
//! `api.rs`), nowhere else.

// Views are deeply nested types.
#![recursion_limit = "256"]
#![cfg_attr(
    test,
    allow(
        clippy::pedantic,
        reason = "tests may be plain; the product is checked without them as well"
    )
)]

pub mod account;
pub mod app;
pub mod attacks;
pub mod browser;
pub mod daily;
pub mod i18n;
pub mod identity;
pub mod medication;
pub mod patterns;
pub mod problem;
pub mod reports;
pub mod transfer;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod advice;
#[cfg(feature = "ssr")]
pub mod benchmark;
#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod doctor;
#[cfg(feature = "ssr")]
pub mod encryption;
#[cfg(feature = "ssr")]
pub mod environment;
#[cfg(all(test, feature = "ssr"))]
mod house_tests;
#[cfg(feature = "ssr")]
pub mod platform;
#[cfg(feature = "ssr")]
pub mod safety;
#[cfg(feature = "ssr")]
pub mod scales;

/// Wakes the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(app::App);
}
