//! What a calendar counts, by rules that are written down.
//!
//! - **Headache day**: a local calendar day that an attack touches, or of which a daily diary says
//!   "headache". An attack touches each day between onset and end; an end at midnight touches the
//!   day before. The days of an attack are those of the zone in which it was logged.
//! - **An attack without an end** counts up to the latest thing that was recorded in it, and up to
//!   today while that is less than 24 hours ago; after that nobody knows, and the days are unknown.
//!   A continuous headache counts up to today.
//! - **Attacks**: attacks that begin in the month. A daily diary has no attacks.
//! - **Day with acute medicine**: any intake on that local day, or a daily diary's count above 0.
//!   Days, not doses.
//! - **Clear day**: confirmed by the patient, and no headache on it.
//! - **Unknown day**: no answer. Silence is not a clear day. Days to come are not counted.

use super::diary::Diary;
use crate::attacks::{
    model::Pain,
    server::{Attack, Course},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::collections::BTreeMap;

/// An attack without an end goes on for this long after the latest entry (24 hours; our convention).
const SILENCE: SignedDuration = SignedDuration::from_hours(24);

/// What is known about one local day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFacts {
    /// There was headache.
    pub headache: bool,
    /// The strongest pain on record for the day.
    pub peak: Option<Pain>,
    /// Attacks that began on the day.
    pub attacks_begun: u32,
    /// Acute medicine was taken.
    pub medicine: bool,
    /// The patient said that the day was free of headache.
    pub clear: bool,
    /// A daily diary gave some answer, even if not about headache.
    pub answered: bool,
}

/// What a day comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Headache.
    Headache,
    /// Confirmed to be free of it.
    Clear,
    /// Nobody said.
    Unknown,
}

impl DayFacts {
    /// What the day comes down to; a headache outweighs a "clear" of the same day.
    #[must_use]
    pub const fn answer(&self) -> Answer {
        if self.headache {
            Answer::Headache
        } else if self.clear {
            Answer::Clear
        } else {
            Answer::Unknown
        }
    }

    fn raise(&mut self, pain: Option<Pain>) {
        let higher = |pain: Pain| self.peak.is_none_or(|peak| pain.height() > peak.height());
        if let Some(pain) = pain.filter(|pain| higher(*pain)) {
            self.peak = Some(pain);
        }
    }
}

/// The counts under a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MonthCounts {
    /// Headache days.
    pub headache_days: u32,
    /// Attacks begun.
    pub attacks: u32,
    /// Days with acute medicine.
    pub medicine_days: u32,
    /// Clear days.
    pub clear_days: u32,
    /// Days without an answer, up to today.
    pub unknown_days: u32,
}

/// Every day on which anything is known, at `now` on `today` in the patient's zone.
#[must_use]
pub fn facts_by_day(diary: &Diary, today: Date, now: Timestamp) -> BTreeMap<Date, DayFacts> {
    let mut days: BTreeMap<Date, DayFacts> = BTreeMap::new();
    for stored in &diary.attacks {
        add_attack(&mut days, &stored.value.attack, today, now);
    }
    for stored in &diary.days {
        let summary = &stored.value;
        let facts = days.entry(summary.day).or_default();
        facts.answered = true;
        match summary.headache {
            Some(true) => facts.headache = true,
            Some(false) => facts.clear = true,
            None => {}
        }
        facts.raise(summary.pain.filter(|_| summary.headache == Some(true)));
        facts.medicine |= summary.medicine_count.is_some_and(|count| count > 0);
    }
    for stored in &diary.clear_days {
        let facts = days.entry(stored.value.day).or_default();
        facts.clear = true;
        facts.answered = true;
    }
    days
}

fn add_attack(days: &mut BTreeMap<Date, DayFacts>, attack: &Attack, today: Date, now: Timestamp) {
    let zone = attack.time_zone();
    let local = |instant: Timestamp| instant.to_zoned(zone.clone()).date();
    let first = local(attack.onset);
    let last = last_day(attack, today, now);
    days.entry(first).or_default().attacks_begun += 1;
    let mut day = first;
    loop {
        days.entry(day).or_default().headache = true;
        match day.tomorrow() {
            Ok(next) if next <= last => day = next,
            _ => break,
        }
    }
    for point in &attack.levels {
        // A level from after the end says nothing about a day that this attack does not touch.
        let day = local(point.at);
        if (first..=last.max(first)).contains(&day) {
            days.entry(day).or_default().raise(Some(point.pain));
        }
    }
    for intake in &attack.medicines {
        days.entry(local(intake.at)).or_default().medicine = true;
    }
}

/// The last local day that an attack touches, by the rules above.
#[must_use]
pub fn last_day(attack: &Attack, today: Date, now: Timestamp) -> Date {
    let zone = attack.time_zone();
    let local = |instant: Timestamp| instant.to_zoned(zone.clone());
    match attack.course {
        Course::Ended(end) => {
            let end = local(end);
            let at_midnight = end.time() == jiff::civil::Time::midnight();
            if at_midnight && end.timestamp() > attack.onset {
                end.date().yesterday().unwrap_or(end.date())
            } else {
                end.date()
            }
        }
        Course::Continuous => today,
        Course::Ongoing => {
            let latest = latest_entry(attack);
            if now.duration_since(latest) < SILENCE {
                local(now).date()
            } else {
                local(latest).date()
            }
        }
    }
}

fn latest_entry(attack: &Attack) -> Timestamp {
    let levels = attack.levels.iter().map(|point| point.at);
    let progress = attack.progress.iter().map(|point| point.at);
    let medicines = attack.medicines.iter().map(|intake| intake.at);
    levels
        .chain(progress)
        .chain(medicines)
        .fold(attack.onset, Timestamp::max)
}

/// The counts of the month that begins on `first`.
#[must_use]
pub fn month_counts(days: &BTreeMap<Date, DayFacts>, first: Date, today: Date) -> MonthCounts {
    let mut counts = MonthCounts::default();
    let unknown = DayFacts::default();
    let mut day = first.first_of_month();
    let last = first.last_of_month();
    loop {
        let facts = days.get(&day).unwrap_or(&unknown);
        counts.attacks += facts.attacks_begun;
        counts.medicine_days += u32::from(facts.medicine);
        match facts.answer() {
            Answer::Headache => counts.headache_days += 1,
            Answer::Clear => counts.clear_days += 1,
            Answer::Unknown if day <= today => counts.unknown_days += 1,
            Answer::Unknown => {}
        }
        match day.tomorrow() {
            Ok(next) if next <= last => day = next,
            _ => return counts,
        }
    }
}
