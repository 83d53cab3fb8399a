//! The first weeks: whether the forecast is ever worse than the patient's own running rate.
//!
//! For each block of 30 days of the diary that holds forecasts, the mean difference of Brier scores against
//! the rate known on the morning before: onsets so far over days at risk so far, shrunk to the cohort's mean
//! rate as if that had been seen for 20 days. The rate is the true one, which the engine does not see.

use super::{
    discovery::number,
    figure::{Figure, Gate, Section},
    person::Person,
};
use std::collections::BTreeMap;

/// Length of a block.
const BLOCK: usize = 30;

/// Days of the cohort's mean that the running rate begins with.
const PRIOR_DAYS: f64 = 20.0;

/// One figure a block.
pub fn sections(people: &[Person]) -> Vec<Section> {
    let mut section = Section::new(
        "Brier score minus that of the running personal rate, by 30 days of the diary",
    );
    let mean = mean_rate(people);
    let longest = people.iter().map(|person| person.days).max().unwrap_or(0);
    let mut blocks: BTreeMap<usize, Vec<(f64, f64)>> = BTreeMap::new();
    for (place, person) in people.iter().enumerate() {
        let (mut onsets, mut days) = (mean * PRIOR_DAYS, PRIOR_DAYS);
        for day in &person.at_risk {
            let outcome = f64::from(day.onset);
            if let Some(forecast) = day.forecast {
                let base = onsets / days;
                let block = blocks
                    .entry(day.index / BLOCK)
                    .or_insert_with(|| vec![(0.0, 0.0); people.len()]);
                block[place].0 += (forecast - outcome).powi(2) - (base - outcome).powi(2);
                block[place].1 += 1.0;
            }
            onsets += outcome;
            days += 1.0;
        }
    }
    for (block, parts) in blocks {
        let name = format!("days {} to {}", block * BLOCK + 1, (block + 1) * BLOCK);
        let figure = Figure::ratio(name, parts);
        // The last days of a diary are no block of 30.
        let is_whole = (block + 1) * BLOCK <= longest;
        section.figures.push(if is_whole {
            figure.gate(Gate::AtMost(0.0))
        } else {
            figure
        });
    }
    if section.figures.is_empty() {
        Vec::new()
    } else {
        vec![section]
    }
}

fn mean_rate(people: &[Person]) -> f64 {
    let days = || people.iter().flat_map(|person| &person.at_risk);
    let onsets = days().filter(|day| day.onset).count();
    number(onsets) / number(days().count().max(1))
}
