//! GFZ Potsdam: indices as JSON (`/app/json/`), CC BY 4.0, Matzka et al. 2021, doi 10.1029/2020SW002641.
//!
//! Parallel lists under `datetime` and the index's name; `status` beside Kp is `def`, `now` or `pre`,
//! other indices have none. Trailing intervals may be null. The service wants whole instants with Z and
//! no fractions of seconds.

use super::{About, Parsed, Point, Series, Source, SourceFault, Standing, lenient};
use crate::environment::model::{Feed, Quantity};
use serde_json::{Map, Value};

/// Kp.
pub struct Kp;
/// Hp30.
pub struct Hp30;
/// Hp60.
pub struct Hp60;

macro_rules! index {
    ($source:ident, $feed:ident, $name:literal) => {
        impl Source for $source {
            fn feed(&self) -> Feed {
                Feed::$feed
            }

            fn path(&self, about: &About) -> String {
                let span = about.days.map_or_else(String::new, |(first, last)| {
                    format!("start={first}T00:00:00Z&end={last}T23:59:59Z&")
                });
                format!("/app/json/?{span}index={}", $name)
            }

            fn parse(&self, body: &[u8]) -> Result<Parsed, SourceFault> {
                parse(body)
            }
        }
    };
}

index!(Kp, GfzKp, "Kp");
index!(Hp30, GfzHp30, "Hp30");
index!(Hp60, GfzHp60, "Hp60");

const INDICES: [(&str, Quantity, u32); 7] = [
    ("Kp", Quantity::Kp, 10_800),
    ("ap", Quantity::Ap, 10_800),
    ("Ap", Quantity::DailyAp, 86_400),
    ("Hp30", Quantity::Hp30, 1_800),
    ("Hp60", Quantity::Hp60, 3_600),
    ("Fobs", Quantity::SolarFlux, 86_400),
    ("Fadj", Quantity::AdjustedSolarFlux, 86_400),
];

fn list<'a>(
    answer: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a Vec<Value>>, SourceFault> {
    match answer.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(list)) => Ok(Some(list)),
        Some(_) => Err(SourceFault::WrongType(name.to_owned())),
    }
}

fn parse(body: &[u8]) -> Result<Parsed, SourceFault> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| SourceFault::of_json(&error, body))?;
    let answer = value.as_object().ok_or(SourceFault::Malformed)?;
    let times = list(answer, "datetime")?.ok_or(SourceFault::Missing("datetime"))?;
    let statuses = list(answer, "status")?;
    let mut parsed = Parsed::default();
    for (name, quantity, resolution) in INDICES {
        let Some(values) = list(answer, name)? else {
            continue;
        };
        if values.len() != times.len() {
            return Err(SourceFault::UnequalLengths(name.to_owned()));
        }
        let mut by_standing: Vec<(Standing, Vec<Point>)> = Vec::new();
        for (place, (time, value)) in times.iter().zip(values).enumerate() {
            let Some(at) = time.as_str().and_then(lenient::time) else {
                return Err(SourceFault::WrongType("datetime".to_owned()));
            };
            let value = match value {
                Value::Null => None,
                Value::Number(_) => {
                    let number = lenient::number(value);
                    // -1 is the archive's word for missing.
                    let known = number.and_then(|number| quantity.plausible(number));
                    parsed.dropped += usize::from(known.is_none() && number != Some(-1.0));
                    known
                }
                _ => return Err(SourceFault::WrongType(name.to_owned())),
            };
            let status = statuses.and_then(|statuses| statuses.get(place));
            let standing = match status.and_then(Value::as_str) {
                Some("def") => Standing::Definitive,
                Some(_) => Standing::Estimated,
                None => Standing::Observed,
            };
            let point = Point { at, value };
            match by_standing.iter_mut().find(|(known, _)| *known == standing) {
                Some((_, points)) => points.push(point),
                None => by_standing.push((standing, vec![point])),
            }
        }
        for (standing, points) in by_standing {
            let series = Series::of(quantity, standing, resolution, points);
            parsed.series.push(series);
        }
    }
    if parsed.is_empty() {
        return Err(SourceFault::Empty);
    }
    Ok(parsed)
}
