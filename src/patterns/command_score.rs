//! `migraine-pulse evaluate --score RESULTS --cohort DIR`: prints every metric and gate of a cohort.

use super::scoring;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the command may fail with: it is printed and ends the run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Scores results against their cohorts (pairs in the same order, pooled), prints the table, and writes it
/// as JSON to `out`. Tells whether every gate is met.
///
/// # Errors
/// When nothing can be scored, or `out` cannot be written.
pub fn score(
    results: &[PathBuf],
    cohorts: &[PathBuf],
    out: Option<&Path>,
) -> Result<bool, Failure> {
    let scores = scoring::score(results, cohorts)?;
    print!("{scores}");
    if let Some(out) = out {
        let text = serde_json::to_string_pretty(&scores)?;
        fs::write(out, text).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    Ok(scores.missed().next().is_none())
}
