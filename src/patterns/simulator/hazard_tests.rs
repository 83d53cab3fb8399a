//! The odds of a day are exactly what the effects say.

use super::{
    catalogue::{Days, WARM_UP, by_name},
    draw::Draw,
    effects::{Effect, Exposure},
    hazard::{Course, Risk, run},
};
use serde_json::json;

/// A year in which chocolate (which no attack changes) is eaten every third day, and nothing else moves.
fn course(effects: Vec<Effect>, known: Vec<f64>) -> (Course, Days) {
    let length = WARM_UP + 365;
    let mut days = Days::new(length);
    for (day, value) in days.of_mut("chocolate").iter_mut().enumerate() {
        *value = f64::from(day % 3 == 0);
    }
    for (day, value) in days.of_mut("citrus").iter_mut().enumerate() {
        *value = f64::from(day % 2 == 0);
    }
    let risk = Risk {
        target: 0.15,
        effects,
        known,
        latent: vec![0.0; length],
        latent_deviation: 0.0,
        after_attack: 0.0,
        aura: 0.1,
        medication: 0.5,
    };
    let course = run(&mut Draw::new(1, 1), &mut days, &risk);
    (course, days)
}

fn effect(lag: usize, odds_ratio: f64) -> Effect {
    Effect {
        factor: by_name("chocolate").unwrap(),
        is_protector: odds_ratio < 1.0,
        side: "high",
        rule: json!(["bin"]),
        exposure: Exposure::Above(0.5),
        lag,
        odds_ratio,
        active: 0..WARM_UP + 365,
        company: None,
        exposed: 1.0 / 3.0,
        mean: 1.0 / 3.0,
        acts: true,
    }
}

fn odds(chance: f64) -> f64 {
    chance / (1.0 - chance)
}

/// Odds of the days on which `is_exposed`, over those of the others; each side must be of one value.
fn ratio(course: &Course, is_exposed: impl Fn(usize) -> bool) -> f64 {
    let mut sides = [None, None];
    for day in WARM_UP..course.chance.len() {
        if let Some(chance) = course.chance[day] {
            let side = &mut sides[usize::from(is_exposed(day))];
            let known = *side.get_or_insert(chance);
            assert!((known - chance).abs() < 1e-12, "day {day}");
        }
    }
    odds(sides[1].unwrap()) / odds(sides[0].unwrap())
}

fn nothing() -> Vec<f64> {
    vec![0.0; WARM_UP + 365]
}

#[test]
fn an_exposed_day_has_the_stated_odds_ratio_at_its_lag() {
    for (lag, odds_ratio) in [(0, 3.0), (1, 2.0), (2, 0.5), (3, 1.4)] {
        let (course, days) = course(vec![effect(lag, odds_ratio)], nothing());
        let found = ratio(&course, |day| days.of("chocolate")[day - lag] > 0.5);
        assert!((found - odds_ratio).abs() < 1e-9, "lag {lag}: {found}");
    }
}

#[test]
fn an_effect_that_needs_company_acts_in_company_alone() {
    let mut joint = effect(1, 2.5);
    joint.company = Some((by_name("citrus").unwrap(), Exposure::Above(0.5)));
    let (course, days) = course(vec![joint], nothing());
    let found = ratio(&course, |day| {
        days.of("chocolate")[day - 1] > 0.5 && days.of("citrus")[day - 1] > 0.5
    });
    assert!((found - 2.5).abs() < 1e-9, "{found}");
}

#[test]
fn an_effect_that_ends_stops_acting() {
    let turn = WARM_UP + 180;
    let mut ending = effect(1, 2.0);
    ending.active = 0..turn;
    let (course, days) = course(vec![ending], nothing());
    let found = ratio(&course, |day| {
        day < turn && days.of("chocolate")[day - 1] > 0.5
    });
    assert!((found - 2.0).abs() < 1e-9, "{found}");
}

#[test]
fn the_mean_chance_is_the_target_whatever_acts() {
    let (course, _) = course(vec![effect(1, 3.0), effect(0, 1.5)], nothing());
    let chances: Vec<f64> = course.chance[WARM_UP..]
        .iter()
        .filter_map(|chance| *chance)
        .collect();
    let mean = chances.iter().sum::<f64>() / f64::from(u32::try_from(chances.len()).unwrap());
    assert!((mean - 0.15).abs() < 0.01, "{mean}");
}

#[test]
fn the_oracle_does_not_see_the_day_itself() {
    let (same_day, _) = course(vec![effect(0, 3.0)], nothing());
    let chances: Vec<f64> = same_day.chance_at_issue[WARM_UP..]
        .iter()
        .filter_map(|one| *one)
        .collect();
    assert!(
        chances
            .iter()
            .all(|chance| (chance - chances[0]).abs() < 1e-12)
    );
    let (day_before, days) = course(vec![effect(1, 3.0)], nothing());
    for day in WARM_UP..WARM_UP + 365 {
        assert_eq!(
            day_before.chance[day].is_some(),
            day_before.chance_at_issue[day].is_some()
        );
        if let (Some(real), Some(at_issue)) =
            (day_before.chance[day], day_before.chance_at_issue[day])
        {
            assert!((real - at_issue).abs() < 1e-12);
        }
    }
    assert!(days.len() == WARM_UP + 365);
}

#[test]
fn no_onset_while_an_attack_runs_at_midnight() {
    let (course, _) = course(Vec::new(), vec![1.5; WARM_UP + 365]);
    assert!(course.attacks.len() > 20);
    for pair in course.attacks.windows(2) {
        assert!(pair[0].end <= pair[1].onset / 1440 * 1440, "{pair:?}");
    }
    for (day, is_onset) in course.onset.iter().enumerate() {
        assert!(!is_onset || course.at_risk[day]);
    }
}
