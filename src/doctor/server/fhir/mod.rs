//! The report as a FHIR R4 bundle: a document whose composition names everything in it.
//!
//! Everything is reported by the patient and says so: the condition is "unconfirmed" and no diagnosis is
//! claimed. There is no name in it. Counts carry our own codes (`tag:migraine-pulse,2026:rules`) with the
//! rule's version and source; pain, blood pressure, weight and height carry LOINC codes and UCUM units,
//! medicines the ATC code that the catalogue knows.
//!
//! `observations` holds what was measured or counted, `medicines` what was taken, `questionnaires` what
//! was answered. To add a kind of resource: a file here that returns them, and a section below.

mod medicines;
mod observations;
mod questionnaires;

use super::late::{copied, without_late};
use crate::{
    doctor::model::{LateEntries, Report},
    i18n::dates::CivilDay,
    reports::server::Diary,
};
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

/// System of our own codes.
const RULES: &str = "tag:migraine-pulse,2026:rules";

/// Writes the bundle, made at `now`; `id` is a random UUID that names it.
///
/// # Errors
/// Those of the writer; in memory that does not happen.
pub fn write_fhir(
    report: &Report,
    diary: &Diary,
    now: Timestamp,
    id: &str,
) -> Result<Vec<u8>, serde_json::Error> {
    let counted = match report.options.late {
        LateEntries::Included => copied(diary),
        LateEntries::Excluded => without_late(diary),
    };
    serde_json::to_vec_pretty(&bundle(report, &counted, now, id))
}

/// What the parts of the bundle are made of.
pub(super) struct Source<'s> {
    /// The numbers.
    pub(super) report: &'s Report,
    /// The entries that count.
    pub(super) diary: &'s Diary,
    /// When it is made.
    pub(super) now: Timestamp,
    /// First and last local day of both spans.
    pub(super) days: (Date, Date),
}

impl Source<'_> {
    /// Whether a local day belongs to the report.
    pub(super) fn shows(&self, day: Date) -> bool {
        (self.days.0..=self.days.1).contains(&day)
    }
}

fn bundle(report: &Report, diary: &Diary, now: Timestamp, id: &str) -> Value {
    let first = report.before.as_ref().map_or(report.now.first, |before| {
        before.first.min(report.now.first)
    });
    let source = Source {
        report,
        diary,
        now,
        days: (date(first), date(report.now.last)),
    };
    let sections = [
        ("Reported condition", vec![condition(now)]),
        ("Counts", observations::counts(&source)),
        ("Pain", observations::pain(&source)),
        ("Medicines", medicines::statements(&source)),
        (
            "Response to acute medicines",
            observations::responses(&source),
        ),
        ("Questionnaires", questionnaires::responses(&source)),
        ("Measurements", observations::measurements(&source)),
    ];
    let mut entries = vec![entry(2, patient(diary))];
    let mut listed = Vec::new();
    // The composition is the first entry and the patient the second.
    let mut number = 3;
    for (title, resources) in sections {
        let mut references = Vec::new();
        for mut resource in resources {
            resource["subject"] = reference(2);
            references.push(reference(number));
            entries.push(entry(number, resource));
            number += 1;
        }
        if !references.is_empty() {
            listed.push(json!({"title": title, "entry": references}));
        }
    }
    if !report.questions.is_empty() {
        listed.push(json!({
            "title": "The patient's questions",
            "text": {"status": "generated", "div": list(&report.questions)},
        }));
    }
    entries.insert(0, entry(1, composition(listed, now)));
    json!({
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{id}")},
        "type": "document",
        "timestamp": now.to_string(),
        "entry": entries,
    })
}

fn composition(sections: Vec<Value>, now: Timestamp) -> Value {
    json!({
        "resourceType": "Composition",
        "status": "final",
        "type": {
            "coding": [coding("http://loinc.org", "51855-5", "Patient Note")],
            "text": "Headache diary report, made from what the patient entered",
        },
        "subject": reference(2),
        "date": now.to_string(),
        "author": [reference(2)],
        "title": "Headache diary report",
        "section": sections,
    })
}

/// The patient without a name; the year of birth where it was told.
fn patient(diary: &Diary) -> Value {
    let mut patient = json!({"resourceType": "Patient"});
    let profile = diary.profile.as_ref();
    if let Some(year) = profile.and_then(|profile| profile.born) {
        patient["birthDate"] = json!(format!("{year:04}"));
    }
    patient
}

/// What the patient reports. It is no diagnosis and says so.
fn condition(now: Timestamp) -> Value {
    let system = |name: &str| format!("http://terminology.hl7.org/CodeSystem/{name}");
    json!({
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [coding(&system("condition-clinical"), "active", "Active")]},
        "verificationStatus": {
            "coding": [coding(&system("condition-ver-status"), "unconfirmed", "Unconfirmed")],
        },
        "category": [{
            "coding": [coding(&system("condition-category"), "problem-list-item", "Problem List Item")],
        }],
        "code": {
            "coding": [coding("http://snomed.info/sct", "25064002", "Headache")],
            "text": "Headache (patient-reported)",
        },
        "recordedDate": now.to_string(),
        "asserter": reference(2),
    })
}

/// A code of a system.
pub(super) fn coding(system: &str, code: &str, display: &str) -> Value {
    json!({"system": system, "code": code, "display": display})
}

/// A concept with one code and its words.
pub(super) fn concept(system: &str, code: &str, words: &str) -> Value {
    json!({"coding": [coding(system, code, words)], "text": words})
}

/// The entry's address within the bundle.
fn address(number: u32) -> String {
    format!("urn:uuid:00000000-0000-4000-8000-{number:012x}")
}

fn reference(number: u32) -> Value {
    json!({"reference": address(number)})
}

fn entry(number: u32, resource: Value) -> Value {
    json!({"fullUrl": address(number), "resource": resource})
}

/// The reference to the patient.
pub(super) fn to_patient() -> Value {
    reference(2)
}

/// A day of the model as a date; the numbers came from one.
pub(super) fn date(day: CivilDay) -> Date {
    let month = i8::try_from(day.month).unwrap_or(1);
    let number = i8::try_from(day.day).unwrap_or(1);
    Date::new(day.year, month, number).unwrap_or(Date::MIN)
}

/// A list as XHTML.
fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| escaped(item)).collect();
    let items = match items.as_slice() {
        [] => String::new(),
        some => format!("<li>{}</li>", some.join("</li><li>")),
    };
    format!("<div xmlns=\"http://www.w3.org/1999/xhtml\"><ol>{items}</ol></div>")
}

/// Text as it stands between tags; signs that XML does not have are left out.
fn escaped(text: &str) -> String {
    let allowed = |sign: &char| {
        matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..) && !sign.is_control()
    };
    text.chars()
        .filter(allowed)
        .map(|sign| match sign {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            _ => sign.to_string(),
        })
        .collect()
}
