//! The seam to weather, air and sun at the patient's places. The application keeps no such history yet,
//! and says so: without it there are no tracks, so that nothing is claimed about the weather, and nothing
//! is called "no link" that was never looked at.

use super::calendar::Calendar;
use crate::{
    account::server::Visit,
    patterns::engine::{Series, Track},
    problem::Problem,
};

/// What is known about the surroundings of a stretch of days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Environment {
    /// Hourly or three-hourly values, as they were forecast.
    pub series: Vec<Series>,
    /// Daily values.
    pub tracks: Vec<Track>,
}

/// The surroundings of the patient on these days.
///
/// # Errors
/// When they cannot be opened; never when there are none.
pub async fn history(visit: &Visit, calendar: Calendar) -> Result<Environment, Problem> {
    let _ = (visit.user, calendar);
    std::future::ready(Ok(Environment::default())).await
}
