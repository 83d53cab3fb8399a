//! `migraine-pulse evaluate`: runs the engine over a cohort, or scores what it said about one.

use super::{cohort, command_score};
use std::{num::NonZeroUsize, path::PathBuf, thread};

/// What the command may fail with: it is printed and ends the run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is to be evaluated.
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    /// Folder of a cohort (`migraine-cohort/1`); with --score one for each file of results.
    #[arg(long, required = true)]
    cohort: Vec<PathBuf>,
    /// File for one JSON line a patient; with --score for the figures as JSON.
    #[arg(long, required_unless_present = "score")]
    out: Option<PathBuf>,
    /// Patients at the same time; all cores when absent.
    #[arg(long)]
    threads: Option<usize>,
    /// Write what the patient would have been told: the usual rate while 60 days of forecasts were worse than it.
    #[arg(long)]
    as_told: bool,
    /// Write forecasts of every day, not of the last 30 % alone: for the cold start.
    #[arg(long)]
    from_first_day: bool,
    /// Score these results instead, reading the cohort's truth, and print every metric and gate.
    #[arg(long)]
    score: Vec<PathBuf>,
}

/// Runs the engine or the scorer. Files that had to be left out are named on standard error; they alone do
/// not make the run fail.
///
/// # Errors
/// When a cohort cannot be read at all, or the output cannot be written.
pub fn evaluate(wanted: &Evaluate) -> Result<(), Failure> {
    if !wanted.score.is_empty() {
        command_score::score(&wanted.score, &wanted.cohort, wanted.out.as_deref())?;
        return Ok(());
    }
    let ([folder], Some(out)) = (wanted.cohort.as_slice(), &wanted.out) else {
        return Err("name one --cohort and one --out".into());
    };
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let telling = cohort::Telling {
        from_first_day: wanted.from_first_day,
        as_told: wanted.as_told,
    };
    let threads = wanted.threads.unwrap_or(cores);
    let summary = cohort::evaluate(folder, out, threads, telling)?;
    for reason in &summary.skipped {
        eprintln!("skipped: {reason}");
    }
    println!("{} patients in {}", summary.patients, out.display());
    Ok(())
}
