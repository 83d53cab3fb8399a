//! What is known about factors beforehand, as data.

mod table;

use super::history::Source;

pub use table::{CONTROL_PRIOR, TABLE};

/// How a factor can be related to an attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// What somebody does or meets in a day.
    Behaviour,
    /// Weather, air, light of the sky, calendar.
    Environment,
    /// The cycle.
    Cycle,
    /// The night before.
    Night,
    /// Like a symptom of the attack itself: read as an early sign only.
    SymptomLike,
}

/// The sign that the literature expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// More of it, more attacks.
    Raises,
    /// More of it, fewer attacks.
    Lowers,
    /// Nothing is expected.
    Either,
}

/// One line of the registry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Code of the factor; empty for one that the table does not have.
    pub code: &'static str,
    /// Code of the family; empty for the factor's own code.
    pub family: &'static str,
    /// How it can be related.
    pub class: Class,
    /// The sign that is expected.
    pub expected: Expected,
    /// Probability that the factor is a cause (or protects) in a patient.
    pub prior: f64,
    /// Probability that it is an early sign in a patient; 0 where it cannot be.
    pub early: f64,
    /// Whether it cannot have an effect.
    pub is_control: bool,
}

impl Entry {
    /// The code of the family of a factor with this line.
    #[must_use]
    pub fn family_of(&self, code: &str) -> String {
        if self.family.is_empty() {
            code.to_owned()
        } else {
            self.family.to_owned()
        }
    }

    /// Prior probability of an early sign that shows at a lag in days.
    ///
    /// Signs of a day show the evening before; a night may be the one that ends on the day of the onset, as signs
    /// last for hours to two days (Giffin 2003).
    #[must_use]
    pub fn early_at(&self, lag: usize) -> f64 {
        match (self.class, lag) {
            (Class::Night, 0 | 1) => 0.5 * self.early,
            (_, 1) => self.early,
            _ => 0.0,
        }
    }

    /// Share of the prior that goes to the sign that is not expected.
    #[must_use]
    pub fn unexpected(&self) -> f64 {
        match self.code {
            // Kelman 2007: a third names sleeping late as a trigger, half disturbed sleep.
            "sleep_hours" | "sleep_minutes" => 0.15,
            _ => 0.03,
        }
    }

    /// A bound that people and guidelines use, beside the patient's own quantiles.
    #[must_use]
    pub fn natural_cut(&self) -> Option<f64> {
        match self.code {
            // More than one drink.
            "alcohol" => Some(2.0),
            // Half an hour (WHO 2020: 150 minutes a week on five days).
            "exercise" | "exercise_minutes" => Some(30.0),
            // Kimoto 2011: falls by more than 5 hPa.
            "pressure_drop_24h" => Some(6.0),
            _ => None,
        }
    }

    /// Prior weights of the lags 0, 1 and 2 for a cause, adding up to 1.
    ///
    /// Behaviour of the day of the onset is told at its end, when an attack may have changed it: never used.
    /// Lag 2 is rare (Vives-Mestres 2022); nights and weather act within a day (Hoffmann 2015, Bertisch 2020).
    #[must_use]
    pub fn lags(&self) -> [f64; 3] {
        match self.class {
            Class::Behaviour if self.code == "stress_letdown" => [0.0, 1.0, 0.0],
            Class::Behaviour | Class::SymptomLike => [0.0, 0.85, 0.15],
            Class::Environment if self.code == "weekend" => [1.0, 0.0, 0.0],
            Class::Environment => [0.6, 0.35, 0.05],
            Class::Night => [0.65, 0.35, 0.0],
            Class::Cycle => [1.0, 0.0, 0.0],
        }
    }
}

/// The line of a factor, or what is assumed about one that the table does not have.
#[must_use]
pub fn entry(code: &str, source: Source) -> Entry {
    let line = TABLE.iter().find(|line| line.code == code);
    line.copied().unwrap_or(Entry {
        code: "",
        family: "",
        class: match source {
            Source::CheckIn | Source::Wearable => Class::Behaviour,
            Source::Night => Class::Night,
            Source::Environment => Class::Environment,
        },
        expected: Expected::Either,
        prior: table::UNKNOWN_PRIOR,
        early: match source {
            Source::Environment => 0.0,
            Source::CheckIn | Source::Night | Source::Wearable => table::UNKNOWN_EARLY,
        },
        is_control: false,
    })
}

/// The prior of a factor that the patient suspects: twice the odds.
///
/// Donoghue 2016: 16 % of suspected triggers were associated, against about one in ten of all that were
/// examined; beliefs are learned (Houle 2013), so the factor stays small.
#[must_use]
pub fn suspected(prior: f64) -> f64 {
    if prior > 0.3 {
        // A belief adds nothing to what is true of every other patient.
        return prior;
    }
    let odds = 2.0 * prior / (1.0 - prior);
    odds / (1.0 + odds)
}
