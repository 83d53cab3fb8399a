//! The false claims one by one, to see what misleads the engine.

use super::{
    person::{Class, Direction, Kind, Person, Tier},
    verdict::{self, Counted, Verdict},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A false claim.
#[derive(Debug, Clone, Serialize)]
pub struct Mistake {
    /// Whose.
    pub patient: String,
    /// Factor claimed.
    pub factor: String,
    /// Direction claimed.
    pub effect: Direction,
    /// Taken for.
    pub kind: Kind,
    /// How sure.
    pub tier: Tier,
    /// Stated probability.
    pub posterior: f64,
    /// Why it is false.
    pub verdict: Verdict,
    /// What the factor truly is.
    pub class: Class,
}

/// Every false claim, likely or confirmed, the undecided included.
pub fn list(people: &[Person]) -> Vec<Mistake> {
    let mut found = Vec::new();
    for person in people {
        for claim in verdict::headline(person, Counted::WithUndecided, Tier::Likely) {
            let verdict = verdict::judge(person, claim);
            if verdict != Verdict::True {
                found.push(Mistake {
                    patient: person.id.clone(),
                    factor: claim.factor.clone(),
                    effect: claim.effect,
                    kind: claim.kind,
                    tier: claim.tier,
                    posterior: claim.posterior,
                    verdict,
                    class: person.class(&claim.factor),
                });
            }
        }
    }
    found
}

/// How often each factor is claimed in vain, and why, the most frequent first.
pub fn tally(mistakes: &[Mistake]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for mistake in mistakes {
        let Mistake {
            factor,
            effect,
            kind,
            verdict,
            class,
            ..
        } = mistake;
        let words = format!("{factor} {effect:?} as {kind:?}: {verdict:?} (truly {class:?})");
        *counts.entry(words).or_default() += 1;
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sorted
}
