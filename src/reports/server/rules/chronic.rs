//! The picture of chronic migraine (ICHD-3 1.3). It is a picture to discuss, never a diagnosis.

use super::{
    duration::{holds_for_months, in_days},
    features::Verdict,
    figure::{Figure, Value},
    findings::{Findings, three_months},
    rule::Rule,
};
use jiff::civil::Date;

/// Headache days a month (ICHD-3 1.3 A).
const HEADACHE_DAYS: u32 = 15;

/// Migraine days a month (ICHD-3 1.3 C).
const MIGRAINE_DAYS: u32 = 8;

/// Whether the entries up to `day` match: headache on 15 or more days a month, migraine on 8 or more, for
/// more than three months. Behind it stand the headache days of the last three months.
#[must_use]
pub fn chronic_picture(findings: &Findings, day: Date) -> Figure {
    let settings = findings.settings;
    let headache = in_days(findings, day, |finding| finding.is_headache(settings));
    let migraine = in_days(findings, day, |finding| {
        finding.migraine(settings) == Verdict::Yes
    });
    let matches = holds_for_months(day, &[&headache], |count| {
        count(&headache) >= HEADACHE_DAYS && count(&migraine) >= MIGRAINE_DAYS
    });
    let span = three_months(day);
    Figure {
        rule: Rule::ChronicPicture,
        span,
        value: match findings.enough_answers(span) {
            _ if matches => Value::Matches(true),
            Ok(_) => Value::Matches(false),
            Err(not_enough) => not_enough,
        },
        unsure: findings.count(span, |finding| {
            finding.migraine(settings) == Verdict::Unknown
        }),
        days: findings.evidence(span, |finding| finding.is_headache(settings)),
    }
}
