//! "For more than three months", as ICHD-3 1.3 and 8.2 ask.
//!
//! Two readings, of which one is enough. Rolling: in every 30 days that end on one day after another the
//! condition holds, and these days together cover more than three months. Calendar: it holds in each of
//! the three calendar months before the present one, and went on into the present one.

use super::{
    days::DayFinding,
    findings::{Findings, length},
};
use jiff::{ToSpan, civil::Date};

/// Months that have to be exceeded.
const MONTHS: i64 = 3;

/// Days that are looked at: three months and the present one, 123 days at most.
const DAYS: u32 = 124;

/// Days of a rolling month.
const ROLLING: usize = 30;

/// How many of the days up to each day satisfy something: running sums over the days looked at.
pub struct InDays {
    sums: Vec<u32>,
}

impl InDays {
    /// Days that satisfy it among those from place `first` up to, not with, place `end`.
    fn between(&self, first: usize, end: usize) -> u32 {
        let at = |place: usize| self.sums.get(place).copied().unwrap_or(0);
        at(end).saturating_sub(at(first))
    }
}

/// The days up to `day` that satisfy `holds`.
pub fn in_days(findings: &Findings, day: Date, holds: impl Fn(&DayFinding) -> bool) -> InDays {
    let first = first_of(day);
    let mut sums = vec![0; DAYS as usize + 1];
    for (found, _) in findings
        .within((first, day))
        .filter(|(_, finding)| holds(finding))
    {
        if let Some(sum) = sums.get_mut(length((first, found)) as usize) {
            *sum = 1;
        }
    }
    let mut total = 0;
    for sum in &mut sums {
        total += *sum;
        *sum = total;
    }
    InDays { sums }
}

fn first_of(day: Date) -> Date {
    day.saturating_sub(i64::from(DAYS - 1).days())
}

/// Whether `holds` is true of the counts for more than three months up to `day`. It is handed a function
/// that counts the days of one month, rolling or calendar. In the present calendar month each of `goes_on`
/// needs one day only.
pub fn holds_for_months(
    day: Date,
    goes_on: &[&InDays],
    holds: impl Fn(&dyn Fn(&InDays) -> u32) -> bool,
) -> bool {
    let within = |first: usize, end: usize| holds(&|days: &InDays| days.between(first, end));
    let first = first_of(day);
    let mut end = DAYS as usize;
    while end >= ROLLING && within(end - ROLLING, end) {
        let begins = first.saturating_add(i64::try_from(end - ROLLING).unwrap_or(0).days());
        if begins.saturating_add(MONTHS.months()) <= day {
            return true;
        }
        end -= 1;
    }
    let present = day.first_of_month();
    let place = |date: Date| (length((first, date)) as usize).saturating_sub(1);
    let month = |back: i64| present.saturating_sub(back.months());
    (1..=MONTHS).all(|back| within(place(month(back)), place(month(back - 1))))
        && goes_on
            .iter()
            .all(|days| days.between(place(present), DAYS as usize) > 0)
}
