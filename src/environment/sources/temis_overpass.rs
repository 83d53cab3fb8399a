//! KNMI/TEMIS: UV and ozone over one station, a line a day. Free with acknowledgement.
//!
//! The header has 28 or 29 lines by version; its last names the columns and begins with `# YYYYMMDD`.
//! -1.000 is missing; days are local solar days, so a value belongs to the station's solar noon.

use super::{
    About, Parsed, Point, Series, Source, SourceFault, Spot, Standing, fault::is_web_page,
};
use crate::environment::model::{Feed, Quantity};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// The feed.
pub struct Overpass;

const COLUMNS: [(&str, Quantity); 4] = [
    ("UVIEF", Quantity::NoonUvIndex),
    ("UVDEC", Quantity::UvDose),
    ("ozone", Quantity::OzoneColumn),
    // Files of version 1 write it large.
    ("OZONE", Quantity::OzoneColumn),
];

impl Source for Overpass {
    fn feed(&self) -> Feed {
        Feed::UvOverpass
    }

    fn path(&self, about: &About) -> String {
        about.link.clone()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        if is_web_page(body) {
            return Err(SourceFault::WebPage);
        }
        // Names of places are not always UTF-8; numbers are.
        let text = String::from_utf8_lossy(body);
        let spot = spot(&text).ok_or(SourceFault::Missing("Station"))?;
        let names: Vec<&str> = text
            .lines()
            .find_map(|line| {
                line.strip_prefix('#')
                    .filter(|rest| rest.trim_start().starts_with("YYYYMMDD "))
            })
            .ok_or(SourceFault::Missing("YYYYMMDD"))?
            .split_whitespace()
            .collect();
        let mut parsed = Parsed::default();
        let mut points: [Vec<Point>; COLUMNS.len()] = Default::default();
        let mut lines = text.split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let data = line.trim();
            if data.is_empty() || data.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = data.split_whitespace().collect();
            let is_cut = lines.peek().is_none() && !line.ends_with('\n');
            let at = cells.first().and_then(|day| noon(day, spot.longitude));
            let (Some(at), true) = (at, cells.len() == names.len()) else {
                if is_cut {
                    return Err(SourceFault::Truncated);
                }
                parsed.dropped += 1;
                continue;
            };
            for (place, (name, quantity)) in COLUMNS.iter().enumerate() {
                let Some(column) = names.iter().position(|other| other == name) else {
                    continue;
                };
                let number = cells[column].parse::<f64>().ok();
                let value = number.and_then(|number| quantity.plausible(number));
                let is_absent = number.is_some_and(|number| (number + 1.0).abs() < 1e-6);
                parsed.dropped += usize::from(value.is_none() && !is_absent);
                points[place].push(Point { at, value });
            }
        }
        for ((_, quantity), points) in COLUMNS.iter().zip(points) {
            if !points.is_empty() {
                let series = Series::of(*quantity, Standing::Observed, 86_400, points);
                parsed.series.push(series);
            }
        }
        parsed.spot = Some(spot);
        if parsed.is_empty() {
            return Err(SourceFault::Empty);
        }
        Ok(parsed)
    }
}

/// Solar noon of `20020701` at a longitude.
fn noon(day: &str, longitude: f64) -> Option<Timestamp> {
    if day.len() != 8 || !day.is_ascii() {
        return None;
    }
    let day = Date::new(
        day[..4].parse().ok()?,
        day[4..6].parse().ok()?,
        day[6..].parse().ok()?,
    )
    .ok()?;
    let noon = day
        .at(12, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .ok()?
        .timestamp();
    let shift = SignedDuration::try_from_secs_f64((longitude * 240.0).round()).ok()?;
    noon.checked_sub(shift).ok()
}

fn spot(text: &str) -> Option<Spot> {
    let field = |name: &str| {
        text.lines().find_map(|line| {
            let line = line.trim_start_matches('#').trim_start();
            let (_, value) = line.strip_prefix(name)?.split_once('=')?;
            Some(value.trim().to_owned())
        })
    };
    let place = field("Station lon, lat")?;
    let (longitude, latitude) = place.split_once(',')?;
    let longitude: f64 = longitude.trim().parse().ok()?;
    let latitude: f64 = latitude.trim().parse().ok()?;
    let fits = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
    fits.then(|| Spot {
        name: field("Station name").unwrap_or_default(),
        latitude,
        longitude,
        elevation: None,
        link: String::new(),
    })
}
