//! What the demo patient answers in the evening: most days, and coloured by the attacks around them.
//!
//! Three links are planted, made up like everything here, so that the pages of insights have something to
//! show: a bad night often comes before an attack (a trigger), early signs come on its eve, and exercise
//! is rarer on the day before one (a protection). All else is chance.

use super::{chance::Chance, local, week::Week};
use crate::daily::server::{Alcohol, CheckIn, FactorAnswer, FactorKind};
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// The stream of chance of a day's answers.
const ANSWERS: u64 = 0x6461_696c_7900_0000;

/// On how many of a hundred days the patient checks in, apart from forgotten weeks.
const CHECKED_IN: i64 = 83;

/// Own factors: name, how it is answered.
pub const OWN_FACTORS: [(&str, FactorKind); 2] = [
    ("Choir rehearsal", FactorKind::YesNo),
    ("Hours in the car", FactorKind::Count),
];

/// Early signs that a patient may tap, as codes.
const EARLY_SIGNS: [&str; 7] = [
    "yawning",
    "craving",
    "fatigue",
    "light",
    "neck",
    "concentration",
    "mood",
];

/// Notes of ordinary days.
const NOTES: [&str; 6] = [
    "Example: slept badly, the neighbour moved furniture.",
    "Example: long walk around the lake.",
    "Example: deadline week.",
    "Example: storm in the afternoon.",
    "Example: visitors until late.",
    "Example: worked in the garden.",
];

/// Whether an attack is there on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// None is.
    Free,
    /// One begins on this day.
    Begins,
    /// One goes on from the day before.
    Lasts,
}

/// What lies on a day and around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// The attack of this day.
    pub attack: Presence,
    /// An attack begins on the day after.
    pub begins_tomorrow: bool,
    /// A period begins on this day.
    pub period: bool,
}

impl Around {
    fn begins(self) -> bool {
        self.attack == Presence::Begins
    }

    fn lasts(self) -> bool {
        self.attack != Presence::Free
    }
}

/// A check-in, still without the ids of the own factors.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedCheckIn {
    /// The record.
    pub check_in: CheckIn,
    /// Answers in the order of [`OWN_FACTORS`].
    pub own: [Option<FactorAnswer>; 2],
}

/// The answers about `day`; none when the patient did not check in.
pub fn check_in_on(day: Date, around: Around) -> Option<PlannedCheckIn> {
    let chance = Week::chance_of_day(ANSWERS, day);
    let is_forgotten = Week::of(day).is_forgotten() || !chance.happens(CHECKED_IN);
    // A period is always written down: whoever follows it does not forget it.
    if is_forgotten && !around.period {
        return None;
    }
    let check_in = answers(day, around, &chance);
    Some(PlannedCheckIn {
        own: own_answers(day, &chance),
        check_in,
    })
}

fn answers(day: Date, around: Around, chance: &Chance) -> CheckIn {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let bad_night = chance.happens(if around.begins() { 55 } else { 14 });
    let sleep = if bad_night {
        chance.between(230, 370)
    } else {
        chance.between(400, 495)
    };
    let bedtime = (22 * 60 + chance.between(0, if weekend { 170 } else { 100 })) % (24 * 60);
    let strain = i64::from(around.begins_tomorrow) + i64::from(!weekend);
    let sick = i64::from(around.lasts());
    let recorded = local(day, chance.between(20 * 60, 23 * 60));
    CheckIn {
        sleep_minutes: number(sleep / 10 * 10),
        sleep_quality: small(chance.between(1, 2) + i64::from(!bad_night) * chance.between(1, 2)),
        wakes: chance
            .happens(70)
            .then(|| small(chance.between(0, 1) + i64::from(bad_night) * 2))
            .flatten(),
        bedtime: chance
            .happens(80)
            .then(|| number(bedtime / 15 * 15))
            .flatten(),
        stress: small((chance.between(0, 2) + strain).min(4)),
        mood: small((chance.between(2, 4) - 2 * sick).max(0)),
        energy: small((chance.between(2, 4) - 2 * sick - i64::from(bad_night)).max(0)),
        water_ml: chance
            .happens(75)
            .then(|| number(chance.between(4, 10) * 250))
            .flatten(),
        caffeine: small(chance.between(0, 3)),
        alcohol: chance.happens(80).then(|| alcohol(weekend, chance)),
        meals_skipped: small(i64::from(chance.happens(12 + 10 * sick))),
        exercise_minutes: exercise(around, chance),
        screen_hours: chance
            .happens(70)
            .then(|| small(chance.between(1, if weekend { 4 } else { 9 })))
            .flatten(),
        neck_tension: small(
            (chance.between(0, 2) + i64::from(around.begins() || around.begins_tomorrow)).min(4),
        ),
        period_began: around.period.then_some(true),
        weather: weather(chance),
        early_signs: early_signs(around, chance),
        notes: if chance.happens(6) {
            chance.pick(&NOTES).to_owned()
        } else {
            String::new()
        },
        ..CheckIn::of(day, recorded)
    }
}

fn number(value: i64) -> Option<u16> {
    u16::try_from(value).ok()
}

fn small(value: i64) -> Option<u8> {
    u8::try_from(value).ok()
}

/// Usually none; an empty map says so.
fn alcohol(weekend: bool, chance: &Chance) -> BTreeMap<Alcohol, u8> {
    let mut drunk = BTreeMap::new();
    if chance.happens(if weekend { 40 } else { 8 }) {
        let kind =
            [Alcohol::RedWine, Alcohol::WhiteWine, Alcohol::Beer][chance.weighted(&[35, 35, 30])];
        drunk.insert(kind, small(chance.between(1, 2)).unwrap_or(1));
    }
    drunk
}

fn exercise(around: Around, chance: &Chance) -> Option<u16> {
    let likely = if around.begins_tomorrow { 8 } else { 48 };
    let minutes = if !around.lasts() && chance.happens(likely) {
        chance.between(2, 9) * 10
    } else {
        0
    };
    number(minutes).filter(|_| chance.happens(85))
}

fn weather(chance: &Chance) -> BTreeSet<String> {
    let felt = ["hot", "cold", "humid", "windy", "stormy", "changing"];
    let mut codes = BTreeSet::new();
    if chance.happens(25) {
        codes.insert(chance.pick(&felt).to_owned());
    }
    codes
}

/// On the day before an attack and on its first day more often than on others.
fn early_signs(around: Around, chance: &Chance) -> Option<BTreeSet<String>> {
    let asked = chance.happens(90);
    let likely = if around.begins_tomorrow {
        62
    } else if around.begins() {
        45
    } else {
        7
    };
    let mut signs = BTreeSet::new();
    if chance.happens(likely) {
        for _ in 0..chance.between(1, 3) {
            signs.insert(chance.pick(&EARLY_SIGNS).to_owned());
        }
    }
    (asked || !signs.is_empty()).then_some(signs)
}

fn own_answers(day: Date, chance: &Chance) -> [Option<FactorAnswer>; 2] {
    let choir = day.weekday() == Weekday::Wednesday && chance.happens(85);
    let hours = if chance.happens(30) {
        chance.between(1, 4)
    } else {
        0
    };
    [
        Some(FactorAnswer::Yes(choir)),
        number(hours)
            .map(FactorAnswer::Number)
            .filter(|_| chance.happens(75)),
    ]
}
