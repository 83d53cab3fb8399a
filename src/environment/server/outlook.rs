//! What is known around a place: numbers of every feed, merged, with their age and source.
//!
//! Where several feeds speak of one instant, a provider's word comes before a made-up one, and what was
//! measured before what was computed. An instant of which nobody speaks has no value.

use super::feeds::cache::{Kept, KeptDay};
use crate::environment::{
    model::{Feed, Quantity},
    sources::{Event, Point, Series, Standing},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// A series with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The feed.
    pub feed: Feed,
    /// When the feed said so.
    pub fetched: Timestamp,
    /// It is made up.
    pub is_demo: bool,
    /// The numbers.
    pub series: Series,
}

/// One value with everything that is known about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// What.
    pub quantity: Quantity,
    /// The value in the unit of the quantity.
    pub value: f64,
    /// Begin of the interval that it is for.
    pub at: Timestamp,
    /// Length of that interval in seconds.
    pub resolution: u32,
    /// Who says so.
    pub feed: Feed,
    /// How sure it is.
    pub standing: Standing,
    /// When they said so.
    pub fetched: Timestamp,
    /// It is made up.
    pub is_demo: bool,
}

/// How a feed is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The feed.
    pub feed: Feed,
    /// Code of what went wrong; empty when it is well.
    pub fault: String,
    /// When it last answered.
    pub succeeded: Option<Timestamp>,
    /// Its place is taken by a made-up answer.
    pub is_demo: bool,
}

/// Everything that is known around a place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outlook {
    /// The present instant.
    pub now: Timestamp,
    /// The numbers.
    pub known: Vec<Known>,
    /// How the feeds are doing.
    pub health: Vec<Health>,
    /// Alerts, warnings and flares, the latest last.
    pub events: Vec<Event>,
}

impl Outlook {
    /// Puts together what the cache holds.
    #[must_use]
    pub fn of(kept: Vec<Kept>, days: Vec<KeptDay>, now: Timestamp) -> Self {
        let mut outlook = Self {
            now,
            ..Self::default()
        };
        for kept in kept {
            let Some(feed) = kept.feed else { continue };
            outlook.health.push(Health {
                feed,
                fault: kept.fault,
                succeeded: kept.succeeded,
                is_demo: kept.is_demo,
            });
            // The same answer once more is as fresh as the last time it came.
            let fetched = if kept.is_demo {
                kept.issued
            } else {
                kept.succeeded.max(kept.issued)
            };
            let known = kept.series.into_iter().map(|series| Known {
                feed,
                fetched: fetched.unwrap_or(now),
                is_demo: kept.is_demo,
                series,
            });
            outlook.known.extend(known);
            if feed == Feed::Alerts {
                outlook.events.extend(kept.events);
            }
        }
        for day in days {
            let known = day.series.into_iter().map(|series| Known {
                feed: day.feed,
                fetched: now,
                is_demo: day.is_demo,
                series,
            });
            outlook.known.extend(known);
        }
        outlook.health.sort_by_key(|health| health.feed);
        outlook
    }

    fn readings(&self, quantity: Quantity) -> impl Iterator<Item = Reading> {
        self.known
            .iter()
            .filter(move |known| known.series.quantity == quantity)
            .flat_map(move |known| {
                let reading = move |point: &Point| {
                    Some(Reading {
                        quantity,
                        value: point.value?,
                        at: point.at,
                        resolution: known.series.resolution,
                        feed: known.feed,
                        standing: known.series.standing,
                        fetched: known.fetched,
                        is_demo: known.is_demo,
                    })
                };
                known.series.points.iter().filter_map(reading)
            })
    }

    /// What is said about the interval in which `at` lies.
    #[must_use]
    pub fn at(&self, quantity: Quantity, at: Timestamp) -> Option<Reading> {
        let covers = |reading: &Reading| {
            let length = SignedDuration::from_secs(i64::from(reading.resolution));
            reading.at <= at && at < reading.at.saturating_add(length).unwrap_or(reading.at)
        };
        self.readings(quantity).filter(covers).max_by_key(rank)
    }

    /// The latest value at or before now, however old it is.
    #[must_use]
    pub fn current(&self, quantity: Quantity) -> Option<Reading> {
        let now = self.now;
        let past = self
            .readings(quantity)
            .filter(|reading| reading.at <= now && reading.standing != Standing::Predicted);
        past.max_by_key(|reading| (!reading.is_demo, reading.at, rank(reading)))
    }

    /// The latest value, if it is of now: not older than three hours or two of its intervals.
    #[must_use]
    pub fn fresh(&self, quantity: Quantity) -> Option<Reading> {
        let reading = self.current(quantity)?;
        let oldest = (2 * i64::from(reading.resolution)).max(3 * 3_600);
        (self.now.duration_since(reading.at).as_secs() <= oldest).then_some(reading)
    }

    /// One value for each instant from `from` to `to` of which somebody speaks.
    #[must_use]
    pub fn curve(&self, quantity: Quantity, from: Timestamp, to: Timestamp) -> Vec<Reading> {
        let mut best: BTreeMap<Timestamp, Reading> = BTreeMap::new();
        for reading in self.readings(quantity) {
            if reading.at < from || reading.at > to {
                continue;
            }
            let known = best.entry(reading.at).or_insert(reading);
            if rank(&reading) > rank(known) {
                *known = reading;
            }
        }
        let has_real = best.values().any(|reading| !reading.is_demo);
        best.into_values()
            .filter(|reading| !has_real || !reading.is_demo)
            .collect()
    }

    /// By how much a quantity changed from so many hours ago to now; none unless both ends are known.
    #[must_use]
    pub fn change(&self, quantity: Quantity, hours: u32) -> Option<(Reading, f64)> {
        let present = self.fresh(quantity)?;
        let back = SignedDuration::from_hours(i64::from(hours));
        let earlier = self.at(quantity, present.at.checked_sub(back).ok()?)?;
        Some((present, present.value - earlier.value))
    }

    /// What is said about the next 24 hours. None unless at least 20 of the 24 hours are covered.
    #[must_use]
    pub fn next_day(&self, quantity: Quantity) -> Option<Vec<Reading>> {
        let until = self.now.checked_add(SignedDuration::from_hours(24)).ok()?;
        // The running interval belongs to what lies ahead.
        let from = self.now.checked_sub(SignedDuration::from_hours(3)).ok()?;
        let ahead: Vec<Reading> = self
            .curve(quantity, from, until)
            .into_iter()
            .filter(|reading| {
                let length = SignedDuration::from_secs(i64::from(reading.resolution));
                reading
                    .at
                    .saturating_add(length)
                    .is_ok_and(|end| end > self.now)
            })
            .collect();
        let covered: i64 = ahead
            .iter()
            .map(|reading| i64::from(reading.resolution))
            .sum();
        (covered >= 20 * 3_600).then_some(ahead)
    }
}

/// What comes first where several speak of one instant.
fn rank(reading: &Reading) -> (bool, Standing, Timestamp) {
    (!reading.is_demo, reading.standing, reading.fetched)
}
