//! Forecasts of three patients, with the figures of scikit-learn 1.9.1 and statsmodels 0.15.0.

use super::{
    cold_start,
    figure::Section,
    forecast,
    person::Person,
    testing::{person, settled, value},
};

const TITLE: &str = "Forecast (true days";

/// Tested days begin at 255 of 365.
const TESTED: usize = 255;

/// Base rates 0.2, 0.4 and 0.1; the third has too few onsets for a figure of its own.
fn people() -> Vec<Person> {
    let days = |forecasts: &[f64], onsets: &[u8]| -> Vec<(f64, bool)> {
        let both = forecasts.iter().zip(onsets);
        both.map(|(forecast, onset)| (*forecast, *onset == 1))
            .collect()
    };
    vec![
        person("a").trained(100, 20).with_days(
            TESTED,
            &days(
                &[0.1, 0.4, 0.35, 0.8, 0.7, 0.2, 0.6, 0.3, 0.5, 0.9],
                &[0, 0, 1, 1, 1, 0, 1, 0, 0, 1],
            ),
        ),
        person("b").trained(50, 20).with_days(
            TESTED,
            &days(
                &[0.2, 0.1, 0.3, 0.25, 0.6, 0.55, 0.15, 0.5],
                &[1, 0, 1, 0, 1, 1, 0, 1],
            ),
        ),
        person("c")
            .trained(200, 20)
            .with_days(TESTED, &days(&[0.2, 0.3, 0.1], &[0, 1, 0])),
    ]
}

fn sections() -> Vec<Section> {
    forecast::sections(&people())
}

fn close(name: &str, expected: f64) {
    let found = value(sections(), TITLE, name, 3).unwrap();
    assert!(
        (found - expected).abs() < 1e-9,
        "{name}: {found} {expected}"
    );
}

#[test]
fn discrimination() {
    close("pooled AUC", 0.886_363_636_363_636_3);
    // roc_auc_score 0.92 of ten days with five onsets and 0.9333 of eight with five; weights 2.5 and 1.875.
    close(
        "within-person AUC",
        (0.92 * 2.5 + 14.0 / 15.0 * 1.875) / 4.375,
    );
    assert_eq!(settled(sections(), TITLE, "within-person AUC", 3).count, 2);
    let believable = settled(sections(), TITLE, "within-person AUC is believable", 3);
    assert_eq!(
        believable.is_met,
        Some(false),
        "0.93 is a bug, not a success"
    );
}

#[test]
fn accuracy() {
    close("onset rate", 11.0 / 21.0);
    close("Brier score", 0.173_809_523_809_523_8);
    // By hand: 5 (0.8² + 0.2²) + 5 0.6² + 3 0.4² + 0.9² + 2 0.1² over 21 days.
    let base = 5.0 * (0.64 + 0.04) + 5.0 * 0.36 + 3.0 * 0.16 + 0.81 + 0.02;
    close("Brier score of the base rate", base / 21.0);
    let own = 0.173_809_523_809_523_8 * 21.0;
    close("Brier skill against", 1.0 - own / base);
    // The oracle of the test says 0.9 or 0.1 and is always right.
    close("Brier skill of the oracle", 1.0 - 0.21 / base);
    close("share of the oracle's skill", (base - own) / (base - 0.21));
}

#[test]
fn calibration() {
    close("calibration slope", 1.974_046_734_404_336_6);
    close("calibration intercept", 1.436_875_354_108_676_5);
    close("mean forecast minus onset rate", 8.1 / 21.0 - 11.0 / 21.0);
}

#[test]
fn only_tested_days_at_risk_count() {
    let mut people = people();
    // A forecast for a training day, and a tested day without one.
    people[0].at_risk[0].forecast = Some(0.99);
    people[2].at_risk.last_mut().unwrap().forecast = None;
    let given = settled(
        forecast::sections(&people),
        TITLE,
        "days with a forecast",
        3,
    );
    assert!((given.value.unwrap() - 20.0 / 21.0).abs() < 1e-12);
    assert_eq!(given.is_met, Some(false));
    assert_eq!(
        settled(forecast::sections(&people), TITLE, "Brier score", 3).count,
        20
    );
}

#[test]
fn the_base_rate_has_no_skill_and_no_discrimination_of_its_own() {
    let mut people = people();
    for person in &mut people {
        let rate = person.base_rate();
        for day in person.at_risk.iter_mut().filter(|day| day.index >= TESTED) {
            day.forecast = rate;
        }
    }
    let found = |name| value(forecast::sections(&people), TITLE, name, 3).unwrap();
    assert!(found("Brier skill against").abs() < 1e-12);
    assert!((found("within-person AUC") - 0.5).abs() < 1e-12);
}

#[test]
fn intervals_are_over_patients() {
    let figure = settled(sections(), TITLE, "onset rate", 3);
    // One patient drawn three times: rates of 5/10, 5/8 and 1/3.
    let (low, high) = figure.interval.unwrap();
    assert!(
        (low - 1.0 / 3.0).abs() < 1e-9 && (high - 5.0 / 8.0).abs() < 1e-9,
        "{low} {high}"
    );
}

#[test]
fn the_first_weeks_are_held_against_the_rate_known_until_then() {
    // One patient, mean rate 1/2: the prior is 10 onsets in 20 days.
    let people = [person("a").with_days(0, &[(0.5, true), (0.6, false)])];
    let title = "Brier score minus";
    let found = value(cold_start::sections(&people), title, "days 1 to 30", 1).unwrap();
    let second = 11.0_f64 / 21.0;
    let expected = f64::midpoint(0.0, 0.36 - second * second);
    assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    // Forecasts that repeat the prior knowledge are never worse.
    let people = [person("a").with_days(30, &[(0.5, true)]).trained(0, 0)];
    let block = settled(cold_start::sections(&people), title, "days 31 to 60", 1);
    assert!(block.gate.is_some());
}
