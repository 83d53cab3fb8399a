//! Server side of the Pattern Guardian: from the diary to findings and back to the pages.
//!
//! `history` (with `tracks`, `body`, `onsets`, `environment`) reads the diary for the engine; `refresh` is
//! one run, `runs` says when there is one, `night` what one is that nobody waits for; `forecasts`, `alerts` and `experiments` keep what must not
//! change afterwards; `views/` puts pages together. Nothing here computes statistics: that is the engine.

mod alerts;
mod body;
mod calendar;
mod engine;
mod environment;
mod experiments;
mod fingerprint;
mod forecasts;
mod history;
#[cfg(test)]
mod history_tests;
mod keeping;
mod night;
mod night_queue;
#[cfg(test)]
mod night_tests;
mod night_time;
#[cfg(test)]
mod night_time_tests;
mod onsets;
mod record;
mod refresh;
mod runs;
#[cfg(test)]
mod service_tests;
mod tracks;
mod views;

pub use alerts::answer;
pub use calendar::Calendar;
pub use environment::Environment;
pub use experiments::{abandon, begin};
pub use history::{Reader, history};
pub use keeping::change_settings;
pub use night_queue::run as run_nights;
pub use night_time::next_night;
pub use record::{Experiment, ForecastAlert, IssuedForecast, KeptReport, PatternSettings};
pub use refresh::{Refreshed, read, refresh, refresh_nightly};
pub use runs::Runs;
pub use views::{
    Desk, evidence_view, experiment_view, experiments_view, forecast_view, how_view, insights_view,
    read_settings, read_suspicions, suspicions_view, twins_view,
};
