//! One calendar month after the other, to lay them side by side.

use super::{
    features::Verdict,
    findings::{Findings, calendar_month, needed},
    overuse::OveruseGroup,
};
use crate::attacks::model::Pain;
use jiff::{ToSpan, civil::Date};

/// What a calendar month comes to, up to today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthFigures {
    /// The first of the month.
    pub first: Date,
    /// Headache days by the definition in use.
    pub headache_days: u32,
    /// Migraine days by the definition in use.
    pub migraine_days: u32,
    /// Headache days of which the diary does not say enough to tell whether they are migraine days.
    pub unsure_migraine_days: u32,
    /// Days with moderate or severe headache.
    pub strong_days: u32,
    /// Attacks begun, after merging.
    pub attacks: u32,
    /// Days with acute medicine.
    pub acute_medicine_days: u32,
    /// Days with intake per group of ICHD-3 8.2; groups of which nothing was taken are left out.
    pub medicine_days: Vec<(OveruseGroup, u32)>,
    /// Confirmed clear days without headache.
    pub clear_days: u32,
    /// Days with an answer.
    pub answered: u32,
    /// Days that could have one.
    pub of: u32,
    /// Whether the answers are enough to compare this month with another.
    pub is_comparable: bool,
    /// The strongest pain.
    pub peak: Option<Pain>,
}

/// The month of `day`.
#[must_use]
pub fn month_figures(findings: &Findings, day: Date) -> MonthFigures {
    let settings = findings.settings;
    let span = calendar_month(day);
    let (answered, of) = findings.answers(span);
    let attacks = findings.episodes.iter().filter(|episode| {
        episode.recurrence_of.is_none() && (span.0..=span.1).contains(&episode.first)
    });
    MonthFigures {
        first: span.0,
        headache_days: findings.count(span, |found| found.is_headache(settings)),
        migraine_days: findings.count(span, |found| found.migraine(settings) == Verdict::Yes),
        unsure_migraine_days: findings
            .count(span, |found| found.migraine(settings) == Verdict::Unknown),
        strong_days: findings.count(span, |found| {
            found.is_touched && found.peak.is_some_and(super::features::is_strong)
        }),
        attacks: u32::try_from(attacks.count()).unwrap_or(u32::MAX),
        acute_medicine_days: findings.count(span, |found| found.has_acute_medicine),
        medicine_days: OveruseGroup::SINGLE
            .into_iter()
            .map(|group| {
                let days = findings.count(span, |found| group.counts(found.classes));
                (group, days)
            })
            .filter(|(_, days)| *days > 0)
            .collect(),
        clear_days: findings.count(span, |found| {
            found.is_clear && !found.is_touched && !found.is_headache(settings)
        }),
        answered,
        of,
        is_comparable: answered >= needed(of),
        peak: findings
            .within(span)
            .map(|(_, found)| found.peak)
            .fold(None, super::facts::higher),
    }
}

/// So many months up to that of `day`, the earliest first.
#[must_use]
pub fn months(findings: &Findings, day: Date, count: u32) -> Vec<MonthFigures> {
    let present = day.first_of_month();
    (0..i64::from(count))
        .rev()
        .map(|back| month_figures(findings, present.saturating_sub(back.months())))
        .collect()
}
