//! The simulator: made-up patients whose truth is known, to keep the engine honest.
//!
//! Owns cohorts in the format `migraine-cohort/1`: what an application would hold (`patients/`), what only a
//! scorer may read (`truth/`), and the catalogue of factors (`manifest.json`). The same scenario, seed and
//! number of days give the same bytes; a patient is the same whoever else is drawn.
//!
//! What it assumes:
//! - A day begins with a chance of an onset: log odds that add up from a personal rate, the exposures of that
//!   day or up to three days before, a slow drift and a hidden excitability that wanders from day to day (AR(1)),
//!   the days after an attack, the cycle, a weekday, and a preventive step. No onset while an attack runs at
//!   midnight, and at most one a day. Odds ratios act on the odds of that day (`hazard`).
//! - Exposures are not independent: busy spells and treats move many habits at once, nights depend on the
//!   evening, air pressure moves humidity and temperature (`habits`, `weather`). Weather is shared by all
//!   patients of a place.
//! - An attack changes what is logged on its own day and the next (`aftermath`: consequences), and, in most
//!   patients, what happens in the hours before its onset (`aftermath`: prodrome). The hours of a prodrome
//!   follow a gamma distribution; channels are never also causes in the same patient. Some prodromes come
//!   without an attack.
//! - Silence is not "no": check-ins are missed by habit, at weekends, in long gaps, and more as months go by;
//!   single answers are missing; attacks are forgotten, or entered late with a rounded time (`diary`).
//! - Scenarios change the shapes: both ends of a scale, dose instead of threshold, effects that need company,
//!   effects that begin or end, signs before attacks that point the other way, logging driven by attacks, two
//!   check-ins a day, chronic patients, patients with few attacks, families that hang closely together, seasons
//!   that look like effects of negative controls (`scenario`).
//!
//! Strengths and shares are plausible rather than fitted: published odds ratios of single factors lie between
//! 1.1 and 3 (`MacGregor` 2004, Lipton 2014, Bertisch 2020, Mostofsky 2020), premonitory symptoms precede about
//! two thirds of attacks (Giffin 2003, Gago-Veiga 2018), onsets peak in the morning. To add a shape: a field of
//! [`scenario::Settings`], used where it acts, and a scenario that turns it on.

mod aftermath;
mod candidates;
mod catalogue;
mod cut;
mod diary;
mod draw;
mod effects;
mod files;
mod habits;
mod hazard;
mod patient;
pub mod scenario;
mod truth;
mod weather;

#[cfg(test)]
mod cut_tests;
#[cfg(test)]
mod hazard_tests;
#[cfg(test)]
mod simulator_tests;

pub use cut::cut;
pub use files::{Cohort, SimulationError, simulate, write};
