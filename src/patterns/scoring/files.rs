//! Reading what is scored: result lines, truth, and the few facts of a patient's file that matter here.
//!
//! Error policy: a list that cannot be read at all is an error; a single broken line or file is named
//! among the problems and left out, so that one never hides the others.

use super::{
    person::{Claim, Class, Day, Effect, Person},
    verdict,
};
use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned, de::IgnoredAny};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What makes scoring impossible.
#[derive(Debug, thiserror::Error)]
pub enum ScoringError {
    /// A file cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// A file is not what it should be.
    #[error("{0}: {1}")]
    Format(PathBuf, serde_json::Error),
    /// Results and cohorts must come in pairs.
    #[error("{0} files of results for {1} cohorts: name one cohort for each")]
    Pairs(usize, usize),
    /// No patient of the results was found in the cohort.
    #[error("nothing to score: no line of the results belongs to a patient with a readable truth")]
    Nobody,
}

/// Everything that was read.
pub struct Read {
    /// The scenario that the (first) manifest names.
    pub scenario: String,
    /// The patients, in the order of the results.
    pub people: Vec<Person>,
    /// What had to be left out, and why.
    pub problems: Vec<String>,
}

#[derive(Deserialize)]
struct Manifest {
    scenario: String,
}

#[derive(Deserialize)]
struct ResultLine {
    patient_id: String,
    #[serde(default)]
    claims: Vec<Claim>,
    #[serde(default)]
    forecasts: Vec<Forecast>,
}

#[derive(Deserialize)]
struct Forecast {
    date: Date,
    probability: f64,
}

#[derive(Deserialize)]
struct PatientFile {
    start_date: Date,
    days: usize,
    attacks: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct TruthFile {
    effects: Vec<TrueEffect>,
    menstrual: Option<Menstrual>,
    classes: BTreeMap<String, Class>,
    families: BTreeMap<String, String>,
    at_risk: Vec<u8>,
    onset: Vec<u8>,
    #[serde(default)]
    p_issue: Vec<Option<f64>>,
}

#[derive(Deserialize)]
struct TrueEffect {
    factor: String,
    family: String,
    direction: String,
    side: String,
    rule: Vec<serde_json::Value>,
    odds_ratio: f64,
}

#[derive(Deserialize)]
struct Menstrual {
    or_days_0_2: f64,
}

/// Rules that make both ends of a scale the exposure.
const TWO_SIDED: [&str; 3] = ["absq", "two_sided", "u_shape"];

/// Reads the pairs of results and cohorts.
///
/// # Errors
/// When a list or a manifest cannot be read, or nobody is left.
pub fn read(results: &[PathBuf], cohorts: &[PathBuf]) -> Result<Read, ScoringError> {
    if results.len() != cohorts.len() || results.is_empty() {
        return Err(ScoringError::Pairs(results.len(), cohorts.len()));
    }
    let mut read = Read {
        scenario: String::new(),
        people: Vec::new(),
        problems: Vec::new(),
    };
    for (list, cohort) in results.iter().zip(cohorts) {
        let manifest: Manifest = json(&cohort.join("manifest.json"))?;
        if read.scenario.is_empty() {
            read.scenario = manifest.scenario;
        } else if read.scenario != manifest.scenario {
            read.scenario = format!("{} + {}", read.scenario, manifest.scenario);
        }
        let text = text(list)?;
        for (place, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match person(line, cohort) {
                Ok(person) => read.people.push(person),
                Err(words) => {
                    let place = place + 1;
                    read.problems
                        .push(format!("{}:{place}: {words}", list.display()));
                }
            }
        }
    }
    if read.people.is_empty() {
        return Err(ScoringError::Nobody);
    }
    Ok(read)
}

fn person(line: &str, cohort: &Path) -> Result<Person, String> {
    let said: ResultLine = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let name = format!("{}.json", said.patient_id);
    let diary: PatientFile =
        json(&cohort.join("patients").join(&name)).map_err(|error| error.to_string())?;
    let truth: TruthFile =
        json(&cohort.join("truth").join(&name)).map_err(|error| error.to_string())?;
    let mut forecasts = BTreeMap::new();
    for forecast in said.forecasts {
        if !(0.0..=1.0).contains(&forecast.probability) {
            return Err(format!(
                "{}: the forecast for {} is not a probability",
                said.patient_id, forecast.date
            ));
        }
        let index = (forecast.date - diary.start_date).get_days();
        forecasts.insert(index, forecast.probability);
    }
    let day = |index: usize| Day {
        index,
        forecast: i32::try_from(index)
            .ok()
            .and_then(|day| forecasts.get(&day).copied()),
        oracle: truth.p_issue.get(index).copied().flatten(),
        onset: truth.onset.get(index).is_some_and(|flag| *flag != 0),
    };
    let at_risk = (0..truth.at_risk.len())
        .filter(|index| truth.at_risk[*index] != 0)
        .map(day)
        .collect();
    Ok(Person {
        id: said.patient_id,
        days: diary.days,
        recorded_onsets: diary.attacks.len(),
        at_risk,
        effects: effects(&truth),
        classes: truth.classes,
        families: truth.families,
        claims: said.claims,
    })
}

/// The effects of the list, and those that the truth tells elsewhere: the cycle and the weekend.
fn effects(truth: &TruthFile) -> Vec<Effect> {
    let mut found: Vec<_> = truth.effects.iter().map(listed).collect();
    let is_listed = |family: &str| truth.effects.iter().any(|effect| effect.family == family);
    let further = [
        (
            "perimenstrual",
            truth
                .menstrual
                .as_ref()
                .map_or(2.0, |cycle| cycle.or_days_0_2),
        ),
        ("weekend", 1.8),
    ];
    for (factor, strength) in further {
        let family = truth.families.get(factor).cloned().unwrap_or_default();
        if truth.classes.get(factor) == Some(&Class::Trigger) && !is_listed(&family) {
            found.push(Effect {
                factor: factor.to_owned(),
                is_menstrual: family == "menstrual",
                family,
                direction: Some(verdict::direction(false, false)),
                strength,
            });
        }
    }
    found
}

fn listed(effect: &TrueEffect) -> Effect {
    let rule = effect.rule.first().and_then(serde_json::Value::as_str);
    let is_two_sided = rule.is_some_and(|rule| TWO_SIDED.contains(&rule)) || effect.side == "both";
    let direction = verdict::direction(effect.direction == "protector", effect.side == "low");
    Effect {
        factor: effect.factor.clone(),
        family: effect.family.clone(),
        direction: (!is_two_sided).then_some(direction),
        strength: effect.odds_ratio.max(effect.odds_ratio.recip()),
        is_menstrual: effect.family == "menstrual",
    }
}

fn text(path: &Path) -> Result<String, ScoringError> {
    fs::read_to_string(path).map_err(|error| ScoringError::File(path.to_owned(), error))
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, ScoringError> {
    serde_json::from_str(&text(path)?).map_err(|error| ScoringError::Format(path.to_owned(), error))
}
