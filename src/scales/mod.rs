//! Scales: questionnaires that were answered, and scores that were measured elsewhere.
//!
//! Owns MIDAS, PHQ-9 and GAD-7 with their scoring tables, and typed-in scores of HIT-6 and MSQ, of which
//! no item text ships (their owners license it). Days lost as the diary counts them belong to the
//! reports: they are another measure and never mixed with an answered MIDAS. To add a scale: its table in
//! `model/table.rs`, its questions in `model/question.rs`, its words in `parts/words.rs`.

pub mod api;
pub mod model;
pub mod pages;
pub mod parts;
pub mod server;
