//! Forms about places and rules, read in one place. What is wrong is told with its field.

use super::{
    places::{Place, PlaceKind, nearest_town},
    rules::{Condition, Join, Rule, Side, Test},
};
use crate::{
    account::parts::Submission,
    daily::model::units::Units,
    environment::model::{Feed, FormFault, Quantity},
};
use jiff::{civil::Date, tz::TimeZone};

/// Most characters of a name.
pub const MOST_NAME: usize = 60;
/// Most conditions of a rule.
pub const MOST_CONDITIONS: usize = 3;

/// A number as people type it: with a point or a comma.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace('\u{2212}', "-");
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Reads the form of a place. Fields: `number` (0 for a new one), `kind`, `name`, `latitude`,
/// `longitude`, `zone` (empty for that of the nearest town), `from`, `until`.
///
/// # Errors
/// Every fault with its field.
pub fn read_place(form: &Submission) -> Result<Place, Vec<FormFault>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, reason: &'static str| {
        faults.push(FormFault {
            field: field.to_owned(),
            reason,
        });
    };
    let kind = PlaceKind::parse(form.text("kind")).unwrap_or(PlaceKind::Home);
    let name = form.text("name").trim().to_owned();
    if name.chars().count() > MOST_NAME {
        fault("name", "too_long");
    }
    let mut degrees = |field: &'static str, most: f64| match number(form.text(field)) {
        Some(value) if (-most..=most).contains(&value) => Some((value * 100.0).round() / 100.0),
        Some(_) => {
            fault(field, "out_of_range");
            None
        }
        None => {
            fault(field, "not_a_number");
            None
        }
    };
    let (latitude, longitude) = (degrees("latitude", 90.0), degrees("longitude", 180.0));
    let nearest = latitude
        .zip(longitude)
        .and_then(|(latitude, longitude)| nearest_town(latitude, longitude));
    let zone = match form.text("zone").trim() {
        "" => nearest.map_or_else(|| "UTC".to_owned(), |town| town.zone.to_owned()),
        zone => zone.to_owned(),
    };
    if TimeZone::get(&zone).is_err() {
        fault("zone", "unknown_zone");
    }
    let mut day = |field: &'static str| match form.text(field).trim() {
        "" => None,
        text => {
            let day = text.parse::<Date>().ok();
            if day.is_none() {
                fault(field, "not_a_day");
            }
            day
        }
    };
    let (mut from, mut until) = (day("from"), day("until"));
    if kind != PlaceKind::Travel {
        (from, until) = (None, None);
    }
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        fault("until", "ends_before");
    }
    let (Some(latitude), Some(longitude), true) = (latitude, longitude, faults.is_empty()) else {
        return Err(faults);
    };
    let name = if name.is_empty() {
        nearest.map_or_else(String::new, |town| town.name.to_owned())
    } else {
        name
    };
    Ok(Place {
        number: form.text("number").parse().unwrap_or(0),
        kind,
        name,
        latitude,
        longitude,
        zone,
        from,
        until,
    })
}

/// Reads a typed pressure in the patient's unit.
///
/// # Errors
/// A fault at `pressure`.
pub fn read_pressure(form: &Submission, units: Units) -> Result<f64, Vec<FormFault>> {
    let fault = |reason| {
        vec![FormFault {
            field: "pressure".to_owned(),
            reason,
        }]
    };
    let typed = number(form.text("pressure")).ok_or_else(|| fault("not_a_number"))?;
    let metric = units.pressure.to_metric(typed);
    Quantity::SeaLevelPressure
        .plausible(metric)
        .ok_or_else(|| fault("out_of_range"))
}

/// Reads the form of a rule. Fields: `number`, `name`, `join`, and for each condition `quantity1`,
/// `feed1`, `test1`, `side1`, `threshold1`; a condition without a quantity is not there.
///
/// # Errors
/// Every fault with its field.
pub fn read_rule(form: &Submission, units: Units) -> Result<Rule, Vec<FormFault>> {
    let mut faults = Vec::new();
    let mut fault = |field: String, reason: &'static str| faults.push(FormFault { field, reason });
    let name = form.text("name").trim().to_owned();
    match name.chars().count() {
        0 => fault("name".to_owned(), "missing"),
        count if count > MOST_NAME => fault("name".to_owned(), "too_long"),
        _ => {}
    }
    let mut conditions = Vec::new();
    for place in 1..=MOST_CONDITIONS {
        let field = |name: &str| format!("{name}{place}");
        let text = |name: &str| form.text(&field(name));
        if text("quantity").is_empty() {
            continue;
        }
        let Ok(quantity) = Quantity::parse(text("quantity")) else {
            fault(field("quantity"), "unknown");
            continue;
        };
        let feed = match text("feed") {
            "" => None,
            code => match Feed::parse(code) {
                Ok(feed) if super::rules::offers(feed, quantity) => Some(feed),
                _ => {
                    fault(field("feed"), "wrong_source");
                    None
                }
            },
        };
        let (Ok(test), Ok(side)) = (Test::parse(text("test")), Side::parse(text("side"))) else {
            fault(field("test"), "unknown");
            continue;
        };
        match number(text("threshold")) {
            Some(typed) => conditions.push(Condition {
                quantity,
                feed,
                test,
                side,
                threshold: to_metric(quantity, typed, test.hours().is_some(), units),
            }),
            None => fault(field("threshold"), "not_a_number"),
        }
    }
    if conditions.is_empty() && faults.is_empty() {
        faults.push(FormFault {
            field: "quantity1".to_owned(),
            reason: "missing",
        });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Rule {
        number: form.text("number").parse().unwrap_or(0),
        name,
        join: Join::parse(form.text("join")).unwrap_or(Join::All),
        conditions,
        is_on: true,
    })
}

/// A typed number in the unit in which the quantity is kept. A difference of temperatures has no zero
/// point to shift.
fn to_metric(quantity: Quantity, typed: f64, is_change: bool, units: Units) -> f64 {
    match quantity {
        Quantity::Temperature | Quantity::DewPoint => {
            let zero = if is_change {
                units.temperature.to_metric(0.0)
            } else {
                0.0
            };
            units.temperature.to_metric(typed) - zero
        }
        Quantity::SeaLevelPressure | Quantity::SurfacePressure => units.pressure.to_metric(typed),
        _ => typed,
    }
}
