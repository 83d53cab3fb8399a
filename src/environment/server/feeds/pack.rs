//! Series as bytes: times as a start and steps, values as whole numbers of thousandths.

use crate::environment::{
    model::Quantity,
    sources::{Point, Series, Standing},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Packed(
    // Code of the quantity, standing, resolution, first instant, steps to the next ones (empty when all
    // are one resolution apart), values.
    String,
    u8,
    u32,
    i64,
    Vec<i64>,
    Vec<Option<i64>>,
);

const STANDINGS: [Standing; 5] = [
    Standing::Predicted,
    Standing::Modelled,
    Standing::Estimated,
    Standing::Observed,
    Standing::Definitive,
];

/// The bytes of series.
#[must_use]
pub fn pack(series: &[Series]) -> Vec<u8> {
    let packed: Vec<Packed> = series
        .iter()
        .filter_map(|series| {
            let first = series.points.first()?.at.as_second();
            let steps: Vec<i64> = series
                .points
                .windows(2)
                .map(|pair| pair[1].at.as_second() - pair[0].at.as_second())
                .collect();
            let even = steps
                .iter()
                .all(|step| *step == i64::from(series.resolution));
            let standing = STANDINGS.iter().position(|known| *known == series.standing);
            Some(Packed(
                series.quantity.code().to_owned(),
                u8::try_from(standing.unwrap_or(1)).unwrap_or(1),
                series.resolution,
                first,
                if even { Vec::new() } else { steps },
                series
                    .points
                    .iter()
                    .map(|point| whole(point.value, series.quantity))
                    .collect(),
            ))
        })
        .collect();
    let mut bytes = Vec::new();
    let mut serializer = minicbor_serde::Serializer::new(&mut bytes);
    // Lists of numbers always have a CBOR form.
    let _ = packed.serialize(&mut serializer);
    bytes
}

fn whole(value: Option<f64>, quantity: Quantity) -> Option<i64> {
    let scaled = value? * 10_f64.powi(quantity.digits());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "plausible values in thousandths are far below what fits"
    )]
    Some(scaled.round() as i64)
}

fn real(value: Option<i64>, quantity: Quantity) -> Option<f64> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "plausible values in thousandths are far below what is exact"
    )]
    let value = value? as f64;
    Some(value / 10_f64.powi(quantity.digits()))
}

/// The series of bytes; what is not understood is left out, so that an older program reads a newer row.
#[must_use]
pub fn unpack(bytes: &[u8]) -> Vec<Series> {
    let packed: Vec<Packed> =
        Deserialize::deserialize(&mut minicbor_serde::Deserializer::new(bytes)).unwrap_or_default();
    packed
        .into_iter()
        .filter_map(|Packed(code, standing, resolution, first, steps, values)| {
            let quantity = Quantity::parse(&code).ok()?;
            let mut at = first;
            let mut points = Vec::with_capacity(values.len());
            for (place, value) in values.into_iter().enumerate() {
                if place > 0 {
                    at += steps
                        .get(place - 1)
                        .copied()
                        .unwrap_or(i64::from(resolution));
                }
                points.push(Point {
                    at: Timestamp::from_second(at).ok()?,
                    value: real(value, quantity),
                });
            }
            Some(Series {
                quantity,
                standing: *STANDINGS.get(usize::from(standing))?,
                resolution,
                points,
            })
        })
        .collect()
}
