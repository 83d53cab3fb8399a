//! The joint model held against a Gibbs sampler with Polya-Gamma variables, which takes nothing as normal.

use super::{
    base::Base,
    factors,
    frame::Frame,
    history::{Cell, PatientHistory},
    joint::{Column, Joint},
    linear::dot,
    normal::logistic,
    polya_gamma,
    screen::{Knowledge, Screen, screen},
    seed::{self, normal, uniform},
    test_support::{diary, tag},
};

/// A diary in which a tag goes along with the drinks on nine days of ten, and nothing follows from it.
fn with_companion(name: &str, days: usize, odds_ratio: f64) -> PatientHistory {
    let mut history = diary(name, days, odds_ratio);
    let mut rng = seed::generator(name, history.start, "companion");
    let drinks = history.tracks[0].cells.clone();
    let cells = drinks.iter().map(|cell| {
        let drank = matches!(cell, Cell::Value(glasses) if *glasses > 0.0);
        Cell::Value(f64::from(u8::from(drank == (uniform(&mut rng) < 0.9))))
    });
    let cells = cells.collect();
    history.tracks.retain(|track| track.factor != "aged_cheese");
    history.tracks.push(tag("processed_meat", cells));
    history
}

fn screened(history: &PatientHistory) -> (Screen, Vec<factors::Factor>, Frame) {
    let frame = Frame::of(history);
    let factors = factors::factors(history, &frame);
    let screen = screen(history, &frame, &factors, Knowledge::Hindsight);
    (screen, factors, frame)
}

/// Probability of an effect of each column, by Gibbs sampling.
fn sampled(columns: &[Column], base: &[f64], outcomes: &[f64]) -> Vec<f64> {
    let (burn_in, draws) = (100, 1_500);
    let mut rng = seed::generator("joint", jiff::civil::date(2024, 1, 1), "gibbs");
    let mut effects = vec![0.0; columns.len()];
    let mut log_odds = base.to_vec();
    let mut included = vec![0.0; columns.len()];
    for round in 0..burn_in + draws {
        let weights: Vec<f64> = log_odds
            .iter()
            .map(|value| polya_gamma::draw(*value, &mut rng))
            .collect();
        for (place, column) in columns.iter().enumerate() {
            let own = &column.values;
            for (sum, value) in log_odds.iter_mut().zip(own) {
                *sum -= effects[place] * value;
            }
            let rest: Vec<f64> = (0..own.len())
                .map(|row| outcomes[row] - 0.5 - weights[row] * log_odds[row])
                .collect();
            let weighted: Vec<f64> = own
                .iter()
                .zip(&weights)
                .map(|(value, weight)| value * weight)
                .collect();
            let variance = 1.0 / (dot(own, &weighted) + column.precision);
            let mean = variance * (dot(own, &rest) + column.mean * column.precision);
            let log_factor = 0.5 * (variance * column.precision).ln()
                + 0.5 * mean * mean / variance
                - 0.5 * column.mean * column.mean * column.precision;
            effects[place] = if uniform(&mut rng) < logistic(column.odds + log_factor) {
                included[place] += f64::from(u8::from(round >= burn_in));
                mean + variance.sqrt() * normal(&mut rng)
            } else {
                0.0
            };
            for (sum, value) in log_odds.iter_mut().zip(own) {
                *sum += effects[place] * value;
            }
        }
    }
    included
        .iter()
        .map(|times| times / f64::from(draws))
        .collect()
}

#[test]
fn the_subsets_have_the_probabilities_that_a_sampler_finds() {
    let mut compared = 0;
    for number in 0..3 {
        let history = with_companion(&format!("companion {number}"), 365, 2.5);
        let (screen, factors, frame) = screened(&history);
        let joint = Joint::of(&screen, &factors, &frame);
        let base = Base::of(&history, &frame)
            .fit(&vec![0.0; frame.days])
            .unwrap();
        let rows: Vec<usize> = (0..frame.days).filter(|day| frame.at_risk[*day]).collect();
        let log_odds: Vec<f64> = rows.iter().map(|row| base.log_odds[*row]).collect();
        let outcomes: Vec<f64> = rows.iter().map(|row| frame.outcome(*row)).collect();
        for (ours, theirs) in
            joint
                .inclusion
                .iter()
                .zip(sampled(&joint.columns, &log_odds, &outcomes))
        {
            compared += 1;
            assert!((ours - theirs).abs() < 0.07, "{number}: {ours} {theirs}");
        }
    }
    assert!(compared >= 4, "{compared} columns");
}

#[test]
fn a_companion_loses_what_the_cause_explains() {
    let (mut before, mut after, mut cause) = (0.0, 0.0, 0.0);
    for number in 0..8 {
        let history = with_companion(&format!("loses {number}"), 540, 4.0);
        let (mut screen, factors, frame) = screened(&history);
        let of = |screen: &Screen, code: &str| {
            let family = screen.families.iter().find(|family| family.code == code);
            family.unwrap().linked()
        };
        before += of(&screen, "meat");
        Joint::of(&screen, &factors, &frame).settle(&mut screen);
        after += of(&screen, "meat");
        cause += of(&screen, "alcohol");
    }
    assert!(after <= before, "{before} {after}");
    assert!(after / 8.0 < 0.3 && cause / 8.0 > 0.8, "{after} {cause}");
}

#[test]
fn a_single_family_stays_as_the_screen_has_it() {
    let mut history = diary("single", 400, 4.0);
    history.tracks.retain(|track| track.factor == "alcohol");
    history.series.clear();
    let (mut screen, factors, frame) = screened(&history);
    let linked = |screen: &Screen| -> Vec<f64> {
        let families = screen.families.iter();
        families.map(super::screen::Family::linked).collect()
    };
    let before = linked(&screen);
    Joint::of(&screen, &factors, &frame).settle(&mut screen);
    for (before, after) in before.iter().zip(linked(&screen)) {
        assert!((before - after).abs() < 1e-9, "{before} {after}");
    }
}
