//! Plans on a real store: begun, answered dose by dose, changed and stopped.

use super::{
    Plan, PlannedDose, answer_dose, change_plan, due_today, plans_view, start_plan, stop_plan,
};
use crate::{
    account::{
        parts::Submission,
        server::{Visit, testing::Practice},
    },
    medication::model::{Fault, Purpose, ScheduleKind},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::civil::date;

const NOW: &str = "2026-11-20T10:00:00Z";

fn form(fields: &[(&str, &str)]) -> Submission {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    Submission::read(body.as_bytes())
}

async fn propranolol(visit: &Visit) -> RecordId {
    let sent = form(&[
        ("name", "Propranolol"),
        ("dose", "40 mg"),
        ("kind", "daily"),
        ("times", "08:00"),
        ("times", ""),
        ("times", "20:00"),
        ("started", "2026-11-01"),
    ]);
    start_plan(visit, &sent).await.unwrap().unwrap();
    Diary::open(visit).await.unwrap().plans[0].id
}

fn morning() -> PlannedDose {
    PlannedDose {
        day: date(2026, 11, 20),
        minute: Some(480),
    }
}

async fn answers(visit: &Visit) -> Vec<Option<bool>> {
    let diary = Diary::open(visit).await.unwrap();
    due_today(&diary, visit.today())
        .into_iter()
        .map(|dose| dose.answer)
        .collect()
}

async fn plan(visit: &Visit) -> Plan {
    Diary::open(visit).await.unwrap().plans[0].value.clone()
}

#[tokio::test]
async fn doses_of_today_are_answered_with_one_tap_and_taken_back_with_another() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = propranolol(&visit).await;
    assert_eq!(answers(&visit).await, [None, None]);
    for _ in 0..2 {
        answer_dose(&visit, id, morning(), true).await.unwrap();
    }
    assert_eq!(answers(&visit).await, [Some(true), None]);
    let intakes = Diary::open(&visit).await.unwrap().intakes.clone();
    assert_eq!(intakes.len(), 1);
    assert_eq!(intakes[0].value.purpose, Purpose::Preventive);
    assert_eq!(intakes[0].value.at, visit.now);
    answer_dose(&visit, id, morning(), false).await.unwrap();
    assert_eq!(answers(&visit).await, [Some(false), None]);
    assert!(Diary::open(&visit).await.unwrap().intakes.is_empty());
    answer_dose(&visit, id, morning(), true).await.unwrap();
    assert_eq!(answers(&visit).await, [Some(true), None]);
}

#[tokio::test]
async fn only_planned_doses_up_to_today_can_be_answered() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = propranolol(&visit).await;
    for dose in [
        PlannedDose {
            minute: Some(481),
            ..morning()
        },
        PlannedDose {
            day: date(2026, 11, 21),
            ..morning()
        },
        PlannedDose {
            day: date(2026, 10, 31),
            ..morning()
        },
    ] {
        assert_eq!(
            answer_dose(&visit, id, dose, true).await,
            Err(Problem::Invalid)
        );
    }
    let other = practice.patient();
    let stranger = answer_dose(&other, id, morning(), true).await;
    assert_eq!(stranger, Err(Problem::NotFound));
}

#[tokio::test]
async fn a_dose_of_an_earlier_day_is_taken_at_its_planned_time() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = propranolol(&visit).await;
    let dose = PlannedDose {
        day: date(2026, 11, 18),
        ..morning()
    };
    answer_dose(&visit, id, dose, true).await.unwrap();
    let intake = Diary::open(&visit).await.unwrap().intakes[0].value.clone();
    assert_eq!(intake.at.to_string(), "2026-11-18T07:00:00Z");
}

#[tokio::test]
async fn a_plan_is_refused_with_every_reason() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let refuse = async |fields: &[(&str, &str)]| {
        start_plan(&visit, &form(fields))
            .await
            .unwrap()
            .unwrap_err()
    };
    assert_eq!(
        refuse(&[("kind", "daily"), ("started", "soon")]).await,
        [
            ("name", Fault::NameMissing),
            ("started", Fault::DateUnreadable),
            ("times", Fault::TimesMissing),
        ]
    );
    assert_eq!(
        refuse(&[
            ("name", "A"),
            ("kind", "every_days"),
            ("started", "2026-11-20")
        ])
        .await,
        [("days", Fault::DaysOutOfRange)]
    );
    assert!(Diary::open(&visit).await.unwrap().plans.is_empty());
}

#[tokio::test]
async fn a_plan_is_changed_and_stopped_and_goes_on() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = propranolol(&visit).await;
    let sent = form(&[
        ("kind", "every_days"),
        ("days", "28"),
        ("started", "2026-11-02"),
    ]);
    change_plan(&visit, id, &sent).await.unwrap().unwrap();
    let before = stop_plan(&visit, id, "2026-11-01").await.unwrap();
    assert_eq!(before, Err(vec![("stopped", Fault::StopBeforeStart)]));
    stop_plan(&visit, id, "2026-11-19").await.unwrap().unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    let view = plans_view(&diary, &visit);
    let line = &view.plans[0];
    assert_eq!((line.kind, line.days), (ScheduleKind::EveryDays, 28));
    assert_eq!(line.next, None);
    assert!(answers(&visit).await.is_empty());
    stop_plan(&visit, id, "").await.unwrap().unwrap();
    assert_eq!(plan(&visit).await.stopped, None);
    assert_eq!(plan(&visit).await.name, "Propranolol");
}
