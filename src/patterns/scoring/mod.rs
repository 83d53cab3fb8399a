//! Scoring: how good the engine's answers are, measured against cohorts whose truth is known.
//!
//! Owns the metrics and the gates by which the Pattern Guardian is judged. It reads what
//! `migraine-pulse evaluate` wrote (JSON lines) and the `truth/` folder of the same cohort
//! (`migraine-cohort/1`), which the engine itself never opens. Every figure is a function of how often each
//! patient counts, so that a bootstrap over patients gives its interval. Claims are judged by family and
//! direction in `verdict`, forecasts on the days on which the patient was truly at risk in `forecast`.
//! To add a metric: a [`figure::Figure`] pushed by `discovery`, `power`, `reliability`, `forecast` or
//! `cold_start`; to promise something about it, give it a gate.

pub mod bootstrap;
mod cold_start;
mod discovery;
pub mod figure;
mod files;
mod forecast;
mod mistakes;
mod person;
mod power;
mod reliability;
mod report;
pub mod statistics;
mod verdict;

#[cfg(test)]
mod discovery_tests;
#[cfg(test)]
mod files_tests;
#[cfg(test)]
mod forecast_tests;
#[cfg(test)]
mod statistics_tests;
#[cfg(test)]
mod testing;

pub use files::ScoringError;
pub use report::Scores;

use figure::Section;
use person::Person;
use std::path::PathBuf;

/// Replicates of the bootstrap: percentiles at 2.5 and 97.5 % of 1,000 are stable to about a tenth of
/// the interval's width.
const REPLICATES: usize = 1000;

/// Scores results against their cohorts, all taken together (several seeds of one scenario).
///
/// # Errors
/// When the lists differ in length, nothing could be read, or a manifest is missing. Single files and
/// lines that are broken are named in [`Scores::problems`] and left out.
pub fn score(results: &[PathBuf], cohorts: &[PathBuf]) -> Result<Scores, ScoringError> {
    let read = files::read(results, cohorts)?;
    Ok(Scores {
        scenario: read.scenario,
        patients: read.people.len(),
        sections: measure(&read.people),
        mistakes: mistakes::list(&read.people),
        problems: read.problems,
    })
}

/// Every metric, in the order in which it is printed.
fn measure(people: &[Person]) -> Vec<Section> {
    let mut sections = discovery::sections(people);
    sections.extend(power::sections(people));
    sections.extend(reliability::sections(people));
    sections.extend(forecast::sections(people));
    sections.extend(cold_start::sections(people));
    for section in &mut sections {
        for figure in &mut section.figures {
            figure.settle(people.len(), REPLICATES);
        }
    }
    sections
}
