//! Whether a rule holds, with the hours and values that say so.
//!
//! Three answers: it holds, it does not, or it could not be evaluated. With "all", one condition that does
//! not hold decides; with "any", one that holds. Anything else with an unknown in it stays open.

use super::{
    notices::Notice,
    rule::{Condition, Join, Rule, Rules, Side, Test},
};
use crate::environment::{
    model::{Feed, Quantity},
    server::outlook::{Outlook, Reading},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The value that decided a condition.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was looked at.
    pub condition: Condition,
    /// The hour of the value.
    pub at: Timestamp,
    /// The value, or the change.
    pub value: f64,
    /// Who says so.
    pub feed: Feed,
    /// It is made up, for the demo.
    #[serde(default)]
    pub is_demo: bool,
}

/// What a rule comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It holds.
    Holds(Vec<Evidence>),
    /// It does not.
    Fails,
    /// It could not be evaluated: these quantities are not known.
    NotEvaluated(Vec<Quantity>),
}

/// The value that a condition is about.
fn value_of(condition: &Condition, outlook: &Outlook) -> Option<(Reading, f64)> {
    let narrowed;
    let outlook = match condition.feed {
        None => outlook,
        Some(feed) => {
            narrowed = Outlook {
                now: outlook.now,
                known: outlook
                    .known
                    .iter()
                    .filter(|known| known.feed == feed)
                    .cloned()
                    .collect(),
                ..Outlook::default()
            };
            &narrowed
        }
    };
    match condition.test {
        Test::Value => outlook
            .fresh(condition.quantity)
            .map(|reading| (reading, reading.value)),
        Test::Lowest24 | Test::Highest24 => {
            let ahead = outlook.next_day(condition.quantity)?;
            let by_value = |one: &Reading, other: &Reading| one.value.total_cmp(&other.value);
            let extreme = if condition.test == Test::Lowest24 {
                ahead.into_iter().min_by(by_value)
            } else {
                ahead.into_iter().max_by(by_value)
            };
            extreme.map(|reading| (reading, reading.value))
        }
        Test::Change3 | Test::Change6 | Test::Change24 => {
            outlook.change(condition.quantity, condition.test.hours()?)
        }
    }
}

/// Whether a condition holds; none when it is not known.
fn judge(condition: &Condition, outlook: &Outlook) -> Option<(bool, Evidence)> {
    let (reading, value) = value_of(condition, outlook)?;
    let holds = match condition.side {
        Side::Above => value >= condition.threshold,
        Side::Below => value <= condition.threshold,
    };
    let evidence = Evidence {
        condition: *condition,
        at: reading.at,
        value,
        feed: reading.feed,
        is_demo: reading.is_demo,
    };
    Some((holds, evidence))
}

/// What a rule comes to.
#[must_use]
pub fn evaluate(rule: &Rule, outlook: &Outlook) -> Outcome {
    let mut evidence = Vec::new();
    let mut unknown = Vec::new();
    let mut has_failed = false;
    for condition in &rule.conditions {
        match judge(condition, outlook) {
            Some((true, found)) => evidence.push(found),
            Some((false, _)) => has_failed = true,
            None => unknown.push(condition.quantity),
        }
    }
    match rule.join {
        Join::All if has_failed => Outcome::Fails,
        Join::Any if !evidence.is_empty() => Outcome::Holds(evidence),
        _ if !unknown.is_empty() => Outcome::NotEvaluated(unknown),
        Join::All if !evidence.is_empty() => Outcome::Holds(evidence),
        _ => Outcome::Fails,
    }
}

/// A rule is silent for so long after it was told.
const COOLDOWN: SignedDuration = SignedDuration::from_hours(12);

/// What became of a rule that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The rule's number.
    pub rule: u32,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether it is told now.
    pub is_told: bool,
}

/// Looks at every rule that is on, and decides which are told now: not within the cooldown of the same
/// rule, not in quiet hours, and not more than so many on one local day.
#[must_use]
pub fn decide(
    rules: &Rules,
    told: &[Notice],
    outlook: &Outlook,
    zone: &TimeZone,
) -> (Vec<Decision>, Vec<Notice>) {
    let now = outlook.now;
    let local = now.to_zoned(zone.clone());
    let day_of = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let mut of_today = told
        .iter()
        .filter(|notice| day_of(notice.at) == local.date())
        .count();
    let mut decisions = Vec::new();
    let mut fresh = Vec::new();
    for rule in rules.list.iter().filter(|rule| rule.is_on) {
        let outcome = evaluate(rule, outlook);
        let is_cool = told
            .iter()
            .filter(|notice| notice.rule == rule.number)
            .all(|notice| now.duration_since(notice.at) >= COOLDOWN);
        let has_room = of_today < usize::from(rules.most_a_day);
        let is_told = matches!(outcome, Outcome::Holds(_))
            && is_cool
            && has_room
            && !rules.is_quiet(local.hour());
        if let (true, Outcome::Holds(evidence)) = (is_told, &outcome) {
            of_today += 1;
            fresh.push(Notice {
                rule: rule.number,
                name: rule.name.clone(),
                at: now,
                evidence: evidence.clone(),
                is_seen: false,
            });
        }
        decisions.push(Decision {
            rule: rule.number,
            outcome,
            is_told,
        });
    }
    (decisions, fresh)
}
