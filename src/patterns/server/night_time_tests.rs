//! Nights in every zone, over days on which clocks change, and never twice in one UTC day.

use super::night_time::{next_night, next_try};
use crate::{
    encryption::epoch::Epoch,
    platform::{entropy::SystemEntropy, ids::UserId},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::collections::BTreeSet;

const ZONES: [&str; 9] = [
    "UTC",
    "Europe/Vilnius",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_night_lies_between_three_and_five_where_the_patient_lives() {
    for name in ZONES {
        let zone = zone(name);
        for _ in 0..50 {
            let user = UserId::random(&SystemEntropy);
            let night = next_night(user, &zone, at("2026-11-20T12:00:00Z"), None);
            let local = night.to_zoned(zone.clone());
            // By a quarter of an hour more where a UTC day ends meanwhile.
            let minutes = i32::from(local.hour()) * 60 + i32::from(local.minute());
            assert!((180..=320).contains(&minutes), "{name}: {local}");
        }
    }
}

#[test]
fn a_year_has_a_night_for_every_day_and_no_utc_day_two() {
    for name in ZONES {
        let zone = zone(name);
        let user = UserId::random(&SystemEntropy);
        let mut lent = BTreeSet::new();
        let mut now = at("2026-01-01T12:00:00Z");
        for _ in 0..365 {
            let night = next_night(user, &zone, now, lent.last().copied());
            assert!(night > now);
            assert!(lent.insert(Epoch::of(night)), "{name}: {night}");
            // The work takes a moment.
            now = night + SignedDuration::from_secs(20);
        }
        let days = now.duration_since(at("2026-01-01T12:00:00Z")).as_hours() / 24;
        assert!((364..=367).contains(&days), "{name}: {days}");
    }
}

#[test]
fn patients_of_one_zone_are_spread() {
    let zone = zone("Europe/Berlin");
    let noon = at("2026-11-20T12:00:00Z");
    let minutes: BTreeSet<i64> = (0..500)
        .map(|_| next_night(UserId::random(&SystemEntropy), &zone, noon, None))
        .map(|night| night.as_second() / 60)
        .collect();
    assert!(minutes.len() > 90, "{} of 120 minutes", minutes.len());
}

#[test]
fn a_night_that_failed_is_tried_again_until_the_morning() {
    let zone = zone("Europe/Berlin");
    let user = UserId::random(&SystemEntropy);
    let night = at("2026-11-20T03:30:00Z");
    assert_eq!(next_try(user, &zone, night), at("2026-11-20T03:50:00Z"));
    let morning = next_try(user, &zone, at("2026-11-20T05:45:00Z"));
    assert_eq!(
        morning,
        next_night(user, &zone, at("2026-11-20T05:45:00Z"), None)
    );
    assert!(morning > at("2026-11-21T01:00:00Z"));
}
