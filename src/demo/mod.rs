//! The demo diary: a year of made-up entries, so that a newcomer sees the product and not an empty shell.
//!
//! `week` plans when attacks begin and end, `story` makes up what happened in each of them, `diary`
//! puts weeks together, and `seeding` writes what is not there yet. Everything follows from the number
//! of the ISO week, so that a later run continues the same diary. To make up something new (a kind of
//! record), plan it in `diary` and write it in `seeding`. Server only; the gate is in `lib.rs`.

mod chance;
mod diary;
mod seeding;
mod story;
mod week;

#[cfg(test)]
mod diary_tests;
#[cfg(test)]
mod seeding_tests;

pub use diary::{DemoDiary, PlannedAttack};
pub use seeding::{Seeded, fill, seed};

/// The demo patient's zone.
pub const ZONE: &str = "Europe/Vilnius";
