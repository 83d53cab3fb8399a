//! Server side of attacks: the record, the changes, and what pages ask of them.

mod change;
#[cfg(test)]
mod change_tests;
mod detail_change;
#[cfg(test)]
mod detail_change_tests;
mod detail_form;
#[cfg(test)]
mod detail_form_tests;
#[cfg(test)]
mod detail_service_tests;
mod detail_view;
mod details;
pub mod gap;
#[cfg(test)]
mod gap_tests;
mod history;
#[cfg(test)]
mod property_tests;
mod record;
pub mod service;
#[cfg(test)]
mod service_tests;
mod timeline;
#[cfg(test)]
mod timeline_tests;
#[cfg(test)]
mod typed_tests;
mod view;

pub use change::{Change, FieldProblem};
pub use detail_change::DetailChange;
pub use detail_form::read_form;
pub use detail_view::details_view;
pub use details::{AuraDetails, Details};
pub use history::{history, lines_of_day, remember_deleted};
pub use record::{Attack, AttackRecord, Course, Draft, Intake, LevelPoint, ProgressPoint};
pub use view::{attack_view, ongoing_views, today_view};
