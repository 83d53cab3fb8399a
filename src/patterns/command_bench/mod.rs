//! `migraine-pulse bench-patterns`: what `scripts/bench-patterns` holds against other people's libraries.
//!
//! Prints one JSON object: the inputs of each component, what ours makes of them, and how long it takes
//! (median of several runs, one thread). Hidden from the list of commands, because only the script reads it.

mod joint;
mod speed;

use super::{
    cohort,
    engine::{
        base::Base,
        evidence::{PRIOR_SHIFTS, SHIFTS, SHORTEST_SHIFT, Score, temper},
        factors,
        frame::Frame,
        linear::Problem,
        members, normal,
        screen::{Knowledge, Screen, screen},
    },
    scoring::{bootstrap, statistics},
    simulator,
};
use serde_json::{Value, json};
use std::time::Instant;

/// What the command may fail with: it is printed and ends the run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs of each timing.
const RUNS: usize = 15;

/// Seed of the patients; any other does as well.
const SEED: u64 = 2_026;

/// Measures everything and prints it.
///
/// # Errors
/// When a simulated patient cannot be drawn or read.
pub fn bench() -> Result<(), Failure> {
    let year = Patient::new(365)?;
    let decade = Patient::new(3650)?;
    let all = json!({
        "fit": fits(&year),
        "screen": screens(&year),
        "evidence": joint::evidences(&year),
        "joint": joint::joints()?,
        "speed": speed::speeds(&year, &decade)?,
        "scores": scores(),
        "normal": normals(),
        "wilson": wilsons(),
    });
    println!("{all}");
    Ok(())
}

/// A simulated patient as the engine sees them.
struct Patient {
    history: super::engine::PatientHistory,
    frame: Frame,
    factors: Vec<factors::Factor>,
}

impl Patient {
    fn new(days: usize) -> Result<Self, Failure> {
        Self::drawn(SEED, days)
    }

    fn drawn(seed: u64, days: usize) -> Result<Self, Failure> {
        let drawn = simulator::simulate("default", seed, 1, days)?;
        let manifest: cohort::Manifest = serde_json::from_value(drawn.manifest())?;
        let (file, _) = drawn.patient(0)?;
        let history = cohort::read_patient(file.as_bytes(), &manifest)?;
        let frame = Frame::of(&history);
        let factors = factors::factors(&history, &frame);
        Ok(Self {
            history,
            frame,
            factors,
        })
    }

    fn screen(&self) -> Screen {
        screen(
            &self.history,
            &self.frame,
            &self.factors,
            Knowledge::Hindsight,
        )
    }
}

/// Median of [`RUNS`] runs in milliseconds.
fn milliseconds<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// Logistic regressions: the base hazard of a patient, with and without its ridge.
fn fits(patient: &Patient) -> Vec<Value> {
    let base = Base::of(&patient.history, &patient.frame);
    let known: Vec<f64> = (0..base.outcomes.len())
        .map(|day| base.offset + 0.2 * f64::from(u32::try_from(day % 5).unwrap_or(0)))
        .collect();
    [0.0, 0.3]
        .into_iter()
        .filter_map(|ridge| {
            let size = base.columns.len();
            let (means, penalties) = (vec![0.0; size], vec![ridge; size]);
            let problem = Problem {
                columns: &base.columns,
                outcomes: &base.outcomes,
                offsets: &known,
                weights: &base.weights,
                means: &means,
                penalties: &penalties,
            };
            let fit = problem.fit()?;
            Some(json!({
                "ridge": ridge,
                "columns": base.columns,
                "outcomes": base.outcomes,
                "offsets": known,
                "weights": base.weights,
                "coefficients": fit.coefficients,
                "milliseconds": milliseconds(|| problem.fit()),
            }))
        })
        .collect()
}

/// The screen: every member's score and information, and the spread of its score over circular shifts.
fn screens(year: &Patient) -> Value {
    let base = Base::of(&year.history, &year.frame);
    let Some(fit) = base.fit(&vec![0.0; year.frame.days]) else {
        return Value::Null;
    };
    let mut members_of = year.factors.iter().enumerate();
    let members: Vec<_> = members_of
        .by_ref()
        .flat_map(|(place, factor)| members::members(place, factor, &year.frame))
        .collect();
    let columns: Vec<Vec<f64>> = members
        .iter()
        .map(|member| base.project(&fit, &member.exposure))
        .collect();
    let score = |column: &Vec<f64>| {
        let information = Score::of(&fit, column, 1.0).information;
        Score::of(&fit, column, temper(&fit, column, information))
    };
    let found: Vec<Score> = columns.iter().map(score).collect();
    json!({
        "shifts": SHIFTS,
        "shortest_shift": SHORTEST_SHIFT,
        "prior_shifts": PRIOR_SHIFTS,
        "columns": columns,
        "residuals": fit.residuals,
        "curvatures": fit.curvatures,
        "score": found.iter().map(|score| score.score).collect::<Vec<_>>(),
        "information": found.iter().map(|score| score.information).collect::<Vec<_>>(),
        "temper": found.iter().map(|score| score.temper).collect::<Vec<_>>(),
        "kernel_milliseconds": milliseconds(|| columns.iter().map(score).collect::<Vec<_>>()),
        "factors": year.factors.len(),
        "year_milliseconds": milliseconds(|| year.screen()),
    })
}

/// The scorer's statistics on made-up forecasts.
fn scores() -> Value {
    let weights: Vec<f64> = bootstrap::draws(2_000, 3).flatten().take(6_000).collect();
    let rows: Vec<(f64, bool, f64)> = (0..2_000)
        .map(|row| {
            // Any numbers will do: they only have to be the same on both sides.
            let part = |place: usize| (weights[place] + 0.37 * weights[place + 2_000]).sin().abs();
            let probability = (0.02 + 0.9 * part(row)).min(0.97);
            (probability, weights[row + 4_000] > 1.0, 1.0)
        })
        .collect();
    let mut sorted = rows.clone();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let odds: Vec<_> = rows
        .iter()
        .map(|row| (statistics::logit(row.0), row.1, row.2))
        .collect();
    let brier: f64 = rows
        .iter()
        .map(|row| (row.0 - f64::from(row.1)).powi(2))
        .sum();
    json!({
        "probabilities": rows.iter().map(|row| row.0).collect::<Vec<_>>(),
        "outcomes": rows.iter().map(|row| u8::from(row.1)).collect::<Vec<_>>(),
        "area": statistics::area_under_curve(sorted.iter().copied()),
        "brier": brier / 2_000.0,
        "line": statistics::calibration_line(&odds),
        "error_over_widths": statistics::error_over_widths(rows.iter().copied()),
    })
}

fn normals() -> Value {
    let points: Vec<f64> = (-80..=80).map(|tenth| f64::from(tenth) / 10.0).collect();
    json!({
        "points": points,
        "cumulative": points.iter().map(|point| normal::cumulative(*point)).collect::<Vec<_>>(),
    })
}

fn wilsons() -> Vec<Value> {
    [(0, 150), (1, 150), (12, 37), (40, 40), (500, 2_000)]
        .into_iter()
        .map(|(hits, all)| {
            let interval = statistics::wilson(f64::from(hits), f64::from(all));
            json!({"hits": hits, "all": all, "interval": interval})
        })
        .collect()
}
