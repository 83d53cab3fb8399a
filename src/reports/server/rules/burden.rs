//! Numbers about how much it weighs: the Canadian index, the IHS treatment goals, lost days.

use super::{
    features::{Verdict, is_strong},
    figure::{Figure, GoalLevel, Value},
    findings::{Findings, length, needed, three_months},
    rule::Rule,
};
use crate::attacks::model::{Pain, Severity};
use jiff::civil::Date;

/// The Canadian Monthly Index: mild days once, moderate days twice, severe days three times, per 30 days.
/// A day counts with its strongest pain. Days of which that is not known are left out; 80 % of the days
/// need it.
#[must_use]
pub fn canadian_index(findings: &Findings, span: (Date, Date)) -> Figure {
    let settings = findings.settings;
    let (_, of) = findings.answers(span);
    let (mut weighed, mut known, mut unsure) = (0_u32, 0_u32, 0_u32);
    for (_, finding) in findings.within(span) {
        let has_headache = finding.is_headache(settings) || finding.is_touched;
        match (has_headache, finding.peak.map(Pain::severity)) {
            (true, Some(severity)) => {
                known += 1;
                weighed += match severity {
                    Severity::Free => 0,
                    Severity::Mild => 1,
                    Severity::Moderate => 2,
                    Severity::Severe => 3,
                };
            }
            (true, None) => unsure += 1,
            (false, _) => known += u32::from(finding.is_answered),
        }
    }
    let needed = needed(of);
    Figure {
        rule: Rule::CanadianIndex,
        span,
        value: if known >= needed {
            // round(30 x weighed / known), in whole numbers.
            Value::Index((weighed * 60 + known) / (2 * known))
        } else {
            Value::NotEnough {
                answered: known,
                needed,
            }
        },
        unsure,
        days: findings.evidence(span, |finding| {
            (finding.is_headache(settings) || finding.is_touched) && finding.peak.is_some()
        }),
    }
}

/// The level of the IHS treatment goals of 2025 over the three months that end on `day`: migraine days, or
/// days with moderate or severe headache, a month.
#[must_use]
pub fn treatment_goal(findings: &Findings, day: Date) -> Figure {
    let settings = findings.settings;
    let span = three_months(day);
    let counts = |finding: &super::days::DayFinding| {
        finding.migraine(settings) == Verdict::Yes
            || (finding.is_touched && finding.peak.is_some_and(is_strong))
    };
    let mut figure = findings.days_figure(Rule::TreatmentGoal, span, counts, |finding| {
        finding.migraine(settings) == Verdict::Unknown && !counts(finding)
    });
    figure.value = match (findings.enough_answers(span), figure.value) {
        (Ok(answered), Value::Days(days)) => {
            let month = f64::from(length(span)) / 3.0;
            let rate = f64::from(days) / f64::from(answered) * month;
            Value::Goal(GoalLevel::of(rate), rate)
        }
        (Err(not_enough), _) => not_enough,
        (Ok(_), other) => other,
    };
    figure
}

/// Days on which, by the diary, at least half of work, household or social life was lost. For an attack of
/// several days the diary does not say which of them; each of its headache days counts. Not the MIDAS
/// score, which agrees with a diary only loosely. Unsure are headache days of which nobody said.
#[must_use]
pub fn lost_days(findings: &Findings, span: (Date, Date)) -> Figure {
    let settings = findings.settings;
    findings.days_figure(
        Rule::LostDays,
        span,
        |finding| finding.is_headache(settings) && finding.lost == Some(true),
        |finding| finding.is_headache(settings) && finding.lost.is_none(),
    )
}
