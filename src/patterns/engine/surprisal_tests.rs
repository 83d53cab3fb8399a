//! What is unexpected, and what cannot be judged yet.

use super::{
    factors,
    frame::Frame,
    history::Cell,
    surprisal::{CODE, surprisal},
    test_support::{empty, tag},
};
use jiff::civil::date;

const ITEMS: [&str; 5] = [
    "aged_cheese",
    "processed_meat",
    "alcohol",
    "magnesium",
    "relaxation",
];

/// Sixty days with the same answers, but for one.
fn values(odd: usize) -> Vec<f64> {
    let mut history = empty(60, date(2024, 1, 1));
    for code in ITEMS {
        let mut cells = vec![Cell::Value(0.0); 60];
        cells[odd] = Cell::Value(1.0);
        history.tracks.push(tag(code, cells));
    }
    let frame = Frame::of(&history);
    surprisal(&factors::factors(&history, &frame), 60)
}

#[test]
fn the_odd_day_is_the_unexpected_one() {
    let values = values(40);
    let expected = -(0.5_f64 / 41.0).ln();
    assert!((values[40] - expected).abs() < 1e-12, "{}", values[40]);
    for day in (14..60).filter(|day| *day != 40) {
        assert!(values[day] < 0.1, "{day}: {}", values[day]);
    }
}

#[test]
fn the_first_two_weeks_and_days_without_answers_are_not_judged() {
    assert!(values(40)[..14].iter().all(|value| value.is_nan()));
    let mut history = empty(60, date(2024, 1, 1));
    for code in &ITEMS[..3] {
        history.tracks.push(tag(code, vec![Cell::Value(0.0); 60]));
    }
    let frame = Frame::of(&history);
    let found = factors::factors(&history, &frame);
    assert!(surprisal(&found, 60).iter().all(|value| value.is_nan()));
    assert!(found.iter().all(|factor| factor.code != CODE));
}

#[test]
fn later_days_do_not_change_earlier_ones() {
    let (one, other) = (values(40), values(55));
    assert_eq!(one[14..40], other[14..40]);
}
