//! The Pattern Guardian: what is linked with attacks in this diary, what is an early sign, what is not
//! linked, and the chance of an attack tomorrow.
//!
//! Owns the statistics and their results. `model` holds the results as plain types; `engine` computes them
//! from a [`engine::PatientHistory`] and is pure: no clock, no randomness but a seed, no input or output. To
//! add a factor: a line in `engine/registry/table.rs`. To add a step: a file in `engine/`, called from
//! `engine/run.rs`. `simulator` makes patients whose truth is known, `scoring` tells how well the engine does
//! on them, the files `command_*` are the commands.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod cohort;
#[cfg(feature = "ssr")]
pub mod engine;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod view;

#[cfg(feature = "ssr")]
pub mod command_bench;
#[cfg(feature = "ssr")]
pub mod command_evaluate;
#[cfg(feature = "ssr")]
pub mod command_score;
#[cfg(feature = "ssr")]
pub mod command_simulate;
#[cfg(feature = "ssr")]
pub mod scoring;
#[cfg(feature = "ssr")]
pub mod simulator;
