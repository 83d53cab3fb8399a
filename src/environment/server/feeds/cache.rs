//! The shared tables: answers as issued, days as they came to pass, and how each feed is doing.
//!
//! What is written about a cell is written in one transaction. A made-up answer never replaces one of a
//! provider; a provider's always comes first when something is read.

use super::{door::Validators, pack};
use crate::{
    environment::{
        model::Feed,
        sources::{Event, Parsed, Series, Spot, Standing},
    },
    platform::database::{Capability, Database, DatabaseError, UserTx},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub use super::issues::{issues, tidy};

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// How far back an answer as issued reaches: two days for curves, and an hour for their left end.
const BACK: i64 = 2 * DAY + 3_600;

/// The UTC day number of an instant.
#[must_use]
pub fn day_number(at: Timestamp) -> i32 {
    i32::try_from(at.as_second().div_euclid(DAY)).unwrap_or_default()
}

/// The UTC day number of a date.
#[must_use]
pub fn day_of(date: Date) -> i32 {
    date.to_zoned(TimeZone::UTC)
        .map_or(0, |zoned| day_number(zoned.timestamp()))
}

/// What one feed last said about one cell, and how it is doing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kept {
    /// The cell.
    pub cell: String,
    /// The feed.
    pub feed: Option<Feed>,
    /// When the answer that is kept was issued.
    pub issued: Option<Timestamp>,
    /// When the feed last answered well.
    pub succeeded: Option<Timestamp>,
    /// Code of what went wrong since; empty when nothing did.
    pub fault: String,
    /// The answer is made up.
    pub is_demo: bool,
    /// Numbers.
    pub series: Vec<Series>,
    /// Events.
    pub events: Vec<Event>,
    /// Stations.
    pub stations: Vec<Spot>,
}

/// A UTC day of one feed as it came to pass.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDay {
    /// The cell.
    pub cell: String,
    /// The feed.
    pub feed: Feed,
    /// It is made up.
    pub is_demo: bool,
    /// Numbers of that day.
    pub series: Vec<Series>,
}

/// A forecast as it was issued.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// The cell.
    pub cell: String,
    /// The feed.
    pub feed: Feed,
    /// When it was issued.
    pub issued: Timestamp,
    /// It is made up.
    pub is_demo: bool,
    /// Numbers.
    pub series: Vec<Series>,
}

/// An answer on its way into the cache.
#[derive(Debug)]
pub struct NewAnswer<'a> {
    /// The cell's key.
    pub cell: &'a str,
    /// The feed.
    pub feed: Feed,
    /// When it came.
    pub now: Timestamp,
    /// What it says.
    pub parsed: &'a Parsed,
    /// It is made up.
    pub is_demo: bool,
    /// What to tell the provider next time.
    pub validators: &'a Validators,
}

type PlainEvent = (i64, Option<i64>, Option<i64>, String, Option<f64>);
type PlainSpot = (String, f64, f64, String);

fn body_of(feed: Feed, parsed: &Parsed, now: Timestamp) -> Vec<u8> {
    match feed {
        Feed::UvStations => {
            let plain: Vec<PlainSpot> = parsed
                .stations
                .iter()
                .map(|spot| {
                    (
                        spot.name.clone(),
                        spot.latitude,
                        spot.longitude,
                        spot.link.clone(),
                    )
                })
                .collect();
            serde_json::to_vec(&plain).unwrap_or_default()
        }
        Feed::Flares | Feed::Alerts | Feed::Scales => {
            let second = |at: &Timestamp| at.as_second();
            let plain: Vec<PlainEvent> = parsed
                .events
                .iter()
                .map(|event| {
                    let (from, until) = (event.from.as_ref(), event.until.as_ref());
                    let times = (from.map(second), until.map(second));
                    (
                        second(&event.at),
                        times.0,
                        times.1,
                        event.code.clone(),
                        event.value,
                    )
                })
                .collect();
            serde_json::to_vec(&plain).unwrap_or_default()
        }
        _ => {
            let back = if feed == Feed::UvOverpass {
                30 * DAY
            } else {
                BACK
            };
            let from = now.as_second() - back;
            let recent: Vec<Series> = parsed
                .series
                .iter()
                .map(|series| Series {
                    points: series
                        .points
                        .iter()
                        .filter(|point| point.at.as_second() >= from)
                        .copied()
                        .collect(),
                    ..series.clone()
                })
                .collect();
            pack::pack(&recent)
        }
    }
}

fn read_body(feed: Feed, body: &[u8], kept: &mut Kept) {
    match feed {
        Feed::UvStations => {
            let plain: Vec<PlainSpot> = serde_json::from_slice(body).unwrap_or_default();
            let spot = |(name, latitude, longitude, link)| Spot {
                name,
                latitude,
                longitude,
                elevation: None,
                link,
            };
            kept.stations = plain.into_iter().map(spot).collect();
        }
        Feed::Flares | Feed::Alerts | Feed::Scales => {
            let plain: Vec<PlainEvent> = serde_json::from_slice(body).unwrap_or_default();
            let instant = |second: i64| Timestamp::from_second(second).ok();
            kept.events = plain
                .into_iter()
                .filter_map(|(at, from, until, code, value)| {
                    Some(Event {
                        at: instant(at)?,
                        from: from.and_then(instant),
                        until: until.and_then(instant),
                        code,
                        value,
                    })
                })
                .collect();
        }
        _ => kept.series = pack::unpack(body),
    }
}

/// The past values of an answer by UTC day.
fn days_of(parsed: &Parsed, now: Timestamp, first: i32) -> BTreeMap<i32, Vec<Series>> {
    let mut days: BTreeMap<i32, Vec<Series>> = BTreeMap::new();
    for series in &parsed.series {
        // What was predicted did not come to pass by getting old.
        if series.standing == Standing::Predicted {
            continue;
        }
        for point in &series.points {
            let day = day_number(point.at);
            if point.at > now || point.value.is_none() || day < first {
                continue;
            }
            let of_day = days.entry(day).or_default();
            let same = |known: &&mut Series| {
                known.quantity == series.quantity && known.standing == series.standing
            };
            match of_day.iter_mut().find(same) {
                Some(known) => known.points.push(*point),
                None => of_day.push(Series {
                    points: vec![*point],
                    ..series.clone()
                }),
            }
        }
    }
    days
}

/// The first day of an answer that is kept as a day: a forecast's own past changes little after two days.
fn first_kept_day(feed: Feed, now: Timestamp) -> i32 {
    match feed {
        Feed::Forecast | Feed::AirQuality => day_number(now) - 7,
        Feed::KMinute | Feed::SolarWind | Feed::RealTimeWind | Feed::RealTimeField => i32::MAX,
        Feed::UvOverpass => day_number(now) - 400,
        _ => i32::MIN,
    }
}

/// Whether every answer is kept as it was issued, and not the latest alone.
#[must_use]
pub const fn keeps_issues(feed: Feed) -> bool {
    matches!(
        feed,
        Feed::Forecast | Feed::AirQuality | Feed::KForecast | Feed::ThreeDayText
    )
}

/// Keeps an answer.
///
/// # Errors
/// When the database is away.
pub async fn keep(transaction: &mut UserTx, new: &NewAnswer<'_>) -> Result<(), DatabaseError> {
    let feed = new.feed.code();
    let (now, today) = (new.now.as_second(), day_number(new.now));
    let body = body_of(new.feed, new.parsed, new.now);
    let digest = Sha256::digest(&body).to_vec();
    let is_kept = !matches!(new.feed, Feed::Archive | Feed::GfzHistory);
    if is_kept {
        // The same answer once more is the same issue.
        sqlx::query!(
            "insert into environment.answer (cell, feed, issued_at, is_demo, body)
             select $1, $2, $3, $4, $5
             where $4 or not exists (
                 select from environment.state
                 where cell = $1 and feed = $2 and digest = $6
             )
             on conflict (cell, feed, is_demo, issued_at) do nothing",
            new.cell,
            feed,
            now,
            new.is_demo,
            body,
            digest
        )
        .execute(transaction.connection())
        .await?;
    }
    if is_kept && !keeps_issues(new.feed) {
        sqlx::query!(
            "delete from environment.answer
             where cell = $1 and feed = $2 and is_demo = $3 and issued_at < (
                 select max(issued_at) from environment.answer
                 where cell = $1 and feed = $2 and is_demo = $3
             )",
            new.cell,
            feed,
            new.is_demo
        )
        .execute(transaction.connection())
        .await?;
    }
    let days = days_of(new.parsed, new.now, first_kept_day(new.feed, new.now));
    let numbers: Vec<i32> = days.keys().copied().collect();
    let bodies: Vec<Vec<u8>> = days.values().map(|series| pack::pack(series)).collect();
    for (numbers, bodies) in numbers.chunks(4_000).zip(bodies.chunks(4_000)) {
        sqlx::query!(
            "insert into environment.day as known (cell, feed, day, is_demo, body)
             select $1, $2, fresh.day, $3, fresh.body
             from unnest($4::integer[], $5::bytea[]) as fresh (day, body)
             on conflict (cell, feed, day) do update
             set body = excluded.body, is_demo = excluded.is_demo
             where (known.is_demo and not excluded.is_demo)
                 or (known.is_demo = excluded.is_demo and known.body <> excluded.body
                     and ($2 not in ('forecast', 'air_quality') or known.day >= $6))",
            new.cell,
            feed,
            new.is_demo,
            numbers,
            bodies,
            today - 1
        )
        .execute(transaction.connection())
        .await?;
    }
    if new.is_demo {
        return Ok(());
    }
    sqlx::query!(
        "insert into environment.state
             (cell, feed, tried_at, succeeded_at, etag, last_modified, digest)
         values ($1, $2, $3, $3, $4, $5, $6)
         on conflict (cell, feed) do update
         set tried_at = $3, succeeded_at = $3, fault = '', failures = 0, etag = $4,
             last_modified = $5, digest = $6",
        new.cell,
        feed,
        now,
        new.validators.etag,
        new.validators.last_modified,
        digest
    )
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// Remembers that the provider had nothing new.
///
/// # Errors
/// When the database is away.
pub async fn keep_unchanged(
    transaction: &mut UserTx,
    cell: &str,
    feed: Feed,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    sqlx::query!(
        "update environment.state
         set tried_at = $3, succeeded_at = $3, fault = '', failures = 0
         where cell = $1 and feed = $2",
        cell,
        feed.code(),
        now.as_second()
    )
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// Remembers that a feed failed; what it said before stays.
///
/// # Errors
/// When the database is away.
pub async fn keep_fault(
    transaction: &mut UserTx,
    cell: &str,
    feed: Feed,
    now: Timestamp,
    fault: &str,
) -> Result<(), DatabaseError> {
    sqlx::query!(
        "insert into environment.state (cell, feed, tried_at, fault, failures)
         values ($1, $2, $3, $4, 1)
         on conflict (cell, feed) do update
         set tried_at = $3, fault = $4, failures = environment.state.failures + 1",
        cell,
        feed.code(),
        now.as_second(),
        fault
    )
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// What the provider told us last time about a cell.
///
/// # Errors
/// When the database is away.
pub async fn validators(
    database: &Database,
    cell: &str,
    feed: Feed,
) -> Result<Validators, DatabaseError> {
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let row = sqlx::query!(
        "select etag, last_modified
         from environment.state
         where cell = $1 and feed = $2 and fault = ''",
        cell,
        feed.code()
    )
    .fetch_optional(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(row.map_or_else(Validators::default, |row| Validators {
        etag: row.etag,
        last_modified: row.last_modified,
    }))
}

/// What every feed of these cells last said, in one question.
///
/// # Errors
/// When the database is away.
pub async fn latest(database: &Database, cells: &[String]) -> Result<Vec<Kept>, DatabaseError> {
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let rows = sqlx::query!(
        r#"select state.cell, state.feed, state.succeeded_at, state.fault,
                answer.issued_at as "issued_at?", answer.is_demo as "is_demo?",
                answer.body as "body?"
         from environment.state
         left join lateral (
             select issued_at, is_demo, body
             from environment.answer
             where answer.cell = state.cell and answer.feed = state.feed
             order by is_demo, issued_at desc
             limit 1
         ) answer on true
         where state.cell = any($1)"#,
        cells
    )
    .fetch_all(transaction.connection())
    .await?;
    transaction.commit().await?;
    let instant = |second: i64| Timestamp::from_second(second).ok();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let feed = Feed::parse(&row.feed).ok()?;
            let mut kept = Kept {
                cell: row.cell,
                feed: Some(feed),
                issued: row.issued_at.and_then(instant),
                succeeded: row.succeeded_at.and_then(instant),
                fault: row.fault,
                is_demo: row.is_demo.unwrap_or_default(),
                ..Kept::default()
            };
            read_body(feed, row.body.as_deref().unwrap_or_default(), &mut kept);
            Some(kept)
        })
        .collect())
}

/// Days of these cells as they came to pass, from `first` to `last`.
///
/// # Errors
/// When the database is away.
pub async fn days(
    database: &Database,
    cells: &[String],
    first: i32,
    last: i32,
) -> Result<Vec<KeptDay>, DatabaseError> {
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let rows = sqlx::query!(
        "select cell, feed, is_demo, body
         from environment.day
         where cell = any($1) and day between $2 and $3",
        cells,
        first,
        last
    )
    .fetch_all(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(KeptDay {
                cell: row.cell,
                feed: Feed::parse(&row.feed).ok()?,
                is_demo: row.is_demo,
                series: pack::unpack(&row.body),
            })
        })
        .collect())
}
