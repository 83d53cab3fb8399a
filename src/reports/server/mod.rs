//! Server side of the reports: the opened diary and what is counted in it.

#[cfg(test)]
mod attack_days_tests;
mod counts;
#[cfg(test)]
mod counts_tests;
mod diary;
#[cfg(test)]
mod diary_tests;
mod figures;
mod month;
#[cfg(test)]
mod month_tests;
#[cfg(test)]
mod property_tests;
mod reading;
#[cfg(test)]
mod reading_tests;
pub mod rules;
mod span;
#[cfg(test)]
mod span_tests;
mod statistics;
mod timeline;
mod timeline_days;

pub use counts::{Answer, DayFacts, MonthCounts, facts_by_day, month_counts};
pub use diary::{Diary, DiaryShelf};
pub use figures::{counts_view, evidence_view};
pub use month::{month_view, year_view};
pub use reading::{Reading, ReadingMemory};
pub use rules::last_day;
pub use statistics::statistics_view;
pub use timeline::timeline_view;
