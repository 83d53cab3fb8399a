//! A first suggestion of what the values of a foreign severity scale become on ours.
//!
//! Only a suggestion: the patient sees every value with its target and confirms. Scales of up to 5
//! become words, because their steps are words too; 0 to 10 is our own scale; 0 to 100 is the visual
//! analogue scale, a tenth of which is ours.

use crate::attacks::model::{Level, Pain, Severity};
use crate::transfer::model::{DecimalMark, PainTarget};

const FREE: [&str; 12] = [
    "none",
    "no",
    "no pain",
    "nil",
    "kein",
    "keine",
    "keiner",
    "kein schmerz",
    "aucun",
    "aucune",
    "nulle",
    "-",
];
const MILD: [&str; 9] = [
    "mild", "light", "low", "slight", "leicht", "schwach", "léger", "légère", "faible",
];
const MODERATE: [&str; 9] = [
    "moderate",
    "medium",
    "middle",
    "mittel",
    "mäßig",
    "mässig",
    "modéré",
    "modérée",
    "moyen",
];
const SEVERE: [&str; 14] = [
    "severe",
    "strong",
    "high",
    "very severe",
    "very strong",
    "stark",
    "schwer",
    "sehr stark",
    "heftig",
    "sévère",
    "fort",
    "forte",
    "très fort",
    "intense",
];

/// Suggests a target for each value, in the order of the values.
pub(super) fn suggest(values: &[&str], mark: DecimalMark) -> Vec<PainTarget> {
    let numbers: Vec<Option<i64>> = values
        .iter()
        .map(|value| super::cells::read_whole(value, mark))
        .collect();
    let highest = numbers.iter().flatten().max().copied().unwrap_or(0);
    let negative = numbers.iter().flatten().any(|number| *number < 0);
    values
        .iter()
        .zip(&numbers)
        .map(|(value, number)| match number {
            Some(_) if negative => PainTarget::Unknown,
            Some(number) => from_number(*number, highest),
            None => from_word(value),
        })
        .collect()
}

/// Whether a cell looks like a point on some scale: a number, or a word that we know.
pub(super) fn is_point(cell: &str, mark: DecimalMark) -> bool {
    super::cells::read_whole(cell, mark).is_some() || from_word(cell) != PainTarget::Unknown
}

fn from_number(number: i64, highest: i64) -> PainTarget {
    let word = |severity| PainTarget::Pain(Pain::Word(severity));
    match highest {
        0..=3 => word(match number {
            0 => Severity::Free,
            1 => Severity::Mild,
            2 => Severity::Moderate,
            _ => Severity::Severe,
        }),
        4..=5 => word(match number {
            0 => Severity::Free,
            1 | 2 => Severity::Mild,
            3 => Severity::Moderate,
            _ => Severity::Severe,
        }),
        6..=10 => level(number),
        // Rounded, but pain that was felt never becomes none.
        11..=100 if number > 0 => level(((number + 5) / 10).max(1)),
        11..=100 => level(0),
        _ => PainTarget::Unknown,
    }
}

fn level(number: i64) -> PainTarget {
    u8::try_from(number)
        .ok()
        .and_then(|number| Level::new(number).ok())
        .map_or(PainTarget::Unknown, |level| {
            PainTarget::Pain(Pain::Number(level))
        })
}

fn from_word(value: &str) -> PainTarget {
    let word = value.trim().to_lowercase();
    let severities = [
        (Severity::Free, FREE.as_slice()),
        (Severity::Mild, MILD.as_slice()),
        (Severity::Moderate, MODERATE.as_slice()),
        (Severity::Severe, SEVERE.as_slice()),
    ];
    severities
        .into_iter()
        .find(|(_, words)| words.contains(&word.as_str()))
        .map_or(PainTarget::Unknown, |(severity, _)| {
            PainTarget::Pain(Pain::Word(severity))
        })
}
