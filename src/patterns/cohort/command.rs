//! The command `evaluate`: the engine over a folder of patients.
//!
//! A file that cannot be read is named and skipped; only a folder or a manifest that cannot be read ends
//! the run. Nothing below `truth/` is opened.

use super::{
    line::{ForecastLine, ResultLine, rounded},
    manifest::{Manifest, SCHEMA},
    patient::{PatientError, read_patient},
};
use crate::patterns::engine::{
    PatientHistory, claims, factors,
    forecast::{self, reliability},
    frame::Frame,
    joint::Joint,
    screen,
};
use std::{
    fs::{self, File},
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Share of the days, from the start, without forecasts.
const TRAINING_SHARE: (usize, usize) = (7, 10);
/// Letters of the progress bar.
const BAR_WIDTH: usize = 40;

/// Why a cohort cannot be evaluated.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// A file or folder cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// The manifest is no JSON of this shape.
    #[error("manifest.json: {0}")]
    Manifest(#[from] serde_json::Error),
    /// It is of another schema.
    #[error("manifest.json: schema {0} instead of {SCHEMA}")]
    Schema(String),
    /// There is no patient file.
    #[error("{0}: no patient file")]
    Empty(String),
}

/// Which forecasts a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Telling {
    /// Those of all days; otherwise of the last 30 %.
    pub from_first_day: bool,
    /// What the patient would have been told: the usual rate while the forecast is switched off.
    pub as_told: bool,
}

/// How a run went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Patients written.
    pub patients: usize,
    /// Files that were skipped, with the reason.
    pub skipped: Vec<String>,
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> EvaluateError {
    let path = path.display().to_string();
    move |error| EvaluateError::File { path, error }
}

/// Runs the engine over the patients below `folder` and writes one line each, in the order of the files.
///
/// # Errors
/// When the folder, the manifest or the output cannot be used.
pub fn evaluate(
    folder: &Path,
    out: &Path,
    threads: usize,
    telling: Telling,
) -> Result<Summary, EvaluateError> {
    let manifest_path = folder.join("manifest.json");
    let manifest: Manifest =
        serde_json::from_slice(&fs::read(&manifest_path).map_err(at(&manifest_path))?)?;
    if manifest.schema != SCHEMA {
        return Err(EvaluateError::Schema(manifest.schema));
    }
    let files = patient_files(folder)?;
    let mut output = BufWriter::new(File::create(out).map_err(at(out))?);
    let results: Mutex<Vec<Option<Result<ResultLine, String>>>> =
        Mutex::new(vec![None; files.len()]);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, files.len()) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(place) else { break };
                    let result = one(file, &manifest, telling);
                    let Ok(mut results) = results.lock() else {
                        break;
                    };
                    results[place] = Some(result);
                    let done = results.iter().filter(|result| result.is_some()).count();
                    drop(results);
                    draw(done, files.len());
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_default();
    let mut summary = Summary {
        patients: 0,
        skipped: Vec::new(),
    };
    for result in results.into_iter().flatten() {
        match result {
            Ok(line) => {
                serde_json::to_writer(&mut output, &line)?;
                output.write_all(b"\n").map_err(at(out))?;
                summary.patients += 1;
            }
            Err(reason) => summary.skipped.push(reason),
        }
    }
    output.flush().map_err(at(out))?;
    Ok(summary)
}

fn patient_files(folder: &Path) -> Result<Vec<PathBuf>, EvaluateError> {
    let patients = folder.join("patients");
    let mut files = Vec::new();
    for entry in fs::read_dir(&patients).map_err(at(&patients))? {
        let path = entry.map_err(at(&patients))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(EvaluateError::Empty(patients.display().to_string()));
    }
    Ok(files)
}

fn one(path: &Path, manifest: &Manifest, telling: Telling) -> Result<ResultLine, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(path).map_err(|error| format!("{name}: {error}"))?;
    let history =
        read_patient(&bytes, manifest).map_err(|error: PatientError| format!("{name}: {error}"))?;
    let mut line = result(&history, telling);
    // Factors that the engine derives by itself belong to no family of the cohort.
    line.keep_families(|family| manifest.has_family(family));
    Ok(line)
}

/// The line of one history.
fn result(history: &PatientHistory, telling: Telling) -> ResultLine {
    let frame = Frame::of(history);
    let factors = factors::factors(history, &frame);
    let mut screen = screen::screen(history, &frame, &factors, screen::Knowledge::Hindsight);
    Joint::of(&screen, &factors, &frame).settle(&mut screen);
    let (claims, no_link, not_enough) = claims::findings(&screen, &factors, &frame);
    let first = if telling.from_first_day {
        0
    } else {
        history.days * TRAINING_SHARE.0 / TRAINING_SHARE.1
    };
    let issued = forecast::replay(history, first);
    let told = if telling.as_told {
        reliability::as_told(&issued, &frame)
    } else {
        issued.iter().map(|one| one.probability).collect()
    };
    let forecasts = issued
        .iter()
        .zip(told)
        .map(|(issued, probability)| ForecastLine {
            date: frame.date(issued.day).to_string(),
            probability: rounded(probability),
        })
        .collect();
    ResultLine::new(
        &history.patient,
        (&claims, &no_link, &not_enough),
        forecasts,
    )
}

/// Draws the progress bar on a terminal; elsewhere a line for each tenth.
fn draw(done: usize, all: usize) {
    let mut output = io::stderr().lock();
    let written = if output.is_terminal() {
        let filled = BAR_WIDTH * done / all;
        let bar = "#".repeat(filled) + &"-".repeat(BAR_WIDTH - filled);
        let end = if done == all { "\n" } else { "" };
        write!(output, "\r[{bar}] {done}/{all}{end}")
    } else if done * 10 / all != (done - 1) * 10 / all {
        writeln!(output, "{done}/{all} patients")
    } else {
        Ok(())
    };
    // Progress that cannot be shown is no reason to stop.
    drop(written);
}
