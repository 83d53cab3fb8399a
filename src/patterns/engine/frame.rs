//! The day table (P0): which days were at risk, and on which an attack began.
//!
//! A day is at risk when no attack runs at 00:00; the outcome is an onset on that local day. A silent day
//! counts as a day without a *recorded* onset only inside a stretch in which the diary was in use;
//! outside it is unknown and left out. Attacks on neighbouring days stay apart: the base hazard has terms
//! for the two days after an attack (Barra 2020 would merge them over one free day; a forecast for the day
//! after would then have no outcome to be judged by).

use super::history::PatientHistory;
use jiff::{ToSpan, civil::Date};

/// Days on either side of an entry in which silence counts as "nothing recorded".
const STRETCH_DAYS: usize = 14;
/// Hours that an attack without an end is taken to last: the median of untreated attacks lies near a day
/// (ICHD-3: 4 to 72 hours).
const OPEN_ATTACK_HOURS: i64 = 24;

/// The day table.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The first day.
    pub start: Date,
    /// Days.
    pub days: usize,
    /// Whether the day counts: at risk, and its outcome is known.
    pub at_risk: Vec<bool>,
    /// Whether an attack began on it.
    pub onset: Vec<bool>,
    /// Whether an attack ran on any part of it.
    pub headache: Vec<bool>,
    /// Hour of the first onset, where known; NaN otherwise.
    pub hour: Vec<f64>,
}

impl Frame {
    /// The table of a history.
    #[must_use]
    pub fn of(history: &PatientHistory) -> Self {
        let days = history.days;
        let mut frame = Self {
            start: history.start,
            days,
            at_risk: vec![true; days],
            onset: vec![false; days],
            headache: vec![false; days],
            hour: vec![f64::NAN; days],
        };
        let mut used = history.entered.clone();
        for attack in &history.attacks {
            let end = attack
                .end
                .filter(|end| *end >= attack.onset)
                .unwrap_or_else(|| attack.onset.saturating_add(OPEN_ATTACK_HOURS.hours()));
            let (first, last) = (
                history.day_number(attack.onset.date()),
                history.day_number(end.date()),
            );
            for day in first.max(0)..=last.min(to_signed(days) - 1) {
                let Ok(place) = usize::try_from(day) else {
                    continue;
                };
                frame.headache[place] = true;
                used[place] = true;
                // An end at exactly 00:00 leaves the day at risk.
                let runs_at_midnight =
                    day > first && !(day == last && end.time() == jiff::civil::Time::midnight());
                if runs_at_midnight {
                    frame.at_risk[place] = false;
                } else if day == first {
                    frame.onset[place] = true;
                    if attack.hour_known {
                        let hour = f64::from(attack.onset.hour())
                            + f64::from(attack.onset.minute()) / 60.0;
                        frame.hour[place] = frame.hour[place].min(hour);
                    }
                }
            }
        }
        let in_use = stretches(&used);
        for (at_risk, in_use) in frame.at_risk.iter_mut().zip(in_use) {
            *at_risk &= in_use;
        }
        frame
    }

    /// Days at risk.
    #[must_use]
    pub fn risk_days(&self) -> usize {
        self.at_risk.iter().filter(|at_risk| **at_risk).count()
    }

    /// Onsets on days at risk.
    #[must_use]
    pub fn onsets(&self) -> usize {
        let pairs = self.at_risk.iter().zip(&self.onset);
        pairs
            .filter(|(at_risk, onset)| **at_risk && **onset)
            .count()
    }

    /// The outcome of a day: 1 or 0.
    #[must_use]
    pub fn outcome(&self, day: usize) -> f64 {
        f64::from(u8::from(self.onset[day]))
    }

    /// The civil day with that number.
    #[must_use]
    pub fn date(&self, day: usize) -> Date {
        let days = i64::try_from(day).unwrap_or(0);
        self.start.saturating_add(days.days())
    }
}

fn to_signed(days: usize) -> i64 {
    i64::try_from(days).unwrap_or(i64::MAX)
}

/// The days within [`STRETCH_DAYS`] of a day in use.
fn stretches(used: &[bool]) -> Vec<bool> {
    let mut near = vec![false; used.len()];
    let mut last = None;
    for day in 0..used.len() {
        if used[day] {
            last = Some(day);
        }
        near[day] |= last.is_some_and(|last| day - last <= STRETCH_DAYS);
    }
    let mut next = None;
    for day in (0..used.len()).rev() {
        if used[day] {
            next = Some(day);
        }
        near[day] |= next.is_some_and(|next| next - day <= STRETCH_DAYS);
    }
    near
}
