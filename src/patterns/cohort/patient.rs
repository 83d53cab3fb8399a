//! One patient file as a history.

use super::manifest::{Manifest, SCHEMA};
use crate::patterns::engine::{
    AttackEntry, Cell, HistoryError, Measure, PatientHistory, Series, Source, Track,
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Wearable values that belong to the night; the others are of the whole day.
const DAY_VALUES: [&str; 1] = ["steps"];

/// Why a patient file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PatientError {
    /// It is no JSON of this shape.
    #[error("not a patient file: {0}")]
    Shape(#[from] serde_json::Error),
    /// It is of another schema.
    #[error("schema {0} instead of {SCHEMA}")]
    Schema(String),
    /// The engine refuses it.
    #[error(transparent)]
    History(#[from] HistoryError),
}

#[derive(Debug, Deserialize)]
struct File {
    schema: String,
    patient_id: String,
    start_date: Date,
    days: usize,
    #[serde(default)]
    profile: Profile,
    #[serde(default)]
    suspected_triggers: Vec<String>,
    #[serde(default)]
    attacks: Vec<Attack>,
    #[serde(default)]
    daily_logs: Vec<Map<String, Value>>,
    #[serde(default)]
    wearable: Vec<Map<String, Value>>,
    #[serde(default)]
    period_starts: Vec<Date>,
    #[serde(default)]
    environment: Option<Map<String, Value>>,
}

#[derive(Debug, Default, Deserialize)]
struct Profile {
    #[serde(default)]
    tracks_cycle: bool,
    #[serde(default)]
    preventive_started_day: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Attack {
    onset: DateTime,
    #[serde(default)]
    end: Option<DateTime>,
}

/// Reads a patient file.
///
/// Only recorded values become [`Cell::Value`]: null is [`Cell::Unknown`], a missing day [`Cell::NotAsked`].
///
/// # Errors
/// When it is not a file of the schema, or its lengths disagree.
pub fn read_patient(bytes: &[u8], manifest: &Manifest) -> Result<PatientHistory, PatientError> {
    let file: File = serde_json::from_slice(bytes)?;
    if file.schema != SCHEMA {
        return Err(PatientError::Schema(file.schema));
    }
    if file.days == 0 {
        return Err(HistoryError::Empty.into());
    }
    if file.days > 36_525 {
        return Err(HistoryError::TooLong(file.days).into());
    }
    let mut entered = vec![false; file.days];
    let mut tracks = BTreeMap::new();
    rows(
        &file.daily_logs,
        &file,
        manifest,
        "log",
        &mut tracks,
        &mut entered,
    );
    let mut worn = vec![false; file.days];
    rows(
        &file.wearable,
        &file,
        manifest,
        "wearable",
        &mut tracks,
        &mut worn,
    );
    let preventive = file.profile.preventive_started_day;
    let history = PatientHistory {
        patient: file.patient_id.clone(),
        start: file.start_date,
        days: file.days,
        attacks: file
            .attacks
            .iter()
            .map(|attack| AttackEntry {
                onset: attack.onset,
                hour_known: true,
                end: attack.end,
                minutes_to_treatment: None,
                entered: None,
            })
            .collect(),
        tracks: tracks.into_values().collect(),
        series: file.environment.as_ref().map(series).unwrap_or_default(),
        period_starts: file.period_starts.clone(),
        tracks_cycle: file.profile.tracks_cycle || !file.period_starts.is_empty(),
        preventive_starts: preventive
            .and_then(|day| file.start_date.checked_add(day.days()).ok())
            .into_iter()
            .collect(),
        entered,
        confirmed_clear: vec![false; file.days],
        suspected: file.suspected_triggers.clone(),
        controls: manifest.negative_controls.clone(),
    };
    history.check()?;
    Ok(history)
}

fn rows(
    rows: &[Map<String, Value>],
    file: &File,
    manifest: &Manifest,
    source: &str,
    tracks: &mut BTreeMap<String, Track>,
    asked: &mut [bool],
) {
    for row in rows {
        let date = row.get("date").and_then(Value::as_str);
        let Some(date) = date.and_then(|date| date.parse::<Date>().ok()) else {
            continue;
        };
        let Ok(day) = usize::try_from((date - file.start_date).get_days()) else {
            continue;
        };
        if day >= file.days {
            continue;
        }
        asked[day] = true;
        for (code, value) in row {
            if code == "date" {
                continue;
            }
            let cell = match value {
                Value::Bool(answer) => Cell::Value(f64::from(u8::from(*answer))),
                Value::Number(number) => number.as_f64().map_or(Cell::Unknown, Cell::Value),
                Value::Null => Cell::Unknown,
                _ => continue,
            };
            let track = tracks
                .entry(code.clone())
                .or_insert_with(|| track(code, source, value, manifest, file.days));
            track.cells[day] = cell;
            // The first answer may have been left open: the kind shows later.
            if matches!(value, Value::Number(_))
                && track.measure == Measure::Tag
                && !manifest.factors.contains_key(code)
            {
                track.measure = Measure::Continuous;
            }
        }
    }
}

fn track(code: &str, source: &str, value: &Value, manifest: &Manifest, days: usize) -> Track {
    let line = manifest.factors.get(code);
    let measure = match line.map(|line| line.kind.as_str()) {
        Some("tag") => Measure::Tag,
        Some("scale") => Measure::Scale,
        Some("count") => Measure::Count,
        Some(_) => Measure::Continuous,
        None if matches!(value, Value::Number(_)) => Measure::Continuous,
        None => Measure::Tag,
    };
    Track {
        factor: code.to_owned(),
        family: line.map(|line| line.family.clone()),
        source: match source {
            "log" => Source::CheckIn,
            _ if DAY_VALUES.contains(&code) => Source::Wearable,
            _ => Source::Night,
        },
        measure,
        cells: vec![Cell::NotAsked; days],
    }
}

/// The arrays of the environment. They start at 00:00 local of the first day; the offset is the site's.
fn series(environment: &Map<String, Value>) -> Vec<Series> {
    let step = environment
        .get("step_hours")
        .and_then(Value::as_u64)
        .unwrap_or(3);
    let step_hours = usize::try_from(step).unwrap_or(3).clamp(1, 24);
    environment
        .iter()
        .filter_map(|(name, values)| {
            let values = values.as_array()?;
            Some(Series {
                name: name.clone(),
                step_hours,
                values: values
                    .iter()
                    .map(|value| value.as_f64().unwrap_or(f64::NAN))
                    .collect(),
            })
        })
        .collect()
}
