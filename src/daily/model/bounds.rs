//! Ranges of the daily answers and measurements, and how typed text becomes a number within one.
//!
//! A blank text is no answer, never a zero. A comma is as good as a point. Ranges only keep slips of
//! the finger out; they judge nothing (our convention, after what the forms of common trackers take).

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a typed answer was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum AnswerFault {
    /// It has to be there.
    #[error("missing")]
    Missing,
    /// Not a number.
    #[error("not a number")]
    NotANumber,
    /// A number outside of the range, which is told in the unit in which it was typed.
    #[error("out of range")]
    OutOfRange {
        /// Smallest value.
        least: String,
        /// Largest value.
        most: String,
    },
    /// Not a time of day, a day or both.
    #[error("not a time")]
    NotATime,
    /// A time still to come.
    #[error("in the future")]
    InFuture,
    /// More characters than fit.
    #[error("too long")]
    TooLong {
        /// How many fit.
        most: usize,
    },
    /// "None of them" together with one of them.
    #[error("none and some")]
    NoneAndSome,
    /// Not one of the choices.
    #[error("not a choice")]
    NotAChoice,
    /// The upper value of a blood pressure has to be above the lower one.
    #[error("systolic not above diastolic")]
    UpperNotAboveLower,
    /// A name that is taken already.
    #[error("name taken")]
    NameTaken,
}

/// Whole numbers from `least` to `most`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Smallest value.
    pub least: u16,
    /// Largest value.
    pub most: u16,
}

const fn bounds(least: u16, most: u16) -> Bounds {
    Bounds { least, most }
}

/// Answers from none to very much.
pub const SCALE: Bounds = bounds(0, 4);
/// Sleep in minutes.
pub const SLEEP_MINUTES: Bounds = bounds(0, 1_440);
/// Deep sleep, and REM sleep, in minutes.
pub const SLEEP_PART_MINUTES: Bounds = bounds(0, 300);
/// How often awake in a night.
pub const WAKES: Bounds = bounds(0, 50);
/// How good a measured night was.
pub const SLEEP_RATE: Bounds = bounds(1, 10);
/// Water of a whole day, in millilitres.
pub const WATER_A_DAY: Bounds = bounds(0, 10_000);
/// Water of one entry, in millilitres.
pub const WATER: Bounds = bounds(1, 10_000);
/// Cups with caffeine.
pub const CAFFEINE: Bounds = bounds(0, 30);
/// Glasses of one kind of alcohol.
pub const GLASSES: Bounds = bounds(0, 30);
/// Meals skipped.
pub const MEALS_SKIPPED: Bounds = bounds(0, 5);
/// Exercise in minutes.
pub const EXERCISE_MINUTES: Bounds = bounds(0, 1_440);
/// Hours in front of screens.
pub const SCREEN_HOURS: Bounds = bounds(0, 24);
/// Counts of an own factor.
pub const OWN_COUNT: Bounds = bounds(0, 1_000);
/// Weight in kilograms.
pub const WEIGHT: Bounds = bounds(20, 300);
/// Height in centimetres.
pub const HEIGHT: Bounds = bounds(50, 250);
/// Systolic blood pressure in mmHg.
pub const SYSTOLIC: Bounds = bounds(70, 250);
/// Diastolic blood pressure in mmHg.
pub const DIASTOLIC: Bounds = bounds(40, 150);

/// Most characters of the notes of a day.
pub const LONGEST_NOTES: usize = 4_000;
/// Most characters of the notes of a measurement.
pub const LONGEST_REMARK: usize = 1_000;
/// Most characters of the name of an own factor.
pub const LONGEST_NAME: usize = 60;

impl Bounds {
    /// The value itself when it lies within.
    ///
    /// # Errors
    /// [`AnswerFault::OutOfRange`].
    pub fn check(self, value: u16) -> Result<u16, AnswerFault> {
        if (self.least..=self.most).contains(&value) {
            Ok(value)
        } else {
            Err(self.fault(|bound| bound.to_string()))
        }
    }

    /// The value itself when it lies within; `shown` tells a bound in the unit in which it was typed.
    ///
    /// # Errors
    /// [`AnswerFault::OutOfRange`], also for what is no number.
    pub fn check_decimal(
        self,
        value: f64,
        shown: impl Fn(u16) -> String,
    ) -> Result<f64, AnswerFault> {
        if (f64::from(self.least)..=f64::from(self.most)).contains(&value) {
            Ok(value)
        } else {
            Err(self.fault(shown))
        }
    }

    /// Reads a whole number; a blank text is no answer.
    ///
    /// # Errors
    /// [`AnswerFault::NotANumber`] or [`AnswerFault::OutOfRange`].
    pub fn read(self, text: &str) -> Result<Option<u16>, AnswerFault> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if !text.bytes().all(|letter| letter.is_ascii_digit()) {
            return Err(match text.parse::<f64>() {
                Ok(number) if number < f64::from(self.least) => {
                    self.fault(|bound| bound.to_string())
                }
                _ => AnswerFault::NotANumber,
            });
        }
        // More digits than fit are a number that is too large.
        let value = text.parse().unwrap_or(u16::MAX);
        self.check(value).map(Some)
    }

    fn fault(self, shown: impl Fn(u16) -> String) -> AnswerFault {
        AnswerFault::OutOfRange {
            least: shown(self.least),
            most: shown(self.most),
        }
    }
}

/// Reads a number with or without a fraction; a blank text is no answer.
///
/// # Errors
/// [`AnswerFault::NotANumber`].
pub fn read_decimal(text: &str) -> Result<Option<f64>, AnswerFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let plain = |letter: char| letter.is_ascii_digit() || ".,-".contains(letter);
    if !text.chars().all(plain) {
        return Err(AnswerFault::NotANumber);
    }
    let number: f64 = text
        .replace(',', ".")
        .parse()
        .map_err(|_| AnswerFault::NotANumber)?;
    Ok(number.is_finite().then_some(number))
}

/// Reads a duration in hours, as `7`, `7.5`, `7,5` or `7:30`, as minutes; a blank text is no answer.
///
/// # Errors
/// [`AnswerFault::NotANumber`], or [`AnswerFault::OutOfRange`] outside of `bounds` in minutes.
pub fn read_hours(text: &str, bounds: Bounds) -> Result<Option<u16>, AnswerFault> {
    let text = text.trim();
    let shown = |bound: u16| super::units::number_text(f64::from(bound) / 60.0, 1);
    let minutes = match text.split_once([':', 'h']) {
        Some((hours, rest)) => {
            let part = |text: &str| text.trim().parse::<u16>();
            let hours = part(hours).map_err(|_| AnswerFault::NotANumber)?;
            let rest = if rest.trim().is_empty() {
                Ok(0)
            } else {
                part(rest)
            };
            match rest {
                Ok(rest @ 0..=59) => f64::from(hours) * 60.0 + f64::from(rest),
                _ => return Err(AnswerFault::NotANumber),
            }
        }
        None => match read_decimal(text)? {
            Some(hours) => hours * 60.0,
            None => return Ok(None),
        },
    };
    let minutes = bounds.check_decimal(minutes.round(), shown)?;
    Ok(Some(rounded(minutes)))
}

/// Reads a time of day, `22:30`, as minutes since midnight; a blank text is no answer.
///
/// # Errors
/// [`AnswerFault::NotATime`].
pub fn read_time_of_day(text: &str) -> Result<Option<u16>, AnswerFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut parts = text.split(':');
    let mut part = |most: u16| {
        let text = parts.next().filter(|text| (1..=2).contains(&text.len()))?;
        text.parse::<u16>().ok().filter(|value| *value <= most)
    };
    match (part(23), part(59)) {
        (Some(hour), Some(minute)) => Ok(Some(hour * 60 + minute)),
        _ => Err(AnswerFault::NotATime),
    }
}

/// A time of day as a form holds it: `22:30`.
#[must_use]
pub fn time_of_day_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Reads free text of at most `most` characters, without blanks around it.
///
/// # Errors
/// [`AnswerFault::TooLong`].
pub fn read_text(text: &str, most: usize) -> Result<String, AnswerFault> {
    // Browsers send line ends as two characters, which patients do not see.
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().count() > most {
        return Err(AnswerFault::TooLong { most });
    }
    Ok(text.to_owned())
}

/// The nearest whole number; what lies outside of the type is cut off.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is rounded and clamped to the type's range before"
)]
pub fn rounded(value: f64) -> u16 {
    value.round().clamp(0.0, f64::from(u16::MAX)) as u16
}
