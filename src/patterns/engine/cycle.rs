//! The cycle: the days around the start of a period, as they were and as they are expected.
//!
//! Window: two days before to the third day of bleeding (`MacGregor` and Hackshaw 2004: relative risk 1.7 on
//! the two days before, 2.5 on the first three).

use super::{frame::Frame, history::PatientHistory};

/// Lengths that are taken for one cycle and no gap in the entries (FIGO 2018: 24 to 38 days are normal).
const PLAUSIBLE: std::ops::RangeInclusive<i64> = 18..=45;
/// Days after a start, and before one, in which no other period is expected: the shortest normal cycle less
/// the window's days.
const CLEAR_DAYS: i64 = 20;
/// Length of a cycle before any is known (Bull 2019: mean 29.3 days).
const USUAL_LENGTH: f64 = 29.0;
/// Spread of a prediction in days before the patient's own is known.
const USUAL_SPREAD: f64 = 2.5;

/// Weight of the two days before a start against the first three days: ln 1.7 / ln 2.5 (`MacGregor` 2004).
const BEFORE: f64 = 0.58;

/// Exposure to the cycle: 1 on the first three days of recorded periods, [`BEFORE`] on the two days before, 0 on
/// other days of recorded cycles, NaN where a period may have been left out.
#[must_use]
pub fn window(history: &PatientHistory, frame: &Frame) -> Vec<f64> {
    let starts = starts(history, i64::MAX);
    (0..frame.days)
        .map(|day| {
            let day = i64::try_from(day).unwrap_or(0);
            let next = starts.iter().find(|start| **start > day);
            let last = starts.iter().rev().find(|start| **start <= day);
            let since = last.map(|start| day - start);
            let until = next.map(|start| start - day);
            let whole = since
                .zip(until)
                .is_some_and(|(since, until)| since + until <= *PLAUSIBLE.end());
            if since.is_some_and(|since| since <= 2) {
                1.0
            } else if until.is_some_and(|until| until <= 2) {
                BEFORE
            } else if whole
                || since.is_some_and(|since| since <= CLEAR_DAYS)
                || until.is_some_and(|until| until <= CLEAR_DAYS)
            {
                0.0
            } else {
                f64::NAN
            }
        })
        .collect()
}

/// Day numbers of the starts up to a day, in order.
fn starts(history: &PatientHistory, until: i64) -> Vec<i64> {
    let mut starts: Vec<i64> = history
        .period_starts
        .iter()
        .map(|start| history.day_number(*start))
        .filter(|start| *start <= until)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Chance that a day lies in the window, told from starts up to `known` (both day numbers); 0 to 1, NaN
/// without any start.
#[must_use]
pub fn expected(history: &PatientHistory, day: usize, known: usize) -> f64 {
    let day = i64::try_from(day).unwrap_or(0);
    let starts = starts(history, i64::try_from(known).unwrap_or(0));
    let Some(last) = starts.last() else {
        return f64::NAN;
    };
    if day - last <= 2 {
        return 1.0;
    }
    let lengths: Vec<f64> = starts
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .filter(|length| PLAUSIBLE.contains(length))
        .map(|length| f64::from(i32::try_from(length).unwrap_or(0)))
        .collect();
    let count = f64::from(u32::try_from(lengths.len()).unwrap_or(0));
    // Two cycles' worth of the usual figures keep the first predictions sane.
    let mean = (lengths.iter().sum::<f64>() + 2.0 * USUAL_LENGTH) / (count + 2.0);
    let squares: f64 = lengths.iter().map(|length| (length - mean).powi(2)).sum();
    let spread = ((squares + 2.0 * USUAL_SPREAD * USUAL_SPREAD) / (count + 2.0)).sqrt();
    let since = f64::from(i32::try_from(day - last).unwrap_or(i32::MAX));
    if since > 60.0 {
        return f64::NAN;
    }
    // The start lies between two days after and two days before this one. What has not begun by the day
    // of issue begins later.
    let elapsed = f64::from(i32::try_from(i64::try_from(known).unwrap_or(0) - last).unwrap_or(0));
    let below = |days: f64| super::normal::cumulative((days - mean) / spread);
    let open = (1.0 - below(elapsed + 0.5)).max(1e-6);
    let mass = below(since + 2.5) - below((since - 2.5).max(elapsed + 0.5));
    (mass / open).clamp(0.0, 1.0)
}
