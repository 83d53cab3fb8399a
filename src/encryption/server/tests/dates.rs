//! The blind index: a day's records are found, and the database learns nothing about the day.

use super::{DAY, Memo, Note, Scene, note, some_id, somebody};
use crate::platform::ids::{RecordId, UserId};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

fn on(day: Option<Date>, text: &str) -> Note {
    Note {
        day,
        text: text.to_owned(),
    }
}

async fn found(scene: &Scene, user: UserId, days: &[Date]) -> BTreeSet<String> {
    let records = scene
        .elsewhere()
        .load_days::<Note>(user, days)
        .await
        .unwrap();
    records
        .into_iter()
        .map(|stored| stored.value.text)
        .collect()
}

async fn index(scene: &Scene, user: UserId, id: RecordId) -> Vec<u8> {
    let mut connection = scene.test.database.superuser().await;
    sqlx::query_scalar("select day_index from vault.record where user_id = $1 and id = $2")
        .bind(user.as_uuid())
        .bind(id.as_uuid())
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

#[tokio::test]
async fn exactly_the_records_of_the_days_are_found() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, other) = (scene.store(), somebody(), somebody());
    let days = [
        date(2026, 11, 19),
        DAY,
        date(2026, 11, 21),
        date(2025, 11, 20),
        date(1900, 1, 1),
    ];
    for day in days {
        for text in ["a", "b"] {
            let text = format!("{day} {text}");
            store
                .create(user, some_id(), &on(Some(day), &text))
                .await
                .unwrap();
        }
    }
    store
        .create(user, some_id(), &on(None, "no day"))
        .await
        .unwrap();
    store
        .create(other, some_id(), &note("somebody else's"))
        .await
        .unwrap();
    let memo = Memo {
        day: Some(DAY),
        text: "another kind".to_owned(),
    };
    store.create(user, some_id(), &memo).await.unwrap();
    for day in days {
        let expected = [format!("{day} a"), format!("{day} b")].into();
        assert_eq!(found(&scene, user, &[day]).await, expected);
    }
    assert_eq!(
        found(&scene, user, &[DAY, date(1900, 1, 1), DAY])
            .await
            .len(),
        4
    );
    assert_eq!(found(&scene, user, &[date(2024, 2, 29)]).await.len(), 0);
    assert_eq!(found(&scene, user, &[]).await.len(), 0);
    let memos = store.load_days::<Memo>(user, &[DAY]).await.unwrap();
    assert_eq!(memos.len(), 1);
}

#[tokio::test]
async fn a_record_moves_with_its_day() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("moving")).await.unwrap();
    store
        .put(user, id, 1, &on(Some(date(2026, 1, 2)), "moved"))
        .await
        .unwrap();
    assert_eq!(found(&scene, user, &[DAY]).await, BTreeSet::new());
    assert_eq!(
        found(&scene, user, &[date(2026, 1, 2)]).await,
        ["moved".to_owned()].into()
    );
    store.put(user, id, 2, &on(None, "nowhere")).await.unwrap();
    assert_eq!(
        found(&scene, user, &[DAY, date(2026, 1, 2)]).await,
        BTreeSet::new()
    );
}

#[tokio::test]
async fn days_are_found_again_after_the_keys_have_changed() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    scene
        .store()
        .create(user, some_id(), &note("first"))
        .await
        .unwrap();
    scene
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 40));
    scene
        .store()
        .create(user, some_id(), &note("late entry"))
        .await
        .unwrap();
    assert_eq!(found(&scene, user, &[DAY]).await.len(), 2);
}

#[tokio::test]
async fn the_same_day_looks_different_for_each_patient_and_each_kind() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, anna, berta) = (scene.store(), somebody(), somebody());
    let [first, second, hers, memo, nowhere, nowhere_too] = [(); 6].map(|()| some_id());
    store.create(anna, first, &note("a")).await.unwrap();
    store.create(anna, second, &note("b")).await.unwrap();
    store.create(berta, hers, &note("a")).await.unwrap();
    let text = "a".to_owned();
    store
        .create(
            anna,
            memo,
            &Memo {
                day: Some(DAY),
                text,
            },
        )
        .await
        .unwrap();
    store.create(anna, nowhere, &on(None, "a")).await.unwrap();
    store
        .create(anna, nowhere_too, &on(None, "a"))
        .await
        .unwrap();
    let of_day = index(&scene, anna, first).await;
    assert_eq!(of_day.len(), 16);
    assert_eq!(of_day, index(&scene, anna, second).await);
    let mut others = BTreeSet::from([of_day]);
    others.insert(index(&scene, berta, hers).await);
    for id in [memo, nowhere, nowhere_too] {
        others.insert(index(&scene, anna, id).await);
    }
    assert_eq!(others.len(), 5, "all different");
}
