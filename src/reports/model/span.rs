//! Spans of days that a page looks at.

use crate::{
    attacks::model::{UnknownCode, choices},
    i18n::dates::CivilDay,
};
use serde::{Deserialize, Serialize};

choices! {
    /// A span of days, ending today at the latest.
    SpanChoice {
        /// From the first of this month.
        ThisMonth = "this_month",
        /// The calendar month before this one.
        LastMonth = "last_month",
        /// Today and the 27 days before, as trials count.
        Days28 = "28_days",
        /// Today and the 29 days before.
        Days30 = "30_days",
        /// Today and the days back to the day after the same day three months ago.
        Months3 = "3_months",
        /// The same with twelve months.
        Months12 = "12_months",
        /// From one day to another.
        Custom = "custom",
    }
}

/// What an address asks for, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanQuery {
    /// The code of a [`SpanChoice`]; empty for the page's own.
    pub span: String,
    /// First day of a custom span, `2026-11-20`.
    pub from: String,
    /// Its last day.
    pub to: String,
}

/// Why a custom span was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SpanFault {
    /// The first day is no date.
    FromUnreadable,
    /// The last day is no date.
    ToUnreadable,
    /// The first day comes after the last.
    Reversed,
    /// The first day is still to come.
    Future,
    /// More than [`SpanView::MOST_DAYS`] days.
    TooLong,
}

/// The span that a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanView {
    /// Which one.
    pub choice: SpanChoice,
    /// The first day.
    pub first: CivilDay,
    /// The last day, never after today.
    pub last: CivilDay,
    /// How many days that are.
    pub days: u32,
    /// What was typed, for the form.
    pub typed: (String, String),
    /// Why that was not understood; the span is then the page's own.
    pub fault: Option<SpanFault>,
}

impl SpanView {
    /// Most days of a span: ten years and a day.
    pub const MOST_DAYS: u32 = 3_654;

    /// The query of an address that asks for this span.
    #[must_use]
    pub fn query(&self) -> String {
        match self.choice {
            SpanChoice::Custom => format!(
                "span=custom&from={}&to={}",
                self.first.iso(),
                self.last.iso()
            ),
            choice => format!("span={}", choice.code()),
        }
    }
}
