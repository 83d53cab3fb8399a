//! What was around a patient at the hour of an attack, sealed beside the attack.
//!
//! Taken when an attack is saved; later, from the archive, for entries that were imported or are older
//! than what the cache reaches back to. A snapshot that holds something is never replaced, unless the
//! attack moved to another hour.

use super::{
    cell_of,
    feeds::{
        cache::{self, day_number},
        cell::{Cell, WORLD},
    },
    outlook::Outlook,
    places::{PlaceMode, Places, load_places},
};
use crate::{
    account::server::Visit,
    attacks::server::{Attack, AttackRecord},
    encryption::server::{Created, Sealable, StoreError, Stored},
    environment::model::{Feed, Quantity},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// What belongs to a snapshot.
const QUANTITIES: [Quantity; 17] = [
    Quantity::SeaLevelPressure,
    Quantity::SurfacePressure,
    Quantity::Temperature,
    Quantity::Humidity,
    Quantity::DewPoint,
    Quantity::Precipitation,
    Quantity::CloudCover,
    Quantity::WindSpeed,
    Quantity::WindGusts,
    Quantity::UvIndex,
    Quantity::FineParticles,
    Quantity::Particles,
    Quantity::Ozone,
    Quantity::NitrogenDioxide,
    Quantity::BirchPollen,
    Quantity::GrassPollen,
    Quantity::Kp,
];

/// How many attacks one visit of the backfill page works through.
const AT_ONCE: usize = 200;

/// One value of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SnapshotReading {
    /// What.
    pub quantity: Quantity,
    /// The value in the unit of its quantity.
    pub value: f64,
    /// Begin of the interval that it is for.
    pub at: Timestamp,
    /// Length of that interval in seconds.
    pub resolution: u32,
    /// Who says so; none when the patient typed it.
    pub feed: Option<Feed>,
    /// It is made up, for the demo.
    #[serde(default)]
    pub is_demo: bool,
}

/// What was around at one hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The attack.
    pub attack: RecordId,
    /// The hour, as an instant.
    pub at: Timestamp,
    /// The local day of that instant.
    pub day: Date,
    /// What the patient calls the place; empty without one.
    pub place: String,
    /// The coarse cell; empty without a place.
    pub cell: String,
    /// The values.
    pub readings: Vec<SnapshotReading>,
    /// Change of the pressure at sea level over the 24 hours before, hPa.
    #[serde(default)]
    pub pressure_change: Option<f64>,
    /// When it was taken.
    pub taken: Timestamp,
}

impl Sealable for Snapshot {
    const KIND: &'static str = "environment_snapshot";

    fn local_day(&self) -> Option<Date> {
        Some(self.day)
    }
}

/// How far a backfill has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backfill {
    /// Attacks with values.
    pub done: usize,
    /// Attacks in all.
    pub all: usize,
    /// Months of the archive that are still waited for.
    pub waiting: usize,
    /// No place is told, so there is nothing to look up.
    pub has_no_place: bool,
}

async fn id_of(visit: &Visit, attack: RecordId) -> Result<RecordId, Problem> {
    let ids = visit.store().derived_ids(visit.user).await?;
    Ok(ids.id(&[b"environment", &attack.as_bytes()]))
}

/// Takes the snapshot of an attack in the background, so that nobody waits for it. What fails is made up
/// for by the backfill.
pub fn attach_soon(visit: &Visit, attack: RecordId) {
    let visit = visit.apart();
    tokio::spawn(async move {
        if let Err(problem) = attach(&visit, attack).await {
            tracing::warn!(code = problem.code(), "a snapshot could not be taken");
        }
    });
}

/// Takes the snapshot of an attack.
///
/// # Errors
/// When the keys or the database are away.
pub async fn attach(visit: &Visit, attack: RecordId) -> Result<(), Problem> {
    let store = visit.store();
    let Some(record) = store.get::<AttackRecord>(visit.user, attack).await? else {
        return Ok(());
    };
    let places = load_places(visit).await?;
    let snapshot = take(visit, &places, attack, &record.value.attack).await?;
    write(visit, snapshot).await
}

async fn write(visit: &Visit, snapshot: Snapshot) -> Result<(), Problem> {
    let id = id_of(visit, snapshot.attack).await?;
    let store = visit.store();
    match store.get::<Snapshot>(visit.user, id).await? {
        None if snapshot.readings.is_empty() => Ok(()),
        None => match store.create(visit.user, id, &snapshot).await? {
            Created::New | Created::AlreadyThere => Ok(()),
        },
        Some(stored) => {
            let is_same_hour = stored.value.at == snapshot.at;
            if is_same_hour && stored.value.readings.len() >= snapshot.readings.len() {
                return Ok(());
            }
            match store.put(visit.user, id, stored.revision, &snapshot).await {
                // Another device was faster with the same.
                Ok(_) | Err(StoreError::Changed) => Ok(()),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// The begin of the hour in which an instant lies.
fn hour_of(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second().div_euclid(3_600) * 3_600).unwrap_or(at)
}

async fn take(
    visit: &Visit,
    places: &Places,
    id: RecordId,
    attack: &Attack,
) -> Result<Snapshot, Problem> {
    let at = hour_of(attack.onset);
    let day = attack.onset.to_zoned(attack.time_zone()).date();
    let place = places.on(day);
    let cell = place.map(|place| cell_of(visit, place.latitude, place.longitude));
    let outlook = around(visit, cell, at).await?;
    let mut readings: Vec<SnapshotReading> = QUANTITIES
        .into_iter()
        .filter_map(|quantity| outlook.at(quantity, at))
        .map(|reading| SnapshotReading {
            quantity: reading.quantity,
            value: reading.value,
            at: reading.at,
            resolution: reading.resolution,
            feed: Some(reading.feed),
            is_demo: reading.is_demo,
        })
        .collect();
    if places.mode == PlaceMode::Typed
        && let Some(typed) = places.typed_near(attack.onset)
    {
        readings.push(SnapshotReading {
            quantity: Quantity::SeaLevelPressure,
            value: typed.hectopascals,
            at: typed.at,
            resolution: 0,
            feed: None,
            is_demo: false,
        });
    }
    let day_before = at
        .saturating_sub(SignedDuration::from_hours(24))
        .unwrap_or(at);
    let pressure = |at: Timestamp| outlook.at(Quantity::SeaLevelPressure, at);
    let pressure_change = pressure(at)
        .zip(pressure(day_before))
        .map(|(present, earlier)| present.value - earlier.value);
    Ok(Snapshot {
        attack: id,
        at,
        day,
        place: place.map(|place| place.name.clone()).unwrap_or_default(),
        cell: cell.map(Cell::key).unwrap_or_default(),
        readings,
        pressure_change,
        taken: visit.now,
    })
}

/// What the cache knows about an hour and the day before it.
async fn around(visit: &Visit, cell: Option<Cell>, at: Timestamp) -> Result<Outlook, Problem> {
    let database = &visit.state.database;
    let mut cells = vec![WORLD.to_owned()];
    cells.extend(cell.map(Cell::key));
    let number = day_number(at);
    let days = cache::days(database, &cells, number - 2, number + 1).await?;
    // What is only just past is not in the days yet.
    let kept = if visit.now.duration_since(at) < SignedDuration::from_hours(48) {
        cache::latest(database, &cells).await?
    } else {
        Vec::new()
    };
    Ok(Outlook::of(kept, days, visit.now))
}

/// The snapshot of an attack, if one was taken.
///
/// # Errors
/// When the keys or the database are away.
pub async fn snapshot_of(visit: &Visit, attack: RecordId) -> Result<Option<Snapshot>, Problem> {
    let id = id_of(visit, attack).await?;
    let stored = visit.store().get::<Snapshot>(visit.user, id).await?;
    Ok(stored.map(|stored| stored.value))
}

/// The snapshots of a day.
///
/// # Errors
/// When the keys or the database are away.
pub async fn snapshots_of_day(visit: &Visit, day: Date) -> Result<Vec<Snapshot>, Problem> {
    let stored = visit
        .store()
        .load_days::<Snapshot>(visit.user, &[day])
        .await?;
    let mut snapshots: Vec<Snapshot> = stored.into_iter().map(|stored| stored.value).collect();
    snapshots.sort_by_key(|snapshot| snapshot.at);
    Ok(snapshots)
}

/// Takes snapshots of attacks that have none, as many as the cache can serve, and has the archive asked
/// for the others. Calling it again goes on.
///
/// # Errors
/// When the keys or the database are away.
pub async fn backfill(visit: &Visit, diary: &Diary, start: bool) -> Result<Backfill, Problem> {
    let places = load_places(visit).await?;
    let opened = visit.store().load(visit.user).await?;
    let known: Vec<Snapshot> = opened
        .of::<Snapshot>()
        .records
        .into_iter()
        .map(|stored| stored.value)
        .collect();
    let is_done = |stored: &Stored<AttackRecord>| {
        let at = hour_of(stored.value.attack.onset);
        let has_weather = |snapshot: &Snapshot| {
            let is_weather =
                |reading: &SnapshotReading| reading.quantity == Quantity::SeaLevelPressure;
            snapshot.readings.iter().any(is_weather)
        };
        let mine = |snapshot: &&Snapshot| snapshot.attack == stored.id && snapshot.at == at;
        known.iter().find(mine).is_some_and(has_weather)
    };
    let open: Vec<&Stored<AttackRecord>> = diary
        .attacks
        .iter()
        .filter(|stored| !is_done(stored))
        .collect();
    let mut progress = Backfill {
        done: diary.attacks.len() - open.len(),
        all: diary.attacks.len(),
        waiting: 0,
        has_no_place: places.mode == PlaceMode::Typed || places.list.is_empty(),
    };
    let mut wanted: Vec<(Cell, Date)> = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    for stored in &open {
        let attack = &stored.value.attack;
        let day = attack.onset.to_zoned(TimeZone::UTC).date();
        if let Some(place) = places.on(day) {
            let cell = cell_of(visit, place.latitude, place.longitude);
            wanted.push((cell, day.first_of_month()));
            cells.push(cell.key());
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    cells.sort_unstable();
    cells.dedup();
    for stored in open.iter().take(AT_ONCE) {
        let snapshot = take(visit, &places, stored.id, &stored.value.attack).await?;
        let has_weather = snapshot
            .readings
            .iter()
            .any(|reading| reading.quantity == Quantity::SeaLevelPressure);
        write(visit, snapshot).await?;
        progress.done += usize::from(has_weather);
    }
    if start {
        visit.state.feeds.want_archive(&wanted).await?;
    }
    let waiting = super::feeds::archive_months_waiting(&visit.state.database, &cells).await?;
    progress.waiting = usize::try_from(waiting).unwrap_or_default();
    Ok(progress)
}
