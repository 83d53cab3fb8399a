//! Counts of days and attacks in a span, and the rates made of them.
//!
//! A rate needs an answer on 80 % of the days (our convention) and is made of answered days alone, because
//! a day without an answer is not a day without headache.

use super::{
    features::Verdict,
    figure::{DayEvidence, Figure, Value},
    findings::{Findings, calendar_month, length, needed},
    rule::Rule,
};
use crate::reports::server::rules::facts::{Entry, EntryKind};
use jiff::{ToSpan, civil::Date};

/// Headache days by the definition in use.
#[must_use]
pub fn headache_days(findings: &Findings, span: (Date, Date)) -> Figure {
    let settings = findings.settings;
    findings.days_figure(
        settings.headache_rule(),
        span,
        |finding| finding.is_headache(settings),
        |_| false,
    )
}

/// Migraine days by definition A (Leiden); unsure are headache days without enough detail.
#[must_use]
pub fn migraine_days_a(findings: &Findings, span: (Date, Date)) -> Figure {
    findings.days_figure(
        Rule::MigraineDaysA,
        span,
        |finding| finding.migraine_a == Verdict::Yes,
        |finding| finding.migraine_a == Verdict::Unknown,
    )
}

/// Migraine days by definition B (trial style); unsure are headache days without enough detail.
#[must_use]
pub fn migraine_days_b(findings: &Findings, span: (Date, Date)) -> Figure {
    findings.days_figure(
        Rule::MigraineDaysB,
        span,
        |finding| finding.migraine_b == Verdict::Yes,
        |finding| finding.migraine_b == Verdict::Unknown,
    )
}

/// Days on which an aura began.
#[must_use]
pub fn aura_days(findings: &Findings, span: (Date, Date)) -> Figure {
    findings.days_figure(Rule::AuraDays, span, |finding| finding.has_aura, |_| false)
}

/// Days with any acute medicine.
#[must_use]
pub fn acute_medicine_days(findings: &Findings, span: (Date, Date)) -> Figure {
    findings.days_figure(
        Rule::AcuteMedicineDays,
        span,
        |finding| finding.has_acute_medicine,
        |_| false,
    )
}

/// Attacks that began in the span, after merging; a recurrence is no attack of its own.
#[must_use]
pub fn attacks(findings: &Findings, span: (Date, Date)) -> Figure {
    let last = span.1.min(findings.facts.today);
    let days: Vec<DayEvidence> = findings
        .episodes
        .iter()
        .filter(|episode| episode.recurrence_of.is_none())
        .filter(|episode| span.0 <= episode.first && episode.first <= last)
        .map(|episode| DayEvidence {
            day: episode.first,
            entries: episode
                .attacks
                .iter()
                .filter_map(|place| findings.facts.attacks.get(*place))
                .map(|attack| Entry::new(EntryKind::Attack, attack.id))
                .collect(),
        })
        .collect();
    Figure {
        rule: Rule::Attacks,
        span,
        value: Value::Count(u32::try_from(days.len()).unwrap_or(u32::MAX)),
        unsure: 0,
        days,
    }
}

/// Answered days of the span.
#[must_use]
pub fn completeness(findings: &Findings, span: (Date, Date)) -> Figure {
    let (answered, of) = findings.answers(span);
    Figure {
        rule: Rule::Completeness,
        span,
        value: Value::Share { answered, of },
        unsure: of.saturating_sub(answered),
        days: Vec::new(),
    }
}

/// Headache days per 28 days. The span has at least 28 days.
#[must_use]
pub fn monthly_rate_28(findings: &Findings, span: (Date, Date)) -> Figure {
    rate(
        findings,
        headache_days(findings, span),
        Rule::MonthlyRate28,
        28.0,
    )
}

/// Migraine days, by the definition in use, per 28 days. The span has at least 28 days.
#[must_use]
pub fn migraine_rate_28(findings: &Findings, span: (Date, Date)) -> Figure {
    rate(
        findings,
        migraine_days(findings, span),
        Rule::MigraineRate28,
        28.0,
    )
}

/// Migraine days by the definition in use.
#[must_use]
pub fn migraine_days(findings: &Findings, span: (Date, Date)) -> Figure {
    match findings.settings.migraine {
        super::settings::MigraineRule::A => migraine_days_a(findings, span),
        super::settings::MigraineRule::B => migraine_days_b(findings, span),
    }
}

/// Headache days per calendar month, over the whole calendar months in the span; the mean length of
/// these months stands for a month.
#[must_use]
pub fn monthly_rate_calendar(findings: &Findings, span: (Date, Date)) -> Figure {
    let whole = whole_months(span, findings.facts.today);
    let months = whole.len();
    let (Some(first), Some(last)) = (whole.first(), whole.last()) else {
        let mut figure = headache_days(findings, span);
        figure.rule = Rule::MonthlyRateCalendar;
        figure.value = Value::NotEnough {
            answered: findings.answers(span).0,
            needed: needed(length(calendar_month(span.0))),
        };
        return figure;
    };
    let span = (first.0, last.1);
    let mean = f64::from(length(span)) / f64::from(u32::try_from(months).unwrap_or(1));
    let figure = headache_days(findings, span);
    rate(findings, figure, Rule::MonthlyRateCalendar, mean)
}

/// The whole calendar months within a span that are over.
#[must_use]
pub fn whole_months(span: (Date, Date), today: Date) -> Vec<(Date, Date)> {
    let mut months = Vec::new();
    let mut first = span.0.first_of_month();
    if first < span.0 {
        first = first.saturating_add(1.month());
    }
    while first.last_of_month() <= span.1.min(today) {
        months.push(calendar_month(first));
        let next = first.saturating_add(1.month());
        if next <= first {
            break;
        }
        first = next;
    }
    months
}

/// Turns days into a rate, if the answers are enough and cover at least four weeks.
fn rate(findings: &Findings, mut figure: Figure, rule: Rule, days: f64) -> Figure {
    let counted = figure.days.len();
    figure.rule = rule;
    figure.value = match findings.enough_answers(figure.span) {
        Ok(answered) if length(figure.span) >= 28 => Value::Rate(
            f64::from(u32::try_from(counted).unwrap_or(u32::MAX)) / f64::from(answered) * days,
        ),
        Ok(answered) => Value::NotEnough {
            answered,
            needed: needed(28),
        },
        Err(not_enough) => not_enough,
    };
    figure
}
