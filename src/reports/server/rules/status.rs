//! Attacks of more than 72 hours (ICHD-3 1.4.1), with breaks of up to 12 hours.

use super::{
    facts::{AttackFact, Entry, EntryKind},
    figure::{DayEvidence, Figure, Value},
    findings::Findings,
    rule::Rule,
};
use crate::attacks::model::Severity;
use jiff::{SignedDuration, Timestamp, civil::Date};

/// Longer than this (ICHD-3 1.4.1 B1).
const LONG: SignedDuration = SignedDuration::from_hours(72);

/// Breaks up to this are accepted (ICHD-3 1.4.1, note 1). Nobody asks whether sleep or a medicine made it.
const BREAK: SignedDuration = SignedDuration::from_hours(12);

/// Headache without a longer break.
struct Spell<'a> {
    attacks: Vec<&'a AttackFact>,
    onset: Timestamp,
    until: Timestamp,
}

/// Spells of more than 72 hours that touch the span and were debilitating: severe, or nothing or only
/// what has to be could be done (our reading of ICHD-3 1.4.1 B2). Unsure are long spells of which nobody
/// said that. A continuous headache without start and end is left out, as is what the patient calls
/// another kind.
#[must_use]
pub fn status(findings: &Findings, span: (Date, Date)) -> Figure {
    let last = span.1.min(findings.facts.today);
    let mut days = Vec::new();
    let (mut count, mut unsure) = (0, 0);
    for spell in spells(&findings.facts.attacks) {
        let (Some(first), Some(end)) = (spell.attacks.first(), spell.attacks.last()) else {
            continue;
        };
        let is_long = spell.until.duration_since(spell.onset) > LONG;
        if !is_long || first.first > last || end.last < span.0 {
            continue;
        }
        let strong = |attack: &&AttackFact| {
            attack.peak.map(crate::attacks::model::Pain::severity) == Some(Severity::Severe)
                || attack.function.is_some_and(|function| function >= 2)
        };
        let told = |attack: &&AttackFact| attack.peak.is_some() || attack.function.is_some();
        if spell.attacks.iter().any(strong) {
            count += 1;
            days.push(DayEvidence {
                day: first.first,
                entries: spell
                    .attacks
                    .iter()
                    .map(|attack| Entry::new(EntryKind::Attack, attack.id))
                    .collect(),
            });
        } else if !spell.attacks.iter().any(told) {
            unsure += 1;
        }
    }
    Figure {
        rule: Rule::Status,
        span,
        value: Value::Count(count),
        unsure,
        days,
    }
}

fn spells(attacks: &[AttackFact]) -> Vec<Spell<'_>> {
    let mut spells: Vec<Spell> = Vec::new();
    let asked =
        |attack: &&AttackFact| attack.is_headache && !attack.is_other_kind && !attack.is_continuous;
    for attack in attacks.iter().filter(asked) {
        match spells.last_mut() {
            Some(spell) if attack.pain_from.duration_since(spell.until) <= BREAK => {
                spell.until = spell.until.max(attack.until);
                spell.attacks.push(attack);
            }
            _ => spells.push(Spell {
                attacks: vec![attack],
                onset: attack.pain_from,
                until: attack.until,
            }),
        }
    }
    spells
}
