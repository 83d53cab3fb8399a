//! Answers that a diary gives within days, long before links can be judged.

use serde::{Deserialize, Serialize};

/// How often attacks begin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct UsualRate {
    /// Attacks in 30 days, shrunken towards what is common while the diary is young.
    pub per_month: f64,
    /// 90 % interval.
    pub interval: [f64; 2],
    /// Attacks counted.
    pub attacks: u32,
    /// Days counted.
    pub days: u32,
}

/// Onsets by day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekdayPattern {
    /// Onsets, Monday first.
    pub onsets: [u32; 7],
    /// Days at risk, Monday first.
    pub days: [u32; 7],
    /// Whether the difference is more than chance makes (exact test over shuffles, p < 0.01).
    pub uneven: bool,
}

/// Onsets by time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourPattern {
    /// Onsets in 0-6, 6-12, 12-18 and 18-24 hours.
    pub onsets: [u32; 4],
    /// Whether the difference is more than chance makes (p < 0.01).
    pub uneven: bool,
}

/// How soon acute medicine was taken.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TimeToTreat {
    /// Median minutes from the onset to the first medicine.
    pub median_minutes: f64,
    /// Attacks treated within an hour.
    pub within_hour: u32,
    /// Attacks with a known time.
    pub attacks: u32,
}

/// How complete the diary is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Completeness {
    /// Days with a check-in in the last 28.
    pub recent_check_ins: u32,
    /// Days in that window, up to 28.
    pub recent_days: u32,
    /// Share of all days with a check-in, 0 to 1.
    pub overall: f64,
}

/// What can be said within days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstAnswers {
    /// How often attacks begin.
    pub usual: UsualRate,
    /// Onsets by day of the week; absent below 8 onsets.
    pub weekdays: Option<WeekdayPattern>,
    /// Onsets by time of day; absent below 8 onsets with a time.
    pub hours: Option<HourPattern>,
    /// How soon medicine was taken; absent below 3 attacks.
    pub treatment: Option<TimeToTreat>,
    /// How complete the diary is.
    pub completeness: Completeness,
}
