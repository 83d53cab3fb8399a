//! What was counted and measured, as observations.

use super::{RULES, Source, coding, concept, to_patient};
use crate::{
    attacks::model::Pain,
    daily::server::Quantity,
    doctor::model::{ClassDays, Line, RuleSource, SpanFigures},
    medication::model::Share,
};
use jiff::Timestamp;
use serde_json::{Value, json};

const LOINC: &str = "http://loinc.org";

/// An observation of the patient about themselves; `when` is its effective time.
fn observation(category: &str, code: Value, when: (&str, Value)) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/observation-category";
    let mut observation = json!({
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [coding(system, category, category)]}],
        "code": code,
        "performer": [to_patient()],
    });
    observation[when.0] = when.1;
    observation
}

fn at(instant: Timestamp) -> (&'static str, Value) {
    ("effectiveDateTime", json!(instant.to_string()))
}

fn over(span: &SpanFigures) -> (&'static str, Value) {
    let period = json!({"start": span.first.iso(), "end": span.last.iso()});
    ("effectivePeriod", period)
}

/// An amount in a unit of UCUM.
fn quantity(value: Value, unit: &str, code: &str) -> Value {
    json!({
        "value": value,
        "unit": unit,
        "system": "http://unitsofmeasure.org",
        "code": code,
    })
}

/// A code of our rules with version and words.
fn own(code: &str, version: &str, words: &str) -> Value {
    let coding = json!({"system": RULES, "version": version, "code": code, "display": words});
    json!({"coding": [coding], "text": words})
}

/// The counts of both spans.
pub(super) fn counts(source: &Source<'_>) -> Vec<Value> {
    let report = source.report;
    let mut all = Vec::new();
    let spans = [Some(&report.now), report.before.as_ref()];
    for span in spans.into_iter().flatten() {
        let answered = own(
            "completeness",
            &report.rules,
            "Days with an answer about headache",
        );
        let mut share = observation("survey", answered, over(span));
        share["valueRatio"] = json!({
            "numerator": quantity(json!(span.answered), "days", "d"),
            "denominator": quantity(json!(span.days), "days", "d"),
        });
        all.push(share);
        for figure in &span.figures {
            let code = own(&figure.rule, &report.rules, line_words(figure.line));
            let mut count = observation("survey", code, over(span));
            count["valueQuantity"] = match figure.line {
                Line::Attacks => quantity(json!(figure.count), "attacks", "{attacks}"),
                _ => quantity(json!(figure.count), "days", "d"),
            };
            if let Some(rate) = figure.per_28 {
                let words = "Per 28 answered days";
                count["component"] = json!([{
                    "code": own("per_28", &report.rules, words),
                    "valueQuantity": quantity(json!(rounded(rate)), "per 28 days", "/(28.d)"),
                }]);
            }
            add_source(&mut count, &report.sources, &figure.rule);
            all.push(count);
        }
    }
    for class in &report.medicines {
        let words = format!("Days with medicine: {}", class.class.code());
        let code = own(&class.rule, &report.rules, &words);
        let counts = [
            (Some(&report.now), Some(class.now)),
            (report.before.as_ref(), class.before),
        ];
        for (span, count) in counts {
            let (Some(span), Some(count)) = (span, count) else {
                continue;
            };
            all.push(class_count(
                class,
                code.clone(),
                span,
                count,
                &report.sources,
            ));
        }
    }
    all
}

fn class_count(
    class: &ClassDays,
    code: Value,
    span: &SpanFigures,
    count: u32,
    sources: &[RuleSource],
) -> Value {
    let mut counted = observation("survey", code, over(span));
    counted["valueQuantity"] = quantity(json!(count), "days", "d");
    add_source(&mut counted, sources, &class.rule);
    counted
}

const fn line_words(line: Line) -> &'static str {
    match line {
        Line::Headache => "Headache days",
        Line::MigraineA => "Migraine days, definition A",
        Line::MigraineB => "Migraine days, definition B",
        Line::Attacks => "Attacks",
        Line::Aura => "Days with aura",
        Line::AcuteMedicine => "Days with acute medicine",
    }
}

fn add_source(observation: &mut Value, sources: &[RuleSource], rule: &str) {
    if let Some(found) = sources.iter().find(|source| source.rule == rule) {
        observation["method"] = json!({"text": found.source});
    }
}

fn rounded(rate: f64) -> f64 {
    (rate * 100.0).round() / 100.0
}

/// Every level of pain, on the scale on which it was told.
pub(super) fn pain(source: &Source<'_>) -> Vec<Value> {
    let mut all = Vec::new();
    for stored in &source.diary.attacks {
        let attack = &stored.value.attack;
        let zone = attack.time_zone();
        for point in &attack.levels {
            if !source.shows(point.at.to_zoned(zone.clone()).date()) {
                continue;
            }
            all.push(match point.pain {
                Pain::Number(level) => {
                    let words = "Pain severity - 0-10 verbal numeric rating [Score] - Reported";
                    let code = concept(LOINC, "72514-3", words);
                    let mut told = observation("survey", code, at(point.at));
                    told["valueQuantity"] = quantity(json!(level.number()), "score", "{score}");
                    told
                }
                Pain::Word(severity) => {
                    let words = "Pain severity in words: none, mild, moderate, severe";
                    let code = own("pain_in_words", &source.report.rules, words);
                    let mut told = observation("survey", code, at(point.at));
                    told["valueCodeableConcept"] = json!({"text": severity.code()});
                    told
                }
            });
        }
    }
    all
}

/// What each acute medicine did, as shares.
pub(super) fn responses(source: &Source<'_>) -> Vec<Value> {
    let report = source.report;
    let mut all = Vec::new();
    for response in &report.responses {
        let parts = [
            ("moderate or severe pain", response.at_moderate_or_severe),
            ("mild pain", response.at_mild),
            ("pain not said", response.at_unknown),
        ];
        for (pain, endpoints) in parts {
            let shares = [
                (
                    "pain_free_2h",
                    "Free of pain after 2 hours",
                    endpoints.pain_free,
                ),
                (
                    "relief_2h",
                    "No or mild pain after 2 hours",
                    endpoints.relief,
                ),
                (
                    "relapse_48h",
                    "Headache again within 48 hours",
                    endpoints.relapse,
                ),
            ];
            for (code, words, share) in shares {
                if share.of > 0 {
                    let words = format!("{words}: {}, taken at {pain}", response.name);
                    let code = own(code, &report.rules, &words);
                    let mut told = observation("survey", code, over(&report.now));
                    told["valueRatio"] = ratio(share);
                    all.push(told);
                }
            }
        }
    }
    all
}

fn ratio(share: Share) -> Value {
    let count = |count: u32| quantity(json!(count), "intakes", "{intakes}");
    json!({"numerator": count(share.hits), "denominator": count(share.of)})
}

/// Blood pressure, weight and height.
pub(super) fn measurements(source: &Source<'_>) -> Vec<Value> {
    let shown = source.diary.measurements.iter().filter(|stored| {
        let day = crate::encryption::server::Sealable::local_day(&stored.value);
        day.is_some_and(|day| source.shows(day))
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort_by_key(|stored| (stored.value.at, stored.id));
    shown
        .into_iter()
        .filter_map(|stored| {
            let when = at(stored.value.at);
            match stored.value.quantity {
                Quantity::Weight(weight) => {
                    let code = concept(LOINC, "29463-7", "Body weight");
                    let mut told = observation("vital-signs", code, when);
                    told["valueQuantity"] = quantity(json!(weight), "kg", "kg");
                    Some(told)
                }
                Quantity::Height(height) => {
                    let code = concept(LOINC, "8302-2", "Body height");
                    let mut told = observation("vital-signs", code, when);
                    told["valueQuantity"] = quantity(json!(height), "cm", "cm");
                    Some(told)
                }
                Quantity::BloodPressure {
                    systolic,
                    diastolic,
                } => {
                    let words = "Blood pressure panel with all children optional";
                    let code = concept(LOINC, "85354-9", words);
                    let mut told = observation("vital-signs", code, when);
                    let part = |code: &str, words: &str, value: u16| {
                        json!({
                            "code": concept(LOINC, code, words),
                            "valueQuantity": quantity(json!(value), "mmHg", "mm[Hg]"),
                        })
                    };
                    told["component"] = json!([
                        part("8480-6", "Systolic blood pressure", systolic),
                        part("8462-4", "Diastolic blood pressure", diastolic),
                    ]);
                    Some(told)
                }
                Quantity::Sleep { .. } | Quantity::Water(_) => None,
            }
        })
        .collect()
}
