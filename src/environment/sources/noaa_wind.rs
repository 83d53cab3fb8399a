//! NOAA SWPC: solar wind, public domain. Propagated to Earth
//! (`products/geospace/propagated-solar-wind-1-hour.json`, lists under headings; the instants at which it
//! arrives are not in order) and in real time (`json/rtsw/rtsw_wind_1m.json`, `rtsw_mag_1m.json`, objects
//! of several spacecraft of which one is active). Missing is null or one of the old codes -999.9,
//! -9999.9 and -1.00e+05, which no quantity's range contains.

use super::{
    About, Parsed, Point, Series, Source, SourceFault, Standing,
    lenient::{Row, rows},
};
use crate::environment::model::{Feed, Quantity};
use serde_json::Value;

/// Propagated to Earth.
pub struct Propagated;
/// Plasma in real time.
pub struct RealTimeWind;
/// Magnetic field in real time.
pub struct RealTimeField;

type Column = (Quantity, &'static str);

const PROPAGATED: [Column; 4] = [
    (Quantity::SolarWindSpeed, "speed"),
    (Quantity::SolarWindDensity, "density"),
    (Quantity::FieldStrength, "bt"),
    (Quantity::FieldNorth, "bz"),
];
const WIND: [Column; 2] = [
    (Quantity::SolarWindSpeed, "proton_speed"),
    (Quantity::SolarWindDensity, "proton_density"),
];
const FIELD: [Column; 2] = [
    (Quantity::FieldStrength, "bt"),
    (Quantity::FieldNorth, "bz_gsm"),
];

impl Source for Propagated {
    fn feed(&self) -> Feed {
        Feed::SolarWind
    }

    fn path(&self, _: &About) -> String {
        "/products/geospace/propagated-solar-wind-1-hour.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        read(body, &PROPAGATED)
    }
}

impl Source for RealTimeWind {
    fn feed(&self) -> Feed {
        Feed::RealTimeWind
    }

    fn path(&self, _: &About) -> String {
        "/json/rtsw/rtsw_wind_1m.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        read(body, &WIND)
    }
}

impl Source for RealTimeField {
    fn feed(&self) -> Feed {
        Feed::RealTimeField
    }

    fn path(&self, _: &About) -> String {
        "/json/rtsw/rtsw_mag_1m.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        read(body, &FIELD)
    }
}

/// Whether the row comes from the spacecraft that counts; a row that does not say counts.
fn is_active(row: &Row) -> bool {
    match row.get("active") {
        Some(Value::Bool(active)) => *active,
        Some(Value::Number(number)) => number.as_i64() != Some(0),
        _ => true,
    }
}

fn read(body: &[u8], columns: &[Column]) -> Result<Parsed, SourceFault> {
    let (rows, mut dropped) = rows(body)?;
    let mut points = vec![Vec::with_capacity(rows.len()); columns.len()];
    let mut has_row = false;
    for row in rows.iter().filter(|row| is_active(row)) {
        // When it arrives here, where that was computed.
        let at = row
            .time("propagated_time_tag")
            .or_else(|| row.time("time_tag"));
        let Some(at) = at else {
            dropped += 1;
            continue;
        };
        has_row = true;
        for (place, (quantity, name)) in columns.iter().enumerate() {
            let value = row.number(name).and_then(|value| quantity.plausible(value));
            points[place].push(Point { at, value });
        }
    }
    if !has_row {
        return Err(SourceFault::Empty);
    }
    let series = columns
        .iter()
        .zip(points)
        .map(|((quantity, _), points)| Series::of(*quantity, Standing::Observed, 60, points))
        .collect();
    let parsed = Parsed {
        series,
        dropped,
        ..Parsed::default()
    };
    if parsed.is_empty() {
        return Err(SourceFault::Empty);
    }
    Ok(parsed)
}
