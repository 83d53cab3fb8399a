//! NOAA SWPC: the scales R, S and G of yesterday, today and the next days (`products/noaa-scales.json`),
//! public domain. An object by day; numbers are texts or null.

use super::{About, Event, Parsed, Source, SourceFault, lenient};
use crate::environment::model::Feed;
use serde_json::Value;

/// The feed.
pub struct Scales;

/// Which of the three scales an event is of, by the letter of its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Radio blackouts.
    R,
    /// Solar radiation storms.
    S,
    /// Geomagnetic storms.
    G,
}

impl Scale {
    /// The letter.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::R => "R",
            Self::S => "S",
            Self::G => "G",
        }
    }
}

impl Source for Scales {
    fn feed(&self) -> Feed {
        Feed::Scales
    }

    fn path(&self, _: &About) -> String {
        "/products/noaa-scales.json".to_owned()
    }

    fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
        let value: Value =
            serde_json::from_slice(body).map_err(|error| SourceFault::of_json(&error, body))?;
        let days = value.as_object().ok_or(SourceFault::Malformed)?;
        let mut parsed = Parsed::default();
        for day in days.values() {
            read(day, &mut parsed);
        }
        if parsed.events.is_empty() {
            return Err(SourceFault::Empty);
        }
        parsed.events.sort_by_key(|event| event.at);
        Ok(parsed)
    }
}

fn read(day: &Value, parsed: &mut Parsed) {
    let date = day.get("DateStamp").and_then(Value::as_str);
    let time = day.get("TimeStamp").and_then(Value::as_str);
    let stamp = format!(
        "{}T{}",
        date.unwrap_or_default(),
        time.unwrap_or("00:00:00")
    );
    let Some(at) = lenient::time(&stamp) else {
        parsed.dropped += 1;
        return;
    };
    for scale in [Scale::R, Scale::S, Scale::G] {
        let number = day.get(scale.letter()).and_then(|scale| scale.get("Scale"));
        match number.map(|number| (number.is_null(), lenient::number(number))) {
            Some((false, Some(level))) if (0.0..=5.0).contains(&level) => {
                parsed.events.push(Event {
                    at,
                    from: None,
                    until: None,
                    code: scale.letter().to_owned(),
                    value: Some(level),
                });
            }
            Some((false, _)) => parsed.dropped += 1,
            _ => {}
        }
    }
}
