//! What was taken, as statements of the patient: one for each medicine, one for each preventive plan.

use super::{Source, coding, to_patient};
use crate::{
    doctor::model::Preventive,
    medication::{model::Purpose, server::catalogue},
};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Days on which one medicine was taken.
#[derive(Default)]
struct Taken {
    name: String,
    days: BTreeSet<Date>,
    times: usize,
}

/// Every medicine of both spans.
pub(super) fn statements(source: &Source<'_>) -> Vec<Value> {
    let mut acute: BTreeMap<String, Taken> = BTreeMap::new();
    let mut add = |name: &str, day: Date| {
        if source.shows(day) && !name.trim().is_empty() {
            let taken = acute.entry(name.trim().to_lowercase()).or_default();
            name.trim().clone_into(&mut taken.name);
            taken.days.insert(day);
            taken.times += 1;
        }
    };
    for stored in &source.diary.intakes {
        let intake = &stored.value;
        if intake.purpose == Purpose::Acute {
            add(&intake.name, intake.day());
        }
    }
    for stored in &source.diary.attacks {
        let attack = &stored.value.attack;
        let zone = attack.time_zone();
        for intake in &attack.medicines {
            add(&intake.name, intake.at.to_zoned(zone.clone()).date());
        }
    }
    let acute = acute.values().filter_map(|taken| {
        let (first, last) = (taken.days.first()?, taken.days.last()?);
        let mut statement = statement(&taken.name, "unknown", source);
        statement["effectivePeriod"] = period(&first.to_string(), Some(&last.to_string()));
        let words = format!(
            "{} times on {} days, as needed",
            taken.times,
            taken.days.len()
        );
        statement["dosage"] = json!([{"text": words, "asNeededBoolean": true}]);
        Some(statement)
    });
    let plans = &source.report.preventives;
    acute
        .chain(plans.iter().map(|plan| preventive(plan, source)))
        .collect()
}

fn preventive(plan: &Preventive, source: &Source<'_>) -> Value {
    let status = match plan.stopped {
        Some(stopped) if stopped < source.report.made => "completed",
        _ => "active",
    };
    let mut statement = statement(&plan.name, status, source);
    let stopped = plan.stopped.map(crate::i18n::dates::CivilDay::iso);
    statement["effectivePeriod"] = period(&plan.started.iso(), stopped.as_deref());
    if !plan.dose.is_empty() {
        statement["dosage"] = json!([{"text": plan.dose}]);
    }
    statement["reasonCode"] = json!([{"text": "To prevent attacks"}]);
    statement
}

fn statement(name: &str, status: &str, source: &Source<'_>) -> Value {
    let mut medicine = json!({"text": name});
    let known = catalogue::named(name).filter(|substance| !substance.atc.is_empty());
    if let Some(substance) = known {
        let atc = coding("http://www.whocc.no/atc", substance.atc, substance.name);
        medicine["coding"] = json!([atc]);
    }
    json!({
        "resourceType": "MedicationStatement",
        "status": status,
        "medicationCodeableConcept": medicine,
        "dateAsserted": source.now.to_string(),
        "informationSource": to_patient(),
    })
}

fn period(start: &str, end: Option<&str>) -> Value {
    match end {
        Some(end) => json!({"start": start, "end": end}),
        None => json!({"start": start}),
    }
}
