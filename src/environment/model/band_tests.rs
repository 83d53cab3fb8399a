//! Bands as their scales say.

use super::{Band, Quantity, band_of, storm_scale};

#[test]
fn kp_5_is_g1_and_nothing_below_is_a_storm() {
    let table = [
        (0.0, None),
        (3.0, None),
        (4.33, None),
        (4.67, Some(1)),
        (5.0, Some(1)),
        (5.33, Some(1)),
        (5.67, Some(2)),
        (6.0, Some(2)),
        (6.67, Some(3)),
        (7.33, Some(3)),
        (7.67, Some(4)),
        (8.67, Some(4)),
        (9.0, Some(5)),
    ];
    for (kp, scale) in table {
        assert_eq!(storm_scale(kp), scale, "{kp}");
    }
    assert_eq!(band_of(Quantity::Kp, 0.0), Some(Band::Quiet));
    assert_eq!(band_of(Quantity::Kp, 4.0), Some(Band::Active));
}

#[test]
fn uv_follows_the_scale_of_the_who() {
    let table = [
        (0.0, Band::Low),
        (2.4, Band::Low),
        (2.5, Band::Moderate),
        (5.0, Band::Moderate),
        (6.0, Band::High),
        (7.0, Band::High),
        (8.0, Band::VeryHigh),
        (10.4, Band::VeryHigh),
        (11.0, Band::Extreme),
        (15.0, Band::Extreme),
    ];
    for (index, band) in table {
        assert_eq!(band_of(Quantity::UvIndex, index), Some(band), "{index}");
    }
}

#[test]
fn a_usual_ozone_column_is_not_called_high() {
    assert_eq!(band_of(Quantity::OzoneColumn, 200.0), Some(Band::Thin));
    assert_eq!(band_of(Quantity::OzoneColumn, 348.6), Some(Band::Usual));
    assert_eq!(band_of(Quantity::OzoneColumn, 480.0), Some(Band::Thick));
    assert_eq!(band_of(Quantity::Temperature, 20.0), None);
}
