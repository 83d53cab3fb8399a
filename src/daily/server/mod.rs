//! Server side of the daily answers.

mod record;
mod service;

pub use record::{ClearDay, DaySummary};
pub use service::{add_late_attack, clear_day_id, confirm_clear, day_view, withdraw_clear};
