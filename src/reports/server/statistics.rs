//! The attacks of a span counted by kind, by what was noticed, and by time.
//!
//! Durations are elapsed hours of the attacks of which the end is known; the others are counted as
//! attacks and add no time. What was not said is counted as not said.

use super::{diary::Diary, span::span_of};
use crate::{
    account::server::{Visit, civil_day},
    attacks::server::Attack,
    reports::model::{Amount, DurationView, SpanChoice, SpanQuery, StatisticsView},
};
use jiff::civil::Date;
use std::{cmp::Reverse, collections::BTreeMap};

/// The statistics of the span that an address asks for; the last 30 days when it asks for none.
#[must_use]
pub fn statistics_view(diary: &Diary, visit: &Visit, query: &SpanQuery) -> StatisticsView {
    let (span, view) = span_of(query, SpanChoice::Days30, visit.today());
    let attacks: Vec<(Date, i8, &Attack)> = diary
        .attacks
        .iter()
        .map(|stored| &stored.value.attack)
        .map(|attack| {
            let onset = attack.onset.to_zoned(attack.time_zone());
            (onset.date(), onset.hour(), attack)
        })
        .filter(|(day, ..)| (span.0..=span.1).contains(day))
        .collect();
    let mut quarters = [0; 4];
    for (_, hour, _) in &attacks {
        quarters[usize::from(hour.unsigned_abs() / 6).min(3)] += 1;
    }
    let mut days = amounts(attacks.iter().map(|(day, ..)| *day));
    days.sort_by_key(|amount| Reverse(amount.of));
    StatisticsView {
        span: view,
        attacks: count(attacks.len()),
        kinds: amounts(attacks.iter().map(|(.., attack)| attack.details.incident)),
        circumstances: amounts(
            attacks
                .iter()
                .flat_map(|(.., attack)| attack.details.circumstances.iter().copied()),
        ),
        signs: amounts(
            attacks
                .iter()
                .flat_map(|(.., attack)| attack.details.early_signs.iter().copied()),
        ),
        days: days
            .into_iter()
            .map(|amount| Amount {
                of: civil_day(amount.of),
                attacks: amount.attacks,
            })
            .collect(),
        quarters,
        duration: duration(attacks.iter().map(|(.., attack)| *attack)),
        unreadable: diary.unreadable,
    }
}

/// How often each value is there, the most frequent first.
fn amounts<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Vec<Amount<T>> {
    let mut found: BTreeMap<T, u32> = BTreeMap::new();
    for value in values {
        *found.entry(value).or_default() += 1;
    }
    let mut amounts: Vec<_> = found
        .into_iter()
        .map(|(of, attacks)| Amount { of, attacks })
        .collect();
    amounts.sort_by_key(|amount| Reverse(amount.attacks));
    amounts
}

fn duration<'a>(attacks: impl Iterator<Item = &'a Attack>) -> DurationView {
    let (mut known, mut seconds) = (0_u32, 0.0);
    for attack in attacks {
        if let Some(end) = attack.end() {
            known += 1;
            seconds += end.duration_since(attack.onset).as_secs_f64();
        }
    }
    let total_hours = seconds / 3_600.0;
    DurationView {
        attacks: known,
        total_hours,
        average_hours: if known == 0 {
            0.0
        } else {
            total_hours / f64::from(known)
        },
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
