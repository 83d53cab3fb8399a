//! Cutting a cohort short: the same patients after fewer days, to see when findings come.
//!
//! Works on any cohort of the format, also on those that the simulator did not write. What is dated after the
//! last day goes; an attack that still runs then keeps its end, as the diary would once it is over.

use super::files::{SimulationError, prepare, save};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Writes the first `days` days of the cohort in `from` below `to`. Returns how many patients there are.
///
/// # Errors
/// When a file cannot be read or written, is not of the format, or `to` holds something.
pub fn cut(
    from: &Path,
    days: usize,
    to: &Path,
    mut progress: impl FnMut(usize),
) -> Result<usize, SimulationError> {
    prepare(to)?;
    let mut manifest = read(&from.join("manifest.json"))?;
    manifest["days"] = json!(days);
    save(&to.join("manifest.json"), &manifest.to_string())?;
    let mut done = 0;
    for path in listed(&from.join("patients"))? {
        let Some(name) = path.file_name() else {
            continue;
        };
        let mut patient = read(&path)?;
        let wrong = |what: &str| SimulationError::Content(path.clone(), what.to_owned());
        let start: Date = patient["start_date"]
            .as_str()
            .and_then(|date| date.parse().ok())
            .ok_or_else(|| wrong("no start_date"))?;
        shorten_patient(&mut patient, start, days);
        save(&to.join("patients").join(name), &patient.to_string())?;
        let mut truth = read(&from.join("truth").join(name))?;
        shorten_truth(&mut truth, days);
        save(&to.join("truth").join(name), &truth.to_string())?;
        done += 1;
        progress(done);
    }
    Ok(done)
}

fn shorten_patient(patient: &mut Value, start: Date, days: usize) {
    let end = super::diary::date(start, days).to_string();
    patient["days"] = json!(days);
    // Dates and times of ISO 8601 sort like text.
    let is_within = |date: Option<&str>| date.is_some_and(|date| date < end.as_str());
    for (list, key) in [
        ("attacks", "onset"),
        ("daily_logs", "date"),
        ("wearable", "date"),
    ] {
        retain(patient, list, |entry| is_within(entry[key].as_str()));
    }
    retain(patient, "period_starts", |date| is_within(date.as_str()));
    let step = patient.pointer_mut("/profile/preventive_started_day");
    if let Some(step) = step
        && step
            .as_u64()
            .and_then(|day| usize::try_from(day).ok())
            .is_some_and(|day| day >= days)
    {
        *step = Value::Null;
    }
    let hours = patient["environment"]["step_hours"]
        .as_u64()
        .unwrap_or(3)
        .max(1);
    let steps = days * usize::try_from(24 / hours).unwrap_or(8);
    let environment = patient.get_mut("environment");
    if let Some(environment) = environment.and_then(Value::as_object_mut) {
        for series in environment.values_mut().filter_map(Value::as_array_mut) {
            series.truncate(steps);
        }
    }
}

fn shorten_truth(truth: &mut Value, days: usize) {
    for list in ["at_risk", "onset", "headache_day", "p_true", "p_issue"] {
        if let Some(values) = truth.get_mut(list).and_then(Value::as_array_mut) {
            values.truncate(days);
        }
    }
    let last = i64::try_from(days).unwrap_or(i64::MAX);
    retain(truth, "attacks", |attack| {
        attack["day"].as_i64().is_some_and(|day| day < last)
    });
}

fn retain(file: &mut Value, list: &str, keep: impl Fn(&Value) -> bool) {
    if let Some(entries) = file.get_mut(list).and_then(Value::as_array_mut) {
        entries.retain(keep);
    }
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, SimulationError> {
    let failed = |error| SimulationError::File(folder.to_owned(), error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Value, SimulationError> {
    let text =
        fs::read_to_string(path).map_err(|error| SimulationError::File(path.to_owned(), error))?;
    serde_json::from_str(&text)
        .map_err(|error| SimulationError::Content(path.to_owned(), error.to_string()))
}
