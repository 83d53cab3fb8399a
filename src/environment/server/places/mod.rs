//! A patient's places: home, work, travel with dates; or none, with a pressure that is typed.
//!
//! One sealed record a patient. The shared tables learn of a place only that its coarse cell is polled.

mod towns;
#[cfg(test)]
mod towns_tests;

pub use towns::{Town, nearest_town, search_towns};

use super::{cell_of, single};
use crate::{
    account::server::Visit,
    attacks::model::{UnknownCode, choices},
    encryption::server::Sealable,
    environment::server::feeds::{cell::Cell, demo::PLACE as DEMO_PLACE},
    platform::ids::RecordId,
    problem::Problem,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

choices! {
    /// What a place is.
    PlaceKind {
        /// Where the patient lives.
        Home = "home",
        /// Where they work.
        Work = "work",
        /// Where they are for a while.
        Travel = "travel",
    }
}

choices! {
    /// Where numbers come from.
    PlaceMode {
        /// From the patient's places.
        Places = "places",
        /// From nowhere: the patient types the pressure.
        Typed = "typed",
    }
}

/// Most places.
pub const MOST_PLACES: usize = 20;
/// Most typed values that are kept.
pub const MOST_TYPED: usize = 2_000;

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its number among the patient's places.
    pub number: u32,
    /// What it is.
    pub kind: PlaceKind,
    /// What the patient calls it.
    pub name: String,
    /// Degrees north, in hundredths.
    pub latitude: f64,
    /// Degrees east, in hundredths.
    pub longitude: f64,
    /// IANA name of its zone.
    pub zone: String,
    /// First day, for travel.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day, for travel.
    #[serde(default)]
    pub until: Option<Date>,
}

impl Place {
    /// Its zone; UTC when this machine does not know the name.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// Whether the patient is there on a day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        match self.kind {
            PlaceKind::Home | PlaceKind::Work => true,
            PlaceKind::Travel => {
                self.from.is_none_or(|from| from <= day)
                    && self.until.is_none_or(|until| day <= until)
            }
        }
    }
}

/// A pressure that the patient read somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TypedPressure {
    /// When.
    pub at: Timestamp,
    /// Hectopascals.
    pub hectopascals: f64,
}

/// All places of a patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Places {
    /// Where numbers come from.
    pub mode: PlaceMode,
    /// The places.
    #[serde(default)]
    pub list: Vec<Place>,
    /// Typed pressures, the earliest first.
    #[serde(default)]
    pub typed: Vec<TypedPressure>,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            mode: PlaceMode::Places,
            list: Vec::new(),
            typed: Vec::new(),
        }
    }
}

impl Sealable for Places {
    const KIND: &'static str = "places";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

impl Places {
    /// The demo patient's.
    #[must_use]
    pub fn of_demo() -> Self {
        let (latitude, longitude) = DEMO_PLACE;
        Self {
            list: vec![Place {
                number: 1,
                kind: PlaceKind::Home,
                name: "Vilnius".to_owned(),
                latitude,
                longitude,
                zone: "Europe/Vilnius".to_owned(),
                from: None,
                until: None,
            }],
            ..Self::default()
        }
    }

    /// Where the patient is on a day: the journey that began last, else home, else work.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&Place> {
        if self.mode == PlaceMode::Typed {
            return None;
        }
        let order = |place: &&Place| {
            let rank = match place.kind {
                PlaceKind::Travel => 2,
                PlaceKind::Home => 1,
                PlaceKind::Work => 0,
            };
            (rank, place.from, std::cmp::Reverse(place.number))
        };
        self.list
            .iter()
            .filter(|place| place.covers(day))
            .max_by_key(order)
    }

    /// The latest typed pressure that is not older than three hours at `at`, nor younger.
    #[must_use]
    pub fn typed_near(&self, at: Timestamp) -> Option<TypedPressure> {
        let away = |typed: &TypedPressure| typed.at.duration_since(at).as_secs().abs();
        let near = self.typed.iter().filter(|typed| away(typed) <= 3 * 3_600);
        near.min_by_key(|typed| away(typed)).copied()
    }
}

/// From what the id of a patient's one record of places follows.
pub const PLACES_NAME: &[&[u8]] = &[b"places"];

/// The places of a patient; none before they told any.
///
/// # Errors
/// When the keys or the database are away.
pub async fn load_places(visit: &Visit) -> Result<Places, Problem> {
    single::load(visit, PLACES_NAME).await
}

/// The id of a patient's one record of places.
///
/// # Errors
/// When the keys are away.
pub async fn places_id(visit: &Visit) -> Result<RecordId, Problem> {
    single::id(visit, PLACES_NAME).await
}

/// Adds a place, or replaces the one with its number, and has its cell polled.
///
/// # Errors
/// [`Problem::TooLarge`] when there are too many; otherwise when it cannot be stored.
pub async fn add_place(visit: &Visit, place: &Place) -> Result<(), Problem> {
    let places = single::change::<Places>(visit, PLACES_NAME, |places| {
        places.mode = PlaceMode::Places;
        match places
            .list
            .iter_mut()
            .find(|known| known.number == place.number)
        {
            Some(known) if place.number > 0 => *known = place.clone(),
            _ => {
                let next = places
                    .list
                    .iter()
                    .map(|place| place.number)
                    .max()
                    .unwrap_or(0)
                    + 1;
                places.list.push(Place {
                    number: next,
                    ..place.clone()
                });
            }
        }
    })
    .await?;
    if places.list.len() > MOST_PLACES {
        single::change::<Places>(visit, PLACES_NAME, |places| {
            places.list.truncate(MOST_PLACES);
        })
        .await?;
        return Err(Problem::TooLarge);
    }
    poll(visit, &places).await
}

/// Removes a place.
///
/// # Errors
/// When it cannot be stored.
pub async fn remove_place(visit: &Visit, number: u32) -> Result<(), Problem> {
    single::change::<Places>(visit, PLACES_NAME, |places| {
        places.list.retain(|place| place.number != number);
    })
    .await?;
    Ok(())
}

/// Chooses where numbers come from.
///
/// # Errors
/// When it cannot be stored.
pub async fn set_mode(visit: &Visit, mode: PlaceMode) -> Result<(), Problem> {
    single::change::<Places>(visit, PLACES_NAME, |places| places.mode = mode).await?;
    Ok(())
}

/// Keeps a typed pressure.
///
/// # Errors
/// When it cannot be stored.
pub async fn type_pressure(visit: &Visit, hectopascals: f64) -> Result<(), Problem> {
    let at = visit.now;
    single::change::<Places>(visit, PLACES_NAME, |places| {
        places.mode = PlaceMode::Typed;
        places.typed.retain(|typed| typed.at != at);
        places.typed.push(TypedPressure { at, hectopascals });
        places.typed.sort_by_key(|typed| typed.at);
        let surplus = places.typed.len().saturating_sub(MOST_TYPED);
        places.typed.drain(..surplus);
    })
    .await?;
    Ok(())
}

/// Has the cells of the places polled for the next weeks: home and work, and journeys of now and soon.
///
/// # Errors
/// When the database is away.
pub async fn poll(visit: &Visit, places: &Places) -> Result<(), Problem> {
    if places.mode == PlaceMode::Typed {
        return Ok(());
    }
    let today = visit.today();
    let soon = today.saturating_add(jiff::ToSpan::days(8));
    let mut cells: Vec<Cell> = places
        .list
        .iter()
        .filter(|place| {
            place.until.is_none_or(|until| today <= until)
                && place.from.is_none_or(|from| from <= soon)
        })
        .map(|place| cell_of(visit, place.latitude, place.longitude))
        .collect();
    cells.sort_unstable();
    cells.dedup();
    visit.state.feeds.want(&cells).await?;
    Ok(())
}
