//! The rules of counting: pure functions from raw facts to figures with their evidence.
//!
//! [`Facts`] are what the diary says, [`Findings`] what that comes to on each local day, a [`Figure`] one
//! number with its rule, span and entries. Nothing reads a clock or a database, nothing is stored. To add a
//! number: a rule with its source in `rule.rs`, a function beside its family, a line in [`figures`], and a
//! table of boundary cases in the tests.

mod beta;
mod burden;
mod chronic;
mod classes;
mod counts;
mod day_table;
mod days;
mod duration;
mod episodes;
mod extent;
mod facts;
mod features;
mod figure;
mod findings;
mod menstrual;
mod months;
mod overuse;
mod rule;
mod settings;
mod status;
#[cfg(test)]
mod tests;

pub use burden::{canadian_index, lost_days, treatment_goal};
pub use chronic::chronic_picture;
pub use classes::{Classes, counts_as_headache_medicine, is_migraine_specific};
pub use counts::{
    acute_medicine_days, attacks, aura_days, completeness, headache_days, migraine_days,
    migraine_days_a, migraine_days_b, migraine_rate_28, monthly_rate_28, monthly_rate_calendar,
    whole_months,
};
pub use day_table::DayTable;
pub use days::{DayFinding, days};
pub use episodes::{Episode, episodes};
pub use extent::{Extent, extent, last_day};
pub use facts::{AttackFact, DayAnswer, Entry, EntryKind, Facts, IntakeFact};
pub use features::{Verdict, has_migraine_features, has_typical_aura};
pub use figure::{DayEvidence, Figure, GoalLevel, Relation, Value};
pub use findings::{
    Findings, NEEDED_PERCENT, calendar_month, length, needed, thirty_days, three_months,
};
pub use menstrual::menstrual_relation;
pub use months::{MonthFigures, month_figures, months};
pub use overuse::{Band, Overuse, OveruseGroup, Runway, criterion, overuse, overuse_days, runway};
pub use rule::{Rule, VERSION};
pub use settings::{MigraineRule, Settings};
pub use status::status;

use jiff::civil::Date;

/// Every figure of a span, in the order of a report.
#[must_use]
pub fn figures(findings: &Findings, span: (Date, Date)) -> Vec<Figure> {
    let mut all = vec![
        headache_days(findings, span),
        migraine_days_a(findings, span),
        migraine_days_b(findings, span),
        attacks(findings, span),
        acute_medicine_days(findings, span),
        aura_days(findings, span),
        monthly_rate_28(findings, span),
        migraine_rate_28(findings, span),
        monthly_rate_calendar(findings, span),
        completeness(findings, span),
        chronic_picture(findings, span.1),
        status(findings, span),
        menstrual_relation(findings, span),
        canadian_index(findings, span),
        treatment_goal(findings, span.1),
        lost_days(findings, span),
    ];
    all.extend(
        OveruseGroup::ALL
            .into_iter()
            .map(|group| overuse_days(findings, group, span)),
    );
    all
}
