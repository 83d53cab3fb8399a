//! Shares, intervals and medians against values worked out by hand.

use super::{Median, Share};

fn assert_interval(hits: u32, of: u32, low: f64, high: f64) {
    let interval = Share { hits, of }.interval().unwrap();
    assert!((interval.low - low).abs() < 0.0005, "{interval:?}");
    assert!((interval.high - high).abs() < 0.0005, "{interval:?}");
}

#[test]
fn intervals_are_those_of_wilson() {
    assert_interval(8, 10, 0.490, 0.943);
    assert_interval(0, 5, 0.0, 0.434);
    assert_interval(5, 5, 0.566, 1.0);
    assert_interval(1, 3, 0.061, 0.792);
    assert_interval(50, 100, 0.404, 0.596);
}

#[test]
fn no_answer_has_neither_share_nor_interval() {
    let nothing = Share::default();
    assert_eq!((nothing.interval(), nothing.per_cent()), (None, None));
    assert!(!nothing.is_enough());
}

#[test]
fn three_answers_are_enough() {
    assert!(!Share { hits: 2, of: 2 }.is_enough());
    assert!(Share { hits: 0, of: 3 }.is_enough());
}

#[test]
fn per_cents_are_rounded_half_up() {
    assert_eq!(Share { hits: 1, of: 3 }.per_cent(), Some(33));
    assert_eq!(Share { hits: 2, of: 3 }.per_cent(), Some(67));
    assert_eq!(Share { hits: 1, of: 8 }.per_cent(), Some(13));
    assert_eq!(Share { hits: 8, of: 8 }.per_cent(), Some(100));
}

#[test]
fn the_median_stands_in_the_middle() {
    assert_eq!(Median::of(Vec::new()), None);
    assert_eq!(
        Median::of(vec![90, 10, 40]),
        Some(Median { minutes: 40, of: 3 })
    );
    assert_eq!(
        Median::of(vec![30, 60]),
        Some(Median { minutes: 45, of: 2 })
    );
}
