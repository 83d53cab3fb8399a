//! One month of the calendar.

use super::{
    counts::{Answer, DayFacts, facts_by_day, month_counts},
    diary::Diary,
};
use crate::{
    account::server::{Visit, civil_day},
    attacks::model::Pain,
    reports::model::{DayMark, DayOfMonth, MonthView},
};
use jiff::{ToSpan, civil::Date};

/// The month in which `first` lies.
#[must_use]
pub fn month_view(diary: &Diary, visit: &Visit, first: Date) -> MonthView {
    let today = visit.today();
    let first = first.first_of_month();
    let facts = facts_by_day(diary, today, visit.now);
    let counts = month_counts(&facts, first, today);
    let unknown = DayFacts::default();
    let days = first
        .series(1.day())
        .take_while(|day| day.month() == first.month() && day.year() == first.year())
        .map(|day| {
            let facts = facts.get(&day).unwrap_or(&unknown);
            DayOfMonth {
                day: civil_day(day),
                mark: match facts.answer() {
                    Answer::Headache => DayMark::Headache,
                    Answer::Clear => DayMark::Clear,
                    Answer::Unknown => DayMark::Unknown,
                },
                severity: facts.peak.map(Pain::severity),
                attacks: facts.attacks_begun,
                medicine: facts.medicine,
                is_today: day == today,
                is_future: day > today,
            }
        })
        .collect();
    let month_of = |day: Result<Date, jiff::Error>| {
        day.map(|day| civil_day(day).iso_month())
            .unwrap_or_default()
    };
    let next = first.last_of_month().tomorrow();
    let has_next = next.as_ref().is_ok_and(|next| *next <= today);
    MonthView {
        first: civil_day(first),
        days,
        headache_days: counts.headache_days,
        attacks: counts.attacks,
        medicine_days: counts.medicine_days,
        clear_days: counts.clear_days,
        unknown_days: counts.unknown_days,
        previous: month_of(first.yesterday()),
        next: if has_next {
            month_of(next)
        } else {
            String::new()
        },
        unreadable: diary.unreadable,
    }
}
