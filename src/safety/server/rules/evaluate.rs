//! Reads the table for what is known.

use super::{Basis, Fact, RULES, Rule, Scope};
use crate::safety::model::Question;
use std::collections::{BTreeMap, BTreeSet};

/// What is known about a headache or a patient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Answers; absent ones were not given.
    pub answers: BTreeMap<Question, bool>,
    /// Facts of the diary.
    pub facts: BTreeSet<Fact>,
}

impl Known {
    fn has(&self, basis: Basis) -> bool {
        match basis {
            Basis::Yes(question) => self.answers.get(&question) == Some(&true),
            Basis::Holds(fact) => self.facts.contains(&fact),
        }
    }
}

/// The rules of `scope` that hold, the most urgent first, each sign once.
#[must_use]
pub fn evaluate(known: &Known, scope: Scope) -> Vec<&'static Rule> {
    let mut found: Vec<&'static Rule> = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.scope == scope) {
        let holds = rule
            .groups
            .iter()
            .all(|group| group.iter().any(|basis| known.has(*basis)));
        if holds && found.iter().all(|other| other.sign != rule.sign) {
            found.push(rule);
        }
    }
    found.sort_by_key(|rule| rule.urgency);
    found
}
