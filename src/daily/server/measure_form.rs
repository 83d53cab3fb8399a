//! A measurement as the texts of its form, and back, in the patient's units.

use super::{
    check_in::{Measurement, Quantity},
    form::read_volume,
};
use crate::daily::model::{
    AnswerFault, MeasureKind, Refused, Texts,
    bounds::{
        self, Bounds, DIASTOLIC, HEIGHT, LONGEST_REMARK, SLEEP_MINUTES, SLEEP_PART_MINUTES,
        SLEEP_RATE, SYSTOLIC, WAKES, WATER, WEIGHT, read_decimal, read_hours, read_text,
    },
    units::{Units, number_text},
};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// Bounds are told with this many digits after the point.
const DIGITS: usize = 1;

/// Numbers stand in a form with this many, so that saving it again changes nothing.
const FORM_DIGITS: usize = 2;

/// Reads the form of a measurement of `kind`, typed in `units` by a patient in `zone`.
///
/// # Errors
/// Every field that was refused, with the reason.
pub fn read_measurement(
    form: &Texts,
    kind: MeasureKind,
    units: Units,
    zone: &(String, TimeZone),
    now: Timestamp,
) -> Result<Measurement, Refused> {
    let mut refused = Refused::new();
    let quantity = read_quantity(form, kind, units, &mut refused);
    let mut keep = |field: &str, fault| {
        refused.entry(field.to_owned()).or_insert(fault);
    };
    let at = read_instant(form.one("at"), &zone.1, now).map_err(|fault| keep("at", fault));
    let notes = read_text(form.one("notes"), LONGEST_REMARK).map_err(|fault| keep("notes", fault));
    match (quantity, at, notes) {
        (Some(quantity), Ok(at), Ok(notes)) if refused.is_empty() => Ok(Measurement {
            notes,
            ..Measurement::of(quantity, at, &zone.0)
        }),
        _ => Err(refused),
    }
}

fn read_instant(text: &str, zone: &TimeZone, now: Timestamp) -> Result<Timestamp, AnswerFault> {
    let civil: DateTime = text.trim().parse().map_err(|_| AnswerFault::NotATime)?;
    let at = civil
        .to_zoned(zone.clone())
        .map_err(|_| AnswerFault::NotATime)?
        .timestamp();
    // The form holds whole minutes.
    if at.as_second() > now.as_second() + 60 {
        return Err(AnswerFault::InFuture);
    }
    Ok(at)
}

fn read_quantity(
    form: &Texts,
    kind: MeasureKind,
    units: Units,
    refused: &mut Refused,
) -> Option<Quantity> {
    let mut read = |field: &str, read: &dyn Fn(&str) -> Result<Option<f64>, AnswerFault>| {
        read(form.one(field)).unwrap_or_else(|fault| {
            refused.insert(field.to_owned(), fault);
            None
        })
    };
    let whole = |bounds: Bounds| move |text: &str| Ok(bounds.read(text)?.map(f64::from));
    let small = |value: f64| u8::try_from(bounds::rounded(value)).ok();
    let quantity = match kind {
        MeasureKind::Weight => {
            let unit = units.weight;
            let value = read("weight", &|text| {
                decimal(
                    text,
                    WEIGHT,
                    |typed| unit.to_metric(typed),
                    |kept| unit.from_metric(kept),
                )
            });
            value.map(Quantity::Weight)
        }
        MeasureKind::Height => {
            let unit = units.length;
            let value = read("height", &|text| {
                decimal(
                    text,
                    HEIGHT,
                    |typed| unit.to_metric(typed),
                    |kept| unit.from_metric(kept),
                )
            });
            value.map(Quantity::Height)
        }
        MeasureKind::Water => {
            let value = read("water", &|text| {
                Ok(read_volume(text, WATER, units.volume)?.map(f64::from))
            });
            value.map(|value| Quantity::Water(bounds::rounded(value)))
        }
        MeasureKind::BloodPressure => {
            let systolic = read("systolic", &whole(SYSTOLIC)).map(bounds::rounded);
            let diastolic = read("diastolic", &whole(DIASTOLIC)).map(bounds::rounded);
            for (field, value) in [("systolic", systolic), ("diastolic", diastolic)] {
                if value.is_none() {
                    refused
                        .entry(field.to_owned())
                        .or_insert(AnswerFault::Missing);
                }
            }
            let (systolic, diastolic) = (systolic?, diastolic?);
            if systolic <= diastolic {
                refused.insert("diastolic".to_owned(), AnswerFault::UpperNotAboveLower);
            }
            return Some(Quantity::BloodPressure {
                systolic,
                diastolic,
            });
        }
        MeasureKind::Sleep => {
            let hours = |text: &str| Ok(read_hours(text, SLEEP_MINUTES)?.map(f64::from));
            let total = read("total", &hours).map(bounds::rounded);
            let deep = read("deep", &whole(SLEEP_PART_MINUTES)).map(bounds::rounded);
            let rem = read("rem", &whole(SLEEP_PART_MINUTES)).map(bounds::rounded);
            let wakes = read("wakes", &whole(WAKES)).and_then(small);
            let rate = read("rate", &whole(SLEEP_RATE)).and_then(small);
            let is_said = total.or(deep).or(rem).is_some() || wakes.or(rate).is_some();
            is_said.then_some(Quantity::Sleep {
                total,
                deep,
                rem,
                wakes,
                rate,
            })
        }
    };
    if quantity.is_none() && refused.is_empty() {
        refused.insert(first_field(kind).to_owned(), AnswerFault::Missing);
    }
    quantity
}

const fn first_field(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Weight => "weight",
        MeasureKind::Height => "height",
        MeasureKind::Water => "water",
        MeasureKind::BloodPressure => "systolic",
        MeasureKind::Sleep => "total",
    }
}

/// Reads a typed number as a metric one within `bounds`. A bound that was typed as the page shows it is
/// within, even if rounding puts it a hair outside.
fn decimal(
    text: &str,
    bounds: Bounds,
    to_metric: impl Fn(f64) -> f64,
    from_metric: impl Fn(f64) -> f64,
) -> Result<Option<f64>, AnswerFault> {
    let Some(typed) = read_decimal(text)? else {
        return Ok(None);
    };
    let shown = |bound: u16| number_text(from_metric(f64::from(bound)), DIGITS);
    let checked = bounds.check_decimal(to_metric(typed), shown);
    let typed = number_text(typed, DIGITS);
    let bound = [bounds.least, bounds.most]
        .into_iter()
        .find(|bound| typed == shown(*bound));
    match bound {
        Some(bound) => Ok(Some(checked.unwrap_or_else(|_| f64::from(bound)))),
        None => checked.map(Some),
    }
}

/// The numbers of a quantity in the patient's units; sleep stays in minutes.
#[must_use]
pub fn values(quantity: &Quantity, units: Units) -> Vec<Option<f64>> {
    match quantity {
        Quantity::Weight(value) => vec![Some(units.weight.from_metric(*value))],
        Quantity::Height(value) => vec![Some(units.length.from_metric(*value))],
        Quantity::Water(value) => vec![Some(units.volume.from_metric(f64::from(*value)))],
        Quantity::BloodPressure {
            systolic,
            diastolic,
        } => vec![Some(f64::from(*systolic)), Some(f64::from(*diastolic))],
        Quantity::Sleep {
            total,
            deep,
            rem,
            wakes,
            rate,
        } => {
            let mut values: Vec<_> = [total, deep, rem]
                .iter()
                .map(|part| part.map(f64::from))
                .collect();
            values.extend([wakes, rate].iter().map(|part| part.map(f64::from)));
            values
        }
    }
}

/// The fields of the form of a kind, in the order of [`values`].
#[must_use]
pub const fn fields(kind: MeasureKind) -> &'static [&'static str] {
    match kind {
        MeasureKind::Weight => &["weight"],
        MeasureKind::Height => &["height"],
        MeasureKind::Water => &["water"],
        MeasureKind::BloodPressure => &["systolic", "diastolic"],
        MeasureKind::Sleep => &["total", "deep", "rem", "wakes", "rate"],
    }
}

/// The texts of a form that holds this measurement.
#[must_use]
pub fn texts_of_measurement(measurement: &Measurement, units: Units) -> Texts {
    let mut texts = Texts::default();
    let local = measurement.at.to_zoned(measurement.time_zone()).datetime();
    texts.add("at", local.strftime("%Y-%m-%dT%H:%M").to_string());
    let kind = super::health::kind_of(&measurement.quantity);
    let values = values(&measurement.quantity, units);
    for (field, value) in fields(kind).iter().zip(values) {
        if let Some(value) = value {
            let text = if *field == "total" {
                let minutes = bounds::rounded(value);
                format!("{}:{:02}", minutes / 60, minutes % 60)
            } else {
                number_text(value, FORM_DIGITS)
            };
            texts.add(*field, text);
        }
    }
    texts.add("notes", measurement.notes.clone());
    texts
}
