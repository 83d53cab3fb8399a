//! The stretch of local days that a history covers.

use jiff::{ToSpan, civil::Date};

/// Days before today that are read at most: ten years. An attack with a mistyped year does not stretch
/// the diary over a century.
const MOST_DAYS: i64 = 3_652;

/// Consecutive days, the last one being today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The first day.
    pub start: Date,
    /// How many days.
    pub days: usize,
}

impl Calendar {
    /// From the earliest of `days` (not earlier than ten years ago) to today; `None` when none of them
    /// lies in that stretch.
    #[must_use]
    pub fn of(days: impl Iterator<Item = Date>, today: Date) -> Option<Self> {
        let earliest = today.saturating_sub(MOST_DAYS.days());
        let start = days.filter(|day| *day >= earliest && *day <= today).min()?;
        let length = (today - start).get_days();
        Some(Self {
            start,
            days: usize::try_from(length).ok()? + 1,
        })
    }

    /// The number of a day, if it lies in the stretch.
    #[must_use]
    pub fn place(&self, day: Date) -> Option<usize> {
        let number = usize::try_from((day - self.start).get_days()).ok()?;
        (number < self.days).then_some(number)
    }

    /// The day of a number.
    #[must_use]
    pub fn day(&self, place: usize) -> Date {
        let days = i64::try_from(place).unwrap_or(i64::MAX);
        self.start.saturating_add(days.days())
    }
}
