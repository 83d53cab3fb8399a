//! Cohorts as files.
//!
//! Error policy: a folder that holds something already is refused; what cannot be written ends the run.

use super::{
    catalogue::{FACTORS, NEGATIVE_CONTROLS},
    diary, patient,
    scenario::{Scenario, Settings},
    weather::{SITES, Weather},
};
use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The format's name.
pub const SCHEMA: &str = "migraine-cohort/1";

/// Shortest diary: below that, no quarter of it holds a turn of an effect.
const LEAST_DAYS: usize = 28;

/// What keeps a cohort from being written.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// Nobody has described it.
    #[error("there is no scenario {0}; there are {1}")]
    Scenario(String, String),
    /// Too short.
    #[error("{0} days are too few: a diary has at least {LEAST_DAYS}")]
    Days(usize),
    /// It would be mixed with something else.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// A file cannot be written.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// A patient cannot be spelled as JSON.
    #[error("a patient cannot be written: {0}")]
    Format(#[from] serde_json::Error),
    /// A file of a cohort is not what it should be.
    #[error("{0}: {1}")]
    Content(PathBuf, String),
}

/// A cohort that can be drawn, patient by patient.
pub struct Cohort {
    scenario: &'static Scenario,
    settings: Settings,
    seed: u64,
    patients: usize,
    days: usize,
    start: Date,
    weather: Vec<Weather>,
}

/// Prepares the cohort of a scenario.
///
/// # Errors
/// When there is no such scenario, or the diaries would be too short.
pub fn simulate(
    name: &str,
    seed: u64,
    patients: usize,
    days: usize,
) -> Result<Cohort, SimulationError> {
    let scenario = Scenario::named(name).ok_or_else(|| {
        let names: Vec<_> = super::scenario::SCENARIOS
            .iter()
            .map(|one| one.name)
            .collect();
        SimulationError::Scenario(name.to_owned(), names.join(", "))
    })?;
    if days < LEAST_DAYS {
        return Err(SimulationError::Days(days));
    }
    // Diaries begin somewhere within two years, at any weekday and season.
    let start = diary::date(
        date(2023, 1, 2),
        usize::try_from(seed * 97 % 700).unwrap_or(0),
    );
    let first = f64::from(start.day_of_year());
    let sites = SITES.iter().zip(0_u64..);
    Ok(Cohort {
        scenario,
        settings: scenario.settings(),
        seed,
        patients,
        days,
        start,
        weather: sites
            .map(|(site, place)| Weather::new(site, place, seed, days, first))
            .collect(),
    })
}

impl Cohort {
    /// The file of the patient with number `place`, and the truth about them.
    ///
    /// # Errors
    /// When a value cannot be spelled as JSON.
    pub fn patient(&self, place: usize) -> Result<(String, String), SimulationError> {
        let (patient, truth) = patient::new(
            &self.settings,
            self.seed,
            place,
            self.start,
            self.days,
            &self.weather,
        );
        Ok((
            serde_json::to_string(&patient)?,
            serde_json::to_string(&truth)?,
        ))
    }

    /// The catalogue.
    pub fn manifest(&self) -> Value {
        let factors = FACTORS.iter().map(|factor| {
            let described = json!({
                "family": factor.family,
                "kind": factor.kind.name(),
                "source": factor.source.name(),
            });
            (factor.name.to_owned(), described)
        });
        json!({
            "schema": SCHEMA,
            "patients": self.patients,
            "days": self.days,
            "scenario": self.scenario.name,
            "purpose": self.scenario.purpose,
            "seed": self.seed,
            "start_date": self.start,
            "factors": factors.collect::<Map<_, _>>(),
            "negative_controls": NEGATIVE_CONTROLS,
            "sites": SITES.iter().map(|site| site.name).collect::<Vec<_>>(),
        })
    }
}

/// Writes a cohort below `folder`; `progress` is told after each patient how many are done. Returns how many.
///
/// # Errors
/// When the folder holds something, or a file cannot be written.
pub fn write(
    cohort: &Cohort,
    folder: &Path,
    mut progress: impl FnMut(usize),
) -> Result<usize, SimulationError> {
    prepare(folder)?;
    save(
        &folder.join("manifest.json"),
        &serde_json::to_string_pretty(&cohort.manifest())?,
    )?;
    for place in 0..cohort.patients {
        let (patient, truth) = cohort.patient(place)?;
        let name = format!("p{place:04}.json");
        save(&folder.join("patients").join(&name), &patient)?;
        save(&folder.join("truth").join(&name), &truth)?;
        progress(place + 1);
    }
    Ok(cohort.patients)
}

/// An empty folder with the folders of a cohort.
pub(super) fn prepare(folder: &Path) -> Result<(), SimulationError> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(SimulationError::NotEmpty(folder.to_owned()));
    }
    for part in ["patients", "truth"] {
        let part = folder.join(part);
        fs::create_dir_all(&part).map_err(|error| SimulationError::File(part, error))?;
    }
    Ok(())
}

pub(super) fn save(path: &Path, text: &str) -> Result<(), SimulationError> {
    fs::write(path, text).map_err(|error| SimulationError::File(path.to_owned(), error))
}
