//! Server side of the daily answers.

mod check_in;
mod check_in_service;
mod day;
mod factors;
mod form;
mod gaps;
mod health;
mod measure_form;
mod record;
mod service;

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod measure_tests;
#[cfg(test)]
mod service_tests;

pub use super::model::{Alcohol, FactorKind};
pub use check_in::{Before, CheckIn, FactorAnswer, Measurement, OwnFactor, Quantity};
pub use check_in_service::{check_in_id, check_in_view, save, undo, units};
pub use day::day_view;
pub use factors::{change_factors, factors_view};
pub use form::filled;
pub use gaps::{confirm_many, gaps_view, open_days, withdraw_many};
pub use health::{
    delete_measurement, health_view, measure_texts, save_measurement, undo_measurement,
};
pub use record::{ClearDay, DaySummary};
pub use service::{add_late_attack, clear_day_id, confirm_clear, withdraw_clear};
