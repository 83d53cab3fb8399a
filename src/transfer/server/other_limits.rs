//! The ranges that records of other kinds have to keep; they are those of the pages.

use super::{
    dates::check_range,
    limits::{LONGEST_NAME, LONGEST_NOTES, Refusal, check_text, check_zone},
    other::Portable,
};
use crate::{
    account::server::Profile,
    daily::server::{CheckIn, Measurement, OwnFactor, Quantity},
    medication::server::{CabinetMedicine, IntakeRecord, Plan, Schedule},
    safety::server::SafetyAnswers,
    scales::server::ScaleAnswers,
    transfer::model::FaultReason,
};
use jiff::civil::Date;

/// Characters of a dose, a form or a strength.
const LONGEST_DOSE: usize = 60;
/// Characters of the name of an own factor.
const LONGEST_FACTOR: usize = 60;
/// Characters of a code, an anchor or a short remark.
const LONGEST_WORDS: usize = 200;
/// Doses of a plan that were left out: three a day for nine years.
const MOST_SKIPPED: usize = 10_000;
/// Entries of a list inside one record.
const MOST_PARTS: usize = 200;

pub(super) const fn out_of_range(column: &'static str) -> Refusal {
    (column, FaultReason::CountOutOfRange)
}

pub(super) fn text(column: &'static str, text: &str, longest: usize) -> Result<(), Refusal> {
    check_text(text, longest).map_err(|reason| (column, reason))
}

fn name(column: &'static str, words: &str, longest: usize) -> Result<(), Refusal> {
    if words.trim().is_empty() {
        return Err((column, FaultReason::ValueUnreadable));
    }
    text(column, words, longest)
}

fn day(column: &'static str, day: Date, today: Date) -> Result<(), Refusal> {
    check_range(day, today).map_err(|reason| (column, reason))
}

/// A number that may be absent has to lie between two others.
pub(super) fn within<N: PartialOrd>(
    column: &'static str,
    number: Option<N>,
    low: N,
    high: N,
) -> Result<(), Refusal> {
    match number {
        Some(number) if !(number >= low && number <= high) => Err(out_of_range(column)),
        _ => Ok(()),
    }
}

fn few(column: &'static str, count: usize) -> Result<(), Refusal> {
    if count > MOST_PARTS {
        return Err((column, FaultReason::TooMany));
    }
    Ok(())
}

impl Portable for IntakeRecord {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        name("name", &self.name, LONGEST_NAME)?;
        text("dose", &self.dose, LONGEST_DOSE)?;
        check_zone(&self.zone)?;
        day("at", self.day(), today)?;
        within("units", self.units, 0.0, 1_000.0)
    }
}

impl Portable for CabinetMedicine {
    fn check(&self, _: Date) -> Result<(), Refusal> {
        name("name", &self.name, LONGEST_NAME)?;
        text("form", &self.form, LONGEST_DOSE)?;
        text("strength", &self.strength, LONGEST_DOSE)?;
        text(
            "substance",
            self.substance.as_deref().unwrap_or_default(),
            LONGEST_NAME,
        )?;
        text(
            "gtin",
            self.gtin.as_deref().unwrap_or_default(),
            LONGEST_DOSE,
        )?;
        within("left", self.left, 0.0, 100_000.0)
    }
}

impl Portable for Plan {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        name("name", &self.name, LONGEST_NAME)?;
        text("dose", &self.dose, LONGEST_DOSE)?;
        // A plan may begin in a while.
        let latest = today.saturating_add(jiff::Span::new().days(366));
        day("started", self.started, latest)?;
        if self.skipped.len() > MOST_SKIPPED {
            return Err(("skipped", FaultReason::TooMany));
        }
        match &self.schedule {
            Schedule::Daily(times) => {
                few("schedule", times.len())?;
                times
                    .iter()
                    .try_for_each(|minutes| within("schedule", Some(*minutes), 0, 1_439))
            }
            Schedule::EveryDays(days) => within("schedule", Some(*days), 1, 366),
            Schedule::Monthly => Ok(()),
        }
    }
}

impl Portable for CheckIn {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        day("day", self.day, today)?;
        within("sleep_minutes", self.sleep_minutes, 0, 1_440)?;
        within("sleep_quality", self.sleep_quality, 0, 4)?;
        within("wakes", self.wakes, 0, 50)?;
        within("bedtime", self.bedtime, 0, 1_439)?;
        within("stress", self.stress, 0, 4)?;
        within("mood", self.mood, 0, 4)?;
        within("energy", self.energy, 0, 4)?;
        within("water_ml", self.water_ml, 0, 10_000)?;
        within("caffeine", self.caffeine, 0, 30)?;
        within("meals_skipped", self.meals_skipped, 0, 5)?;
        within("exercise_minutes", self.exercise_minutes, 0, 1_440)?;
        within("screen_hours", self.screen_hours, 0, 24)?;
        within("neck_tension", self.neck_tension, 0, 4)?;
        few("own", self.own.len())?;
        few("weather", self.weather.len())?;
        few(
            "early_signs",
            self.early_signs
                .as_ref()
                .map_or(0, std::collections::BTreeSet::len),
        )?;
        for code in self.weather.iter().chain(self.early_signs.iter().flatten()) {
            text("early_signs", code, LONGEST_WORDS)?;
        }
        text(
            "contraception",
            self.contraception.as_deref().unwrap_or_default(),
            LONGEST_WORDS,
        )?;
        text("notes", &self.notes, LONGEST_NOTES)
    }
}

impl Portable for OwnFactor {
    fn check(&self, _: Date) -> Result<(), Refusal> {
        name("name", &self.name, LONGEST_FACTOR)
    }
}

impl Portable for Measurement {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        use crate::encryption::server::Sealable;
        check_zone(&self.zone)?;
        if let Some(measured) = self.local_day() {
            day("at", measured, today)?;
        }
        match &self.quantity {
            Quantity::Weight(kilograms) => within("weight", Some(*kilograms), 20.0, 300.0),
            Quantity::Height(centimetres) => within("height", Some(*centimetres), 50.0, 250.0),
            Quantity::BloodPressure {
                systolic,
                diastolic,
            } => {
                within("blood_pressure", Some(*systolic), 70, 250)?;
                within("blood_pressure", Some(*diastolic), 40, 150)
            }
            Quantity::Sleep {
                total,
                deep,
                rem,
                wakes,
                rate,
            } => {
                within("sleep", *total, 0, 1_440)?;
                within("sleep", *deep, 0, 300)?;
                within("sleep", *rem, 0, 300)?;
                within("sleep", *wakes, 0, 50)?;
                within("sleep", *rate, 1, 10)
            }
            Quantity::Water(millilitres) => within("water", Some(*millilitres), 1, 10_000),
        }?;
        text("notes", &self.notes, 1_000)
    }
}

impl Portable for ScaleAnswers {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        day("day", self.day, today)?;
        few("answers", self.answers.len())?;
        few("typed_scores", self.typed_scores.len())?;
        let numbers = self.answers.iter().chain(&self.typed_scores).flatten();
        numbers
            .copied()
            .try_for_each(|number| within("answers", Some(number), 0, 366))
    }
}

impl Portable for SafetyAnswers {
    fn check(&self, today: Date) -> Result<(), Refusal> {
        day("day", self.day, today)?;
        few("answers", self.answers.len())?;
        few("seen", self.seen.len())?;
        let mut codes = self.answers.keys().chain(&self.seen);
        codes.try_for_each(|code| text("answers", code, LONGEST_WORDS))
    }
}

impl Portable for Profile {
    fn check(&self, _: Date) -> Result<(), Refusal> {
        within("born", self.born, 1_900, 2_100)?;
        few("anchors", self.anchors.len())?;
        few("questions", self.questions.len())?;
        few("conditions", self.conditions.len())?;
        few("units", self.units.len())?;
        let words = self.anchors.values().chain(&self.questions);
        let words = words.chain(&self.conditions).chain(&self.country);
        let units = self.units.iter();
        words
            .chain(units.flat_map(|(quantity, unit)| [quantity, unit]))
            .try_for_each(|words| text("questions", words, LONGEST_WORDS))
    }
}
