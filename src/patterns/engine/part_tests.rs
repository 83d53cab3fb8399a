//! The parts of the engine one by one, against figures worked out by hand or by definition.

use super::{
    base::Base,
    cycle,
    evidence::{EffectPrior, Score, temper},
    experiment,
    forecast::{
        Issued, alert,
        reliability::{self, as_told},
    },
    frame::Frame,
    linear::{Cholesky, Problem},
    normal, polya_gamma, seed,
    test_support::{attack, diary, empty},
    twins,
};
use crate::i18n::dates::CivilDay;
use crate::patterns::model::{
    AlertAdvice, AlertSettings, AlertThreshold, ExperimentProposal, ExperimentVerdict,
    ResolvedForecast,
};
use jiff::{ToSpan, civil::date};

#[test]
fn a_system_is_solved() {
    let factor = Cholesky::of(&[4.0, 2.0, 2.0, 3.0], 2).unwrap();
    let solution = factor.solve(&[10.0, 9.0]);
    assert!((solution[0] - 1.5).abs() < 1e-12 && (solution[1] - 2.0).abs() < 1e-12);
    assert!(Cholesky::of(&[1.0, 2.0, 2.0, 1.0], 2).is_none());
}

#[test]
fn a_logistic_regression_gives_the_log_odds_ratio_of_the_table() {
    // 10 of 40 exposed, 6 of 60 unexposed: log odds -2.1972 and 1.0986 more.
    let outcomes: Vec<f64> = (0..100)
        .map(|row| f64::from(u8::from(row < 10 || (40..46).contains(&row))))
        .collect();
    let exposed: Vec<f64> = (0..100).map(|row| f64::from(u8::from(row < 40))).collect();
    let problem = Problem {
        columns: &[vec![1.0; 100], exposed],
        outcomes: &outcomes,
        offsets: &[0.0; 100],
        weights: &[1.0; 100],
        means: &[0.0; 2],
        penalties: &[0.0; 2],
    };
    let fit = problem.fit().unwrap();
    assert!((fit.coefficients[0] - (6.0_f64 / 54.0).ln()).abs() < 1e-8);
    assert!((fit.coefficients[1] - 3.0_f64.ln()).abs() < 1e-8);
}

#[test]
fn the_normal_distribution_is_right_in_both_tails() {
    for (z, expected) in [
        (0.0, 0.5),
        (1.959_963_985, 0.975),
        (-3.0, 0.001_349_898_031_63),
        (-8.0, 6.220_960_574e-16),
    ] {
        assert!((normal::cumulative(z) / expected - 1.0).abs() < 1e-5, "{z}");
    }
}

#[test]
fn the_bayes_factor_is_that_of_two_normal_densities() {
    let (score, prior) = (
        Score {
            score: 9.0,
            information: 6.0,
            temper: 1.0,
        },
        EffectPrior {
            mean: 0.75,
            spread: 0.35,
        },
    );
    let evidence = score.evidence(prior);
    // Both sides of nothing, then the part of it on the prior's side, before and after.
    let direct = normal::log_density(9.0 - 6.0 * 0.75, 6.0 + 36.0 * 0.35 * 0.35)
        - normal::log_density(9.0, 6.0);
    let precision: f64 = 6.0 + 1.0 / (0.35 * 0.35);
    let mean = (9.0 + 0.75 / (0.35 * 0.35)) / precision;
    let inside = normal::cumulative(mean * precision.sqrt()) / normal::cumulative(0.75 / 0.35);
    assert!((evidence.log_factor - direct - inside.ln()).abs() < 1e-10);
}

#[test]
fn a_strong_effect_the_other_way_is_no_evidence() {
    for score in [-4.0, -12.0, -60.0] {
        let score = Score {
            score,
            information: 12.0,
            temper: 1.0,
        };
        let evidence = score.evidence(EffectPrior {
            mean: 0.75,
            spread: 0.35,
        });
        assert!(evidence.log_factor < -2.0, "{evidence:?}");
        assert!(evidence.mean >= 0.0 && evidence.mean < 0.3, "{evidence:?}");
        assert!(evidence.variance > 0.0, "{evidence:?}");
    }
}

#[test]
fn polya_gamma_draws_have_their_mean() {
    let mut rng = seed::generator("draws", date(2024, 1, 1), "test");
    for tilt in [0.1_f64, 1.5, 6.0] {
        let mean = (0..20_000)
            .map(|_| polya_gamma::draw(tilt, &mut rng))
            .sum::<f64>()
            / 20_000.0;
        let expected = (tilt / 2.0).tanh() / (2.0 * tilt);
        assert!(
            (mean / expected - 1.0).abs() < 0.03,
            "{tilt}: {mean} {expected}"
        );
    }
}

#[test]
fn a_day_with_a_running_attack_is_not_at_risk_and_long_silence_is_unknown() {
    let start = date(2024, 1, 1);
    let mut history = empty(100, start);
    history.entered = vec![false; 100];
    let mut long = attack(start, 10, 20);
    long.end = Some(long.onset.saturating_add(30.hours()));
    history.attacks.push(long);
    let frame = Frame::of(&history);
    assert_eq!((frame.onset[10], frame.at_risk[10]), (true, true));
    assert_eq!((frame.onset[11], frame.at_risk[11]), (false, false));
    assert_eq!((frame.headache[12], frame.at_risk[12]), (true, false));
    assert!(
        frame.at_risk[13] && !frame.at_risk[60],
        "silence of weeks is no headache-free time"
    );
}

#[test]
fn the_next_window_of_a_regular_cycle_is_expected_where_it_comes() {
    let mut history = empty(200, date(2024, 1, 1));
    history.tracks_cycle = true;
    history.period_starts = (0..5_i64)
        .map(|number| history.start.saturating_add((10 + 28 * number).days()))
        .collect();
    // Known up to day 130; the next start is due on day 150.
    assert!(cycle::expected(&history, 150, 140) > 0.7);
    assert!(cycle::expected(&history, 138, 137) < 0.1);
    assert!(
        (cycle::expected(&history, 124, 123) - 1.0).abs() < 1e-12,
        "bleeding since two days"
    );
}

#[test]
fn a_period_that_may_have_been_left_out_is_no_day_without_one() {
    let start = date(2025, 1, 1);
    let mut history = empty(120, start);
    history.tracks_cycle = true;
    // 28 days, then 56: one start is missing.
    history.period_starts = [10, 38, 94]
        .map(|day: i64| start.saturating_add(day.days()))
        .to_vec();
    let window = cycle::window(&history, &Frame::of(&history));
    assert_eq!(window[10..13], [1.0, 1.0, 1.0]);
    assert!(window[8] > 0.5 && window[8] < 1.0 && (window[8] - window[9]).abs() < 1e-12);
    assert_eq!(
        (window[13], window[30], window[50], window[80]),
        (0.0, 0.0, 0.0, 0.0)
    );
    assert!((62..=70).all(|day| window[day].is_nan()), "{window:?}");
}

#[test]
fn a_strong_cycle_keeps_its_evidence_when_shifts_meet_it_again() {
    let days = 365;
    let history = empty(days, date(2025, 1, 1));
    let frame = Frame::of(&history);
    let mut base = Base::of(&history, &frame);
    let exposure: Vec<f64> = (0..days)
        .map(|day| f64::from(u8::from(day % 28 < 5)))
        .collect();
    let mut rng = seed::generator("cycle", history.start, "onsets");
    base.outcomes = exposure
        .iter()
        .map(|inside| f64::from(u8::from(seed::uniform(&mut rng) < 0.05 + 0.4 * inside)))
        .collect();
    let fit = base.fit(&vec![0.0; days]).unwrap();
    let column = base.project(&fit, &exposure);
    let information = Score::of(&fit, &column, 1.0).information;
    assert!(temper(&fit, &column, information) > 0.6);
}

fn resolved(number: u8, probability: f64, onset: bool) -> ResolvedForecast {
    let day = CivilDay {
        year: 2024,
        month: 1,
        day: number % 28 + 1,
        weekday: 1,
    };
    ResolvedForecast {
        day,
        probability,
        usual: 0.2,
        alerted: probability > 0.4,
        onset,
    }
}

#[test]
fn sharp_forecasts_have_skill_and_bad_ones_switch_themselves_off() {
    let sharp: Vec<_> = (0..60)
        .map(|number| {
            resolved(
                number,
                if number % 5 == 0 { 0.8 } else { 0.05 },
                number % 5 == 0,
            )
        })
        .collect();
    let record = reliability::reliability(&sharp).unwrap();
    // Brier: (12 * 0.04 + 48 * 0.0025) / 60 = 0.01; usual: 0.16.
    assert!((record.brier - 0.01).abs() < 1e-12 && (record.skill - 0.9375).abs() < 1e-12);
    assert_eq!(
        (
            record.hits.hits,
            record.hits.misses,
            record.hits.false_alarms
        ),
        (12, 0, 0)
    );
    assert!(!reliability::is_switched_off(&sharp));
    let bad: Vec<_> = sharp
        .iter()
        .map(|one| ResolvedForecast {
            probability: 0.9 - one.probability,
            ..*one
        })
        .collect();
    assert!(reliability::is_switched_off(&bad));
    assert!(reliability::reliability(&sharp[..20]).is_none());
}

#[test]
fn a_patient_is_told_the_usual_rate_while_the_record_is_bad() {
    let mut history = empty(200, date(2024, 1, 1));
    for day in (0..200).step_by(10) {
        let attack = attack(history.start, day, 9);
        history.attacks.push(attack);
    }
    let frame = Frame::of(&history);
    let issued: Vec<Issued> = (0..200)
        .map(|day| Issued {
            day,
            // Wrong on every day for 100 days, right afterwards.
            probability: if frame.onset[day] == (day >= 100) {
                0.9
            } else {
                0.05
            },
            usual: 0.1,
            reasons: Vec::new(),
        })
        .collect();
    let told = as_told(&issued, &frame);
    for (day, told) in told.iter().enumerate() {
        let is_forecast = !(60..160).contains(&day);
        if is_forecast || (60..=100).contains(&day) {
            let expected = if is_forecast {
                issued[day].probability
            } else {
                0.1
            };
            assert!((told - expected).abs() < 1e-12, "{day}: {told}");
        }
    }
}

#[test]
fn the_threshold_keeps_to_the_budget_and_a_question_comes_before_the_alarm() {
    let past: Vec<_> = (0..60)
        .map(|number| resolved(number, f64::from(number) / 100.0, number > 50))
        .collect();
    let settings = AlertSettings::default();
    let threshold = alert::threshold(&past, settings).unwrap();
    assert!(threshold.alerts_a_month <= 4.0 + 1e-9 && threshold.probability > 0.5);
    let threshold = AlertThreshold {
        probability: 0.4,
        ..threshold
    };
    let sign = alert::Sign {
        factor: "yawning".to_owned(),
        if_yes: 0.8,
        if_no: -0.1,
    };
    let evening = alert::Evening {
        probability: 0.35,
        alerts_this_month: 0,
        checked_in: false,
        hour: 21,
        signs: vec![sign],
    };
    let AlertAdvice::Ask(question) = alert::advise(&evening, &threshold, settings) else {
        panic!("no question")
    };
    assert!(question.if_yes > 0.4 && question.if_no < 0.35);
    let spent = alert::Evening {
        alerts_this_month: 4,
        ..evening.clone()
    };
    assert_eq!(
        alert::advise(&spent, &threshold, settings),
        AlertAdvice::BudgetSpent
    );
    let night = alert::Evening {
        hour: 23,
        ..evening.clone()
    };
    assert_eq!(
        alert::advise(&night, &threshold, settings),
        AlertAdvice::Quiet
    );
    let known = alert::Evening {
        checked_in: true,
        ..evening
    };
    assert_eq!(
        alert::advise(&known, &threshold, settings),
        AlertAdvice::Quiet,
        "entered, and below the threshold"
    );
}

#[test]
fn an_experiment_is_analysed_once_it_is_over() {
    let start = date(2024, 1, 1);
    let proposal = ExperimentProposal {
        factor: "chocolate".to_owned(),
        family: "chocolate".to_owned(),
        block_days: 14,
        blocks: 12,
        power_odds_ratio_2: 0.0,
        power_odds_ratio_3: 0.0,
    };
    let mut rng = seed::generator("test", start, "plan");
    let plan = experiment::plan(&proposal, start, &mut rng);
    for pair in plan.blocks.chunks(2) {
        assert_ne!(pair[0].arm, pair[1].arm);
    }
    let mut history = empty(12 * 14, start);
    for (number, block) in plan.blocks.iter().enumerate() {
        if block.arm == crate::patterns::model::ExperimentArm::With {
            history.attacks.extend(
                (2..14)
                    .step_by(3)
                    .map(|day| attack(start, 14 * number + day, 8)),
            );
        }
    }
    let frame = Frame::of(&history);
    let result = experiment::analyse(&plan, &frame, &[]).unwrap();
    assert_eq!(result.verdict, ExperimentVerdict::MoreWith, "{result:?}");
    // All six pairs point the same way: two of 64 orders are as extreme.
    assert!((result.p_value - 2.0 / 64.0).abs() < 1e-12);
    let early = Frame::of(&empty(100, start));
    assert!(experiment::analyse(&plan, &early, &[]).is_none());
    assert!(experiment::power(3.0, 12, 0.16, 0.8) > experiment::power(2.0, 12, 0.16, 0.8));
}

#[test]
fn twins_share_what_was_unusual() {
    let history = diary("twins", 300, 6.0);
    let frame = Frame::of(&history);
    let factors = super::factors::factors(&history, &frame);
    let twins = (2..300)
        .find_map(|day| twins::twins(day, &factors, &frame))
        .expect("twins");
    assert!(!twins.twins.is_empty() && twins.twins.len() <= 4);
    assert!(twins.shared.iter().all(|shared| shared.usual_share <= 0.35));
    let quiet = (0..300).find(|day| !frame.onset[*day]).unwrap();
    assert!(twins::twins(quiet, &factors, &frame).is_none());
}
