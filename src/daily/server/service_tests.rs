//! Check-ins, factors, measurements and open days on a real store.

use super::{
    ClearDay, FactorAnswer, Measurement, Quantity,
    check_in::CheckIn,
    check_in_service::{Saved, check_in_id, check_in_view, save, undo},
    confirm_clear,
    day::day_view,
    factors::{change_factors, factors_view},
    gaps::{confirm_many, open_days, withdraw_many},
    health::{delete_measurement, health_view, measures, save_measurement, undo_measurement},
};
use crate::{
    account::server::{
        Visit,
        testing::{Practice, fresh_id, instant},
    },
    attacks::server::{Attack, service},
    daily::model::{AnswerFault, MeasureKind, Texts},
    encryption::server::Stored,
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, date},
};

const NOW: &str = "2026-11-20T10:00:00Z";

fn today() -> Date {
    date(2026, 11, 20)
}

fn form(fields: &[(&str, &str)]) -> Texts {
    Texts::of(fields.iter().copied())
}

async fn diary(visit: &Visit) -> std::sync::Arc<Diary> {
    Diary::open(visit).await.unwrap()
}

/// The form as the page shows it, with some fields answered anew.
async fn shown(visit: &Visit, fields: &[(&str, &str)]) -> Texts {
    let view = check_in_view(&*diary(visit).await, visit, today()).unwrap();
    let answered = form(fields);
    let mut texts = view.texts;
    for (name, _) in fields {
        texts.take(name, &answered);
    }
    texts
}

async fn saved(visit: &Visit, fields: &[(&str, &str)]) -> RecordId {
    let texts = shown(visit, fields).await;
    save(visit, today(), &texts).await.unwrap().unwrap()
}

async fn stored(visit: &Visit) -> Vec<Stored<CheckIn>> {
    let days = [today()];
    visit.store().load_days(visit.user, &days).await.unwrap()
}

async fn is_clear(visit: &Visit) -> bool {
    let days = [today()];
    let found = visit.store().load_days::<ClearDay>(visit.user, &days).await;
    !found.unwrap().is_empty()
}

#[tokio::test]
async fn a_day_has_one_record_however_often_and_wherever_it_is_saved() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let other = practice.elsewhere(&visit);
    let first = saved(&visit, &[("stress", "1")]).await;
    let ids = visit.store().derived_ids(visit.user).await.unwrap();
    assert_eq!(first, check_in_id(&ids, today()));
    for value in ["2", "3", "", "4"] {
        saved(&visit, &[("stress", value), ("mood", "2")]).await;
        saved(&other, &[("energy", value)]).await;
    }
    let found = stored(&visit).await;
    assert_eq!(found.len(), 1);
    let answers = &found[0].value;
    assert_eq!(
        (answers.stress, answers.mood, answers.energy),
        (Some(4), Some(2), Some(4))
    );
}

#[tokio::test]
async fn two_devices_at_the_same_time_make_one_record_and_lose_no_answer() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let other = practice.elsewhere(&visit);
    let (one, two) = (
        shown(&visit, &[("stress", "1")]).await,
        shown(&other, &[("mood", "2"), ("stress", "")]).await,
    );
    let (left, right) = tokio::join!(save(&visit, today(), &one), save(&other, today(), &two));
    assert!(left.unwrap().is_ok() && right.unwrap().is_ok());
    let found = stored(&visit).await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].value.stress, found[0].value.mood),
        (Some(1), Some(2))
    );
}

#[tokio::test]
async fn records_that_came_from_a_file_are_found_and_become_one() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let ids = [fresh_id(), fresh_id()];
    for (id, answers) in [
        (
            ids[0],
            CheckIn {
                stress: Some(3),
                ..CheckIn::of(today(), visit.now)
            },
        ),
        (
            ids[1],
            CheckIn {
                mood: Some(1),
                ..CheckIn::of(today(), visit.now)
            },
        ),
    ] {
        visit
            .store()
            .create(visit.user, id, &answers)
            .await
            .unwrap();
    }
    let id = saved(&visit, &[("energy", "2")]).await;
    assert!(ids.contains(&id));
    let found = stored(&visit).await;
    assert_eq!(found.len(), 1);
    let answers = &found[0].value;
    assert_eq!(
        (answers.stress, answers.mood, answers.energy),
        (Some(3), Some(1), Some(2))
    );
}

#[tokio::test]
async fn a_refused_form_stores_nothing() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let texts = form(&[
        ("stress", "2"),
        ("clear", "yes"),
        ("caffeine.typed", "lots"),
    ]);
    let refused: Saved = save(&visit, today(), &texts).await.unwrap();
    assert_eq!(refused.unwrap_err()["caffeine"], AnswerFault::NotANumber);
    assert!(stored(&visit).await.is_empty() && !is_clear(&visit).await);
    let tomorrow = today().tomorrow().unwrap();
    assert_eq!(save(&visit, tomorrow, &texts).await, Err(Problem::Invalid));
}

#[tokio::test]
async fn a_check_in_says_nothing_about_headache_unless_it_is_told() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    saved(&visit, &[("stress", "0"), ("mood", "4")]).await;
    let view = day_view(&*diary(&visit).await, &visit, today());
    assert!(!view.is_clear && !view.has_headache && view.check_in.is_some());
    saved(&visit, &[("clear", "yes")]).await;
    assert!(is_clear(&visit).await);
    assert_eq!(stored(&visit).await[0].value.mood, Some(4));
    // Saving something else leaves it; only unticking takes it back.
    saved(&visit, &[("stress", "1")]).await;
    assert!(is_clear(&visit).await);
    saved(&visit, &[("clear", "")]).await;
    assert!(!is_clear(&visit).await);
}

#[tokio::test]
async fn an_old_form_does_not_withdraw_what_it_did_not_show() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let old = shown(&visit, &[("stress", "1")]).await;
    confirm_clear(&visit, today()).await.unwrap();
    save(&visit, today(), &old).await.unwrap().unwrap();
    assert!(is_clear(&visit).await);
}

#[tokio::test]
async fn a_save_is_taken_back_and_brought_back() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = saved(&visit, &[("stress", "1")]).await;
    let again = saved(&visit, &[("stress", "3"), ("clear", "yes")]).await;
    assert_eq!(id, again);
    for (stress, clear) in [(1, false), (3, true), (1, false)] {
        undo(&visit, today(), id).await.unwrap();
        assert_eq!(stored(&visit).await[0].value.stress, Some(stress));
        assert_eq!(is_clear(&visit).await, clear);
    }
}

#[tokio::test]
async fn the_first_save_and_the_last_unanswering_can_be_taken_back() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = saved(&visit, &[("stress", "1"), ("clear", "yes")]).await;
    undo(&visit, today(), id).await.unwrap();
    assert!(stored(&visit).await.is_empty() && !is_clear(&visit).await);
    undo(&visit, today(), id).await.unwrap();
    assert!(stored(&visit).await.len() == 1 && is_clear(&visit).await);
    // Whoever takes every answer away has no check-in on that day.
    let gone = saved(&visit, &[("stress", "")]).await;
    assert!(stored(&visit).await.is_empty());
    undo(&visit, today(), gone).await.unwrap();
    assert_eq!(stored(&visit).await[0].value.stress, Some(1));
}

#[tokio::test]
async fn a_clear_day_alone_makes_no_check_in() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = saved(&visit, &[("clear", "yes")]).await;
    assert!(stored(&visit).await.is_empty() && is_clear(&visit).await);
    undo(&visit, today(), id).await.unwrap();
    assert!(!is_clear(&visit).await);
    undo(&visit, today(), id).await.unwrap();
    assert!(is_clear(&visit).await);
    let stranger = practice.patient();
    assert_eq!(undo(&stranger, today(), id).await, Err(Problem::NotFound));
}

#[tokio::test]
async fn factors_are_added_renamed_put_away_and_brought_back() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = fresh_id().to_string();
    let change = async |fields: &[(&str, &str)]| {
        change_factors(&*diary(&visit).await, &visit, &form(fields))
            .await
            .unwrap()
    };
    let add = [
        ("do", "add"),
        ("id", &id),
        ("name", " Office "),
        ("kind", "scale"),
    ];
    change(&add).await.unwrap();
    change(&[
        ("do", "add"),
        ("id", &id),
        ("name", "Twice"),
        ("kind", "count"),
    ])
    .await
    .unwrap();
    let other = fresh_id().to_string();
    let taken = change(&[
        ("do", "add"),
        ("id", &other),
        ("name", "OFFICE"),
        ("kind", "count"),
    ])
    .await;
    assert_eq!(taken.unwrap_err()["name"], AnswerFault::NameTaken);
    let empty = change(&[
        ("do", "add"),
        ("id", &other),
        ("name", " "),
        ("kind", "count"),
    ])
    .await;
    assert_eq!(empty.unwrap_err()["name"], AnswerFault::Missing);
    let field = format!("name.{id}");
    change(&[("do", "rename"), ("id", &id), (&field, "Bright office")])
        .await
        .unwrap();
    let view = factors_view(&*diary(&visit).await, &visit);
    assert_eq!(view.factors.len(), 1);
    assert_eq!(view.factors[0].name, "Bright office");
    let answer = view.factors[0].field();
    saved(&visit, &[(&answer, "3")]).await;
    let own = RecordId::parse(&id).unwrap();
    assert_eq!(
        stored(&visit).await[0].value.own[&own],
        FactorAnswer::Number(3)
    );
    change(&[("do", "away"), ("id", &id)]).await.unwrap();
    let tomorrow = today().yesterday().unwrap();
    let asked = |day| {
        let visit = visit.clone();
        async move {
            check_in_view(&*diary(&visit).await, &visit, day)
                .unwrap()
                .factors
                .len()
        }
    };
    assert_eq!((asked(today()).await, asked(tomorrow).await), (1, 0));
    change(&[("do", "back"), ("id", &id)]).await.unwrap();
    assert_eq!(asked(tomorrow).await, 1);
}

#[tokio::test]
async fn a_measurement_is_saved_once_changed_deleted_and_brought_back() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = fresh_id();
    let keep = async |text: &str| {
        let fields = [("weight", text), ("at", "2026-11-20T08:00")];
        let diary = diary(&visit).await;
        save_measurement(&diary, &visit, MeasureKind::Weight, id, &form(&fields))
            .await
            .unwrap()
    };
    let weight = async || {
        let all = visit
            .store()
            .load(visit.user)
            .await
            .unwrap()
            .of::<Measurement>();
        let weights: Vec<_> = all
            .records
            .into_iter()
            .map(|stored| stored.value.quantity)
            .collect();
        weights
    };
    keep("70").await.unwrap();
    keep("70").await.unwrap();
    assert_eq!(weight().await, [Quantity::Weight(70.0)]);
    assert!(keep("700").await.is_err());
    keep("71.5").await.unwrap();
    undo_measurement(&visit, id).await.unwrap();
    assert_eq!(weight().await, [Quantity::Weight(70.0)]);
    undo_measurement(&visit, id).await.unwrap();
    assert_eq!(weight().await, [Quantity::Weight(71.5)]);
    delete_measurement(&visit, id).await.unwrap();
    assert!(weight().await.is_empty());
    undo_measurement(&visit, id).await.unwrap();
    assert_eq!(weight().await, [Quantity::Weight(71.5)]);
    let second = fresh_id();
    let fields = [("water", "300"), ("at", "2026-11-20T09:00")];
    let now = diary(&visit).await;
    save_measurement(&now, &visit, MeasureKind::Water, second, &form(&fields))
        .await
        .unwrap()
        .unwrap();
    let view = health_view(&*diary(&visit).await, &visit, Some(date(2026, 11, 18)));
    assert_eq!(view.texts.one("at"), "2026-11-18T12:00");
    assert_eq!(view.measures[0].kind, MeasureKind::Water);
    assert_eq!(measures(&*diary(&visit).await, |_| true).len(), 2);
    let stranger = practice.patient();
    assert_eq!(
        delete_measurement(&stranger, id).await,
        Err(Problem::NotFound)
    );
}

#[tokio::test]
async fn open_days_are_those_without_a_word_on_headache() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let ago = |days: i32| today().checked_sub(days.days()).unwrap();
    assert!(
        open_days(&*diary(&visit).await, &visit).is_empty(),
        "an empty diary has no gaps"
    );
    confirm_clear(&visit, ago(5)).await.unwrap();
    let onset = instant("2026-11-18T08:00:00Z");
    let mut attack = Attack::begun(onset, "Europe/Berlin", visit.now);
    attack.course = crate::attacks::server::Course::Ended(onset + SignedDuration::from_hours(5));
    service::add(&visit, fresh_id(), attack).await.unwrap();
    // A check-in alone leaves its day open.
    save(&visit, ago(1), &form(&[("stress", "2")]))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        open_days(&*diary(&visit).await, &visit),
        [ago(1), ago(3), ago(4)]
    );
    let days = [ago(1), ago(3), ago(5), ago(1)];
    let ids = confirm_many(&visit, &days).await.unwrap();
    assert_eq!(ids.len(), 2, "one was clear before");
    assert_eq!(open_days(&*diary(&visit).await, &visit), [ago(4)]);
    withdraw_many(&visit, &ids).await.unwrap();
    assert_eq!(
        open_days(&*diary(&visit).await, &visit),
        [ago(1), ago(3), ago(4)]
    );
    let again = confirm_many(&visit, &days[..2]).await.unwrap();
    assert_eq!(again, ids, "the same days are the same records");
    let tomorrow = today().tomorrow().unwrap();
    assert_eq!(
        confirm_many(&visit, &[tomorrow]).await,
        Err(Problem::Invalid)
    );
    assert_eq!(
        confirm_many(&visit, &[today(); 15]).await,
        Err(Problem::Invalid)
    );
}
