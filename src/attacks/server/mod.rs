//! Server side of attacks: the record, the changes, and what pages ask of them.

mod change;
#[cfg(test)]
mod change_tests;
mod history;
#[cfg(test)]
mod property_tests;
mod record;
pub mod service;
#[cfg(test)]
mod service_tests;
#[cfg(test)]
mod typed_tests;
mod view;

pub use change::{Change, FieldProblem};
pub use history::{history, lines_of_day, remember_deleted};
pub use record::{Attack, AttackRecord, Course, Draft, Intake, LevelPoint, ProgressPoint};
pub use view::{attack_view, ongoing_views, today_view};
