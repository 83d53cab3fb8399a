//! Bayes factors and the joint model: what goes in and what comes out.

use super::{Failure, Patient, milliseconds};
use crate::patterns::engine::{
    evidence::{self, CAUSE, Score, temper},
    joint::Joint,
    members,
};
use serde_json::{Value, json};

/// Most columns for which the reference can weigh all subsets in a while.
const MOST_COLUMNS: usize = 8;

/// The Bayes factor of a cause for members whose score is not small: the likelihood is integrated there.
pub fn evidences(patient: &Patient) -> Value {
    let screen = patient.screen();
    let Some(fit) = &screen.fit else {
        return Value::Null;
    };
    let mut found = Vec::new();
    for (place, factor) in patient.factors.iter().enumerate() {
        for member in members::members(place, factor, &patient.frame) {
            let column = screen.base.project(fit, &member.exposure);
            let information = Score::of(fit, &column, 1.0).information;
            if information < 1e-9 || found.len() >= 25 {
                continue;
            }
            let score = Score::of(fit, &column, temper(fit, &column, information));
            if score.z() < 1.2 {
                continue;
            }
            let outcomes = &screen.base.outcomes;
            let evidence = evidence::evidence(fit, outcomes, &column, score, CAUSE);
            found.push(json!({
                "column": column,
                "temper": score.temper,
                "log_factor": evidence.log_factor,
                "mean": evidence.mean,
                "milliseconds": milliseconds(|| evidence::evidence(fit, outcomes, &column, score, CAUSE)),
            }));
        }
    }
    json!({
        "log_odds": fit.log_odds,
        "curvatures": fit.curvatures,
        "outcomes": screen.base.outcomes,
        "prior": [CAUSE.mean, CAUSE.spread],
        "members": found,
    })
}

/// The joint model of a few patients.
pub fn joints() -> Result<Vec<Value>, Failure> {
    let mut found = Vec::new();
    for seed in 1..=60 {
        let patient = Patient::drawn(seed, 365)?;
        let screen = patient.screen();
        let joint = Joint::of(&screen, &patient.factors, &patient.frame);
        let few = (2..=MOST_COLUMNS).contains(&joint.columns.len());
        let Some(fit) = screen.fit.as_ref().filter(|_| few && found.len() < 4) else {
            continue;
        };
        let rows: Vec<usize> = (0..patient.frame.days)
            .filter(|day| patient.frame.at_risk[*day])
            .collect();
        let columns: Vec<Value> = joint
            .columns
            .iter()
            .map(|column| {
                json!({
                    "values": column.values,
                    "mean": column.mean,
                    "precision": column.precision,
                    "odds": column.odds,
                })
            })
            .collect();
        found.push(json!({
            "columns": columns,
            "log_odds": rows.iter().map(|row| fit.log_odds[*row]).collect::<Vec<_>>(),
            "outcomes": rows.iter().map(|row| patient.frame.outcome(*row)).collect::<Vec<_>>(),
            "inclusion": joint.inclusion,
            "milliseconds": milliseconds(|| Joint::of(&screen, &patient.factors, &patient.frame)),
        }));
    }
    Ok(found)
}
