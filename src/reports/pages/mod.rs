//! Pages of the reports: the calendar.

mod calendar;

pub use calendar::CalendarPage;
