//! How long counting takes: every rule over ten years of a heavy diary, without a database.
//!
//! Counted is all of it: sorting facts out of the opened diary, the days, every figure of ten years, overuse
//! of every class, 120 months side by side, and the runway before a tap. Beside the demo patient's attacks,
//! intakes and check-ins the diary has one more intake and a line of a daily diary on every day.

use super::{
    Failure, announce,
    latency::{self, Latencies, milliseconds},
    table::Row,
};
use crate::{
    attacks::server::AttackRecord,
    daily::server::{ClearDay, DaySummary},
    demo::{DemoDiary, ZONE},
    encryption::server::Stored,
    medication::{
        model::{MedicineClass, Purpose},
        server::IntakeRecord,
    },
    platform::ids::RecordId,
    reports::server::{
        Diary,
        rules::{Facts, Findings, Settings, figures, months, overuse, runway},
    },
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};

/// The last of the ten years' days.
const LAST: Date = date(2026, 6, 30);

/// Repetitions, of which the median counts.
const REPETITIONS: usize = 21;

/// The promise, in milliseconds.
const PROMISE: f64 = 5.0;

/// Counts everything again and again.
pub fn measure() -> Result<Vec<Row>, Failure> {
    announce("counting ten years");
    let diary = ten_years()?;
    let records = diary.attacks.len()
        + diary.intakes.len()
        + diary.check_ins.len()
        + diary.clear_days.len()
        + diary.days.len();
    let now = LAST.at(12, 0, 0, 0).in_tz(ZONE)?.timestamp();
    let mut times = Vec::new();
    for _ in 0..=REPETITIONS {
        let start = latency::start();
        let facts = Facts::of(&diary, LAST, now);
        let read = start.elapsed();
        let findings = Findings::of(&facts, Settings::default());
        let found = start.elapsed();
        let all = figures(&findings, (LAST.saturating_sub(10.years()), LAST));
        let figured = start.elapsed();
        let overused = overuse(&findings, LAST);
        let side_by_side = months(&findings, LAST, 120);
        let next = runway(&facts, MedicineClass::Triptan, LAST);
        let elapsed = start.elapsed();
        if all.is_empty() || overused.is_empty() || side_by_side.len() != 120 || next.is_none() {
            return Err("nothing was counted".into());
        }
        times.push(elapsed);
        if times.len() > REPETITIONS {
            eprintln!(
                "      facts {:.2} ms, days {:.2} ms, figures {:.2} ms, months {:.2} ms",
                milliseconds(read),
                milliseconds(found.saturating_sub(read)),
                milliseconds(figured.saturating_sub(found)),
                milliseconds(elapsed.saturating_sub(figured)),
            );
        }
    }
    let total = times.iter().sum();
    let median = Latencies::new(times, total).percentile(50);
    let what = format!("overuse and all counts over 10 years, {records} records");
    Ok(vec![
        Row::at_most(what, median, PROMISE, "ms").beside(median, PROMISE, "limit"),
    ])
}

fn ten_years() -> Result<Diary, Failure> {
    let first = LAST.saturating_sub(10.years());
    let demo = DemoDiary::between(first, LAST);
    let mut number = 0;
    let mut diary = Diary::default();
    for planned in demo.attacks {
        let attack = stored(&mut number, AttackRecord::new(planned.attack));
        for taken in planned.intakes {
            let mut intake = taken.intake;
            intake.attack = Some(attack.id);
            diary.intakes.push(stored(&mut number, intake));
        }
        diary.attacks.push(attack);
    }
    for planned in demo.intakes {
        diary.intakes.push(stored(&mut number, planned.intake));
    }
    for planned in demo.check_ins {
        diary.check_ins.push(stored(&mut number, planned.check_in));
    }
    for day in demo.clear_days {
        diary.clear_days.push(stored(&mut number, ClearDay { day }));
    }
    for day in first.series(1.day()).take_while(|day| *day <= LAST) {
        let at = day.at(20, 0, 0, 0).in_tz(ZONE)?.timestamp();
        let class = MedicineClass::ALL[usize::from(day.day().unsigned_abs()) % 8];
        diary.intakes.push(stored(&mut number, intake(class, at)));
        let summary = DaySummary {
            day,
            headache: None,
            pain: None,
            medicine_count: Some(0),
            notes: String::new(),
        };
        diary.days.push(stored(&mut number, summary));
    }
    Ok(diary)
}

fn intake(class: MedicineClass, at: jiff::Timestamp) -> IntakeRecord {
    IntakeRecord {
        name: class.code().to_owned(),
        dose: String::new(),
        class,
        purpose: Purpose::Acute,
        medicine: None,
        attack: None,
        at,
        zone: ZONE.to_owned(),
        units: None,
        pain_before: None,
        pain_after: None,
        relief: None,
        returned: None,
        recorded: at,
    }
}

fn stored<T>(number: &mut u128, value: T) -> Stored<T> {
    *number += 1;
    Stored {
        id: RecordId::new(uuid::Uuid::from_u128(*number)),
        revision: 1,
        value,
    }
}
