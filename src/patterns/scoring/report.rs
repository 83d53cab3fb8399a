//! The scores as a table to read and as JSON to keep.

use super::{
    figure::{Figure, Gate, Section},
    mistakes::{self, Mistake},
};
use serde::Serialize;
use std::fmt;

/// Most factors with false claims that are printed; the JSON holds every claim.
const MISTAKES: usize = 20;

/// Everything that was measured.
#[derive(Serialize)]
pub struct Scores {
    /// The cohorts' scenario.
    pub scenario: String,
    /// Patients scored.
    pub patients: usize,
    /// The figures.
    pub sections: Vec<Section>,
    /// Claims (likely or confirmed, the undecided included) that are false.
    pub mistakes: Vec<Mistake>,
    /// Lines and files that were left out.
    pub problems: Vec<String>,
}

impl Scores {
    /// The gates that are missed.
    pub fn missed(&self) -> impl Iterator<Item = (&str, &Figure)> {
        self.sections.iter().flat_map(|section| {
            let missed = section.figures.iter();
            let missed = missed.filter(|figure| figure.is_met == Some(false));
            missed.map(|figure| (section.title.as_str(), figure))
        })
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "scenario {}, {} patients",
            self.scenario, self.patients
        )?;
        for problem in &self.problems {
            writeln!(out, "left out: {problem}")?;
        }
        for section in &self.sections {
            writeln!(out, "\n{}", section.title)?;
            for figure in &section.figures {
                writeln!(out, "  {figure}")?;
            }
        }
        if !self.mistakes.is_empty() {
            writeln!(out, "\nFalse claims, likely or confirmed, by factor")?;
        }
        for (words, count) in mistakes::tally(&self.mistakes).into_iter().take(MISTAKES) {
            writeln!(out, "  {count:>4} {words}")?;
        }
        let missed: Vec<_> = self.missed().collect();
        writeln!(out, "\ngates missed: {}", missed.len())?;
        for (title, figure) in missed {
            writeln!(out, "  {} [{title}]", figure.name)?;
        }
        Ok(())
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self
            .value
            .map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
        let interval = self
            .interval
            .map_or_else(String::new, |(low, high)| format!("[{low:.4}, {high:.4}]"));
        let gate = self.gate.map(Gate::spell).unwrap_or_default();
        let verdict = match self.is_met {
            Some(true) => "met",
            Some(false) => "MISSED",
            None => "",
        };
        let line = format!(
            "{:<72} {value:>8} {interval:<20} n {:<6} {gate:<12} {verdict}",
            self.name, self.count
        );
        write!(out, "{}", line.trim_end())
    }
}
