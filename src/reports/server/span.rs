//! Which days an address asks for.

use super::rules;
use crate::{
    account::server::civil_day,
    reports::model::{SpanChoice, SpanFault, SpanQuery, SpanView},
};
use jiff::{ToSpan, civil::Date};

/// The span that an address asks for: its days, and how the page shows it. What cannot be understood
/// becomes the page's `own` choice, with the fault beside it.
#[must_use]
pub fn span_of(query: &SpanQuery, own: SpanChoice, today: Date) -> ((Date, Date), SpanView) {
    let choice = SpanChoice::parse(&query.span).unwrap_or(own);
    let (choice, span, fault) = match choice {
        SpanChoice::Custom => match custom(query, today) {
            Ok(span) => (choice, span, None),
            Err(fault) => (own, fixed(own, today), Some(fault)),
        },
        choice => (choice, fixed(choice, today), None),
    };
    let typed = if query.from.is_empty() && query.to.is_empty() {
        (span.0.to_string(), span.1.to_string())
    } else {
        (query.from.clone(), query.to.clone())
    };
    let view = SpanView {
        choice,
        first: civil_day(span.0),
        last: civil_day(span.1),
        days: rules::length(span),
        typed,
        fault,
    };
    (span, view)
}

/// The query of an address that asks for these days.
#[must_use]
pub fn query_of(span: (Date, Date)) -> String {
    format!("span=custom&from={}&to={}", span.0, span.1)
}

fn fixed(choice: SpanChoice, today: Date) -> (Date, Date) {
    let back = |days: i32| today.saturating_sub(days.days());
    let after = |months: i32| {
        let before = today.saturating_sub(months.months());
        before.saturating_add(1.day()).min(today)
    };
    match choice {
        SpanChoice::ThisMonth => (today.first_of_month(), today),
        SpanChoice::LastMonth => {
            let last = today.first_of_month().saturating_sub(1.day());
            (last.first_of_month(), last)
        }
        SpanChoice::Days28 => (back(27), today),
        SpanChoice::Days30 | SpanChoice::Custom => (back(29), today),
        SpanChoice::Months3 => (after(3), today),
        SpanChoice::Months12 => (after(12), today),
    }
}

fn custom(query: &SpanQuery, today: Date) -> Result<(Date, Date), SpanFault> {
    let read = |text: &str| text.trim().parse::<Date>();
    let first = read(&query.from).map_err(|_| SpanFault::FromUnreadable)?;
    let last = read(&query.to).map_err(|_| SpanFault::ToUnreadable)?;
    if first > last {
        return Err(SpanFault::Reversed);
    }
    if first > today {
        return Err(SpanFault::Future);
    }
    let span = (first, last.min(today));
    if rules::length(span) > SpanView::MOST_DAYS {
        return Err(SpanFault::TooLong);
    }
    Ok(span)
}
