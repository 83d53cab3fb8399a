//! How urgent a sign is, which questions are asked about signs, and whom to call. Pure: no clock, no store.

mod country;
#[cfg(test)]
mod country_tests;
mod sign;
mod view;

pub use country::{ANYWHERE, COUNTRIES, Country, NumberSource, REVIEWED};
pub use sign::{Question, Sign, Source, Urgency};
pub use view::{Advice, CheckView, HelpView, NoticeView};
