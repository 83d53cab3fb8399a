//! Numbers and times as providers write them.

use super::SourceFault;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::{Map, Value};

/// A JSON object whose keys are compared without regard to case.
#[derive(Debug, Clone, Default)]
pub(super) struct Row(Vec<(String, Value)>);

impl Row {
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(name, _)| name == key)?;
        (!found.1.is_null()).then_some(&found.1)
    }

    pub(super) fn number(&self, key: &str) -> Option<f64> {
        number(self.get(key)?)
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str().map(str::trim)
    }

    pub(super) fn time(&self, key: &str) -> Option<Timestamp> {
        time(self.get(key)?.as_str()?)
    }
}

impl From<Map<String, Value>> for Row {
    fn from(map: Map<String, Value>) -> Self {
        let lower = |(name, value): (String, Value)| (name.to_ascii_lowercase(), value);
        Self(map.into_iter().map(lower).collect())
    }
}

/// Reads a table that is either a list of objects or a list of lists under a row of headings. Rows of
/// another type or length are left out and counted.
pub(super) fn rows(body: &[u8]) -> Result<(Vec<Row>, usize), SourceFault> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| SourceFault::of_json(&error, body))?;
    let Value::Array(items) = value else {
        return Err(match value {
            Value::Object(_) => SourceFault::WrongType("list".to_owned()),
            _ => SourceFault::Malformed,
        });
    };
    let mut items = items.into_iter().peekable();
    let headings = match items.peek() {
        Some(Value::Array(first)) => {
            let names: Option<Vec<String>> = first
                .iter()
                .map(|name| Some(name.as_str()?.to_ascii_lowercase()))
                .collect();
            let names = names.ok_or_else(|| SourceFault::WrongType("headings".to_owned()))?;
            items.next();
            Some(names)
        }
        _ => None,
    };
    let mut found = Vec::new();
    let mut dropped = 0;
    for item in items {
        match (item, &headings) {
            (Value::Object(map), None) => found.push(Row::from(map)),
            (Value::Array(cells), Some(names)) if cells.len() == names.len() => {
                found.push(Row(names.iter().cloned().zip(cells).collect()));
            }
            _ => dropped += 1,
        }
    }
    if found.is_empty() {
        return Err(SourceFault::Empty);
    }
    Ok((found, dropped))
}

/// A number, or a number written as text; nothing else, and never NaN.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// An instant with or without zone; without one it is UTC.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let local: DateTime = text.parse().ok()?;
    local
        .to_zoned(TimeZone::UTC)
        .ok()
        .map(|zoned| zoned.timestamp())
}

/// The number of a month by its English name in three letters.
pub(super) fn month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.get(..3)?.to_ascii_lowercase();
    let place = MONTHS.iter().position(|month| *month == name)?;
    i8::try_from(place + 1).ok()
}
