//! Spans: what each choice means on a given day, and what is refused.

use super::span::{query_of, span_of};
use crate::reports::model::{SpanChoice, SpanFault, SpanQuery};
use jiff::civil::{Date, date};

fn asked(span: &str, from: &str, to: &str) -> SpanQuery {
    SpanQuery {
        span: span.into(),
        from: from.into(),
        to: to.into(),
    }
}

fn days(span: &str, today: Date) -> (Date, Date) {
    span_of(&asked(span, "", ""), SpanChoice::ThisMonth, today).0
}

#[test]
fn choices_mean_what_they_say() {
    let today = date(2026, 11, 20);
    for (code, span, length) in [
        ("this_month", (date(2026, 11, 1), today), 20),
        ("last_month", (date(2026, 10, 1), date(2026, 10, 31)), 31),
        ("28_days", (date(2026, 10, 24), today), 28),
        ("30_days", (date(2026, 10, 22), today), 30),
        ("3_months", (date(2026, 8, 21), today), 92),
        ("12_months", (date(2025, 11, 21), today), 365),
        ("", (date(2026, 11, 1), today), 20),
        ("nonsense", (date(2026, 11, 1), today), 20),
    ] {
        assert_eq!(days(code, today), span, "{code}");
        let view = span_of(&asked(code, "", ""), SpanChoice::ThisMonth, today).1;
        assert_eq!((view.days, view.fault), (length, None), "{code}");
    }
}

#[test]
fn ends_of_months_and_years_are_safe() {
    assert_eq!(
        days("3_months", date(2024, 5, 31)),
        (date(2024, 3, 1), date(2024, 5, 31))
    );
    assert_eq!(
        days("last_month", date(2026, 1, 31)),
        (date(2025, 12, 1), date(2025, 12, 31))
    );
    assert_eq!(
        days("12_months", date(2024, 2, 29)),
        (date(2023, 3, 1), date(2024, 2, 29))
    );
    for code in ["last_month", "28_days", "12_months"] {
        let (first, last) = days(code, Date::MIN);
        assert!(first <= last, "{code}");
    }
}

#[test]
fn a_custom_span_ends_today_at_the_latest() {
    let today = date(2026, 11, 20);
    let query = asked("custom", "2026-01-05", "2027-01-01");
    let (span, view) = span_of(&query, SpanChoice::ThisMonth, today);
    assert_eq!(span, (date(2026, 1, 5), today));
    assert_eq!(view.query(), query_of(span));
    assert_eq!(view.choice, SpanChoice::Custom);
}

#[test]
fn what_is_refused_keeps_its_text_and_says_why() {
    let today = date(2026, 11, 20);
    for (from, to, fault) in [
        ("yesterday", "2026-11-01", SpanFault::FromUnreadable),
        ("2026-02-30", "2026-11-01", SpanFault::FromUnreadable),
        ("2026-11-01", "", SpanFault::ToUnreadable),
        ("2026-11-02", "2026-11-01", SpanFault::Reversed),
        ("2026-11-21", "2026-11-22", SpanFault::Future),
        ("2016-11-17", "2026-11-20", SpanFault::TooLong),
    ] {
        let (span, view) = span_of(&asked("custom", from, to), SpanChoice::Days30, today);
        assert_eq!(view.fault, Some(fault), "{from} {to}");
        assert_eq!(view.typed, (from.to_owned(), to.to_owned()));
        assert_eq!(span, days("30_days", today));
    }
}
