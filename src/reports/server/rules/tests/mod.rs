//! The golden tables: every boundary of every rule, worked out by hand. This file makes up diaries.

mod attack_tests;
mod burden_tests;
mod chronic_tests;
mod day_tests;
mod menstrual_tests;
mod overuse_tests;
mod property_tests;
mod rate_tests;
mod runway_tests;
mod statistics_tests;
mod zone_tests;

use super::{Facts, Figure, Findings, Settings, Value};
use crate::{
    attacks::{
        model::{Pain, Severity, Side, Symptom},
        server::{Attack, AttackRecord, Course, LevelPoint},
    },
    daily::server::{CheckIn, ClearDay, DaySummary},
    encryption::server::{Sealable, Stored},
    medication::{
        model::{MedicineClass, Purpose},
        server::IntakeRecord,
    },
    platform::ids::RecordId,
    reports::server::Diary,
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

pub(super) const BERLIN: &str = "Europe/Berlin";

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

pub(super) fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A local time in a zone.
pub(super) fn local(zone: &str, text: &str) -> Timestamp {
    text.parse::<jiff::civil::DateTime>()
        .expect("a local time")
        .in_tz(zone)
        .expect("a zone")
        .timestamp()
}

/// A diary that is being told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub diary: Diary,
    next: u128,
}

impl Told {
    pub(super) fn stored<T: Sealable>(&mut self, value: T) -> Stored<T> {
        self.next += 1;
        Stored {
            id: RecordId::new(uuid::Uuid::from_u128(self.next)),
            revision: 1,
            value,
        }
    }

    pub(super) fn record(mut self, attack: Attack) -> Self {
        let stored = self.stored(AttackRecord::new(attack));
        self.diary.attacks.push(stored);
        self
    }

    /// A plain attack between two local times in Berlin.
    pub(super) fn attack(self, from: &str, to: &str) -> Self {
        self.record(plain(BERLIN, local(BERLIN, from), local(BERLIN, to)))
    }

    /// A migraine with its features between two local times in Berlin.
    pub(super) fn migraine(self, from: &str, to: &str) -> Self {
        self.record(featured(plain(
            BERLIN,
            local(BERLIN, from),
            local(BERLIN, to),
        )))
    }

    /// Two hours of migraine at noon on each of so many days.
    pub(super) fn migraines(mut self, first: Date, count: i64) -> Self {
        for noon in noons(first, count) {
            let hours = SignedDuration::from_hours(2);
            self = self.record(featured(plain(BERLIN, noon, noon + hours)));
        }
        self
    }

    /// Two hours of headache at noon on each of so many days.
    pub(super) fn headaches(mut self, first: Date, count: i64) -> Self {
        for noon in noons(first, count) {
            self = self.record(plain(BERLIN, noon, noon + SignedDuration::from_hours(2)));
        }
        self
    }

    pub(super) fn clear(mut self, first: Date, count: i64) -> Self {
        for place in 0..count {
            let day = first + place.days();
            let stored = self.stored(ClearDay { day });
            self.diary.clear_days.push(stored);
        }
        self
    }

    pub(super) fn summary(mut self, day: Date, headache: Option<bool>) -> Self {
        let stored = self.stored(DaySummary {
            day,
            headache,
            pain: None,
            medicine_count: None,
            notes: String::new(),
        });
        self.diary.days.push(stored);
        self
    }

    pub(super) fn period(mut self, first: Date) -> Self {
        let answers = CheckIn {
            period_began: Some(true),
            ..check_in(first)
        };
        let stored = self.stored(answers);
        self.diary.check_ins.push(stored);
        self
    }

    /// One intake at noon on each of so many days.
    pub(super) fn taken(mut self, class: MedicineClass, first: Date, count: i64) -> Self {
        for noon in noons(first, count) {
            self = self.intake(class, noon, BERLIN, Purpose::Acute);
        }
        self
    }

    pub(super) fn intake(
        mut self,
        class: MedicineClass,
        at: Timestamp,
        zone: &str,
        purpose: Purpose,
    ) -> Self {
        let stored = self.stored(intake(class, at, zone, purpose));
        self.diary.intakes.push(stored);
        self
    }

    /// The facts at noon of a day in Berlin.
    pub(super) fn facts(&self, today: &str) -> Facts {
        let now = local(BERLIN, &format!("{today}T12:00"));
        Facts::of(&self.diary, day(today), now)
    }

    /// What a figure says at noon of a day in Berlin, by the Leiden definitions.
    pub(super) fn figure(&self, today: &str, rule: impl Fn(&Findings) -> Figure) -> Figure {
        let facts = self.facts(today);
        rule(&Findings::of(&facts, Settings::default()))
    }

    pub(super) fn value(&self, today: &str, rule: impl Fn(&Findings) -> Figure) -> Value {
        self.figure(today, rule).value
    }
}

fn noons(first: Date, count: i64) -> impl Iterator<Item = Timestamp> {
    (0..count).map(move |place| local(BERLIN, &format!("{}T12:00", first + place.days())))
}

pub(super) fn check_in(day: Date) -> CheckIn {
    serde_json::from_value(serde_json::json!({
        "day": day.to_string(),
        "recorded": "2026-01-01T00:00:00Z",
    }))
    .expect("a check-in of which nothing was answered")
}

pub(super) fn intake(
    class: MedicineClass,
    at: Timestamp,
    zone: &str,
    purpose: Purpose,
) -> IntakeRecord {
    IntakeRecord {
        name: class.code().to_owned(),
        dose: String::new(),
        class,
        purpose,
        medicine: None,
        attack: None,
        at,
        zone: zone.to_owned(),
        units: None,
        pain_before: None,
        pain_after: None,
        relief: None,
        returned: None,
        recorded: at,
    }
}

/// An attack of which only the times are known.
pub(super) fn plain(zone: &str, from: Timestamp, to: Timestamp) -> Attack {
    Attack {
        course: Course::Ended(to),
        ..Attack::begun(from, zone, from)
    }
}

/// The same with the features of migraine: one side, severe, nausea.
pub(super) fn featured(attack: Attack) -> Attack {
    Attack {
        side: Some(Side::Left),
        symptoms: [Symptom::Nausea].into(),
        ..strong(attack, Severity::Severe)
    }
}

pub(super) fn strong(attack: Attack, severity: Severity) -> Attack {
    Attack {
        levels: vec![LevelPoint {
            at: attack.onset,
            pain: Pain::Word(severity),
        }],
        ..attack
    }
}

/// The days of a figure as text.
pub(super) fn days_of(figure: &Figure) -> Vec<String> {
    figure.days.iter().map(|day| day.day.to_string()).collect()
}

/// November 2026.
pub(super) fn november() -> (Date, Date) {
    (day("2026-11-01"), day("2026-11-30"))
}
