//! How attacks and periods go together, as a probability.
//!
//! The window has five days: two before the period and its first three (ICHD-3 A1.1.1: day 1 +/- 2, that is
//! -2 to +3 without a day 0). "In two of three cycles" happens by chance to anybody with frequent attacks
//! (J Headache Pain 2019, s10194-019-1035-7), so a probability is shown and no label.
//!
//! Counted are the days at risk: days with an answer on which no earlier attack was still going on. If
//! attacks began equally often on every such day, each attack would fall into the window with the chance
//! w / (w + o), where w and o are the days at risk inside and outside. With k of n attacks inside, that share
//! has the posterior Beta(k + 1/2, n - k + 1/2) (Jeffreys). The probability shown is that of a share above
//! chance; the ratio of rates is odds(share) / odds(chance), with its 95 % interval.

use super::{
    beta::{cumulative, quantile},
    facts::{Entry, EntryKind},
    figure::{DayEvidence, Figure, Relation, Value},
    findings::Findings,
    rule::Rule,
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// Cycles that are needed before anything is said.
const CYCLES: u32 = 3;

/// A start within so many days of the one before is the same period, told twice (our convention).
const SAME_PERIOD: i32 = 10;

/// Days before the first day of the period that belong to the window, and days after it.
const BEFORE: i64 = 2;
const AFTER: i64 = 2;

/// How attacks and periods go together in a span.
#[must_use]
pub fn menstrual_relation(findings: &Findings, span: (Date, Date)) -> Figure {
    let facts = findings.facts;
    let span_end = span.1.min(facts.today);
    let starts = starts(&facts.period_starts, span, span_end);
    let window: BTreeSet<Date> = starts
        .iter()
        .flat_map(|start| (-BEFORE..=AFTER).map(|offset| start.saturating_add(offset.days())))
        .collect();
    let cycles = u32::try_from(starts.len()).unwrap_or(u32::MAX);
    let mut figure = Figure {
        rule: Rule::MenstrualRelation,
        span,
        value: Value::NotEnough {
            answered: cycles,
            needed: CYCLES,
        },
        unsure: 0,
        days: Vec::new(),
    };
    // Before the first window and after the last cycle nobody knows where in the cycle a day lies.
    let (Some(first), Some(last)) = (starts.first(), starts.last()) else {
        return figure;
    };
    let known = (
        first.saturating_sub(BEFORE.days()).max(span.0),
        last.saturating_add(AFTER.days()).min(span_end),
    );
    let onsets = onsets(findings, known);
    let at_risk = |day: &Date| onsets.begun.contains_key(day) || !onsets.busy.contains(day);
    let (mut inside, mut outside) = (0.0, 0.0);
    for (day, finding) in findings.within(known) {
        if finding.is_answered && at_risk(&day) {
            *(if window.contains(&day) {
                &mut inside
            } else {
                &mut outside
            }) += 1.0;
        }
    }
    let (mut hits, mut all) = (0.0, 0.0);
    for (day, entries) in &onsets.begun {
        all += 1.0;
        if window.contains(day) {
            hits += 1.0;
            figure.days.push(DayEvidence {
                day: *day,
                entries: entries.as_slice().into(),
            });
        }
    }
    if cycles < CYCLES || inside == 0.0 || outside == 0.0 {
        return figure;
    }
    let (a, b) = (hits + 0.5, all - hits + 0.5);
    let chance = inside / (inside + outside);
    let ratio = |share: f64| share / (1.0 - share) * outside / inside;
    let with = starts.iter().filter(|start| {
        (-BEFORE..=AFTER).any(|offset| {
            onsets
                .begun
                .contains_key(&start.saturating_add(offset.days()))
        })
    });
    figure.value = Value::Relation(Relation {
        probability: 1.0 - cumulative(chance, a, b),
        ratio: ratio(quantile(0.5, a, b)),
        interval: (ratio(quantile(0.025, a, b)), ratio(quantile(0.975, a, b))),
        cycles,
        cycles_with: u32::try_from(with.count()).unwrap_or(u32::MAX),
    });
    figure
}

/// First days of periods in the span, each period once.
fn starts(
    told: &[(Date, crate::platform::ids::RecordId)],
    span: (Date, Date),
    last: Date,
) -> Vec<Date> {
    let mut starts: Vec<Date> = Vec::new();
    for (day, _) in told {
        let is_same = starts.last().is_some_and(|before| {
            before.until(*day).map_or(0, |between| between.get_days()) < SAME_PERIOD
        });
        if (span.0..=last).contains(day) && !is_same {
            starts.push(*day);
        }
    }
    starts
}

/// Days on which attacks began, and days on which one that began earlier went on.
struct Onsets {
    begun: std::collections::BTreeMap<Date, Vec<Entry>>,
    busy: BTreeSet<Date>,
}

fn onsets(findings: &Findings, known: (Date, Date)) -> Onsets {
    let mut onsets = Onsets {
        begun: std::collections::BTreeMap::new(),
        busy: BTreeSet::new(),
    };
    for episode in findings.episodes.iter() {
        let (first, last) = (episode.first, episode.last.min(known.1));
        let is_own = episode.recurrence_of.is_none();
        if is_own && (known.0..=known.1).contains(&first) {
            onsets.begun.entry(first).or_default().extend(
                episode
                    .attacks
                    .iter()
                    .filter_map(|place| findings.facts.attacks.get(*place))
                    .map(|attack| Entry::new(EntryKind::Attack, attack.id)),
            );
        }
        let from = if is_own {
            first.saturating_add(1.day())
        } else {
            first
        };
        let mut day = from.max(known.0);
        while day <= last {
            onsets.busy.insert(day);
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
    }
    onsets
}
