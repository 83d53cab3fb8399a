//! What the pattern engine learns from: for each day of a patient, the forecast as it was known on the
//! evening before, and what came to pass, in steps of three hours.
//!
//! The two are never mixed: a forecast is taken as it was issued at or before 21:00 of the day before, in
//! the zone of the place, and what was learnt later is not in it. A step without a value has none.

use super::{
    cell_of,
    feeds::{
        cache::{self, Issue, KeptDay},
        cell::WORLD,
    },
    places::{Place, load_places},
};
use crate::{
    account::server::Visit,
    environment::{
        model::Quantity,
        sources::{Series, Standing},
    },
    problem::Problem,
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet};

/// The hour of the evening before, on the clock of the place, at which a day is predicted.
pub const ISSUE_HOUR: i8 = 21;

/// Three hours with what is known about them.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Begin of the three hours.
    pub at: Timestamp,
    /// Values in the units of their quantities. The mean of the three hours; the largest for indices of
    /// geomagnetic activity and sunlight, where a peak is what counts; the sum for precipitation.
    pub values: BTreeMap<Quantity, f64>,
}

/// A day of a patient and the environment that was around them.
#[derive(Debug, Clone, PartialEq)]
pub struct DayEnvironment {
    /// The local day.
    pub day: Date,
    /// Where the patient was, as a coarse cell; none when no place was told.
    pub cell: Option<String>,
    /// The instant at which the day is predicted: 21:00 on the evening before.
    pub issue: Timestamp,
    /// When the forecast was issued; none when there was none that was younger than two days.
    pub issued: Option<Timestamp>,
    /// The day as it was expected then.
    pub forecast: Vec<Slot>,
    /// The day as it came to pass.
    pub observed: Vec<Slot>,
    /// Something of it is made up, for the demo.
    pub is_demo: bool,
}

/// The begin of each three hours of a local day: eight of them, or one less or more where the clock
/// changes by that much.
fn steps(day: Date, zone: &TimeZone) -> Vec<Timestamp> {
    let start = |day: Date| {
        day.to_zoned(zone.clone())
            .ok()
            .map(|zoned| zoned.timestamp())
    };
    let (Some(first), Some(end)) = (start(day), day.tomorrow().ok().and_then(start)) else {
        return Vec::new();
    };
    let step = |count: i64| first.checked_add((count * 3).hours()).ok();
    (0..10)
        .filter_map(step)
        .take_while(|at| *at < end)
        .collect()
}

/// The instant at which a day is predicted.
fn issue_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let evening = day.yesterday().ok()?.at(ISSUE_HOUR, 0, 0, 0);
    Some(evening.to_zoned(zone.clone()).ok()?.timestamp())
}

#[derive(Clone, Copy)]
enum Kind {
    Mean,
    Most,
    Sum,
}

const fn kind_of(quantity: Quantity) -> Kind {
    match quantity {
        Quantity::Kp
        | Quantity::EstimatedKp
        | Quantity::Hp30
        | Quantity::Hp60
        | Quantity::Ap
        | Quantity::DailyAp
        | Quantity::UvIndex
        | Quantity::UvIndexClearSky
        | Quantity::NoonUvIndex => Kind::Most,
        Quantity::Precipitation => Kind::Sum,
        _ => Kind::Mean,
    }
}

/// Sorts the values of series into steps. Where two series speak of one instant, the surer one counts.
fn slots<'a>(
    series: impl Iterator<Item = &'a Series>,
    steps: &[Timestamp],
    end: Timestamp,
) -> Vec<Slot> {
    let mut best: BTreeMap<(Quantity, Timestamp), (Standing, u32, f64)> = BTreeMap::new();
    for series in series {
        for point in &series.points {
            if let Some(value) = point.value {
                let known = best.entry((series.quantity, point.at)).or_insert((
                    series.standing,
                    series.resolution,
                    value,
                ));
                if series.standing > known.0 {
                    *known = (series.standing, series.resolution, value);
                }
            }
        }
    }
    let mut slots = Vec::with_capacity(steps.len());
    for (place, at) in steps.iter().enumerate() {
        let until = steps.get(place + 1).copied().unwrap_or(end);
        let mut gathered: BTreeMap<Quantity, Vec<f64>> = BTreeMap::new();
        for ((quantity, start), (_, resolution, value)) in &best {
            let length = i64::from(*resolution);
            // A long interval counts in every step that begins within it.
            let covers = if length <= 10_800 {
                *at <= *start && *start < until
            } else {
                start.as_second() <= at.as_second() && at.as_second() < start.as_second() + length
            };
            // Three-hour intervals of UTC lie across the steps of other zones.
            let overlaps = length == 10_800
                && start.as_second() < until.as_second()
                && at.as_second() < start.as_second() + length;
            if covers || overlaps {
                gathered.entry(*quantity).or_default().push(*value);
            }
        }
        let values = gathered
            .into_iter()
            .map(|(quantity, values)| {
                let sum: f64 = values.iter().sum();
                let count = f64::from(u32::try_from(values.len()).unwrap_or(1));
                let value = match kind_of(quantity) {
                    Kind::Mean => sum / count,
                    Kind::Sum => sum,
                    Kind::Most => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                };
                (quantity, value)
            })
            .collect();
        slots.push(Slot { at: *at, values });
    }
    slots
}

/// One day from what the cache holds about its cell and the whole world. Issues after the day's own
/// instant are passed over, whatever they say.
#[must_use]
pub fn assemble(
    day: Date,
    zone: &TimeZone,
    cell: Option<&str>,
    issues: &[Issue],
    days: &[KeptDay],
) -> Option<DayEnvironment> {
    let issue = issue_of(day, zone)?;
    let steps = steps(day, zone);
    let end = day
        .tomorrow()
        .ok()?
        .to_zoned(zone.clone())
        .ok()?
        .timestamp();
    let is_here = |other: &str| other == WORLD || Some(other) == cell;
    let issues: Vec<&Issue> = issues
        .iter()
        .filter(|known| known.issued <= issue && is_here(&known.cell))
        .collect();
    // Of each feed the latest issue; a provider's before a made-up one.
    let latest: Vec<&Issue> = issues
        .iter()
        .filter(|known| {
            !issues.iter().any(|other| {
                (&other.cell, other.feed) == (&known.cell, known.feed)
                    && (!other.is_demo, other.issued) > (!known.is_demo, known.issued)
            })
        })
        .copied()
        .collect();
    let days: Vec<&KeptDay> = days.iter().filter(|known| is_here(&known.cell)).collect();
    Some(DayEnvironment {
        day,
        cell: cell.map(str::to_owned),
        issue,
        issued: latest.iter().map(|known| known.issued).max(),
        forecast: slots(latest.iter().flat_map(|known| &known.series), &steps, end),
        observed: slots(days.iter().flat_map(|known| &known.series), &steps, end),
        is_demo: latest.iter().any(|known| known.is_demo) || days.iter().any(|known| known.is_demo),
    })
}

/// The environment of each of a patient's days, in their order: the forecast as it was known at 21:00 of
/// the day before, and what came to pass. A day without a place holds what is known of the whole world.
///
/// # Errors
/// When the keys or the database are away.
pub async fn history(visit: &Visit, days: &[Date]) -> Result<Vec<DayEnvironment>, Problem> {
    let places = load_places(visit).await?;
    let of_day = |day: Date| -> (Option<&Place>, TimeZone) {
        let place = places.on(day);
        let zone = place.map_or_else(|| visit.zone.clone(), Place::time_zone);
        (place, zone)
    };
    let mut cells: BTreeSet<String> = BTreeSet::from([WORLD.to_owned()]);
    let mut instants = BTreeSet::new();
    for day in days {
        let (place, zone) = of_day(*day);
        cells.extend(place.map(|place| cell_of(visit, place.latitude, place.longitude).key()));
        instants.extend(issue_of(*day, &zone));
    }
    let cells: Vec<String> = cells.into_iter().collect();
    let instants: Vec<Timestamp> = instants.into_iter().collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Ok(Vec::new());
    };
    let (first, last) = (cache::day_of(*first) - 1, cache::day_of(*last) + 1);
    let database = &visit.state.database;
    let issues = cache::issues(database, &cells, &instants).await?;
    let kept = cache::days(database, &cells, first, last).await?;
    let mut issued: BTreeMap<Timestamp, Vec<Issue>> = BTreeMap::new();
    for (at, issue) in issues {
        issued.entry(at).or_default().push(issue);
    }
    let mut passed: BTreeMap<i32, Vec<KeptDay>> = BTreeMap::new();
    for day in kept {
        let first = day.series.iter().find_map(|series| series.points.first());
        if let Some(point) = first {
            passed
                .entry(cache::day_number(point.at))
                .or_default()
                .push(day);
        }
    }
    let found = days.iter().filter_map(|day| {
        let (place, zone) = of_day(*day);
        let cell = place.map(|place| cell_of(visit, place.latitude, place.longitude).key());
        let issue = issue_of(*day, &zone)?;
        let known = issued.get(&issue).map(Vec::as_slice).unwrap_or_default();
        // A local day reaches into the UTC days beside it.
        let number = cache::day_of(*day);
        let near = passed.range(number - 1..=number + 1);
        let near: Vec<KeptDay> = near.flat_map(|(_, days)| days.iter().cloned()).collect();
        assemble(*day, &zone, cell.as_deref(), known, &near)
    });
    Ok(found.collect())
}
