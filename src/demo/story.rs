//! What happened in one attack of the demo diary: levels, symptoms, aura, medicine, notes.
//!
//! Frequencies are in percent and follow what large clinic samples report for migraine (light and
//! sound hurt in most attacks, aura in about one in five); they are made up all the same.

use super::{ZONE, chance::Chance, week::Span};
use crate::attacks::{
    model::{AuraKind, Level, Pain, Progress, Region, Relief, Severity, Side, Symptom},
    server::{Attack, Course, Intake, LevelPoint, ProgressPoint},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

const SYMPTOMS: [(Symptom, i64); 14] = [
    (Symptom::Nausea, 64),
    (Symptom::Vomiting, 12),
    (Symptom::Light, 82),
    (Symptom::Sound, 71),
    (Symptom::Pulsating, 58),
    (Symptom::Movement, 69),
    (Symptom::Smell, 31),
    (Symptom::NeckPain, 44),
    (Symptom::Touch, 14),
    (Symptom::Dizziness, 17),
    (Symptom::Fatigue, 48),
    (Symptom::Concentration, 41),
    (Symptom::Yawning, 22),
    (Symptom::Tearing, 7),
];

const REGIONS: [(Region, i64); 5] = [
    (Region::Temple, 61),
    (Region::Eye, 46),
    (Region::Forehead, 28),
    (Region::Neck, 22),
    (Region::Back, 12),
];

const BOTHERSOME: [Symptom; 4] = [
    Symptom::Light,
    Symptom::Nausea,
    Symptom::Sound,
    Symptom::Movement,
];

const NOTES: [&str; 14] = [
    "Example: slept four hours, train at six.",
    "Example: thunderstorm over the lake all afternoon.",
    "Example: skipped lunch, long meeting about the lighthouse.",
    "Example: first day of the holiday, of course.",
    "Example: dark room and a cold cloth helped.",
    "Example: yawned all morning, should have known.",
    "Example: could not read the score at the choir rehearsal.",
    "Example: two glasses of red wine at Aunt Example's birthday.",
    "Example: bright snow on the way to work.",
    "Example: went home early; the parrot was too loud.",
    "Example: period began the day before.",
    "Example: neck stiff since the evening before.",
    "Example: tablet came up again after twenty minutes.",
    "Example: better after a walk, worse after the stairs.",
];

/// Makes up an attack within `span`.
#[must_use]
pub fn tell(span: &Span, chance: &Chance) -> Attack {
    let symptoms = symptoms(chance);
    let recorded = recorded(span, chance);
    let mut attack = Attack::begun(span.onset, ZONE, recorded);
    attack.woke_with_it = span.woke_with_it;
    attack.course = Course::Ended(span.end);
    let peak = chance.between(5, 9);
    attack.levels = levels(span, peak, chance);
    attack.progress = progress(span, chance);
    attack.side = chance.happens(92).then(|| {
        [Side::Right, Side::Left, Side::Both, Side::Changing][chance.weighted(&[45, 30, 15, 10])]
    });
    attack.regions = drawn(&REGIONS, chance);
    attack.most_bothersome = most_bothersome(&symptoms, chance);
    attack.symptoms = symptoms;
    attack.aura = aura(chance);
    attack.medicines = medicines(span, peak, chance);
    if chance.happens(30) {
        chance.pick(&NOTES).clone_into(&mut attack.notes);
    }
    attack
}

/// Usually minutes after onset; one in fifteen is entered more than a day late.
fn recorded(span: &Span, chance: &Chance) -> Timestamp {
    if chance.happens(7) {
        span.end.max(span.onset + SignedDuration::from_hours(24)) + minutes(chance.between(90, 600))
    } else {
        span.onset + minutes(chance.between(0, 35))
    }
}

fn symptoms(chance: &Chance) -> BTreeSet<Symptom> {
    let mut symptoms = drawn(&SYMPTOMS, chance);
    if symptoms.contains(&Symptom::Vomiting) {
        symptoms.insert(Symptom::Nausea);
    }
    symptoms
}

fn drawn<T: Copy + Ord>(frequencies: &[(T, i64)], chance: &Chance) -> BTreeSet<T> {
    frequencies
        .iter()
        .filter(|(_, percent)| chance.happens(*percent))
        .map(|(item, _)| *item)
        .collect()
}

fn most_bothersome(symptoms: &BTreeSet<Symptom>, chance: &Chance) -> Option<Symptom> {
    let answered = chance.happens(75);
    let present: Vec<Symptom> = BOTHERSOME
        .into_iter()
        .filter(|symptom| symptoms.contains(symptom))
        .collect();
    (answered && !present.is_empty()).then(|| chance.pick(&present))
}

/// In one attack of five; minutes are usually known.
fn aura(chance: &Chance) -> BTreeMap<AuraKind, Option<u16>> {
    let mut aura = BTreeMap::new();
    if chance.happens(20) {
        let known = chance.happens(80);
        let minutes = u16::try_from(chance.between(15, 45)).ok().filter(|_| known);
        aura.insert(AuraKind::Visual, minutes);
        if chance.happens(25) {
            aura.insert(
                AuraKind::Sensory,
                u16::try_from(chance.between(10, 30)).ok(),
            );
        }
    }
    aura
}

/// Rises within the first hours, stays, and falls towards the end.
fn levels(span: &Span, peak: i64, chance: &Chance) -> Vec<LevelPoint> {
    let length = span.end.duration_since(span.onset).as_mins();
    let in_words = chance.happens(12);
    let mut points = vec![(chance.between(0, 10), peak - chance.between(2, 3))];
    points.push((length * chance.between(18, 30) / 100, peak));
    if chance.happens(55) {
        points.push((
            length * chance.between(45, 60) / 100,
            peak - chance.between(0, 2),
        ));
    }
    if chance.happens(65) {
        points.push((length * chance.between(75, 92) / 100, chance.between(1, 3)));
    }
    points
        .into_iter()
        .map(|(minute, number)| LevelPoint {
            at: span.onset + minutes(minute),
            pain: pain(number, in_words),
        })
        .collect()
}

fn pain(number: i64, in_words: bool) -> Pain {
    let level = u8::try_from(number)
        .ok()
        .and_then(|number| Level::new(number).ok());
    let pain = level.map_or(Pain::Word(Severity::Moderate), Pain::Number);
    if in_words {
        Pain::Word(pain.severity())
    } else {
        pain
    }
}

fn progress(span: &Span, chance: &Chance) -> Vec<ProgressPoint> {
    let length = span.end.duration_since(span.onset).as_mins();
    let mut points = Vec::new();
    if chance.happens(40) {
        let at = span.onset + minutes(length * chance.between(32, 42) / 100);
        points.push(ProgressPoint {
            at,
            answer: Progress::Still,
        });
    }
    if chance.happens(35) {
        let at = span.onset + minutes(length * chance.between(65, 74) / 100);
        points.push(ProgressPoint {
            at,
            answer: Progress::Better,
        });
    }
    points
}

/// A triptan early in strong attacks, an anti-inflammatory in the others, and now and then nothing.
fn medicines(span: &Span, peak: i64, chance: &Chance) -> Vec<Intake> {
    let untreated = chance.happens(18);
    let strong = peak >= 7 || chance.happens(25);
    let (name, dose) = if strong && chance.happens(80) {
        ("Sumatriptan", "50 mg")
    } else if chance.happens(60) {
        ("Ibuprofen", "400 mg")
    } else {
        ("Naproxen", "500 mg")
    };
    let first = span.onset + minutes(chance.between(20, 110));
    let mut taken = vec![Intake {
        name: name.to_owned(),
        dose: dose.to_owned(),
        at: first,
        relief: relief(chance),
    }];
    let is_long = span.end.duration_since(first) > SignedDuration::from_hours(7);
    if is_long && chance.happens(35) {
        taken.push(Intake {
            name: "Naproxen".to_owned(),
            dose: "500 mg".to_owned(),
            at: first + minutes(chance.between(150, 300)),
            relief: relief(chance),
        });
    }
    if untreated { Vec::new() } else { taken }
}

/// The answer after two hours, given in most cases.
fn relief(chance: &Chance) -> Option<Relief> {
    let answered = chance.happens(85);
    let relief = [Relief::Unchanged, Relief::Better, Relief::Free][chance.weighted(&[27, 45, 28])];
    answered.then_some(relief)
}

const fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}
