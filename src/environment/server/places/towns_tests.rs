//! Towns are found by their names.

use super::towns::{count, nearest_town, search_towns};

#[test]
fn there_are_enough_towns_and_every_zone_is_known() {
    assert!(count() >= 20_000);
    let zones: std::collections::BTreeSet<_> = ["a", "e", "i", "o", "u"]
        .iter()
        .flat_map(|letter| search_towns(letter, 5))
        .map(|town| town.zone)
        .collect();
    assert!(zones.is_empty(), "one letter is not enough");
    for town in search_towns("san", 500) {
        assert!(jiff::tz::TimeZone::get(town.zone).is_ok(), "{}", town.zone);
    }
}

#[test]
fn names_are_found_with_and_without_accents_and_in_other_languages() {
    for (text, name) in [
        ("vilnius", "Vilnius"),
        ("münchen", "Munich"),
        ("munchen", "Munich"),
        ("zurich", "Zürich"),
        ("wien", "Vienna"),
        ("adela", "Adelaide"),
        ("  new   york ", "New York City"),
    ] {
        let found = search_towns(text, 5);
        assert!(
            found.iter().any(|town| town.name == name),
            "{text}: {found:?}"
        );
    }
    assert!(search_towns("x", 5).is_empty());
    assert!(search_towns("no such town at all", 5).is_empty());
}

#[test]
fn the_nearest_town_knows_the_zone_of_a_point() {
    for (latitude, longitude, zone) in [
        (54.7, 25.3, "Europe/Vilnius"),
        (-34.9, 138.6, "Australia/Adelaide"),
        (40.7, -74.0, "America/New_York"),
        (27.7, 85.3, "Asia/Kathmandu"),
    ] {
        assert_eq!(nearest_town(latitude, longitude).unwrap().zone, zone);
    }
}
