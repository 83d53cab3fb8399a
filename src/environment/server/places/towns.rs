//! The built-in list of towns with their zones: `GeoNames`, CC BY 4.0, shortened by `scripts/prepare-towns`.
//! Nothing is asked of anybody when a patient looks for a town.

use std::sync::OnceLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

static TOWNS: &str = include_str!("towns.txt");

/// A town.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Town {
    /// Its name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: &'static str,
    /// Degrees north, in hundredths.
    pub latitude: f64,
    /// Degrees east, in hundredths.
    pub longitude: f64,
    /// IANA name of its zone.
    pub zone: &'static str,
    /// Thousands of people.
    pub thousands: u32,
}

struct Entry {
    town: Town,
    /// Its names without accents and capitals.
    names: Vec<String>,
}

fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn entries() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut zones: Vec<&'static str> = Vec::new();
        let mut entries = Vec::with_capacity(35_000);
        for line in TOWNS.lines() {
            if let Some(list) = line.strip_prefix('=') {
                zones = list.split('|').collect();
            } else if !line.starts_with('#') {
                entries.extend(read(line, &zones));
            }
        }
        entries
    })
}

fn read(line: &'static str, zones: &[&'static str]) -> Option<Entry> {
    let mut fields = line.split('|');
    let name = fields.next()?;
    let country = fields.next()?;
    let hundredths = |text: &str| text.parse::<f64>().ok().map(|number| number / 100.0);
    let latitude = hundredths(fields.next()?)?;
    let longitude = hundredths(fields.next()?)?;
    let zone = zones.get(fields.next()?.parse::<usize>().ok()?)?;
    let thousands = fields.next()?.parse().ok()?;
    let names = std::iter::once(name).chain(fields).map(fold).collect();
    Some(Entry {
        town: Town {
            name,
            country,
            latitude,
            longitude,
            zone,
            thousands,
        },
        names,
    })
}

/// How many towns there are.
#[cfg(test)]
#[must_use]
pub fn count() -> usize {
    entries().len()
}

/// Towns whose name begins with or contains a text, the best and largest first.
#[must_use]
pub fn search_towns(text: &str, most: usize) -> Vec<Town> {
    let wanted = fold(text);
    if wanted.chars().count() < 2 {
        return Vec::new();
    }
    let rank = |entry: &Entry| {
        let of = |(place, name): (usize, &String)| {
            let kind = if *name == wanted {
                0
            } else if name.starts_with(&wanted) {
                1
            } else if name.contains(&wanted) {
                3
            } else {
                return None;
            };
            // A town's own name counts more than another name of it, save for an exact one.
            Some(kind + usize::from(place > 0 && kind > 0))
        };
        entry.names.iter().enumerate().filter_map(of).min()
    };
    let mut found: Vec<(usize, u32, Town)> = entries()
        .iter()
        .filter_map(|entry| Some((rank(entry)?, u32::MAX - entry.town.thousands, entry.town)))
        .collect();
    found.sort_by_key(|(rank, size, _)| (*rank, *size));
    found
        .into_iter()
        .take(most)
        .map(|(_, _, town)| town)
        .collect()
}

/// The town that is nearest to a point, for the name of its zone.
#[must_use]
pub fn nearest_town(latitude: f64, longitude: f64) -> Option<Town> {
    let away = |town: &Town| {
        crate::environment::sources::distance_kilometres(
            (latitude, longitude),
            (town.latitude, town.longitude),
        )
    };
    entries()
        .iter()
        .map(|entry| entry.town)
        .min_by(|one, other| away(one).total_cmp(&away(other)))
}
