//! Runs, forecasts, alerts, experiments and settings on a real store.

use super::{
    Desk, Refreshed,
    alerts::{self, is_quiet, spent},
    change_settings, evidence_view, experiment_view, experiments, experiments_view, forecast_view,
    forecasts, insights_view, keeping, read,
    record::{Experiment, ForecastAlert, IssuedForecast},
    refresh,
    refresh::say_first,
    refresh_nightly,
    runs::Runs,
};
use crate::{
    account::server::{
        Visit, civil_day,
        testing::{Practice, fresh_id, instant},
    },
    daily::server::{CheckIn, ClearDay},
    demo,
    encryption::server::Stored,
    patterns::{
        model::{
            AlertSettings, Block, ConfirmingQuestion, ExperimentArm, ExperimentPlan, ForecastState,
        },
        view::ExperimentState,
    },
    problem::Problem,
    reports::server::Diary,
};
use jiff::{ToSpan, civil::Date, civil::date};
use std::{sync::Arc, time::Duration};

const EVENING: &str = "2026-11-20T19:30:00Z";

async fn diary(visit: &Visit) -> Arc<Diary> {
    Diary::open(visit).await.unwrap()
}

/// The demo diary under the account of a visit.
async fn with_demo_diary(practice: &Practice) -> Visit {
    let visit = practice.patient();
    demo::fill(visit.store(), visit.user, visit.now)
        .await
        .unwrap();
    visit
}

async fn check_in(visit: &Visit, day: Date) {
    let answers = CheckIn {
        stress: Some(2),
        ..CheckIn::of(day, visit.now)
    };
    let created = visit.store().create(visit.user, fresh_id(), &answers).await;
    created.unwrap();
}

fn later(practice: &Practice, visit: &Visit, now: &str) -> Visit {
    practice.clock.set(instant(now));
    Visit::of_user(&visit.state, visit.user, &visit.zone_name)
}

#[tokio::test]
async fn an_empty_diary_has_no_result_and_makes_none() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = practice.patient();
    assert_eq!(refresh(&visit).await, Ok(Refreshed::Empty));
    let desk = Desk::open(&visit).await.unwrap();
    let view = insights_view(&desk, &visit);
    assert!(view.report.is_none() && !view.has_entries && view.days == 0);
    let forecast = forecast_view(&desk, &visit, None);
    assert!(forecast.outlook.is_none() && forecast.sealed == 0);
    assert_eq!(
        evidence_view(&desk, &visit, "sleep").unwrap_err(),
        Problem::NotFound
    );
}

#[tokio::test]
async fn a_result_is_kept_until_the_diary_or_the_day_changes() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = practice.patient();
    check_in(&visit, date(2026, 11, 19)).await;
    assert_eq!(refresh(&visit).await, Ok(Refreshed::New));
    assert_eq!(refresh(&visit).await, Ok(Refreshed::Current));
    check_in(&visit, date(2026, 11, 18)).await;
    assert_eq!(refresh(&visit).await, Ok(Refreshed::New));
    let night = later(&practice, &visit, "2026-11-21T02:00:00Z");
    let nightly = refresh_nightly(&night.state, night.user, "UTC").await;
    assert_eq!(nightly, Ok(Refreshed::New));
    // Opening the page a day later: the old result with its age, at once.
    let next = later(&practice, &visit, "2026-11-22T08:00:00Z");
    let desk = Desk::open(&next).await.unwrap();
    let age = desk.freshness(&next).unwrap();
    assert!(age.is_stale && age.minutes == 30 * 60, "{age:?}");
}

#[tokio::test]
async fn new_entries_are_heard_before_the_forecasts_are_worked_out() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = with_demo_diary(&practice).await;
    refresh(&visit).await.unwrap();
    let before = keeping::report(&visit).await.unwrap().unwrap().value;
    check_in(&visit, date(2025, 1, 3)).await;
    let visit = practice.elsewhere(&visit);
    let opened = diary(&visit).await;
    let history = read(&visit, &opened).await.unwrap().unwrap();
    say_first(&visit, &Arc::new(history), before.clone())
        .await
        .unwrap();
    let first = keeping::report(&visit).await.unwrap().unwrap().value;
    // The forecasts are still those of the diary before, and so is what it calls itself.
    assert_eq!(first.diary, before.diary);
    assert_eq!(first.report.outlook, before.report.outlook);
    assert_eq!(refresh(&visit).await, Ok(Refreshed::New));
    let whole = keeping::report(&visit).await.unwrap().unwrap().value;
    assert_eq!(first.report.claims, whole.report.claims);
    assert_eq!(first.report.not_enough, whole.report.not_enough);
    assert_ne!(whole.diary, before.diary);
}

#[tokio::test]
async fn the_first_page_has_the_first_result() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = practice.patient();
    check_in(&visit, date(2026, 11, 19)).await;
    let desk = Desk::open(&visit).await.unwrap();
    assert!(desk.kept.is_some() && !desk.is_stale);
}

#[tokio::test]
async fn the_same_diary_gives_the_same_findings() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = with_demo_diary(&practice).await;
    refresh(&visit).await.unwrap();
    let first = keeping::report(&visit).await.unwrap().unwrap();
    visit.store().erase(visit.user, &[first.id]).await.unwrap();
    refresh(&practice.elsewhere(&visit)).await.unwrap();
    let second = keeping::report(&visit).await.unwrap().unwrap();
    assert_eq!(first.value.report, second.value.report);
}

#[tokio::test]
async fn a_forecast_is_sealed_before_its_day_and_stays() {
    let Some(practice) = Practice::open("2026-11-20T08:00:00Z").await else {
        return;
    };
    let visit = with_demo_diary(&practice).await;
    refresh(&visit).await.unwrap();
    let early = diary(&visit).await.forecasts.clone();
    assert_eq!(early.len(), 1);
    assert_eq!(early[0].value.day, date(2026, 11, 21));
    assert!(!early[0].value.after_check_in && forecasts::is_ahead(&early[0].value));
    // With the day's check-in there is a second one; a third run changes neither.
    let evening = later(&practice, &visit, EVENING);
    check_in(&evening, date(2026, 11, 20)).await;
    refresh(&evening).await.unwrap();
    check_in(&evening, date(2026, 11, 1)).await;
    refresh(&evening).await.unwrap();
    let sealed = diary(&evening).await;
    assert_eq!(sealed.forecasts.len(), 2);
    assert!(sealed.forecasts.contains(&early[0]));
    let judged = forecasts::by_day(&sealed.forecasts);
    assert!(judged[&date(2026, 11, 21)].after_check_in);
}

#[tokio::test]
async fn outcomes_are_read_from_the_diary_and_silence_is_none() {
    let Some(practice) = Practice::open("2026-11-24T09:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    let forecast = |day: i8| Stored {
        id: fresh_id(),
        revision: 1,
        value: issued(date(2026, 11, day), "2026-11-18T20:00:00Z", 0.3),
    };
    let forecasts = [forecast(20), forecast(21), forecast(22), forecast(23)];
    let onset = instant("2026-11-22T09:00:00Z");
    let attack = crate::attacks::server::Attack::begun(onset, "Europe/Berlin", onset);
    crate::attacks::server::service::add(&visit, fresh_id(), attack)
        .await
        .unwrap();
    for day in [20, 23] {
        let clear = ClearDay {
            day: date(2026, 11, day),
        };
        visit
            .store()
            .create(visit.user, fresh_id(), &clear)
            .await
            .unwrap();
    }
    let opened = diary(&visit).await;
    let history = read(&visit, &opened).await.unwrap().unwrap();
    let resolved = forecasts::resolve(&forecasts, &[], &history, visit.today());
    let found: Vec<_> = resolved
        .iter()
        .map(|resolved| (resolved.day, resolved.onset))
        .collect();
    // Nobody said anything on the 21st; on the 23rd the attack went on.
    assert_eq!(
        found,
        [
            (civil_day(date(2026, 11, 20)), false),
            (civil_day(date(2026, 11, 22)), true)
        ]
    );
}

fn issued(day: Date, at: &str, probability: f64) -> IssuedForecast {
    IssuedForecast {
        day,
        issued: instant(at),
        zone: "Europe/Berlin".to_owned(),
        after_check_in: true,
        engine: 1,
        state: ForecastState::On,
        days: vec![crate::patterns::model::Forecast {
            day: civil_day(day),
            probability,
            usual: 0.1,
            band: crate::patterns::model::Band::of(probability, 0.1),
            reasons: Vec::new(),
        }],
    }
}

#[test]
fn a_forecast_issued_on_its_own_day_does_not_count() {
    let day = date(2026, 11, 20);
    // 23:30 in UTC on the day before is half past midnight in Berlin.
    let sealed = [
        issued(day, "2026-11-19T23:30:00Z", 0.9),
        issued(day, "2026-11-19T20:00:00Z", 0.2),
        issued(day, "2026-11-19T12:00:00Z", 0.4),
    ]
    .map(|value| Stored {
        id: fresh_id(),
        revision: 1,
        value,
    });
    let judged = forecasts::by_day(&sealed);
    assert!((judged[&day].days[0].probability - 0.2).abs() < f64::EPSILON);
}

#[test]
fn quiet_hours_go_over_midnight() {
    let settings = |from, to| AlertSettings {
        quiet_hours: [from, to],
        ..AlertSettings::default()
    };
    for (from, to, quiet) in [
        (22, 7, vec![22, 23, 0, 6]),
        (1, 3, vec![1, 2]),
        (5, 5, vec![]),
    ] {
        let found: Vec<u8> = (0..24)
            .filter(|hour| is_quiet(settings(from, to), *hour))
            .collect();
        let expected: Vec<u8> = (0..24)
            .filter(|hour| quiet.contains(hour) || (from == 22 && (*hour < 7 || *hour >= 22)))
            .collect();
        assert_eq!(found, expected);
    }
}

fn alert(day: Date, answer: Option<bool>) -> ForecastAlert {
    ForecastAlert {
        day,
        raised: instant(EVENING),
        probability: 0.3,
        usual: 0.1,
        question: Some(ConfirmingQuestion {
            signs: vec!["yawning".to_owned()],
            if_yes: 0.5,
            if_no: 0.2,
        }),
        answer,
        seen: false,
    }
}

#[tokio::test]
async fn a_question_is_answered_once_and_counts_in_the_budget_unless_no() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = practice.patient();
    let (id, other) = (fresh_id(), fresh_id());
    let days = [date(2026, 11, 21), date(2026, 11, 12)];
    for (id, day) in [id, other].into_iter().zip(days) {
        let created = visit
            .store()
            .create(visit.user, id, &alert(day, None))
            .await;
        created.unwrap();
    }
    assert_eq!(
        spent(&diary(&visit).await.forecast_alerts, visit.today()),
        2
    );
    alerts::answer(&visit, id, Some(false)).await.unwrap();
    alerts::answer(&visit, id, Some(true)).await.unwrap();
    let kept = visit
        .store()
        .get::<ForecastAlert>(visit.user, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.value.answer, Some(false));
    assert!(!kept.value.is_alarm());
    assert_eq!(
        spent(&diary(&visit).await.forecast_alerts, visit.today()),
        1
    );
    let stranger = alerts::answer(&visit, fresh_id(), Some(true)).await;
    assert_eq!(stranger, Err(Problem::NotFound));
}

#[tokio::test]
async fn settings_are_one_record_however_often_they_change() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = practice.patient();
    for suspect in ["red_wine", "stress"] {
        let opened = diary(&visit).await;
        let known = opened.pattern_settings.first();
        change_settings(&visit, known, |settings| {
            settings.suspected.insert(suspect.to_owned());
            settings.alerts.monthly_budget = 2;
        })
        .await
        .unwrap();
    }
    let opened = diary(&visit).await;
    assert_eq!(opened.pattern_settings.len(), 1);
    let kept = &opened.pattern_settings[0].value;
    assert_eq!((kept.suspected.len(), kept.alerts.monthly_budget), (2, 2));
}

fn experiment(first: Date, blocks: u32) -> Experiment {
    let arms = [ExperimentArm::With, ExperimentArm::Without];
    let blocks = (0..blocks)
        .map(|block| Block {
            first: civil_day(first.saturating_add((i64::from(block) * 7).days())),
            days: 7,
            arm: arms[usize::try_from(block % 2).unwrap()],
        })
        .collect();
    Experiment {
        family: "caffeine".to_owned(),
        plan: ExperimentPlan {
            factor: "caffeine".to_owned(),
            blocks,
            wash_out_days: 1,
            level: 0.1,
            analysis: 1,
        },
        power: [0.3, 0.7],
        begun: instant(EVENING),
        abandoned: None,
        result: None,
        reported: None,
    }
}

#[tokio::test]
async fn an_experiment_is_read_once_and_only_after_its_end() {
    let Some(practice) = Practice::open("2026-11-20T09:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    check_in(&visit, date(2026, 11, 1)).await;
    let id = fresh_id();
    let planned = experiment(date(2026, 11, 10), 2);
    visit
        .store()
        .create(visit.user, id, &planned)
        .await
        .unwrap();
    refresh(&visit).await.unwrap();
    let desk = Desk::open(&visit).await.unwrap();
    let view = experiment_view(&desk, &visit, id).unwrap();
    assert_eq!(view.state, ExperimentState::Running);
    assert_eq!(view.today, Some(ExperimentArm::Without));
    assert!(view.result.is_none() && !view.is_wash_out);
    assert!(experiments_view(&desk, &visit).is_busy);
    let over = later(&practice, &visit, "2026-11-24T09:00:00Z");
    refresh(&over).await.unwrap();
    let reported = diary(&over).await.experiments[0].value.clone();
    assert!(reported.result.is_some());
    assert_eq!(reported.plan, planned.plan);
    // What is entered afterwards changes nothing.
    check_in(&over, date(2026, 11, 12)).await;
    refresh(&over).await.unwrap();
    assert_eq!(diary(&over).await.experiments[0].value, reported);
}

#[tokio::test]
async fn an_experiment_that_ends_early_has_no_result() {
    let Some(practice) = Practice::open("2026-11-20T09:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    check_in(&visit, date(2026, 11, 1)).await;
    let id = fresh_id();
    let planned = experiment(date(2026, 11, 15), 2);
    visit
        .store()
        .create(visit.user, id, &planned)
        .await
        .unwrap();
    let opened = diary(&visit).await;
    experiments::abandon(&visit, &opened, id).await.unwrap();
    let over = later(&practice, &visit, "2026-12-24T09:00:00Z");
    refresh(&over).await.unwrap();
    let kept = diary(&over).await.experiments[0].value.clone();
    assert!(kept.result.is_none() && kept.abandoned == Some(date(2026, 11, 20)));
    let again = experiments::abandon(&over, &*diary(&over).await, id).await;
    assert_eq!(again, Err(Problem::NotFound));
}

#[tokio::test]
async fn saves_in_a_row_make_one_run_and_signing_out_takes_it_along() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let (visit, leaver) = (practice.patient(), practice.patient());
    let runs = Runs::default();
    for person in [&visit, &leaver] {
        check_in(person, date(2026, 11, 19)).await;
        for _ in 0..5 {
            runs.saved(&person.state, person.user, &person.zone_name);
        }
    }
    runs.forget(leaver.user);
    let mut revision = None;
    for _ in 0..200 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        revision = keeping::report(&visit)
            .await
            .unwrap()
            .map(|kept| kept.revision);
        if revision.is_some() {
            break;
        }
    }
    assert_eq!(revision, Some(1));
    assert!(keeping::report(&leaver).await.unwrap().is_none());
}

#[tokio::test]
async fn nobody_sees_what_was_found_for_another() {
    let Some(practice) = Practice::open(EVENING).await else {
        return;
    };
    let visit = with_demo_diary(&practice).await;
    refresh(&visit).await.unwrap();
    let stranger = practice.patient();
    let id = keeping::report_id(&visit).await.unwrap();
    let found = stranger
        .store()
        .get::<super::record::KeptReport>(stranger.user, id)
        .await;
    assert!(found.unwrap().is_none());
    assert!(diary(&stranger).await.forecasts.is_empty());
}
