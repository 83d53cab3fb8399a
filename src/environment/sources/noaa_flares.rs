//! NOAA SWPC: X-ray flares of seven days (`json/goes/primary/xray-flares-7-day.json`), public domain.

use super::{About, Event, Parsed, Source, SourceFault, lenient::rows};
use crate::environment::model::{Feed, Quantity};

/// The feed.
pub struct Flares;

impl Source for Flares {
    fn feed(&self) -> Feed {
        Feed::Flares
    }

    fn path(&self, _: &About) -> String {
        "/json/goes/primary/xray-flares-7-day.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        // A quiet week is an empty list, which is no fault.
        if serde_json::from_slice::<Vec<serde_json::Value>>(body).is_ok_and(|list| list.is_empty())
        {
            return Ok(Parsed::default());
        }
        let (rows, mut dropped) = rows(body)?;
        let mut events = Vec::new();
        for row in rows {
            let flux = row
                .number("max_xrlong")
                .and_then(|flux| Quantity::FlareFlux.plausible(flux));
            match (row.time("max_time"), row.text("max_class")) {
                (Some(at), Some(class)) if is_class(class) => events.push(Event {
                    at,
                    from: row.time("begin_time"),
                    until: row.time("end_time"),
                    code: class.to_owned(),
                    value: flux,
                }),
                _ => dropped += 1,
            }
        }
        if events.is_empty() {
            return Err(SourceFault::Empty);
        }
        events.sort_by_key(|event| event.at);
        Ok(Parsed {
            events,
            dropped,
            ..Parsed::default()
        })
    }
}

/// `M1.2`: a letter and how many times its base.
fn is_class(class: &str) -> bool {
    let mut letters = class.chars();
    let letter = letters.next();
    letter.is_some_and(|letter| "ABCMX".contains(letter))
        && letters.as_str().parse::<f64>().is_ok_and(f64::is_finite)
}
