//! A span day by day, and the twelve months up to its end.

use super::{
    diary::Diary,
    month::definition,
    rules::{self, Facts, Findings, Settings, Verdict},
    span::span_of,
    timeline_days::days_of_span,
};
use crate::{
    account::server::{Visit, civil_day},
    medication::model::MedicineClass,
    reports::model::{
        HoursOfDay, MonthCount, SpanChoice, SpanQuery, TimelineEvent, TimelineEventKind,
        TimelineView,
    },
};
use jiff::{ToSpan, civil::Date};
use std::{cmp::Reverse, collections::BTreeMap};

/// Months of the charts.
const MONTHS: i32 = 12;

/// Classes of medicine that a chart tells apart.
const MOST_CLASSES: usize = 5;

/// The timeline of the span that an address asks for; the last 28 days when it asks for none.
#[must_use]
pub fn timeline_view(diary: &Diary, visit: &Visit, query: &SpanQuery) -> TimelineView {
    let reading = diary.reading(visit.today(), visit.now);
    let facts = reading.facts();
    let findings = reading.findings(Settings::of(diary.profile.as_ref()));
    let (span, view) = span_of(query, SpanChoice::Days28, facts.today);
    let mut days = days_of_span(diary, facts, span);
    let all = days.len();
    days.retain(|day| {
        let is_clear = |event: &TimelineEvent| event.kind == TimelineEventKind::Clear;
        !day.events.iter().all(is_clear)
    });
    let clear_days = u32::try_from(all - days.len()).unwrap_or(u32::MAX);
    let left_out = days.len().saturating_sub(TimelineView::MOST_DAYS);
    days.truncate(TimelineView::MOST_DAYS);
    let months: Vec<(Date, Date)> = (0..MONTHS)
        .rev()
        .map(|back| rules::calendar_month(span.1.first_of_month().saturating_sub(back.months())))
        .collect();
    let classes = classes(&findings, &months);
    TimelineView {
        span: view,
        days,
        clear_days,
        left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
        months: months
            .iter()
            .map(|month| month_count(&findings, *month, &classes))
            .collect(),
        classes,
        onsets: onsets(facts, span),
        definition: definition(findings.settings),
        unreadable: diary.unreadable,
    }
}

/// The classes taken in the months, by days, the most frequent first.
fn classes(findings: &Findings<'_>, months: &[(Date, Date)]) -> Vec<MedicineClass> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Vec::new();
    };
    let mut days: BTreeMap<MedicineClass, u32> = BTreeMap::new();
    for (_, found) in findings.within((first.0, last.1)) {
        for class in found.classes.iter() {
            *days.entry(class).or_default() += 1;
        }
    }
    let mut classes: Vec<_> = days.into_iter().collect();
    classes.sort_by_key(|(_, days)| Reverse(*days));
    classes.truncate(MOST_CLASSES);
    classes.into_iter().map(|(class, _)| class).collect()
}

fn month_count(
    findings: &Findings<'_>,
    month: (Date, Date),
    classes: &[MedicineClass],
) -> MonthCount {
    let settings = findings.settings;
    let known = findings
        .facts
        .first_day
        .is_some_and(|first| first <= month.1);
    let mut count = (0, 0, 0);
    let mut class_days = vec![0; classes.len()];
    for (_, found) in findings.within(month) {
        count.0 += found.attacks_begun;
        count.1 += u32::from(found.is_headache(settings));
        count.2 += u32::from(found.migraine(settings) == Verdict::Yes);
        for (days, class) in class_days.iter_mut().zip(classes) {
            *days += u32::from(found.classes.contains(*class));
        }
    }
    MonthCount {
        first: civil_day(month.0),
        attacks: known.then_some(count.0),
        headache_days: known.then_some(count.1),
        migraine_days: known.then_some(count.2),
        class_days: class_days
            .into_iter()
            .map(|days| known.then_some(days))
            .collect(),
    }
}

/// When attacks of the span began, in the zones in which they were logged.
fn onsets(facts: &Facts, span: (Date, Date)) -> HoursOfDay {
    let mut onsets = HoursOfDay {
        hours: vec![0; 24],
        weekdays: vec![0; 7],
    };
    for attack in &facts.attacks {
        if (span.0..=span.1).contains(&attack.first) {
            let onset = attack.zone.to_datetime(attack.onset);
            let weekday = onset.weekday().to_monday_zero_offset();
            onsets.hours[usize::from(onset.hour().unsigned_abs()).min(23)] += 1;
            onsets.weekdays[usize::from(weekday.unsigned_abs()).min(6)] += 1;
        }
    }
    onsets
}
