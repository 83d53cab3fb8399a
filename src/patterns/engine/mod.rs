//! The engine: a diary in, a report out.
//!
//! Pure: the same [`PatientHistory`] gives the same bytes. To add a step: a file here, called from `run.rs`.

pub mod base;
pub mod claims;
pub mod cycle;
mod direction;
pub mod evidence;
pub mod experiment;
pub mod factors;
pub mod first;
pub mod forecast;
pub mod frame;
mod history;
pub mod joint;
pub mod linear;
pub mod members;
pub mod normal;
#[cfg(test)]
mod polya_gamma;
pub mod registry;
mod run;
pub mod screen;
pub mod seed;
mod share;
pub mod surprisal;
pub mod twins;

#[cfg(test)]
mod joint_tests;
#[cfg(test)]
mod part_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod real_diary_tests;
#[cfg(test)]
mod surprisal_tests;
#[cfg(test)]
mod test_support;

pub use run::{ENGINE, refresh, run};

pub use history::{
    AttackEntry, Cell, HistoryError, Measure, PatientHistory, Series, Source, Track,
};
