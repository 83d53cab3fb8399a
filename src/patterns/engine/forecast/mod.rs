//! The forecast (P7): the chance that an attack begins on a local day, told at 21:00 the evening before.
//!
//! Two parts. The screen, fitted on what was known (at least weekly), says what today's entries and
//! tomorrow's expected weather add; its priors are the frozen population slopes. A filter over the days says
//! where the patient's own level stands, and how much of the screen to believe.

pub mod alert;
mod filter;
mod predictor;
pub mod reliability;
mod replay;

pub use filter::{Filter, STATES};
pub use predictor::{Prediction, Predictor, Scene};
pub use replay::{Issued, REFIT_DAYS, outlook, replay, replay_and_outlook};
