//! The sealed forms of the daily check-in, of own factors and of measurements. Everything is optional:
//! what was not answered is absent, never zero. Fields are added with a default and never renamed.

use crate::{
    daily::model::{Alcohol, FactorKind},
    encryption::server::Sealable,
    platform::ids::RecordId,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The answers about one local day. One record a day: its id follows from the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    /// The local calendar day. Sleep is that of the night which ended on it.
    pub day: Date,
    /// Sleep in minutes, 0 to 1,440.
    #[serde(default)]
    pub sleep_minutes: Option<u16>,
    /// How good the sleep was, 0 (bad) to 4 (very good).
    #[serde(default)]
    pub sleep_quality: Option<u8>,
    /// How often awake, 0 to 50.
    #[serde(default)]
    pub wakes: Option<u8>,
    /// When to bed, in minutes since midnight, 0 to 1,439.
    #[serde(default)]
    pub bedtime: Option<u16>,
    /// Stress, 0 (none) to 4 (very much).
    #[serde(default)]
    pub stress: Option<u8>,
    /// Mood, 0 (low) to 4 (very good).
    #[serde(default)]
    pub mood: Option<u8>,
    /// Energy, 0 (none) to 4 (very much).
    #[serde(default)]
    pub energy: Option<u8>,
    /// Water in millilitres, 0 to 10,000.
    #[serde(default)]
    pub water_ml: Option<u16>,
    /// Cups with caffeine, 0 to 30.
    #[serde(default)]
    pub caffeine: Option<u8>,
    /// Standard drinks by kind; an empty map is "no alcohol".
    #[serde(default)]
    pub alcohol: Option<BTreeMap<Alcohol, u8>>,
    /// Meals skipped, 0 to 5.
    #[serde(default)]
    pub meals_skipped: Option<u8>,
    /// Exercise in minutes, 0 to 1,440.
    #[serde(default)]
    pub exercise_minutes: Option<u16>,
    /// Hours in front of screens, 0 to 24.
    #[serde(default)]
    pub screen_hours: Option<u8>,
    /// Tension in the neck, 0 (none) to 4 (very much).
    #[serde(default)]
    pub neck_tension: Option<u8>,
    /// A period began on this day.
    #[serde(default)]
    pub period_began: Option<bool>,
    /// Hormonal contraception, as the code of a choice; kept from day to day.
    #[serde(default)]
    pub contraception: Option<String>,
    /// How the weather felt, as the codes of choices.
    #[serde(default)]
    pub weather: BTreeSet<String>,
    /// Early signs, as the codes of choices; absent when nobody was asked, empty for "none of them".
    #[serde(default)]
    pub early_signs: Option<BTreeSet<String>>,
    /// Answers about own factors.
    #[serde(default)]
    pub own: BTreeMap<RecordId, FactorAnswer>,
    /// Free text, at most 4,000 characters.
    #[serde(default)]
    pub notes: String,
    /// When the record was first made.
    pub recorded: Timestamp,
    /// What stood here before the latest save, so that one tap takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Box<Before>>,
}

/// What a save of a check-in changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// The answers before it, which hold no `previous` themselves; absent when there was no record.
    #[serde(default)]
    pub answers: Option<CheckIn>,
    /// Whether the day was confirmed to be clear before it.
    #[serde(default)]
    pub was_clear: bool,
    /// Whether it was confirmed to be clear after it.
    #[serde(default)]
    pub is_clear: bool,
}

impl CheckIn {
    /// A check-in without any answer.
    #[must_use]
    pub const fn of(day: Date, recorded: Timestamp) -> Self {
        Self {
            day,
            sleep_minutes: None,
            sleep_quality: None,
            wakes: None,
            bedtime: None,
            stress: None,
            mood: None,
            energy: None,
            water_ml: None,
            caffeine: None,
            alcohol: None,
            meals_skipped: None,
            exercise_minutes: None,
            screen_hours: None,
            neck_tension: None,
            period_began: None,
            contraception: None,
            weather: BTreeSet::new(),
            early_signs: None,
            own: BTreeMap::new(),
            notes: String::new(),
            recorded,
            previous: None,
        }
    }

    /// The answers alone, without what was there before.
    #[must_use]
    pub fn answers(&self) -> Self {
        Self {
            previous: None,
            ..self.clone()
        }
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        self.answers() == Self::of(self.day, self.recorded)
    }

    /// These answers, and those of `other` wherever these say nothing: for a form that was open while
    /// another device saved.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        let other = other.answers();
        let mut own = other.own;
        own.extend(self.own);
        Self {
            day: self.day,
            sleep_minutes: self.sleep_minutes.or(other.sleep_minutes),
            sleep_quality: self.sleep_quality.or(other.sleep_quality),
            wakes: self.wakes.or(other.wakes),
            bedtime: self.bedtime.or(other.bedtime),
            stress: self.stress.or(other.stress),
            mood: self.mood.or(other.mood),
            energy: self.energy.or(other.energy),
            water_ml: self.water_ml.or(other.water_ml),
            caffeine: self.caffeine.or(other.caffeine),
            alcohol: self.alcohol.or(other.alcohol),
            meals_skipped: self.meals_skipped.or(other.meals_skipped),
            exercise_minutes: self.exercise_minutes.or(other.exercise_minutes),
            screen_hours: self.screen_hours.or(other.screen_hours),
            neck_tension: self.neck_tension.or(other.neck_tension),
            period_began: self.period_began.or(other.period_began),
            contraception: self.contraception.or(other.contraception),
            weather: if self.weather.is_empty() {
                other.weather
            } else {
                self.weather
            },
            early_signs: self.early_signs.or(other.early_signs),
            own,
            notes: if self.notes.is_empty() {
                other.notes
            } else {
                self.notes
            },
            recorded: other.recorded,
            previous: self.previous,
        }
    }
}

impl Sealable for CheckIn {
    const KIND: &'static str = "check_in";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}

/// A factor that the patient wants to follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFactor {
    /// Name, 1 to 60 characters.
    pub name: String,
    /// How it is answered.
    pub kind: FactorKind,
    /// Asked no longer; earlier answers stay.
    #[serde(default)]
    pub put_away: bool,
    /// When it was added.
    pub recorded: Timestamp,
}

/// An answer about an own factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactorAnswer {
    /// A scale or a count.
    #[serde(rename = "number")]
    Number(u16),
    /// Yes or no.
    #[serde(rename = "yes")]
    Yes(bool),
}

impl Sealable for OwnFactor {
    const KIND: &'static str = "own_factor";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

/// One measurement of the body. Several a day are fine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// What was measured, in the units of the type; shown in the patient's units.
    pub quantity: Quantity,
    /// When it was measured.
    pub at: Timestamp,
    /// The patient's zone then, an IANA name.
    pub zone: String,
    /// Free text, at most 1,000 characters.
    #[serde(default)]
    pub notes: String,
    /// The measurement before the latest change, so that one tap takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Box<Measurement>>,
}

impl Measurement {
    /// A measurement at an instant in a zone, an IANA name.
    #[must_use]
    pub fn of(quantity: Quantity, at: Timestamp, zone: &str) -> Self {
        Self {
            quantity,
            at,
            zone: zone.to_owned(),
            notes: String::new(),
            previous: None,
        }
    }

    /// The zone of the entry; UTC when the name is not known to this machine.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// The local day of the measurement.
    #[must_use]
    pub fn day(&self) -> Date {
        self.at.to_zoned(self.time_zone()).date()
    }
}

/// What was measured. Ranges are those that the forms accept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Quantity {
    /// Weight in kilograms, 20 to 300.
    #[serde(rename = "weight")]
    Weight(f64),
    /// Height in centimetres, 50 to 250.
    #[serde(rename = "height")]
    Height(f64),
    /// Blood pressure in mmHg: systolic 70 to 250, diastolic 40 to 150.
    #[serde(rename = "blood_pressure")]
    BloodPressure {
        /// Systolic.
        systolic: u16,
        /// Diastolic.
        diastolic: u16,
    },
    /// A night: minutes in all (0 to 1,440), deep and REM (0 to 300), wake-ups (0 to 50), rate 1 to 10.
    #[serde(rename = "sleep")]
    Sleep {
        /// Minutes in all.
        total: Option<u16>,
        /// Minutes of deep sleep.
        deep: Option<u16>,
        /// Minutes of REM sleep.
        rem: Option<u16>,
        /// How often awake.
        wakes: Option<u8>,
        /// How good it was, 1 to 10.
        rate: Option<u8>,
    },
    /// Water in millilitres, 1 to 10,000.
    #[serde(rename = "water")]
    Water(u16),
}

impl Sealable for Measurement {
    const KIND: &'static str = "measurement";

    fn local_day(&self) -> Option<Date> {
        Some(self.day())
    }
}
