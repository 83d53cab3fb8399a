//! The table of the original, with its two faults inverted.

use super::risk::{Hour, Weights, WeightsFault, points};

fn base() -> Hour {
    Hour {
        pressure: Some(1_013.0),
        cloud_cover: Some(40.0),
        humidity: Some(50.0),
        temperature: Some(20.0),
        kp: None,
        hours_since_attack: None,
    }
}

fn total(change: impl FnOnce(&mut Hour)) -> u8 {
    let mut hour = base();
    change(&mut hour);
    points(&hour, &Weights::default()).total
}

#[test]
fn the_base_scores_nothing() {
    assert_eq!(total(|_| {}), 0);
}

#[test]
fn weather_scores_in_steps_that_exclude_their_bounds() {
    for (pressure, score) in [(995.0, 12), (999.9, 12), (1_000.0, 0)] {
        assert_eq!(
            total(|hour| hour.pressure = Some(pressure)),
            score,
            "{pressure}"
        );
    }
    for (cover, score) in [(80.0, 0), (81.0, 8), (85.0, 8)] {
        assert_eq!(
            total(|hour| hour.cloud_cover = Some(cover)),
            score,
            "{cover}"
        );
    }
    for (humidity, score) in [(70.0, 0), (75.0, 8)] {
        assert_eq!(
            total(|hour| hour.humidity = Some(humidity)),
            score,
            "{humidity}"
        );
    }
    let warmth = [
        (30.0, 0),
        (30.1, 12),
        (32.0, 12),
        (10.0, 0),
        (9.9, 12),
        (5.0, 12),
        // The original took this for a missing value.
        (0.0, 12),
        (-0.1, 12),
        (-15.0, 12),
    ];
    for (temperature, score) in warmth {
        assert_eq!(
            total(|hour| hour.temperature = Some(temperature)),
            score,
            "{temperature}"
        );
    }
}

#[test]
fn geomagnetic_activity_scores_by_its_share_of_nine() {
    let table = [
        (0.0, 0),
        (0.33, 1),
        (1.0, 3),
        (2.0, 7),
        (3.0, 10),
        (4.0, 13),
        (5.0, 17),
        (6.0, 20),
        (6.67, 22),
        (7.0, 23),
        (8.0, 27),
        (9.0, 30),
    ];
    for (kp, score) in table {
        assert_eq!(total(|hour| hour.kp = Some(kp)), score, "{kp}");
    }
}

#[test]
fn the_latest_attack_fades_over_three_days() {
    let table = [
        (0.0, 30),
        (1.0 / 6.0, 30),
        (1.0, 30),
        (6.0, 27),
        (12.0, 25),
        (24.0, 20),
        (36.0, 15),
        (48.0, 10),
        (60.0, 5),
        (71.0, 0),
        (72.0, 0),
        (72.1, 0),
        (-1.0, 0),
    ];
    for (hours, score) in table {
        assert_eq!(
            total(|hour| hour.hours_since_attack = Some(hours)),
            score,
            "{hours}"
        );
    }
}

fn extreme() -> Hour {
    Hour {
        pressure: Some(980.0),
        cloud_cover: Some(95.0),
        humidity: Some(85.0),
        temperature: Some(35.0),
        kp: Some(9.0),
        hours_since_attack: Some(1.0 / 6.0),
    }
}

#[test]
fn parts_add_up() {
    assert_eq!(
        total(|hour| {
            hour.pressure = Some(990.0);
            hour.cloud_cover = Some(90.0);
        }),
        20
    );
    assert_eq!(
        total(|hour| {
            hour.pressure = Some(990.0);
            hour.humidity = Some(80.0);
            hour.temperature = Some(3.0);
        }),
        32
    );
    assert_eq!(
        total(|hour| {
            *hour = extreme();
            hour.kp = None;
            hour.hours_since_attack = None;
        }),
        40
    );
    assert_eq!(total(|hour| *hour = extreme()), 100);
    assert_eq!(
        total(|hour| {
            *hour = Hour {
                pressure: Some(990.0),
                cloud_cover: Some(85.0),
                humidity: Some(75.0),
                temperature: Some(33.0),
                kp: Some(5.0),
                hours_since_attack: Some(48.0),
            };
        }),
        67
    );
    assert_eq!(
        total(|hour| {
            hour.kp = Some(9.0);
            hour.hours_since_attack = Some(0.0);
        }),
        60
    );
}

#[test]
fn other_weights_count_as_shares() {
    let mut hour = base();
    hour.kp = Some(6.0);
    let solar = Weights::new(0.1, 0.8, 0.1).unwrap();
    assert_eq!(points(&hour, &solar).total, 53);
    let weather = Weights::new(0.8, 0.1, 0.1).unwrap();
    assert_eq!(points(&hour, &weather).total, 7);
    let equal = Weights::new(1.0, 1.0, 1.0).unwrap();
    assert_eq!(points(&extreme(), &equal).total, 100);
}

#[test]
fn negative_weights_are_refused() {
    // The original answered -100.
    assert_eq!(Weights::new(-1.0, 0.3, 0.3), Err(WeightsFault));
    assert_eq!(Weights::new(0.0, 0.0, 0.0), Err(WeightsFault));
    assert_eq!(Weights::new(f64::NAN, 0.5, 0.5), Err(WeightsFault));
    assert_eq!(Weights::new(1.1, 0.0, 0.0), Err(WeightsFault));
}

#[test]
fn what_is_missing_is_told() {
    assert_eq!(points(&Hour::default(), &Weights::default()).missing, 5);
    assert_eq!(points(&extreme(), &Weights::default()).missing, 0);
}
