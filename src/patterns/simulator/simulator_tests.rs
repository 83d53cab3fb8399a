//! The simulator keeps what its description says: bytes, rates, strengths, and who may act.

use super::{
    scenario::{SCENARIOS, Scenario},
    simulate,
};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn drawn(scenario: &str, seed: u64, patients: usize, days: usize) -> Vec<(Value, Value)> {
    let cohort = simulate(scenario, seed, patients, days).unwrap();
    (0..patients)
        .map(|place| {
            let (patient, truth) = cohort.patient(place).unwrap();
            (
                serde_json::from_str(&patient).unwrap(),
                serde_json::from_str(&truth).unwrap(),
            )
        })
        .collect()
}

fn flags(truth: &Value, list: &str) -> Vec<bool> {
    let values = truth[list].as_array().unwrap().iter();
    values.map(|value| value.as_u64().unwrap() == 1).collect()
}

/// Onsets, days at risk, and the sum of the true chances.
fn totals(cohort: &[(Value, Value)]) -> (f64, f64, f64) {
    let mut sums = (0.0, 0.0, 0.0);
    for (_, truth) in cohort {
        let (onset, at_risk) = (flags(truth, "onset"), flags(truth, "at_risk"));
        for day in 0..onset.len() {
            if at_risk[day] {
                sums.0 += f64::from(onset[day]);
                sums.1 += 1.0;
                sums.2 += truth["p_true"][day].as_f64().unwrap();
            }
        }
    }
    sums
}

#[test]
fn the_same_seed_gives_the_same_bytes_whoever_else_is_drawn() {
    for scenario in ["default", "odd"] {
        let few = simulate(scenario, 7, 2, 120).unwrap();
        let many = simulate(scenario, 7, 50, 120).unwrap();
        let other = simulate(scenario, 8, 2, 120).unwrap();
        for place in 0..2 {
            assert_eq!(few.patient(place).unwrap(), many.patient(place).unwrap());
            assert_ne!(few.patient(place).unwrap(), other.patient(place).unwrap());
        }
    }
}

#[test]
fn rates_lie_in_the_ranges_of_their_scenarios() {
    for (scenario, least, most) in [
        ("default", 0.10, 0.22),
        ("chronic", 0.35, 0.60),
        ("few", 0.02, 0.06),
        ("null", 0.10, 0.22),
    ] {
        let (onsets, days, chances) = totals(&drawn(scenario, 3, 25, 365));
        let rate = onsets / days;
        assert!((least..most).contains(&rate), "{scenario}: {rate}");
        // Onsets come as often as the true chances say: four standard errors.
        let error = 4.0 * chances.sqrt();
        assert!(
            (onsets - chances).abs() < error,
            "{scenario}: {onsets} {chances}"
        );
    }
}

#[test]
fn an_exposure_raises_the_odds_by_the_stated_ratio() {
    // Tags that were logged on the day that acts; patients are strata (Mantel and Haenszel). Not those that act
    // on their own day: what is logged then is changed by the attack itself.
    let mut sums: BTreeMap<&str, (f64, f64, f64)> = BTreeMap::new();
    for (patient, truth) in drawn("clean", 11, 150, 365) {
        let start: jiff::civil::Date = patient["start_date"].as_str().unwrap().parse().unwrap();
        let logs: BTreeMap<&str, &Value> = patient["daily_logs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|log| (log["date"].as_str().unwrap(), log))
            .collect();
        let (onset, at_risk) = (flags(&truth, "onset"), flags(&truth, "at_risk"));
        for effect in truth["effects"].as_array().unwrap() {
            let stated = effect["odds_ratio"].as_f64().unwrap();
            let class = match stated {
                _ if effect["rule"][0] != "bin" => continue,
                ratio if ratio < 1.0 => "protector",
                ratio if ratio > 2.4 => "strong",
                _ => "weak",
            };
            let lag = effect["lag"].as_i64().unwrap();
            if lag == 0 {
                continue;
            }
            let name = effect["factor"].as_str().unwrap();
            let mut cells = [[0.0_f64; 2]; 2];
            for day in 0..onset.len() {
                let date = start + jiff::Span::new().days(i64::try_from(day).unwrap() - lag);
                let logged = logs.get(date.to_string().as_str());
                if let Some(exposed) = logged.and_then(|log| log[name].as_bool())
                    && at_risk[day]
                {
                    cells[usize::from(exposed)][usize::from(onset[day])] += 1.0;
                }
            }
            let all: f64 = cells.iter().flatten().sum();
            if all > 0.0 {
                let sum = sums.entry(class).or_default();
                sum.0 += cells[1][1] * cells[0][0] / all;
                sum.1 += cells[1][0] * cells[0][1] / all;
                sum.2 +=
                    (cells[1][1] * cells[0][0] + cells[1][0] * cells[0][1]) / all * stated.ln();
            }
        }
    }
    for (class, (with, against, logs)) in sums {
        let found = with / against;
        let stated = (logs / (with + against)).exp();
        // The pooled ratio of some dozens of patients; between strata the ratio is damped a little by
        // what is hidden.
        let distance = (found.ln() - stated.ln()).abs();
        assert!(distance < 0.25, "{class}: found {found}, stated {stated}");
    }
}

#[test]
fn nothing_acts_in_the_null_scenarios_and_nothing_announces_itself_in_the_clean_one() {
    for scenario in ["null", "informative-null", "controls"] {
        for (_, truth) in drawn(scenario, 2, 12, 90) {
            assert!(
                truth["causal_families"].as_array().unwrap().is_empty(),
                "{scenario}"
            );
            assert!(truth["menstrual"].is_null());
        }
    }
    for (_, truth) in drawn("clean", 2, 12, 90) {
        let classes = truth["classes"].as_object().unwrap();
        assert!(classes.values().all(|class| class != "prodromal"));
        assert!(truth["prodrome"].is_null());
    }
}

#[test]
fn negative_controls_never_act_and_early_signs_are_no_causes() {
    for scenario in &SCENARIOS {
        for (_, truth) in drawn(scenario.name, 4, 10, 60) {
            let acting: BTreeSet<&str> = truth["causal_families"]
                .as_array()
                .unwrap()
                .iter()
                .map(|family| family.as_str().unwrap())
                .collect();
            for (factor, class) in truth["classes"].as_object().unwrap() {
                let family = truth["families"][factor].as_str().unwrap();
                match class.as_str().unwrap() {
                    "negative_control" | "null" | "prodromal" => {
                        assert!(!acting.contains(family), "{}: {factor}", scenario.name);
                    }
                    "trigger" => assert!(acting.contains(family) || factor == "weekend"),
                    _ => assert!(acting.contains(family)),
                }
            }
        }
    }
}

#[test]
fn two_check_ins_a_day_share_the_answers() {
    let mut pairs = 0;
    for (patient, _) in drawn("twice-daily", 6, 8, 60) {
        let logs = patient["daily_logs"].as_array().unwrap();
        for pair in logs
            .windows(2)
            .filter(|pair| pair[0]["date"] == pair[1]["date"])
        {
            pairs += 1;
            let [early, late] = pair else { unreachable!() };
            let both = early
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| late.get(key).is_some());
            assert_eq!(both.collect::<Vec<_>>(), ["date"]);
        }
    }
    assert!(pairs > 50, "{pairs}");
}

#[test]
fn attacks_drive_the_logging_of_the_informative_scenario() {
    let mut counts = [[0.0; 2]; 2];
    for (patient, truth) in drawn("informative", 9, 30, 200) {
        let start: jiff::civil::Date = patient["start_date"].as_str().unwrap().parse().unwrap();
        let logs = patient["daily_logs"].as_array().unwrap();
        let dates: BTreeSet<&str> = logs
            .iter()
            .map(|log| log["date"].as_str().unwrap())
            .collect();
        for (day, onset) in flags(&truth, "onset").into_iter().enumerate() {
            let date = (start + jiff::Span::new().days(i64::try_from(day).unwrap())).to_string();
            counts[usize::from(onset)][usize::from(dates.contains(date.as_str()))] += 1.0;
        }
    }
    let share = |row: [f64; 2]| row[1] / (row[0] + row[1]);
    assert!(share(counts[1]) > share(counts[0]) + 0.2, "{counts:?}");
}

#[test]
fn an_unknown_scenario_is_answered_with_the_list() {
    let error = simulate("defualt", 1, 1, 60).err().unwrap().to_string();
    assert!(
        error.contains("defualt") && error.contains("default, null, clean"),
        "{error}"
    );
    assert!(simulate("default", 1, 1, 10).is_err());
    assert!(Scenario::named("odd").is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_patient_is_consistent(seed in 0_u64..10_000, scenario in 0..SCENARIOS.len(), days in 28_usize..150) {
        let (patient, truth) = drawn(SCENARIOS[scenario].name, seed, 1, days).remove(0);
        let start = patient["start_date"].as_str().unwrap();
        let first: jiff::civil::Date = start.parse().unwrap();
        let end = (first + jiff::Span::new().days(i64::try_from(days).unwrap())).to_string();
        for (list, key) in [("attacks", "onset"), ("daily_logs", "date"), ("wearable", "date")] {
            let mut last = String::new();
            for entry in patient[list].as_array().unwrap() {
                let date = entry[key].as_str().unwrap();
                prop_assert!(date >= start && date < end.as_str(), "{} {}", list, date);
                prop_assert!(date >= last.as_str());
                last = date.to_owned();
            }
        }
        for attack in patient["attacks"].as_array().unwrap() {
            prop_assert!(attack["onset"].as_str() < attack["end"].as_str());
            prop_assert!((1..=10).contains(&attack["peak_pain"].as_i64().unwrap()));
        }
        let (onset, at_risk) = (flags(&truth, "onset"), flags(&truth, "at_risk"));
        prop_assert_eq!(onset.len(), days);
        prop_assert_eq!(at_risk.len(), days);
        for day in 0..days {
            prop_assert!(!onset[day] || at_risk[day]);
            prop_assert_eq!(truth["p_true"][day].is_null(), !at_risk[day]);
            prop_assert_eq!(truth["p_issue"][day].is_null(), !at_risk[day]);
        }
        let all = truth["attacks"].as_array().unwrap();
        prop_assert_eq!(all.len(), onset.iter().filter(|flag| **flag).count());
        let recorded = all.iter().filter(|attack| attack["recorded"].as_bool().unwrap()).count();
        prop_assert_eq!(recorded, patient["attacks"].as_array().unwrap().len());
        for series in patient["environment"].as_object().unwrap().values() {
            if let Some(values) = series.as_array() {
                prop_assert_eq!(values.len(), days * 8);
                prop_assert!(values.iter().all(Value::is_number));
            }
        }
    }
}
