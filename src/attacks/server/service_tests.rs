//! Taps on a real store: nothing gets lost, everything can be taken back, typed text stays.

use super::{
    change::Change,
    history::{history, lines_of_day},
    record::{AttackRecord, Course},
    service::{begin, change, change_typed, find, undo},
};
use crate::{
    account::server::{
        Visit,
        testing::{Practice, fresh_id, instant},
    },
    attacks::model::{FieldFault, HistoryKind, Symptom},
    daily::server::{add_late_attack, clear_day_id, confirm_clear, day_view, withdraw_clear},
    encryption::server::Stored,
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use axum::http::HeaderMap;
use jiff::{SignedDuration, civil::date};

const NOW: &str = "2026-11-20T10:00:00Z";

async fn begun(practice: &Practice) -> (Visit, RecordId) {
    let (visit, id) = (practice.patient(), fresh_id());
    begin(&visit, id).await.unwrap();
    (visit, id)
}

async fn tap(visit: &Visit, id: RecordId, code: &str) {
    change(visit, id, Change::parse(code).unwrap())
        .await
        .unwrap();
}

async fn stored(visit: &Visit, id: RecordId) -> AttackRecord {
    find(visit, id).await.unwrap().value
}

#[tokio::test]
async fn the_first_tap_saves_an_attack_that_starts_now() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = begun(&practice).await;
    let Stored {
        revision, value, ..
    } = find(&practice.elsewhere(&visit), id).await.unwrap();
    assert_eq!(revision, 1);
    assert_eq!(value.attack.onset, instant(NOW));
    assert_eq!(
        (value.attack.zone.as_str(), value.attack.course),
        ("Europe/Berlin", Course::Ongoing)
    );
    assert_eq!((value.previous, value.draft), (None, None));
}

#[tokio::test]
async fn the_first_tap_twice_begins_one_attack() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = begun(&practice).await;
    tap(&visit, id, "level:7").await;
    practice.clock.advance(SignedDuration::from_mins(5));
    let later = practice.visit(visit.user, "UTC");
    begin(&later, id).await.unwrap();
    assert_eq!(stored(&visit, id).await.attack.onset, instant(NOW));
    assert_eq!(stored(&visit, id).await.attack.levels.len(), 1);
    let opened = visit.store().load(visit.user).await.unwrap();
    assert_eq!(opened.len(), 1);
}

#[tokio::test]
async fn every_change_can_be_taken_back_and_brought_back() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = begun(&practice).await;
    undo(&visit, id).await.unwrap();
    assert_eq!(
        stored(&visit, id).await.previous,
        None,
        "there was nothing to take back"
    );
    tap(&visit, id, "level:7").await;
    tap(&visit, id, "symptom:nausea").await;
    let both = stored(&visit, id).await.attack;
    undo(&visit, id).await.unwrap();
    let one = stored(&visit, id).await.attack;
    assert!(one.symptoms.is_empty() && one.levels.len() == 1);
    undo(&visit, id).await.unwrap();
    assert_eq!(stored(&visit, id).await.attack, both);
    undo(&visit, id).await.unwrap();
    assert_eq!(stored(&visit, id).await.attack, one);
}

#[tokio::test]
async fn refused_text_stays_in_its_form_and_the_attack_as_it_was() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = begun(&practice).await;
    tap(&visit, id, "level:7").await;
    let before = stored(&visit, id).await;
    let (onset, end) = ("2026-11-20T10:30", "2026-11-20T09:00");
    let fields = [("onset", onset), ("end", end)];
    change_typed(&visit, id, &fields, |attack| {
        Change::times(attack, onset, end, visit.now)
    })
    .await
    .unwrap();
    let after = stored(&visit, id).await;
    assert_eq!(
        (&after.attack, &after.previous),
        (&before.attack, &before.previous)
    );
    let draft = after.draft.unwrap();
    assert_eq!(draft.fault, FieldFault::EndBeforeOnset);
    assert_eq!(
        (draft.fields["onset"].as_str(), draft.fields["end"].as_str()),
        (onset, end)
    );
    // What is accepted in the end takes the draft away, and so does the next tap.
    let (onset, end) = ("2026-11-20T10:30", "2026-11-20T10:45");
    change_typed(&visit, id, &[], |attack| {
        Change::times(attack, onset, end, visit.now)
    })
    .await
    .unwrap();
    let done = stored(&visit, id).await;
    assert_eq!(done.draft, None);
    assert_eq!(done.attack.end(), Some(instant("2026-11-20T09:45:00Z")));
}

#[tokio::test]
async fn a_huge_refused_text_is_kept_in_part() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = begun(&practice).await;
    let text = "ü".repeat(500_000);
    change_typed(&visit, id, &[("notes", &text)], |_| Change::notes(&text))
        .await
        .unwrap();
    let draft = stored(&visit, id).await.draft.unwrap();
    assert_eq!(draft.fault, FieldFault::NotesTooLong);
    assert_eq!(draft.fields["notes"].chars().count(), 20_000);
}

#[tokio::test]
async fn taps_at_the_same_time_are_all_counted() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = begun(&practice).await;
    let other = practice.elsewhere(&visit);
    for pair in Symptom::ALL.chunks_exact(2) {
        let code =
            |symptom: &Symptom| Change::parse(&format!("symptom:{}", symptom.code())).unwrap();
        let (one, two) = (code(&pair[0]), code(&pair[1]));
        let (here, there) = (visit.clone(), other.clone());
        let one = tokio::spawn(async move { change(&here, id, one).await });
        let two = tokio::spawn(async move { change(&there, id, two).await });
        one.await.unwrap().unwrap();
        two.await.unwrap().unwrap();
    }
    let record = find(&practice.elsewhere(&visit), id).await.unwrap();
    assert_eq!(
        record.value.attack.symptoms.len(),
        Symptom::ALL.len() / 2 * 2
    );
    assert_eq!(
        record.revision,
        1 + i64::try_from(Symptom::ALL.len() / 2 * 2).unwrap()
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = begun(&practice).await;
    let stranger = practice.patient();
    for (visit, id) in [(&visit, fresh_id()), (&stranger, id)] {
        assert_eq!(find(visit, id).await.map(drop), Err(Problem::NotFound));
        assert_eq!(
            change(visit, id, Change::Gone).await,
            Err(Problem::NotFound)
        );
        assert_eq!(undo(visit, id).await, Err(Problem::NotFound));
    }
    visit.store().delete(visit.user, id).await.unwrap();
    assert_eq!(
        change(&visit, id, Change::Gone).await,
        Err(Problem::NotFound)
    );
    visit.store().restore(visit.user, id).await.unwrap();
    change(&visit, id, Change::Gone).await.unwrap();
    let clear = date(2026, 11, 19);
    confirm_clear(&visit, clear).await.unwrap();
    let ids = visit.store().derived_ids(visit.user).await.unwrap();
    let clear = clear_day_id(&ids, clear);
    assert_eq!(
        change(&visit, clear, Change::Gone).await,
        Err(Problem::NotFound),
        "not an attack"
    );
}

#[tokio::test]
async fn a_clear_day_is_one_record_however_often_it_is_tapped() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let day = date(2026, 11, 19);
    let other = practice.elsewhere(&visit);
    let (one, two) = tokio::join!(confirm_clear(&visit, day), confirm_clear(&other, day));
    one.unwrap();
    two.unwrap();
    confirm_clear(&visit, day).await.unwrap();
    assert_eq!(visit.store().load(visit.user).await.unwrap().len(), 1);
    withdraw_clear(&visit, day).await.unwrap();
    withdraw_clear(&visit, day).await.unwrap();
    assert_eq!(visit.store().load(visit.user).await.unwrap().len(), 0);
    confirm_clear(&visit, day).await.unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    assert_eq!(diary.clear_days.len(), 1);
    let view = day_view(&diary, &visit, day);
    assert!(view.is_clear && !view.has_headache && !view.is_future);
    assert_eq!(
        (view.previous.as_str(), view.next.as_str()),
        ("2026-11-18", "2026-11-20")
    );
}

#[tokio::test]
async fn nothing_can_be_said_about_days_to_come() {
    let Some(practice) = Practice::open("2026-11-20T23:30:00Z").await else {
        return;
    };
    // In Berlin it is the 21st already, in UTC not.
    let user = practice.patient().user;
    let (berlin, utc) = (
        practice.visit(user, "Europe/Berlin"),
        practice.visit(user, "UTC"),
    );
    let day = date(2026, 11, 21);
    assert_eq!(confirm_clear(&utc, day).await, Err(Problem::Invalid));
    assert_eq!(
        add_late_attack(&utc, fresh_id(), day).await,
        Err(Problem::Invalid)
    );
    confirm_clear(&berlin, day).await.unwrap();
    assert_eq!(
        confirm_clear(&berlin, date(2026, 11, 22)).await,
        Err(Problem::Invalid)
    );
    assert!(day_view(&Diary::default(), &berlin, date(2026, 11, 22)).is_future);
    assert_eq!(day_view(&Diary::default(), &berlin, day).next, "");
}

#[tokio::test]
async fn a_late_entry_lies_on_its_day_and_is_marked() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, past, today) = (practice.patient(), fresh_id(), fresh_id());
    add_late_attack(&visit, past, date(2026, 11, 18))
        .await
        .unwrap();
    add_late_attack(&visit, today, date(2026, 11, 20))
        .await
        .unwrap();
    let attack = stored(&visit, past).await.attack;
    assert_eq!(
        attack.onset,
        instant("2026-11-18T11:00:00Z"),
        "noon in Berlin"
    );
    assert_eq!(attack.end(), Some(instant("2026-11-18T12:00:00Z")));
    assert!(attack.is_late_entry());
    let attack = stored(&visit, today).await.attack;
    assert_eq!(
        (attack.onset, attack.course),
        (instant(NOW), Course::Ongoing),
        "noon is still to come"
    );
    assert!(!attack.is_late_entry());
}

#[tokio::test]
async fn the_history_is_in_reverse_order_and_in_pages() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    for day in 0..130 {
        let day = visit.today() - SignedDuration::from_hours(24 * day);
        confirm_clear(&visit, day).await.unwrap();
    }
    let attack = fresh_id();
    begin(&visit, attack).await.unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    let headers = HeaderMap::new();
    let days = |page| history(&diary, &visit, &headers, page).lines;
    assert_eq!(history(&diary, &visit, &headers, 1).pages, 3);
    assert_eq!((days(1).len(), days(2).len(), days(3).len()), (60, 60, 11));
    assert_eq!(
        days(1)[0].id,
        attack.to_string(),
        "the attack of today stands before the day"
    );
    let all: Vec<_> = (1..=3).flat_map(days).map(|line| line.day.iso()).collect();
    assert!(all.is_sorted_by(|one, other| one >= other));
    // Pages that do not exist are the nearest that does.
    assert_eq!(history(&diary, &visit, &headers, 0).page, 1);
    assert_eq!(history(&diary, &visit, &headers, 99).page, 3);
    assert_eq!(history(&Diary::default(), &visit, &headers, 1).pages, 1);
}

#[tokio::test]
async fn an_attack_stands_on_every_day_that_it_touches() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = (practice.patient(), fresh_id());
    add_late_attack(&visit, id, date(2026, 11, 16))
        .await
        .unwrap();
    let (onset, end) = ("2026-11-16T22:00", "2026-11-18T00:00");
    change_typed(&visit, id, &[], |attack| {
        Change::times(attack, onset, end, visit.now)
    })
    .await
    .unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    for (day, expected) in [(15, 0), (16, 1), (17, 1), (18, 0)] {
        let lines = lines_of_day(&diary, &visit, date(2026, 11, day));
        assert_eq!(lines.len(), expected, "{day} November");
        assert!(
            lines
                .iter()
                .all(|line| matches!(line.kind, HistoryKind::Attack { .. }))
        );
    }
}
