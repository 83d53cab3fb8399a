//! How long the engine takes, and how much memory: the limits are beside the figures in the script.

use super::{Failure, Patient, milliseconds};
use crate::patterns::{
    engine::{
        forecast::{Filter, Predictor, Scene},
        joint::Joint,
        members, refresh, run,
    },
    model::AlertSettings,
};
use serde_json::{Value, json};
use std::{fs, time::Instant};

/// Patients whose years are screened one after the other.
const PATIENTS: u64 = 60;

/// Every figure, in milliseconds unless its name says otherwise.
pub fn speeds(year: &Patient, decade: &Patient) -> Result<Value, Failure> {
    // First, while nothing else has asked for memory.
    let before = resident();
    let report = run(&decade.history, AlertSettings::default())?;
    let memory = peak().zip(before).map(|(peak, before)| peak - before);
    let year_report = run(&year.history, AlertSettings::default())?;
    let joint = |patient: &Patient| {
        let screen = patient.screen();
        milliseconds(|| Joint::of(&screen, &patient.factors, &patient.frame))
    };
    Ok(json!({
        "screen_year": milliseconds(|| year.screen()),
        "screen_decade": milliseconds(|| decade.screen()),
        "joint_year": joint(year),
        "joint_decade": joint(decade),
        "refresh_year": milliseconds(|| refresh(&year.history, year_report.clone())),
        "refresh_decade": milliseconds(|| refresh(&decade.history, report.clone())),
        "forecast_year": forecast(year),
        "forecast_decade": forecast(decade),
        "patient_years_seconds": patient_years()?,
        "memory_megabytes": memory,
    }))
}

/// One more forecast from a screen that is fitted.
fn forecast(patient: &Patient) -> f64 {
    let values: Vec<Vec<f64>> = patient
        .factors
        .iter()
        .map(|factor| members::earlier_values(factor, &patient.frame))
        .collect();
    let scene = Scene::of(&patient.history, &patient.frame, &patient.factors, &values);
    let predictor = Predictor::of(&patient.history, &patient.frame, &patient.factors);
    let filter = Filter::default();
    let day = patient.frame.days - 1;
    milliseconds(|| {
        let mut ahead = filter.clone();
        ahead.step();
        ahead.chance(&predictor.predict(day, &scene).terms)
    })
}

/// Seconds that 10,000 screened patient-years take on one core, scaled up from [`PATIENTS`] patients.
fn patient_years() -> Result<f64, Failure> {
    let mut seconds = 0.0;
    for seed in 0..PATIENTS {
        let patient = Patient::drawn(7_000 + seed, 365)?;
        let start = Instant::now();
        std::hint::black_box(patient.screen());
        seconds += start.elapsed().as_secs_f64();
    }
    let patients = f64::from(u32::try_from(PATIENTS).unwrap_or(1));
    Ok(seconds * 10_000.0 / patients)
}

/// Megabytes that are resident now, where the system tells.
fn resident() -> Option<f64> {
    status("VmRSS:")
}

/// Most megabytes that were ever resident, where the system tells.
fn peak() -> Option<f64> {
    status("VmHWM:")
}

fn status(line: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|found| found.strip_prefix(line))?;
    let kilobytes: f64 = value.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
