//! What the engine reads: a patient's diary as tracks of daily values.
//!
//! Both the application and the reader of cohorts fill this in. Rules for whoever does:
//! - Days are local civil days in the patient's zone, counted from `start`; a night belongs to the
//!   morning on which it ends.
//! - A day without a check-in is [`Cell::NotAsked`], a question left open is [`Cell::Unknown`], and only
//!   an answer that says "no" or "none" is [`Cell::Value`] of 0. Never turn one into another.
//! - Environment is what was issued as the forecast for that day, where it was kept.
//! - Own factors are tracks with a code and a family of their own (`own:...`).

use jiff::civil::{Date, DateTime};

/// One attack, in local time.
#[derive(Debug, Clone, PartialEq)]
pub struct AttackEntry {
    /// When it began.
    pub onset: DateTime,
    /// Whether the hour of `onset` is known; a daily diary knows the day alone.
    pub hour_known: bool,
    /// When it ended; a running attack has no end.
    pub end: Option<DateTime>,
    /// Minutes from the onset to the first acute medicine, where both are known.
    pub minutes_to_treatment: Option<f64>,
    /// When it was written down, where that is known: a replay sees it from then on.
    pub entered: Option<DateTime>,
}

/// One day of a track.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Cell {
    /// There was no check-in, no night, no measurement.
    #[default]
    NotAsked,
    /// There was a check-in, and this question was left open.
    Unknown,
    /// The answer; "no" is 0 and "yes" is 1.
    Value(f64),
}

impl Cell {
    /// The value, or NaN where there is none.
    #[must_use]
    pub const fn number(self) -> f64 {
        match self {
            Self::Value(value) => value,
            Self::NotAsked | Self::Unknown => f64::NAN,
        }
    }
}

/// Where a track comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The check-in of the evening: a whole day, told at its end.
    CheckIn,
    /// Wearable or diary values of the night that ends on the day.
    Night,
    /// Wearable values of the whole day, known at its end.
    Wearable,
    /// Weather, air, sun: known as a forecast the evening before.
    Environment,
}

/// How a track is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Yes or no.
    Tag,
    /// Steps of a scale.
    Scale,
    /// A count.
    Count,
    /// A continuous quantity.
    Continuous,
}

/// One factor over all days.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Code of the factor: `caffeine`, `own:ginger`.
    pub factor: String,
    /// Code of its family; `None` takes the registry's, or the factor's own code.
    pub family: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// How it is measured.
    pub measure: Measure,
    /// One cell a day, as many as the history has days.
    pub cells: Vec<Cell>,
}

/// Hourly or three-hourly values of the environment in local time.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Code: `pressure_msl`, `temperature_2m`, `relative_humidity_2m`, `uv_index`, `pm2_5`, `kp`,
    /// `solar_wind_speed`, or another name that becomes a factor by its daily mean.
    pub name: String,
    /// Hours between two values; divides 24.
    pub step_hours: usize,
    /// Values from 00:00 of the first day on; NaN where missing.
    pub values: Vec<f64>,
}

/// A patient's diary as the engine reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct PatientHistory {
    /// Names the patient for the seed; never shown.
    pub patient: String,
    /// The first day.
    pub start: Date,
    /// How many days, the last one being today (or the last one kept).
    pub days: usize,
    /// The attacks; any order.
    pub attacks: Vec<AttackEntry>,
    /// The factors.
    pub tracks: Vec<Track>,
    /// The environment; becomes daily factors.
    pub series: Vec<Series>,
    /// First days of periods.
    pub period_starts: Vec<Date>,
    /// Whether the patient keeps track of the cycle: without, nothing is said about it.
    pub tracks_cycle: bool,
    /// Days on which preventive treatment was begun or changed.
    pub preventive_starts: Vec<Date>,
    /// Days with an entry of any kind, one a day: where the diary was in use.
    pub entered: Vec<bool>,
    /// Days that the patient has confirmed to be free of headache, one a day.
    pub confirmed_clear: Vec<bool>,
    /// Codes of the factors that the patient suspects.
    pub suspected: Vec<String>,
    /// Codes of factors that cannot have an effect, beside those of the registry.
    pub controls: Vec<String>,
}

/// Why a history cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// It has no day.
    #[error("the history has no day")]
    Empty,
    /// It has more days than the engine takes (100 years).
    #[error("the history has {0} days")]
    TooLong(usize),
    /// A track or a list of days has another length than the history.
    #[error("{name}: {found} days instead of {expected}")]
    Length {
        /// Which.
        name: String,
        /// Its length.
        found: usize,
        /// The history's.
        expected: usize,
    },
    /// Two tracks have the same code.
    #[error("{0}: two tracks have this code")]
    Twice(String),
}

impl PatientHistory {
    /// Whether lengths and codes agree; the engine asks this first.
    ///
    /// # Errors
    /// The first disagreement.
    pub fn check(&self) -> Result<(), HistoryError> {
        if self.days == 0 {
            return Err(HistoryError::Empty);
        }
        if self.days > 36_525 {
            return Err(HistoryError::TooLong(self.days));
        }
        let lists = [
            ("entered", self.entered.len()),
            ("confirmed_clear", self.confirmed_clear.len()),
        ];
        let tracks = self
            .tracks
            .iter()
            .map(|track| (track.factor.as_str(), track.cells.len()));
        for (name, found) in lists.into_iter().chain(tracks) {
            if found != self.days {
                return Err(HistoryError::Length {
                    name: name.to_owned(),
                    found,
                    expected: self.days,
                });
            }
        }
        let mut codes: Vec<_> = self.tracks.iter().map(|track| &track.factor).collect();
        codes.sort();
        match codes.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(HistoryError::Twice(pair[0].clone())),
            None => Ok(()),
        }
    }

    /// The number of a day, counted from `start`; outside the history too.
    #[must_use]
    pub fn day_number(&self, day: Date) -> i64 {
        i64::from((day - self.start).get_days())
    }
}
