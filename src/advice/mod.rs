//! Advice: what is known to make attacks fewer, and what food has to do with it.
//!
//! Owns two pages of words in the patient's language, each statement with its source, and nothing about
//! the patient. Policy: no ban lists, no promise, never advice to stop a medicine. To add an advice: a row
//! in `pages/advice.rs` (or a food group in `pages/food.rs`) and its words in `locales/*/advice.json`.

pub mod pages;
