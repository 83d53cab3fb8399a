//! How the feeds of the environment hold out: many patients in fewer cells, beside providers of this
//! machine, and the longest file that any provider sends.

use super::{Failure, announce, latency, table::Row};
use crate::{
    environment::{
        model::Feed,
        server::{
            Cell, Feeds,
            feeds::{demo::PLACE as DEMO_PLACE, fake::FakeProviders},
        },
        sources::source,
    },
    platform::{clock::SettableClock, state::AppState},
};
use jiff::{SignedDuration, ToSpan, civil::date};
use std::{fmt::Write as _, sync::Arc};

/// Patients, and the cells in which they live.
const PATIENTS: usize = 10_000;
const CELLS: usize = 500;
/// Seconds that one cycle may take.
const CYCLE: f64 = 60.0;
/// Cycles, an hour and a bit apart.
const CYCLES: usize = 3;
/// Days of the history that is read, those since 1932.
const DAYS: i32 = 34_000;
/// Repetitions, of which the best counts.
const REPETITIONS: usize = 5;
/// Promised megabytes a second.
const READING: f64 = 50.0;

/// Fetches for everybody, three times, and reads the history.
pub async fn measure(state: &AppState) -> Result<Vec<Row>, Failure> {
    let mut rows = cycles(state).await?;
    rows.push(reading()?);
    Ok(rows)
}

async fn cycles(state: &AppState) -> Result<Vec<Row>, Failure> {
    announce("feeds for 10,000 patients in 500 cells");
    let clock = Arc::new(SettableClock::at(state.clock.now()));
    let providers = FakeProviders::start(clock.clone()).await?;
    let feeds = Feeds::open(
        state
            .config
            .environment
            .clone()
            .moved_to(&providers.address),
        state.database.clone(),
        clock.clone(),
        Arc::clone(&state.entropy),
    )?;
    for patient in 0..PATIENTS {
        feeds.want(&[cell_of(patient)]).await?;
    }
    let (mut longest, mut busiest): (f64, usize) = (0.0, 0);
    let mut memory = Vec::new();
    for _ in 0..CYCLES {
        providers.forget();
        let start = latency::start();
        if feeds.work_through().await? < CELLS {
            return Err("the feeds were not asked: another process did it".into());
        }
        longest = longest.max(start.elapsed().as_secs_f64());
        let asked = Feed::ALL.iter().map(|feed| providers.asked_for(*feed));
        busiest = busiest.max(asked.max().unwrap_or_default());
        memory.push(resident_mebibytes());
        clock.advance(SignedDuration::from_mins(70));
    }
    let growth = match memory[..] {
        [Some(first), .., Some(last)] => Some(last - first),
        _ => None,
    };
    let whole = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let mut rows = vec![
        Row::at_most(
            "feeds: requests to the busiest source, 10,000 patients in 500 cells",
            whole(busiest),
            whole(CELLS),
            "",
        ),
        Row::at_most("feeds: the longest of three cycles", longest, CYCLE, "s"),
    ];
    rows.extend(growth.map(|growth| {
        Row::at_most(
            "feeds: memory of the third cycle above the first",
            growth,
            16.0,
            "MiB",
        )
    }));
    Ok(rows)
}

/// Where a patient lives: the cell of the demo place, which is polled anyway, and those of a strip through
/// Europe.
fn cell_of(patient: usize) -> Cell {
    let place = u32::try_from(patient % CELLS).unwrap_or_default();
    if place == 0 {
        return Cell::of(DEMO_PLACE.0, DEMO_PLACE.1, 1);
    }
    let (row, column) = (f64::from(place / 25), f64::from(place % 25));
    Cell::of(45.0 + row / 10.0, 5.0 + column / 10.0, 1)
}

/// Memory of this process that lies in RAM, where the system tells.
fn resident_mebibytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes / 1_024.0)
}

fn reading() -> Result<Row, Failure> {
    announce("reading the history since 1932");
    let file = history()?;
    let reader = source(Feed::GfzHistory);
    let mut best: f64 = 0.0;
    for _ in 0..REPETITIONS {
        let start = latency::start();
        let parsed = reader.parse(file.as_bytes())?;
        let time = start.elapsed().as_secs_f64();
        if parsed.is_empty() || parsed.dropped > 0 {
            return Err("the made-up history could not be read".into());
        }
        let megabytes = f64::from(u32::try_from(file.len())?) / 1e6;
        best = best.max(megabytes / time);
    }
    Ok(Row::at_least(
        "feeds: reading Kp since 1932",
        best,
        READING,
        "MB/s",
    ))
}

/// A file in the shape of GFZ's, with made-up numbers.
fn history() -> Result<String, Failure> {
    let mut file = String::from("# made up\n");
    let first = date(1932, 1, 1);
    for number in 0..DAYS {
        let day = first.checked_add(number.days())?;
        let kp = f64::from(number % 27) / 3.0;
        write!(
            file,
            "{:04} {:02} {:02} {number:5} {number:5}.5 1355 {:2}",
            day.year(),
            day.month(),
            day.day(),
            number % 27 + 1
        )?;
        for _ in 0..8 {
            write!(file, " {kp:6.3}")?;
        }
        for _ in 0..8 {
            write!(file, " {:4}", number % 300)?;
        }
        writeln!(
            file,
            " {:5} {:3} {:8.1} {:8.1} 2",
            number % 280,
            120,
            150.0,
            148.0
        )?;
    }
    Ok(file)
}
