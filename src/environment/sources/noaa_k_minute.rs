//! NOAA SWPC: estimated K of each minute (`json/planetary_k_index_1m.json`), public domain.

use super::{About, Parsed, Point, Series, Source, SourceFault, Standing, lenient::rows};
use crate::environment::model::{Feed, Quantity};

/// The feed.
pub struct KMinute;

impl Source for KMinute {
    fn feed(&self) -> Feed {
        Feed::KMinute
    }

    fn path(&self, _: &About) -> String {
        "/json/planetary_k_index_1m.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        let (rows, mut dropped) = rows(body)?;
        let mut points = Vec::with_capacity(rows.len());
        for row in rows {
            let kp = row
                .number("estimated_kp")
                .or_else(|| row.number("kp_index"));
            let kp = kp.and_then(|kp| Quantity::EstimatedKp.plausible(kp));
            match (row.time("time_tag"), kp) {
                (Some(at), Some(kp)) => points.push(Point {
                    at,
                    value: Some(kp),
                }),
                _ => dropped += 1,
            }
        }
        if points.is_empty() {
            return Err(SourceFault::Empty);
        }
        let series = Series::of(Quantity::EstimatedKp, Standing::Estimated, 60, points);
        Ok(Parsed {
            series: vec![series],
            dropped,
            ..Parsed::default()
        })
    }
}
