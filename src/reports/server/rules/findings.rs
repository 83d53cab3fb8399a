//! A diary read once, so that every rule counts the same days.

use super::{
    day_table::DayTable,
    days::{DayFinding, days},
    episodes::{Episode, episodes},
    facts::Facts,
    figure::{DayEvidence, Figure, Value},
    rule::Rule,
    settings::Settings,
};
use jiff::{ToSpan, civil::Date};
use std::sync::Arc;

/// Share of days that need an answer before a rate is shown, in percent (our convention).
pub const NEEDED_PERCENT: u32 = 80;

/// The facts with what is found on each day, by the definitions in use.
#[derive(Debug, Clone)]
pub struct Findings<'a> {
    /// The raw facts.
    pub facts: &'a Facts,
    /// The definitions in use.
    pub settings: Settings,
    /// Every local day on which anything is known.
    pub days: Arc<DayTable>,
    /// Attacks, after merging what belongs together, in the order of onset.
    pub episodes: Arc<Vec<Episode>>,
}

impl<'a> Findings<'a> {
    /// Reads the facts.
    #[must_use]
    pub fn of(facts: &'a Facts, settings: Settings) -> Self {
        Self {
            facts,
            settings,
            days: Arc::new(days(facts)),
            episodes: Arc::new(episodes(facts)),
        }
    }

    /// The days of `span`, up to today, on which anything is known.
    pub fn within(&self, span: (Date, Date)) -> impl Iterator<Item = (Date, &DayFinding)> {
        let last = span.1.min(self.facts.today);
        self.days
            .within((span.0, last))
            .iter()
            .map(|(day, finding)| (*day, finding))
    }

    /// How many days of `span` satisfy `holds`, up to today.
    pub fn count(&self, span: (Date, Date), holds: impl Fn(&DayFinding) -> bool) -> u32 {
        let found = self.within(span).filter(|(_, finding)| holds(finding));
        u32::try_from(found.count()).unwrap_or(u32::MAX)
    }

    /// A figure of days, with the days and entries behind it.
    pub fn days_figure(
        &self,
        rule: Rule,
        span: (Date, Date),
        holds: impl Fn(&DayFinding) -> bool,
        unsure: impl Fn(&DayFinding) -> bool,
    ) -> Figure {
        let mut days = Vec::new();
        let mut doubtful = 0;
        for (day, finding) in self.within(span) {
            if holds(finding) {
                days.push(DayEvidence {
                    day,
                    entries: Arc::clone(&finding.entries),
                });
            }
            doubtful += u32::from(unsure(finding));
        }
        Figure {
            rule,
            span,
            value: Value::Days(u32::try_from(days.len()).unwrap_or(u32::MAX)),
            unsure: doubtful,
            days,
        }
    }

    /// The days of `span` that satisfy `holds`, with their entries.
    pub fn evidence(
        &self,
        span: (Date, Date),
        holds: impl Fn(&DayFinding) -> bool,
    ) -> Vec<DayEvidence> {
        self.within(span)
            .filter(|(_, finding)| holds(finding))
            .map(|(day, finding)| DayEvidence {
                day,
                entries: Arc::clone(&finding.entries),
            })
            .collect()
    }

    /// Answered days and all days of `span`. Days to come do not count; today counts once it is answered.
    #[must_use]
    pub fn answers(&self, span: (Date, Date)) -> (u32, u32) {
        let today = self.facts.today;
        let is_open = |day: Date| !self.days.get(&day).is_some_and(|found| found.is_answered);
        let last = if span.1 >= today && is_open(today) {
            today.saturating_sub(1.day())
        } else {
            span.1.min(today)
        };
        (
            self.count(span, |finding| finding.is_answered),
            length((span.0, last)),
        )
    }

    /// Answered days of `span` if they are enough for a rate.
    ///
    /// # Errors
    /// [`Value::NotEnough`] when under 80 % of the days have an answer, or when there are no days.
    pub fn enough_answers(&self, span: (Date, Date)) -> Result<u32, Value> {
        let (answered, of) = self.answers(span);
        let needed = needed(of);
        if answered >= needed && answered > 0 {
            Ok(answered)
        } else {
            Err(Value::NotEnough { answered, needed })
        }
    }
}

/// How many of so many days need an answer; at least one.
#[must_use]
pub const fn needed(days: u32) -> u32 {
    let needed = (days * NEEDED_PERCENT).div_ceil(100);
    if needed == 0 { 1 } else { needed }
}

/// Days from the first to the last, both counted; 0 when they are the wrong way round.
#[must_use]
pub fn length(span: (Date, Date)) -> u32 {
    let days = span
        .0
        .until(span.1)
        .map_or(0, |between| between.get_days() + 1);
    u32::try_from(days).unwrap_or(0)
}

/// The 30 days that end on `day`.
#[must_use]
pub fn thirty_days(day: Date) -> (Date, Date) {
    (day.saturating_sub(29.days()), day)
}

/// The three months that end on `day`.
#[must_use]
pub fn three_months(day: Date) -> (Date, Date) {
    let after = day.saturating_add(1.day());
    (after.saturating_sub(3.months()), day)
}

/// The calendar month of `day`.
#[must_use]
pub fn calendar_month(day: Date) -> (Date, Date) {
    (day.first_of_month(), day.last_of_month())
}
