//! From typed texts to values: one reader a field, each with its own reason to refuse.

use crate::{
    account::{parts::Submission, server::Visit},
    attacks::model::{Pain, Relief},
    medication::model::{Fault, MedicineClass, PackCode, PackCodeFault, Purpose},
    platform::ids::RecordId,
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time, date},
    tz::TimeZone,
};

/// Characters of a name.
const LONGEST_NAME: usize = 120;
/// Characters of a dose, a strength or a form.
const LONGEST_DOSE: usize = 60;
/// Most units taken at once.
const MOST_UNITS: f32 = 100.0;
/// Most units that somebody has at home.
const MOST_LEFT: f32 = 10_000.0;
/// Most units of a pack.
const MOST_IN_PACK: u16 = 1_000;
/// Nothing in a diary is older.
const OLDEST: Date = date(1900, 1, 1);
/// A form shows whole minutes, so "now" may lie up to a minute ahead.
const AHEAD: SignedDuration = SignedDuration::from_secs(60);

/// A name, 1 to 120 characters.
pub(super) fn name(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Fault::NameMissing),
        1..=LONGEST_NAME => Ok(text.to_owned()),
        _ => Err(Fault::NameTooLong),
    }
}

/// A dose, a strength or a form; it may be empty.
pub(super) fn dose(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    if text.chars().count() > LONGEST_DOSE {
        return Err(Fault::DoseTooLong);
    }
    Ok(text.to_owned())
}

/// How many units were taken, above 0 and up to 100; a comma is as good as a point.
pub(super) fn units(text: &str) -> Result<Option<f32>, Fault> {
    let units = number(text).map_err(|()| Fault::UnitsOutOfRange)?;
    match units {
        Some(units) if units <= 0.0 || units > MOST_UNITS => Err(Fault::UnitsOutOfRange),
        units => Ok(units),
    }
}

/// How many units are left, 0 to 10,000; empty when the patient does not count them.
pub(super) fn left(text: &str) -> Result<Option<f32>, Fault> {
    let left = number(text).map_err(|()| Fault::LeftOutOfRange)?;
    match left {
        Some(left) if !(0.0..=MOST_LEFT).contains(&left) => Err(Fault::LeftOutOfRange),
        left => Ok(left),
    }
}

/// Units of a pack, 1 to 1,000; empty when not said.
pub(super) fn pack(text: &str) -> Result<Option<u16>, Fault> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(units @ 1..=MOST_IN_PACK) => Ok(Some(units)),
            _ => Err(Fault::PackOutOfRange),
        },
    }
}

fn number(text: &str) -> Result<Option<f32>, ()> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let number: f32 = text.parse().map_err(|_| ())?;
    if number.is_finite() {
        Ok(Some(number))
    } else {
        Err(())
    }
}

/// When something was taken: minutes before now, or typed as local time. A typed time outweighs "now",
/// because the enter key presses that button. None may lie in the future.
pub(super) fn instant(
    when: &str,
    typed: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Timestamp, Fault> {
    match when.parse::<u16>() {
        Ok(minutes @ 1..) => now
            .checked_sub(SignedDuration::from_mins(minutes.into()))
            .map_err(|_| Fault::TimeUnreadable),
        _ if typed.trim().is_empty() && when != "typed" => Ok(now),
        _ => local_instant(typed, zone, now),
    }
}

/// A local date and time as an instant, not in the future.
pub(super) fn local_instant(
    typed: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Timestamp, Fault> {
    let local: DateTime = typed.trim().parse().map_err(|_| Fault::TimeUnreadable)?;
    if local.date() < OLDEST {
        return Err(Fault::TimeUnreadable);
    }
    let at = local
        .to_zoned(zone.clone())
        .map_err(|_| Fault::TimeUnreadable)?
        .timestamp();
    if at > now + AHEAD {
        return Err(Fault::TimeInFuture);
    }
    Ok(at)
}

/// A date.
pub(super) fn day(text: &str) -> Result<Date, Fault> {
    let day: Date = text.trim().parse().map_err(|_| Fault::DateUnreadable)?;
    if day < OLDEST {
        return Err(Fault::DateUnreadable);
    }
    Ok(day)
}

/// Times of day, each as minutes since midnight, in order and each once.
pub(super) fn times(texts: &[&str]) -> Result<Vec<u16>, Fault> {
    let mut times = Vec::new();
    for text in texts
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
    {
        let time: Time = text.parse().map_err(|_| Fault::TimesUnreadable)?;
        let minutes = i16::from(time.hour()) * 60 + i16::from(time.minute());
        times.push(minutes.unsigned_abs());
    }
    times.sort_unstable();
    times.dedup();
    if times.is_empty() || times.len() > 8 {
        return Err(Fault::TimesMissing);
    }
    Ok(times)
}

/// Every so many days, 2 to 366.
pub(super) fn every_days(text: &str) -> Result<u16, Fault> {
    match text.trim().parse() {
        Ok(days @ 2..=366) => Ok(days),
        _ => Err(Fault::DaysOutOfRange),
    }
}

/// The code of a pack; empty when there is none.
pub(super) fn pack_code(text: &str) -> Result<Option<String>, Fault> {
    match PackCode::parse(text) {
        Ok(code) => Ok(Some(code.text().to_owned())),
        Err(PackCodeFault::Missing) => Ok(None),
        Err(fault) => Err(Fault::Code(fault)),
    }
}

/// A level or a word; nothing when it was not answered. What no page offers is no answer.
pub(super) fn pain(text: &str) -> Option<Pain> {
    Pain::parse(text).ok()
}

/// What it did; nothing when it was not answered.
pub(super) fn relief(text: &str) -> Option<Relief> {
    Relief::parse(text).ok()
}

/// Yes or no; nothing when it was not answered.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The class as chosen; unknown when none was.
pub(super) fn class(text: &str) -> MedicineClass {
    MedicineClass::parse(text).unwrap_or(MedicineClass::Unknown)
}

/// The purpose as chosen, else what the class is usually for.
pub(super) fn purpose(text: &str, class: MedicineClass) -> Purpose {
    let usual = if class.prevents() {
        Purpose::Preventive
    } else {
        Purpose::Acute
    };
    Purpose::parse(text).unwrap_or(usual)
}

/// The id that the page made for a new record; a fresh one when it carries none.
pub(super) fn new_id(form: &Submission, visit: &Visit) -> RecordId {
    RecordId::parse(form.text("id"))
        .unwrap_or_else(|_| RecordId::random(visit.state.entropy.as_ref()))
}

/// Collects what each field refused, so that all sentences appear at once.
#[derive(Default)]
pub(super) struct Reading(pub crate::medication::model::Refused);

impl Reading {
    /// The value of a field, or its default while the refusal is noted.
    pub(super) fn take<T: Default>(&mut self, field: &'static str, read: Result<T, Fault>) -> T {
        read.unwrap_or_else(|fault| {
            self.0.push((field, fault));
            T::default()
        })
    }
}
