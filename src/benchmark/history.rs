//! How long the history of a patient takes who has written four records a day for ten years, and a month
//! of their calendar: as the first page after signing in (cold keys), and as any later one.
//!
//! Two such patients: one with attacks alone, which are the largest records, and one with a mixture.
//! Every UTC day has a key of its own, so cold keys mean 3,650 shares to fetch and join.

use super::{
    Failure, announce, framework,
    latency::{self, Latencies, milliseconds},
    table::Row,
};
use crate::{
    account::server::Visit,
    attacks::server::{Attack, AttackRecord, Course, history},
    daily::server::{ClearDay, DaySummary},
    demo::{DemoDiary, ZONE},
    encryption::server::{NewRecord, StoreError},
    platform::{
        clock::{Clock, SettableClock},
        config::{Config, Secret},
        entropy::{Entropy, SystemEntropy},
        ids::{RecordId, UserId},
        state::AppState,
    },
    reports::server::{Diary, month_view},
};
use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::{sync::Arc, time::Duration};

/// UTC days with records.
const DAYS: i64 = 3_650;

/// Repetitions, of which the median counts.
const REPETITIONS: usize = 5;

/// The promise, in milliseconds.
const PROMISE: f64 = 150.0;

/// The promise for a month of the calendar, in milliseconds.
const CALENDAR: f64 = 50.0;

/// What the patient writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// Four attacks a day.
    AttacksAlone,
    /// An attack that was edited, one that was not, an answer about the day, a clear day.
    Mixture,
}

/// Writes the two diaries and opens them again and again.
pub async fn measure(config: Config) -> Result<Vec<Row>, Failure> {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let end: Timestamp = "2026-06-30T12:00:00Z".parse()?;
    let clock = Arc::new(SettableClock::at(end));
    let quick = AppState::assemble(
        without_waiting_for_the_disk(config.clone()),
        framework(),
        clock.clone() as Arc<dyn Clock>,
        Arc::clone(&entropy),
    )?;
    let state = AppState::assemble(
        config,
        framework(),
        clock.clone() as Arc<dyn Clock>,
        entropy,
    )?;
    let mut rows = Vec::new();
    for (habit, name) in [
        (Habit::Mixture, "mixed"),
        (Habit::AttacksAlone, "all attacks"),
    ] {
        announce("writing 14,600 records on 3,650 days");
        let user = UserId::random(state.entropy.as_ref());
        write(&quick, &clock, user, end, habit).await?;
        announce("opening the history");
        for (keys, is_cold) in [("cold", true), ("warm", false)] {
            let (time, calendar) = open(&state, user, is_cold).await?;
            let what = format!("history of 14,600 records, {name}, {keys} keys");
            rows.push(Row::at_most(what, time, PROMISE, "ms").beside(time, PROMISE, "limit"));
            let what = format!("calendar with 14,600 records, {name}, {keys} keys");
            let row = Row::at_most(what, calendar, CALENDAR, "ms");
            rows.push(row.beside(calendar, CALENDAR, "limit"));
        }
    }
    quick.database.close().await;
    state.database.close().await;
    Ok(rows)
}

/// For writing alone: the same database, without waiting for each commit to reach the disk.
fn without_waiting_for_the_disk(mut config: Config) -> Config {
    let address = config.database.url.expose();
    let mark = if address.contains('?') { '&' } else { '?' };
    config.database.url = Secret::new(format!(
        "{address}{mark}options=-c%20synchronous_commit%3Doff"
    ));
    config
}

async fn write(
    state: &AppState,
    clock: &SettableClock,
    user: UserId,
    end: Timestamp,
    habit: Habit,
) -> Result<(), Failure> {
    let zone = jiff::tz::TimeZone::get(ZONE)?;
    let last = end.to_zoned(zone).date();
    let diary = DemoDiary::between(last.saturating_sub(2.years()), last);
    let patterns: Vec<AttackRecord> = diary
        .attacks
        .into_iter()
        .map(|planned| AttackRecord::new(planned.attack))
        .collect();
    for day in 1..=DAYS {
        let now = end - SignedDuration::from_hours(24 * (DAYS - day));
        clock.set(now);
        let date = last.saturating_sub((DAYS - day).days());
        let place = usize::try_from(day)? * 4;
        let records = four(state, &patterns, place, now, date, habit)?;
        state.store.create_many(user, &records).await?;
    }
    clock.set(end);
    Ok(())
}

/// Moves an attack as a whole: an end that stays behind would make it last for years.
fn move_to(attack: &mut Attack, onset: Timestamp) {
    let distance = onset.duration_since(attack.onset);
    attack.onset = onset;
    if let Course::Ended(end) = &mut attack.course {
        *end += distance;
    }
    for point in &mut attack.levels {
        point.at += distance;
    }
    for answer in &mut attack.progress {
        answer.at += distance;
    }
    for intake in &mut attack.medicines {
        intake.at += distance;
    }
}

fn four(
    state: &AppState,
    patterns: &[AttackRecord],
    place: usize,
    now: Timestamp,
    date: Date,
    habit: Habit,
) -> Result<Vec<NewRecord>, StoreError> {
    let id = || RecordId::random(state.entropy.as_ref());
    let attack = |offset: usize, is_edited: bool| {
        let mut record = patterns[(place + offset) % patterns.len()].clone();
        move_to(&mut record.attack, now);
        record.previous = is_edited.then(|| record.attack.clone());
        NewRecord::of(id(), &record)
    };
    match habit {
        Habit::AttacksAlone => (0..4).map(|offset| attack(offset, false)).collect(),
        Habit::Mixture => Ok(vec![
            attack(0, true)?,
            attack(1, false)?,
            NewRecord::of(id(), &ClearDay { day: date })?,
            NewRecord::of(
                id(),
                &DaySummary {
                    day: date,
                    headache: Some(false),
                    pain: None,
                    medicine_count: Some(0),
                    notes: String::new(),
                },
            )?,
        ]),
    }
}

/// The median times in milliseconds from the request's arrival at the store to the lines of the history
/// and to a month of the calendar.
async fn open(state: &AppState, user: UserId, is_cold: bool) -> Result<(f64, f64), Failure> {
    let visit = Visit::of_user(state, user, ZONE);
    let (mut times, mut calendars) = (Vec::new(), Vec::new());
    // The first opening makes connections and reads the rows into Postgres' memory.
    for repetition in 0..=REPETITIONS {
        if is_cold {
            state.store.keys().ring().forget(user);
        }
        let start = latency::start();
        let opened = state.store.load(user).await?;
        let loaded = start.elapsed();
        let diary = Diary::sort(&opened);
        let sorted = start.elapsed();
        let page = history(&diary, &visit, &HeaderMap::new(), 1);
        let elapsed = start.elapsed();
        if diary.unreadable > 0 || page.lines.is_empty() {
            return Err("the history could not be opened".into());
        }
        // A page after the first finds the diary opened: it asks only whether that is still so.
        let start = latency::start();
        let (diary, before) = if is_cold {
            (Arc::new(diary), sorted)
        } else {
            (Diary::open(&visit).await?, Duration::ZERO)
        };
        let month = month_view(&diary, &visit, visit.today());
        let counted = start.elapsed();
        if month.days.is_empty() {
            return Err("the calendar is empty".into());
        }
        if repetition > 0 {
            times.push(elapsed);
            calendars.push(before + counted);
            eprintln!(
                "      load {:.0} ms, sort {:.0} ms, history {:.0} ms, calendar {:.0} ms",
                milliseconds(loaded),
                milliseconds(sorted.saturating_sub(loaded)),
                milliseconds(elapsed.saturating_sub(sorted)),
                milliseconds(counted)
            );
        }
    }
    let median = |times: Vec<Duration>| {
        let total = times.iter().sum();
        Latencies::new(times, total).percentile(50)
    };
    Ok((median(times), median(calendars)))
}
