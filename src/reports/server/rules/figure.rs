//! What a rule gives: a value with its span and the days and entries behind it.

use super::{facts::Entry, rule::Rule};
use jiff::civil::Date;
use std::sync::Arc;

/// A number with everything that stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The rule that counted.
    pub rule: Rule,
    /// The first and the last local day that was looked at.
    pub span: (Date, Date),
    /// What came out.
    pub value: Value,
    /// Days that may belong to it, but of which the diary does not say enough.
    pub unsure: u32,
    /// The days that were counted, in order.
    pub days: Vec<DayEvidence>,
}

/// One day that was counted, and the entries that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEvidence {
    /// The local day.
    pub day: Date,
    /// The entries behind it, in the order of their ids.
    pub entries: Arc<[Entry]>,
}

/// What a rule gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Days.
    Days(u32),
    /// How often, such as attacks.
    Count(u32),
    /// Days in a month, or in 28 days; see the rule.
    Rate(f64),
    /// A whole number on an index without unit.
    Index(u32),
    /// Answered days and all days.
    Share {
        /// Days with an answer.
        answered: u32,
        /// Days that could have one.
        of: u32,
    },
    /// Whether the entries match a published picture. Never a diagnosis: "your entries match; discuss
    /// with your clinician".
    Matches(bool),
    /// How attacks and periods go together.
    Relation(Relation),
    /// A level of the IHS treatment goals with the days a month behind it.
    Goal(GoalLevel, f64),
    /// Too few answers for an honest number.
    NotEnough {
        /// Days with an answer (cycles, for the menstrual relation).
        answered: u32,
        /// How many are needed.
        needed: u32,
    },
}

/// How attacks and periods go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// Probability, 0 to 1, that attacks begin more often on a day around the period than on another.
    pub probability: f64,
    /// How many times as often: the middle of the posterior.
    pub ratio: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
    /// Cycles that were looked at.
    pub cycles: u32,
    /// Cycles in which an attack began around the period.
    pub cycles_with: u32,
}

/// Levels of the IHS treatment goals of 2025, by migraine (or moderate to severe headache) days a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalLevel {
    /// None at all: migraine freedom.
    Freedom,
    /// Under 4: optimal control.
    Optimal,
    /// 4 to 6: modest control.
    Modest,
    /// Over 6: insufficient control.
    Insufficient,
}

impl GoalLevel {
    /// The level for so many days a month.
    #[must_use]
    pub fn of(days_a_month: f64) -> Self {
        if days_a_month <= 0.0 {
            Self::Freedom
        } else if days_a_month < 4.0 {
            Self::Optimal
        } else if days_a_month <= 6.0 {
            Self::Modest
        } else {
            Self::Insufficient
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Freedom => "freedom",
            Self::Optimal => "optimal",
            Self::Modest => "modest",
            Self::Insufficient => "insufficient",
        }
    }
}
