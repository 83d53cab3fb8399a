//! One month and one year of the calendar.

use super::{
    diary::Diary,
    rules::{self, DayFinding, Findings, MigraineRule, OveruseGroup, Settings, Verdict},
};
use crate::{
    account::server::{Visit, civil_day},
    attacks::model::Pain,
    medication::model::MedicineClass,
    reports::model::{
        DayMark, DayOfMonth, MigraineDefinition, MonthOfYear, MonthView, YearDayView, YearView,
    },
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use std::collections::BTreeSet;

/// The month in which `first` lies.
#[must_use]
pub fn month_view(diary: &Diary, visit: &Visit, first: Date) -> MonthView {
    let reading = diary.reading(visit.today(), visit.now);
    let facts = reading.facts();
    let findings = reading.findings(Settings::of(diary.profile.as_ref()));
    let (settings, today) = (findings.settings, facts.today);
    let month = rules::calendar_month(first);
    let periods: BTreeSet<Date> = facts.period_starts.iter().map(|(day, _)| *day).collect();
    let unknown = DayFinding::default();
    let days = days_of(month)
        .map(|day| {
            let found = findings.days.get(&day).unwrap_or(&unknown);
            DayOfMonth {
                day: civil_day(day),
                mark: mark(found, settings),
                severity: found.peak.map(Pain::severity),
                attacks: found.attacks_begun,
                medicine: found.has_acute_medicine,
                migraine: found.migraine(settings) == Verdict::Yes,
                aura: found.has_aura,
                period: periods.contains(&day),
                is_today: day == today,
                is_future: day > today,
            }
        })
        .collect();
    let taken = |group| {
        let figure = rules::overuse_days(&findings, group, month);
        u32::try_from(figure.days.len()).unwrap_or(u32::MAX)
    };
    let sums = sums(&findings, month);
    let next = month.1.tomorrow();
    let has_next = next.as_ref().is_ok_and(|next| *next <= today);
    let name = |day: Result<Date, jiff::Error>| {
        day.map(|day| civil_day(day).iso_month())
            .unwrap_or_default()
    };
    MonthView {
        first: civil_day(month.0),
        last: civil_day(month.1.min(today).max(month.0)),
        days,
        headache_rule: settings.headache_rule().code().to_owned(),
        migraine_rule: settings.migraine_rule().code().to_owned(),
        definition: definition(settings),
        headache_days: sums.headache_days,
        short_days: findings.count(month, |found| {
            found.is_touched && !found.is_headache(settings)
        }),
        migraine_days: sums.migraine_days,
        unsure_migraine_days: findings
            .count(month, |found| found.migraine(settings) == Verdict::Unknown),
        attacks: sums.attacks,
        medicine_days: sums.medicine_days,
        triptan_days: taken(OveruseGroup::Triptan),
        simple_days: taken(OveruseGroup::Analgesic),
        unknown_medicine_days: findings.count(month, |found| {
            found.classes.contains(MedicineClass::Unknown)
        }),
        clear_days: sums.clear_days,
        unknown_days: sums.unknown_days,
        previous: name(month.0.yesterday()),
        next: if has_next { name(next) } else { String::new() },
        unreadable: diary.unreadable,
    }
}

/// A year with its twelve months.
#[must_use]
pub fn year_view(diary: &Diary, visit: &Visit, year: i16) -> YearView {
    let reading = diary.reading(visit.today(), visit.now);
    let facts = reading.facts();
    let findings = reading.findings(Settings::of(diary.profile.as_ref()));
    let (settings, today) = (findings.settings, facts.today);
    let months = (1..=12)
        .map(|month| {
            let month = rules::calendar_month(date(year, month, 1));
            let sums = sums(&findings, month);
            MonthOfYear {
                first: civil_day(month.0),
                days: days_of(month)
                    .map(|day| year_day(findings.days.get(&day), settings, day > today))
                    .collect(),
                is_future: month.0 > today,
                ..sums
            }
        })
        .collect();
    YearView {
        year,
        months,
        definition: definition(settings),
        has_previous: facts.first_day.is_some_and(|day| day.year() < year),
        has_next: year < today.year(),
        unreadable: diary.unreadable,
    }
}

/// Which definition of a migraine day is in use.
pub(super) const fn definition(settings: Settings) -> MigraineDefinition {
    match settings.migraine {
        MigraineRule::A => MigraineDefinition::A,
        MigraineRule::B => MigraineDefinition::B,
    }
}

fn year_day(found: Option<&DayFinding>, settings: Settings, is_future: bool) -> YearDayView {
    YearDayView {
        mark: found.map_or(DayMark::Unknown, |found| mark(found, settings)),
        severity: found.and_then(|found| found.peak).map(Pain::severity),
        medicine: found.is_some_and(|found| found.has_acute_medicine),
        is_future,
    }
}

/// The counts of a month, up to today.
fn sums(findings: &Findings<'_>, month: (Date, Date)) -> MonthOfYear {
    let settings = findings.settings;
    let mut sums = MonthOfYear {
        first: civil_day(month.0),
        days: Vec::new(),
        headache_days: 0,
        migraine_days: 0,
        attacks: attacks(findings, month),
        medicine_days: 0,
        clear_days: 0,
        unknown_days: rules::length((month.0, month.1.min(findings.facts.today))),
        is_future: false,
    };
    for (_, found) in findings.within(month) {
        sums.headache_days += u32::from(found.is_headache(settings));
        sums.migraine_days += u32::from(found.migraine(settings) == Verdict::Yes);
        sums.medicine_days += u32::from(found.has_acute_medicine);
        match mark(found, settings) {
            DayMark::Clear => sums.clear_days += 1,
            DayMark::Unknown => continue,
            DayMark::Headache => {}
        }
        sums.unknown_days = sums.unknown_days.saturating_sub(1);
    }
    sums
}

/// Attacks that began in a month, after merging; a recurrence is no attack of its own.
fn attacks(findings: &Findings<'_>, month: (Date, Date)) -> u32 {
    let begun = findings.episodes.iter().filter(|episode| {
        episode.recurrence_of.is_none() && (month.0..=month.1).contains(&episode.first)
    });
    u32::try_from(begun.count()).unwrap_or(u32::MAX)
}

/// A headache outweighs a "clear" of the same day; silence is neither.
fn mark(found: &DayFinding, settings: Settings) -> DayMark {
    if found.is_touched || found.is_headache(settings) {
        DayMark::Headache
    } else if found.is_clear {
        DayMark::Clear
    } else {
        DayMark::Unknown
    }
}

fn days_of(month: (Date, Date)) -> impl Iterator<Item = Date> {
    month
        .0
        .series(1.day())
        .take_while(move |day| *day <= month.1)
}
