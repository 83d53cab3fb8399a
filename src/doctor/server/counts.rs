//! The numbers of a span, as the rules of the reports count them.

use super::spans::Days;
use crate::{
    account::server::civil_day,
    doctor::model::{ClassDays, ClassLine, Figure, Line, Month, SpanFigures},
    medication::model::MedicineClass,
    reports::server::rules::{
        self, Findings, OveruseGroup, Rule, acute_medicine_days, attacks, aura_days, headache_days,
        migraine_days, migraine_days_a, migraine_days_b, overuse_days, thirty_days,
    },
};
use std::collections::BTreeSet;

/// Counts a span; the rules that counted are added to `used`.
pub(super) fn span_figures(
    findings: &Findings<'_>,
    span: Days,
    used: &mut BTreeSet<Rule>,
) -> SpanFigures {
    let (answered, days) = findings.answers(span);
    used.insert(Rule::Completeness);
    let is_enough = findings.enough_answers(span).is_ok();
    let figures = [
        (Line::Headache, headache_days(findings, span)),
        (Line::MigraineA, migraine_days_a(findings, span)),
        (Line::MigraineB, migraine_days_b(findings, span)),
        (Line::Attacks, attacks(findings, span)),
        (Line::Aura, aura_days(findings, span)),
        (Line::AcuteMedicine, acute_medicine_days(findings, span)),
    ]
    .map(|(line, figure)| {
        used.insert(figure.rule);
        let count = length(&figure);
        Figure {
            line,
            rule: figure.rule.code().to_owned(),
            count,
            unsure: figure.unsure,
            per_28: is_enough.then(|| f64::from(count) / f64::from(answered) * 28.0),
        }
    });
    SpanFigures {
        first: civil_day(span.0),
        last: civil_day(span.1),
        days,
        answered,
        needed: rules::needed(days),
        figures: figures.to_vec(),
    }
}

/// The counts of one month of a span.
pub(super) fn month(findings: &Findings<'_>, span: Days, is_now: bool) -> Month {
    let (answered, days) = findings.answers(span);
    Month {
        first: civil_day(span.0),
        last: civil_day(span.1),
        is_now,
        headache: length(&headache_days(findings, span)),
        migraine: length(&migraine_days(findings, span)),
        medicine: length(&acute_medicine_days(findings, span)),
        days,
        answered,
    }
}

/// Days with medicines of each class that was taken in either span.
pub(super) fn class_days(
    findings: &Findings<'_>,
    now: Days,
    months: &[Days],
    before: Option<Days>,
    used: &mut BTreeSet<Rule>,
) -> Vec<ClassDays> {
    let mut lines = Vec::new();
    for group in OveruseGroup::ALL {
        let count = |span: Days| length(&overuse_days(findings, group, span));
        let threshold = group.threshold();
        let line = ClassDays {
            class: class_line(group),
            rule: group.rule().code().to_owned(),
            threshold: Some(threshold),
            now: count(now),
            before: before.map(count),
            most_in_30: most_in_30(now, count),
            months_over: at_or_above(months, threshold, count),
        };
        // The sum of several classes says nothing new where there is only one.
        let several = lines.len() > 1;
        let is_worth_a_line = group != OveruseGroup::Mixed || several;
        if is_worth_a_line && (line.now > 0 || line.before.is_some_and(|days| days > 0)) {
            used.insert(group.rule());
            lines.push(line);
        }
    }
    let others = [
        (ClassLine::Gepant, &[MedicineClass::Gepant][..]),
        (ClassLine::Antiemetic, &[MedicineClass::Antiemetic][..]),
        (
            ClassLine::Other,
            &[MedicineClass::Unknown, MedicineClass::OtherAcute][..],
        ),
    ];
    for (class, classes) in others {
        let count = |span: Days| {
            findings.count(span, |day| {
                classes.iter().any(|class| day.classes.contains(*class))
            })
        };
        let line = ClassDays {
            class,
            rule: Rule::AcuteMedicineDays.code().to_owned(),
            threshold: None,
            now: count(now),
            before: before.map(count),
            most_in_30: most_in_30(now, count),
            months_over: 0,
        };
        if line.now > 0 || line.before.is_some_and(|days| days > 0) {
            lines.push(line);
        }
    }
    lines
}

const fn class_line(group: OveruseGroup) -> ClassLine {
    match group {
        OveruseGroup::Triptan => ClassLine::Triptan,
        OveruseGroup::Ergot => ClassLine::Ergot,
        OveruseGroup::Opioid => ClassLine::Opioid,
        OveruseGroup::Combination => ClassLine::Combination,
        OveruseGroup::Analgesic => ClassLine::Analgesic,
        OveruseGroup::Ditan => ClassLine::Ditan,
        OveruseGroup::Mixed => ClassLine::Mixed,
    }
}

fn length(figure: &rules::Figure) -> u32 {
    u32::try_from(figure.days.len()).unwrap_or(u32::MAX)
}

/// The most days in any 30 that end within the span.
fn most_in_30(span: Days, count: impl Fn(Days) -> u32) -> u32 {
    let days = span.0.series(jiff::ToSpan::days(1));
    days.take_while(|day| *day <= span.1)
        .map(|day| count(thirty_days(day)))
        .max()
        .unwrap_or(0)
}

fn at_or_above(months: &[Days], threshold: u32, count: impl Fn(Days) -> u32) -> u32 {
    let over = months.iter().filter(|month| count(**month) >= threshold);
    u32::try_from(over.count()).unwrap_or(u32::MAX)
}
