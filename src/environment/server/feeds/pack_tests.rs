//! What was packed comes back.

use super::pack::{pack, unpack};
use crate::environment::{
    model::Quantity,
    sources::{Point, Series, Standing},
};
use jiff::Timestamp;
use proptest::prelude::*;

proptest! {
    #[test]
    fn series_come_back(start in 0_i64..2_000_000_000, steps in prop::collection::vec(1_i64..90_000, 0..50), seed in any::<u64>()) {
        let mut at = start;
        let mut points = vec![Point { at: Timestamp::from_second(at).unwrap(), value: Some(0.0) }];
        for (place, step) in steps.iter().enumerate() {
            at += step;
            let value = (seed >> (place % 60)) & 1 == 0;
            let number = f64::from(u32::try_from(place).unwrap()) / 8.0;
            points.push(Point { at: Timestamp::from_second(at).unwrap(), value: value.then_some(number) });
        }
        let series = vec![Series { quantity: Quantity::Kp, standing: Standing::Predicted, resolution: 3_600, points }];
        prop_assert_eq!(unpack(&pack(&series)), series);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = unpack(&bytes);
    }
}

#[test]
fn small_fluxes_keep_their_digits() {
    let point = Point {
        at: Timestamp::UNIX_EPOCH,
        value: Some(1.2e-5),
    };
    let series = vec![Series {
        quantity: Quantity::FlareFlux,
        standing: Standing::Observed,
        resolution: 60,
        points: vec![point],
    }];
    assert_eq!(unpack(&pack(&series)), series);
}
