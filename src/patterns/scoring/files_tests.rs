//! Reading: what is broken is named and left out; what is there is understood.

use super::{ScoringError, person::Direction, score};
use std::{
    fs,
    path::{Path, PathBuf},
};

const PATIENT: &str = r#"{"schema":"migraine-cohort/1","patient_id":"p0000","start_date":"2024-03-04",
    "days":4,"attacks":[{"id":1,"onset":"2024-03-06T08:00","end":"2024-03-06T20:00"}],"daily_logs":[]}"#;
const TRUTH: &str = r#"{"effects":[
    {"factor":"sleep_hours","family":"sleep","direction":"trigger","side":"low","rule":["q",0.2],"odds_ratio":3.0},
    {"factor":"temperature_change","family":"temperature","direction":"trigger","side":"high","rule":["absq",0.85],"odds_ratio":2.0},
    {"factor":"exercise","family":"activity","direction":"protector","side":"high","rule":["abs",30.0],"odds_ratio":0.5}],
    "menstrual":{"or_days_minus2_minus1":2.0,"or_days_0_2":3.0},
    "classes":{"sleep_hours":"trigger","temperature_change":"trigger","exercise":"protector","perimenstrual":"trigger","weekend":"null"},
    "families":{"sleep_hours":"sleep","temperature_change":"temperature","exercise":"activity","perimenstrual":"menstrual","weekend":"weekday"},
    "at_risk":[1,1,1,0],"onset":[0,0,1,0],"p_issue":[0.1,0.2,0.3,null]}"#;
const LINE: &str = r#"{"patient_id":"p0000","claims":[],"no_link":["light"],"not_enough":[{"family":"mood","weeks":3}],"forecasts":[{"date":"2024-03-06","probability":0.4}]}"#;

fn cohort(folder: &Path, results: &str) -> (PathBuf, PathBuf) {
    for (path, text) in [
        (
            "manifest.json",
            r#"{"schema":"migraine-cohort/1","scenario":"default"}"#,
        ),
        ("patients/p0000.json", PATIENT),
        ("truth/p0000.json", TRUTH),
        ("results.jsonl", results),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (folder.join("results.jsonl"), folder.to_owned())
}

#[test]
fn a_patient_is_put_together_from_three_files() {
    let folder = tempfile::tempdir().unwrap();
    let (results, cohort) = cohort(folder.path(), LINE);
    let read = super::files::read(&[results], &[cohort]).unwrap();
    let person = &read.people[0];
    assert_eq!((person.days, person.recorded_onsets), (4, 1));
    let told: Vec<_> = person
        .effects
        .iter()
        .map(|effect| (effect.factor.as_str(), effect.direction, effect.strength))
        .collect();
    assert_eq!(
        told,
        [
            ("sleep_hours", Some(Direction::Lowers), 3.0),
            ("temperature_change", None, 2.0),
            ("exercise", Some(Direction::Lowers), 2.0),
            ("perimenstrual", Some(Direction::Raises), 3.0),
        ]
    );
    let days: Vec<_> = person
        .at_risk
        .iter()
        .map(|day| (day.index, day.forecast, day.oracle, day.onset))
        .collect();
    assert_eq!(
        days,
        [
            (0, None, Some(0.1), false),
            (1, None, Some(0.2), false),
            (2, Some(0.4), Some(0.3), true),
        ]
    );
}

#[test]
fn a_broken_line_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let lines = format!(
        "{{\"patient_id\":\n\n{LINE}\n{}\n{}\n",
        LINE.replace("p0000", "p0009"),
        LINE.replace("0.4}", "1.4}")
    );
    let (results, cohort) = cohort(folder.path(), &lines);
    let scores = score(&[results], &[cohort]).unwrap();
    assert_eq!(scores.patients, 1);
    let problems = scores.problems.join("\n");
    assert_eq!(scores.problems.len(), 3, "{problems}");
    assert!(problems.contains("results.jsonl:1:"), "{problems}");
    assert!(problems.contains("p0009.json"), "{problems}");
    assert!(problems.contains("is not a probability"), "{problems}");
    assert!(scores.to_string().contains("scenario default, 1 patients"));
}

#[test]
fn nothing_to_score_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let (results, cohort) = cohort(folder.path(), "");
    let none = score(std::slice::from_ref(&results), &[cohort]);
    assert!(matches!(none, Err(ScoringError::Nobody)));
    assert!(matches!(
        score(&[results], &[]),
        Err(ScoringError::Pairs(1, 0))
    ));
    let absent = score(&[folder.path().join("no")], &[folder.path().to_owned()]);
    assert!(absent.err().unwrap().to_string().contains("/no: "));
}
