//! `migraine-pulse simulate`: writes a cohort of made-up patients, or cuts one short.

use super::simulator;
use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

/// What the command may fail with: it is printed and ends the run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is to be written.
#[derive(Debug, clap::Args)]
pub struct Simulate {
    /// Scenario: default, null, clean, odd, ... (an unknown one prints the list).
    #[arg(long, default_value = "default")]
    scenario: String,
    /// Same seed, same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of patients.
    #[arg(long, default_value_t = 60)]
    patients: usize,
    /// Length of the diaries in days.
    #[arg(long, default_value_t = 365)]
    days: usize,
    /// Cut this cohort to its first days instead of drawing one: what was known after so many days.
    #[arg(long)]
    cut: Option<PathBuf>,
    /// Folder to write to; must be empty or absent.
    #[arg(long)]
    out: PathBuf,
}

/// Writes the cohort.
///
/// # Errors
/// When there is no such scenario, the folder holds something, or a file cannot be read or written.
pub fn simulate(wanted: &Simulate) -> Result<(), Failure> {
    let done = if let Some(cohort) = &wanted.cut {
        simulator::cut(cohort, wanted.days, &wanted.out, tell)?
    } else {
        let cohort =
            simulator::simulate(&wanted.scenario, wanted.seed, wanted.patients, wanted.days)?;
        simulator::write(&cohort, &wanted.out, tell)?
    };
    println!("{done} patients in {}", shown(&wanted.out));
    Ok(())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A line that counts, where somebody is looking.
fn tell(done: usize) {
    let mut out = std::io::stderr();
    if out.is_terminal() {
        // A terminal that has gone is no reason to stop.
        let _ = write!(out, "\r{done} patients");
        let _ = out.flush();
    }
}
