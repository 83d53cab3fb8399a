//! Which days the report is about, and which ones they are compared with.

use crate::doctor::model::{Baseline, ReportOptions, Span};
use jiff::{ToSpan, civil::Date};

/// First and last local day.
pub(super) type Days = (Date, Date);

/// The days of the report with their months, and those before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spans {
    /// The days.
    pub(super) now: Days,
    /// Their months.
    pub(super) months: Vec<Days>,
    /// The days that they are compared with, if the diary reaches so far back.
    pub(super) before: Option<Days>,
    /// Their months.
    pub(super) months_before: Vec<Days>,
}

impl Spans {
    /// The spans that were chosen, seen from `today`, for a diary that begins on `first_day`.
    pub(super) fn of(options: ReportOptions, today: Date, first_day: Option<Date>) -> Self {
        let months = match options.span {
            Span::ThreeTimes28 => weeks(3, today),
            Span::Once28 => weeks(1, today),
            Span::ThreeMonths => calendar(today.first_of_month().saturating_sub(3.months())),
        };
        let now = whole(&months);
        let right_before = match options.span {
            Span::ThreeMonths => calendar(now.0.saturating_sub(3.months())),
            Span::ThreeTimes28 => weeks(3, now.0.saturating_sub(1.day())),
            Span::Once28 => weeks(1, now.0.saturating_sub(1.day())),
        };
        let months_before = match (options.baseline, first_day) {
            (_, None) => Vec::new(),
            (Baseline::Before, Some(_)) => right_before,
            (Baseline::Earliest, Some(first)) => match options.span {
                Span::ThreeMonths => calendar(first_whole_month(first)),
                Span::ThreeTimes28 => weeks(3, first.saturating_add(83.days())),
                Span::Once28 => weeks(1, first.saturating_add(27.days())),
            },
        };
        let before = whole(&months_before);
        let reaches = first_day.is_some_and(|first| first <= before.1);
        if months_before.is_empty() || before.1 >= now.0 || !reaches {
            return Self {
                now,
                months,
                before: None,
                months_before: Vec::new(),
            };
        }
        Self {
            now,
            months,
            before: Some(before),
            months_before,
        }
    }
}

/// Months of 28 days, the last of which ends with `last`.
fn weeks(count: i64, last: Date) -> Vec<Days> {
    (0..count)
        .rev()
        .map(|back| {
            let end = last.saturating_sub((back * 28).days());
            (end.saturating_sub(27.days()), end)
        })
        .collect()
}

/// Three calendar months from the one that begins on `first`.
fn calendar(first: Date) -> Vec<Days> {
    (0..3)
        .map(|place: i64| {
            let first = first.saturating_add(place.months());
            (first, first.last_of_month())
        })
        .collect()
}

/// The first day of the first month of which no day is missing.
fn first_whole_month(first: Date) -> Date {
    if first == first.first_of_month() {
        first
    } else {
        first.first_of_month().saturating_add(1.month())
    }
}

fn whole(months: &[Days]) -> Days {
    match (months.first(), months.last()) {
        (Some(first), Some(last)) => (first.0, last.1),
        _ => (Date::MAX, Date::MAX),
    }
}
