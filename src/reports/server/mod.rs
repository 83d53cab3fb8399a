//! Server side of the reports: the opened diary and what is counted in it.

#[cfg(test)]
mod attack_days_tests;
mod counts;
#[cfg(test)]
mod counts_tests;
mod diary;
mod month;
#[cfg(test)]
mod month_tests;
#[cfg(test)]
mod property_tests;

pub use counts::{Answer, DayFacts, MonthCounts, facts_by_day, last_day, month_counts};
pub use diary::{Diary, DiaryShelf};
pub use month::month_view;
