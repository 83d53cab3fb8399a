//! Server side of the reports: the opened diary and what is counted in it.

mod counts;
#[cfg(test)]
mod counts_tests;
mod diary;
mod month;

pub use counts::{Answer, DayFacts, MonthCounts, facts_by_day, last_day, month_counts};
pub use diary::{Diary, DiaryShelf};
pub use month::month_view;
