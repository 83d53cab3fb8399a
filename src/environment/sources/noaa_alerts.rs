//! NOAA SWPC: alerts, watches and warnings (`products/alerts.json`), public domain. What matters stands
//! in the message, whose lines end in either way.

use super::{
    About, Event, Parsed, Source, SourceFault,
    lenient::{month, rows, time},
};
use crate::environment::model::Feed;
use jiff::{Timestamp, civil::date, tz::TimeZone};

/// The feed.
pub struct Alerts;

/// Longest code that is kept.
const LONGEST_CODE: usize = 16;

impl Source for Alerts {
    fn feed(&self) -> Feed {
        Feed::Alerts
    }

    fn path(&self, _: &About) -> String {
        "/products/alerts.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        if serde_json::from_slice::<Vec<serde_json::Value>>(body).is_ok_and(|list| list.is_empty())
        {
            return Ok(Parsed::default());
        }
        let (rows, mut dropped) = rows(body)?;
        let mut events = Vec::new();
        for row in rows {
            let message = row.text("message").unwrap_or_default();
            let code = field(message, "Space Weather Message Code:")
                .or_else(|| row.text("product_id"))
                .unwrap_or_default();
            match row.text("issue_datetime").and_then(time) {
                Some(at) if !code.is_empty() => events.push(Event {
                    at,
                    from: field(message, "Valid From:").and_then(moment),
                    until: ["Valid To:", "Now Valid Until:"]
                        .into_iter()
                        .find_map(|name| field(message, name).and_then(moment)),
                    code: code.chars().take(LONGEST_CODE).collect(),
                    value: k_index(message),
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

/// What stands behind a name in one of the message's lines.
fn field<'a>(message: &'a str, name: &str) -> Option<&'a str> {
    message
        .lines()
        .find_map(|line| line.trim().strip_prefix(name))
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// `2026 Jun 13 2101 UTC`.
fn moment(text: &str) -> Option<Timestamp> {
    let mut words = text.split_whitespace();
    let year: i16 = words.next()?.parse().ok()?;
    let month = month(words.next()?)?;
    let day: i8 = words.next()?.parse().ok()?;
    let clock = words.next()?;
    let hour: i8 = clock.get(..2)?.parse().ok()?;
    let minute: i8 = clock.get(2..4)?.parse().ok()?;
    let day = jiff::civil::Date::new(year, month, day).unwrap_or(date(1, 1, 1));
    let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    (day.year() > 1)
        .then(|| day.to_datetime(time).to_zoned(TimeZone::UTC).ok())
        .flatten()
        .map(|zoned| zoned.timestamp())
}

/// The K index that a message is about: "Geomagnetic K-index of 5", "K-index of 7 or greater".
fn k_index(message: &str) -> Option<f64> {
    let (_, rest) = message.split_once("K-index of ")?;
    let digit = rest.trim_start().chars().next()?.to_digit(10)?;
    (digit <= 9).then(|| f64::from(digit))
}
