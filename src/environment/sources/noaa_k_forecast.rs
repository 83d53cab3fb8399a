//! NOAA SWPC: K forecast (`products/noaa-planetary-k-index-forecast.json`), public domain. Each row says
//! whether it was observed, estimated or predicted; both shapes of a table occur.

use super::{
    About, Parsed, Point, Series, Source, SourceFault, Standing, lenient::rows, noaa_k::THREE_HOURS,
};
use crate::environment::model::{Feed, Quantity};

/// The feed.
pub struct KForecast;

impl Source for KForecast {
    fn feed(&self) -> Feed {
        Feed::KForecast
    }

    fn path(&self, _: &About) -> String {
        "/products/noaa-planetary-k-index-forecast.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        let (rows, mut dropped) = rows(body)?;
        let standings = [Standing::Observed, Standing::Estimated, Standing::Predicted];
        let mut points: [Vec<Point>; 3] = Default::default();
        for row in rows {
            let place = match row.text("observed").unwrap_or_default() {
                "observed" => Some(0),
                "estimated" => Some(1),
                "predicted" => Some(2),
                _ => None,
            };
            let kp = row.number("kp").and_then(|kp| Quantity::Kp.plausible(kp));
            match (row.time("time_tag"), kp, place) {
                (Some(at), Some(kp), Some(place)) => points[place].push(Point {
                    at,
                    value: Some(kp),
                }),
                _ => dropped += 1,
            }
        }
        let series: Vec<Series> = standings
            .into_iter()
            .zip(points)
            .filter(|(_, points)| !points.is_empty())
            .map(|(standing, points)| Series::of(Quantity::Kp, standing, THREE_HOURS, points))
            .collect();
        if series.is_empty() {
            return Err(SourceFault::Empty);
        }
        Ok(Parsed {
            series,
            dropped,
            ..Parsed::default()
        })
    }
}
