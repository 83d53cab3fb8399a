//! Days and times as plain numbers, and their words in the language of the page.
//!
//! The server decides which day and time it is in the patient's zone; the page only spells it, so
//! both targets render the same and no zone data travels to the browser.

use crate::text;
use serde::{Deserialize, Serialize};

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CivilDay {
    /// Year, such as 2026.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Day of the week, 1 (Monday) to 7 (Sunday).
    pub weekday: u8,
}

/// A calendar day with a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CivilMoment {
    /// The day.
    pub day: CivilDay,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

impl CivilDay {
    /// The form that inputs and addresses use: `2026-11-20`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The month in the form that addresses use: `2026-11`.
    #[must_use]
    pub fn iso_month(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// "Friday 20 November 2026".
    #[must_use]
    pub fn long_text(self) -> String {
        text!(
            common.day_long,
            weekday = weekday_text(self.weekday),
            day = self.day,
            month = month_text(self.month),
            year = self.year
        )
    }

    /// "20 November".
    #[must_use]
    pub fn short_text(self) -> String {
        text!(
            common.day_short,
            day = self.day,
            month = month_text(self.month)
        )
    }

    /// "November 2026".
    #[must_use]
    pub fn month_text(self) -> String {
        text!(
            common.month_of_year,
            month = month_text(self.month),
            year = self.year
        )
    }
}

impl CivilMoment {
    /// The form that a `datetime-local` input uses: `2026-11-20T14:30`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{}T{:02}:{:02}", self.day.iso(), self.hour, self.minute)
    }

    /// "14:30".
    #[must_use]
    pub fn time_text(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }

    /// "20 November, 14:30".
    #[must_use]
    pub fn text(self) -> String {
        text!(
            common.moment,
            day = self.day.short_text(),
            time = self.time_text()
        )
    }
}

/// A number of minutes in hours and minutes.
#[must_use]
pub fn duration_text(minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours / 24, hours % 24, rest) {
        (0, 0, minutes) => text!(common.minutes, minutes = minutes),
        (0, hours, 0) => text!(common.hours, hours = hours),
        (0, hours, minutes) => {
            text!(common.hours_minutes, hours = hours, minutes = minutes)
        }
        (days, hours, _) => text!(common.days_hours, days = days, hours = hours),
    }
}

/// The name of a month, 1 to 12.
#[must_use]
pub fn month_text(month: u8) -> &'static str {
    match month {
        1 => text!(common.january),
        2 => text!(common.february),
        3 => text!(common.march),
        4 => text!(common.april),
        5 => text!(common.may),
        6 => text!(common.june),
        7 => text!(common.july),
        8 => text!(common.august),
        9 => text!(common.september),
        10 => text!(common.october),
        11 => text!(common.november),
        _ => text!(common.december),
    }
}

/// The name of a weekday, 1 (Monday) to 7 (Sunday).
#[must_use]
pub fn weekday_text(weekday: u8) -> &'static str {
    match weekday {
        1 => text!(common.monday),
        2 => text!(common.tuesday),
        3 => text!(common.wednesday),
        4 => text!(common.thursday),
        5 => text!(common.friday),
        6 => text!(common.saturday),
        _ => text!(common.sunday),
    }
}

/// The weekday in two letters, for the head of a month.
#[must_use]
pub fn weekday_short_text(weekday: u8) -> &'static str {
    match weekday {
        1 => text!(common.mo),
        2 => text!(common.tu),
        3 => text!(common.we),
        4 => text!(common.th),
        5 => text!(common.fr),
        6 => text!(common.sa),
        _ => text!(common.su),
    }
}
