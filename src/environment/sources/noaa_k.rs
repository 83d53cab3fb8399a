//! NOAA SWPC: planetary K index of 3 hours (`products/noaa-planetary-k-index.json`), public domain.
//!
//! Until March 2026 a list of lists of texts under headings, since then a list of objects (Service
//! Change Notice 26-21). The latest interval may still be running.

use super::{
    About, Parsed, Point, Series, Source, SourceFault, Standing,
    lenient::{Row, rows},
};
use crate::environment::model::{Feed, Quantity};

/// The feed.
pub struct PlanetaryK;

/// Three hours.
pub(super) const THREE_HOURS: u32 = 10_800;

impl Source for PlanetaryK {
    fn feed(&self) -> Feed {
        Feed::PlanetaryK
    }

    fn path(&self, _: &About) -> String {
        "/products/noaa-planetary-k-index.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        let (rows, mut dropped) = rows(body)?;
        let mut kp = Vec::new();
        let mut ap = Vec::new();
        for row in rows {
            let Some((point, amplitude)) = read(&row) else {
                dropped += 1;
                continue;
            };
            kp.push(point);
            ap.extend(amplitude);
        }
        if kp.is_empty() {
            return Err(SourceFault::Empty);
        }
        let mut series = vec![Series::of(
            Quantity::Kp,
            Standing::Estimated,
            THREE_HOURS,
            kp,
        )];
        if !ap.is_empty() {
            let amplitude = Series::of(Quantity::Ap, Standing::Estimated, THREE_HOURS, ap);
            series.push(amplitude);
        }
        Ok(Parsed {
            series,
            dropped,
            ..Parsed::default()
        })
    }
}

fn read(row: &Row) -> Option<(Point, Option<Point>)> {
    let at = row.time("time_tag")?;
    let kp = Quantity::Kp.plausible(row.number("kp")?)?;
    let amplitude = row
        .number("a_running")
        .and_then(|amplitude| Quantity::Ap.plausible(amplitude));
    let point = |value: f64| Point {
        at,
        value: Some(value),
    };
    Some((point(kp), amplitude.map(point)))
}
