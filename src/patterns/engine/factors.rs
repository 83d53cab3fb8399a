//! Daily values of every factor: the tracks as they are, and those that are derived from them.

use super::{
    frame::Frame,
    history::{Measure, PatientHistory, Series, Source},
    registry::{self, Entry},
};

/// Daily values of one factor, NaN where unknown.
#[derive(Debug, Clone)]
pub struct Factor {
    /// Its code.
    pub code: String,
    /// The code of its family.
    pub family: String,
    /// What is known about it beforehand.
    pub entry: Entry,
    /// How it is measured.
    pub measure: Measure,
    /// Where it comes from.
    pub source: Source,
    /// Values by day.
    pub values: Vec<f64>,
}

/// All factors of a history, in the order of their codes.
#[must_use]
pub fn factors(history: &PatientHistory, frame: &Frame) -> Vec<Factor> {
    let mut found: Vec<Factor> = history
        .tracks
        .iter()
        .map(|track| {
            let entry = registry::entry(&track.factor, track.source);
            let family = track.family.clone();
            Factor {
                family: family.unwrap_or_else(|| entry.family_of(&track.factor)),
                code: track.factor.clone(),
                entry,
                measure: track.measure,
                source: track.source,
                values: track.cells.iter().map(|cell| cell.number()).collect(),
            }
        })
        .collect();
    for series in &history.series {
        for (code, values) in daily(series, history.days) {
            push(
                &mut found,
                code,
                Measure::Continuous,
                Source::Environment,
                values,
            );
        }
    }
    if let Some(stress) = found.iter().find(|factor| factor.code == "stress") {
        let values = letdown(&stress.values);
        push(
            &mut found,
            "stress_letdown",
            Measure::Scale,
            Source::CheckIn,
            values,
        );
    }
    let unexpected = super::surprisal::surprisal(&found, history.days);
    if unexpected.iter().any(|value| value.is_finite()) {
        push(
            &mut found,
            super::surprisal::CODE,
            Measure::Continuous,
            Source::CheckIn,
            unexpected,
        );
    }
    let weekend = (0..history.days)
        .map(|day| {
            f64::from(u8::from(
                frame.date(day).weekday().to_monday_one_offset() >= 6,
            ))
        })
        .collect();
    push(
        &mut found,
        "weekend",
        Measure::Tag,
        Source::Environment,
        weekend,
    );
    if history.tracks_cycle && !history.period_starts.is_empty() {
        let window = super::cycle::window(history, frame);
        push(
            &mut found,
            "perimenstrual",
            Measure::Tag,
            Source::Environment,
            window,
        );
    }
    for factor in &mut found {
        if history.controls.contains(&factor.code) {
            factor.entry.is_control = true;
            factor.entry.prior = factor.entry.prior.min(registry::CONTROL_PRIOR);
        }
        if history.suspected.contains(&factor.code) && !factor.entry.is_control {
            factor.entry.prior = registry::suspected(factor.entry.prior);
        }
        factor.values.resize(history.days, f64::NAN);
    }
    found.sort_by(|one, other| one.code.cmp(&other.code));
    found
}

fn push(found: &mut Vec<Factor>, code: &str, measure: Measure, source: Source, values: Vec<f64>) {
    if found.iter().any(|factor| factor.code == code) {
        return;
    }
    let entry = registry::entry(code, source);
    found.push(Factor {
        family: entry.family_of(code),
        code: code.to_owned(),
        entry,
        measure,
        source,
        values,
    });
}

/// How far stress fell from the day before to this day (Lipton 2014); below 0 where it rose.
fn letdown(stress: &[f64]) -> Vec<f64> {
    (0..stress.len())
        .map(|day| match day.checked_sub(1) {
            Some(before) => stress[before] - stress[day],
            None => f64::NAN,
        })
        .collect()
}

/// The daily factors of a series of the environment.
fn daily(series: &Series, days: usize) -> Vec<(&str, Vec<f64>)> {
    let steps = (24 / series.step_hours.clamp(1, 24)).max(1);
    let day = |day: usize| {
        let end = ((day + 1) * steps).min(series.values.len());
        &series.values[(day * steps).min(end)..end]
    };
    let over = |take: &dyn Fn(&[f64]) -> f64| (0..days).map(|number| take(day(number))).collect();
    match series.name.as_str() {
        "pressure_msl" => vec![
            ("pressure", over(&mean)),
            ("pressure_drop_24h", falls(&series.values, steps, days)),
        ],
        // The same air as above sea level: one of them is enough.
        "surface_pressure" => Vec::new(),
        "temperature_2m" => {
            let means: Vec<f64> = over(&mean);
            let change = (0..days)
                .map(|day| match day.checked_sub(1) {
                    Some(before) => (means[day] - means[before]).abs(),
                    None => f64::NAN,
                })
                .collect();
            vec![("temperature", means), ("temperature_change", change)]
        }
        "relative_humidity_2m" => vec![("humidity", over(&mean))],
        "uv_index" => vec![("uv_index", over(&highest))],
        "kp" => vec![("kp_max", over(&highest))],
        name => vec![(name, over(&mean))],
    }
}

fn mean(values: &[f64]) -> f64 {
    let known = values.iter().filter(|value| value.is_finite());
    let (sum, count) = known.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

fn highest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NAN, f64::max)
}

/// The largest fall within 24 hours that ends on each day.
fn falls(values: &[f64], steps: usize, days: usize) -> Vec<f64> {
    (0..days)
        .map(|day| {
            let ends = (day * steps)..((day + 1) * steps).min(values.len());
            let fall = |end: usize| {
                end.checked_sub(steps)
                    .map(|start| values[start] - values[end])
            };
            ends.filter_map(fall).fold(f64::NAN, f64::max)
        })
        .collect()
}
