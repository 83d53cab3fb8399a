//! Single records: create, read, change.

use super::{Memo, Note, Scene, note, some_id, somebody, texts};
use crate::encryption::server::{Created, StoreError};

#[tokio::test]
async fn a_record_reads_back_as_it_was_written() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    assert_eq!(store.get::<Note>(user, id).await.unwrap(), None);
    assert_eq!(
        store.create(user, id, &note("first")).await.unwrap(),
        Created::New
    );
    let found = store.get::<Note>(user, id).await.unwrap().unwrap();
    assert_eq!(
        (found.id, found.revision, found.value),
        (id, 1, note("first"))
    );
    let elsewhere = scene
        .elsewhere()
        .get::<Note>(user, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(elsewhere.value, note("first"));
}

#[tokio::test]
async fn a_diary_without_a_record_is_empty() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let opened = scene.store().load(somebody()).await.unwrap();
    assert!(opened.is_empty());
    assert_eq!((opened.len(), opened.unreadable), (0, 0));
}

#[tokio::test]
async fn creating_twice_changes_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("first")).await.unwrap();
    let again = store.create(user, id, &note("second")).await.unwrap();
    assert_eq!(again, Created::AlreadyThere);
    let found = store.get::<Note>(user, id).await.unwrap().unwrap();
    assert_eq!((found.revision, found.value), (1, note("first")));
    assert_eq!(scene.rows(user).await, 1);
}

#[tokio::test]
async fn many_first_writes_at_once_in_two_processes_make_one_record_under_one_share() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    let stores = [scene.elsewhere(), scene.elsewhere()];
    let writers: Vec<_> = (0..12)
        .map(|number| {
            let store = stores[number % 2].clone();
            tokio::spawn(async move {
                let common = store.create(user, id, &note("common")).await.unwrap();
                store.create(user, some_id(), &note("own")).await.unwrap();
                common
            })
        })
        .collect();
    let mut new = 0;
    for writer in writers {
        new += usize::from(writer.await.unwrap() == Created::New);
    }
    assert_eq!(new, 1, "exactly one of them made it");
    let shares = "select count(*) from vault.app_share where user_id = $1";
    assert_eq!(scene.count(shares, user).await, 1);
    for store in [scene.elsewhere(), stores[0].clone(), stores[1].clone()] {
        let (texts, unreadable) = texts(&store, user).await;
        assert_eq!((texts.len(), unreadable), (13, 0));
    }
}

#[tokio::test]
async fn every_change_raises_the_revision() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("1")).await.unwrap();
    for revision in 1..=4 {
        let value = note(&(revision + 1).to_string());
        assert_eq!(
            store.put(user, id, revision, &value).await.unwrap(),
            revision + 1
        );
    }
    let found = scene
        .elsewhere()
        .get::<Note>(user, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.revision, found.value), (5, note("5")));
}

#[tokio::test]
async fn a_change_of_what_was_changed_in_between_is_refused() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("first")).await.unwrap();
    store.put(user, id, 1, &note("second")).await.unwrap();
    for stale in [0, 1, 3, -1] {
        let refused = store.put(user, id, stale, &note("late")).await;
        assert!(
            matches!(refused, Err(StoreError::Changed)),
            "{stale}: {refused:?}"
        );
    }
    let nothing_there = store.put(user, some_id(), 1, &note("late")).await;
    assert!(matches!(nothing_there, Err(StoreError::Changed)));
    assert_eq!(texts(store, user).await, (vec!["second".to_owned()], 0));
}

#[tokio::test]
async fn of_two_changes_at_once_one_is_told_to_look_again() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    scene
        .store()
        .create(user, id, &note("first"))
        .await
        .unwrap();
    let (one, other) = (scene.elsewhere(), scene.elsewhere());
    let (left, right) = (note("left"), note("right"));
    let outcomes = tokio::join!(one.put(user, id, 1, &left), other.put(user, id, 1, &right));
    let outcomes = [outcomes.0, outcomes.1];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(
        outcomes
            .iter()
            .any(|outcome| matches!(outcome, Err(StoreError::Changed)))
    );
}

#[tokio::test]
async fn a_record_of_another_kind_is_not_there() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("first")).await.unwrap();
    assert_eq!(store.get::<Memo>(user, id).await.unwrap(), None);
    let opened = store.load(user).await.unwrap();
    assert_eq!(opened.of::<Memo>().records, []);
    assert_eq!(opened.of::<Memo>().unreadable, 0);
    assert_eq!(opened.of::<Note>().records.len(), 1);
}

#[tokio::test]
async fn two_patients_may_have_records_of_the_same_id() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, anna, berta, id) = (scene.store(), somebody(), somebody(), some_id());
    assert_eq!(
        store.create(anna, id, &note("anna's")).await.unwrap(),
        Created::New
    );
    assert_eq!(store.get::<Note>(berta, id).await.unwrap(), None);
    assert_eq!(
        store.create(berta, id, &note("berta's")).await.unwrap(),
        Created::New
    );
    store.delete(berta, id).await.unwrap();
    assert_eq!(store.erase(berta, &[id]).await.unwrap(), 1);
    let found = store.get::<Note>(anna, id).await.unwrap().unwrap();
    assert_eq!(found.value, note("anna's"));
}

#[tokio::test]
async fn a_stranger_changes_deletes_and_brings_back_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, anna, berta, id) = (scene.store(), somebody(), somebody(), some_id());
    store.create(anna, id, &note("anna's")).await.unwrap();
    let put = store.put(berta, id, 1, &note("berta's")).await;
    assert!(matches!(put, Err(StoreError::Changed)));
    assert!(matches!(
        store.delete(berta, id).await,
        Err(StoreError::Missing)
    ));
    assert!(matches!(
        store.restore(berta, id).await,
        Err(StoreError::Missing)
    ));
    assert_eq!(store.erase(berta, &[id]).await.unwrap(), 0);
    assert_eq!(texts(store, anna).await, (vec!["anna's".to_owned()], 0));
}

#[tokio::test]
async fn what_is_too_large_is_refused_by_name() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    let huge = note(&"x".repeat(1_100_000));
    let refused = store.create(user, id, &huge).await;
    assert!(matches!(refused, Err(StoreError::TooLarge)), "{refused:?}");
    store.create(user, id, &note("small")).await.unwrap();
    let refused = store.put(user, id, 1, &huge).await;
    assert!(matches!(refused, Err(StoreError::TooLarge)), "{refused:?}");
    assert_eq!(texts(store, user).await, (vec!["small".to_owned()], 0));
}

#[tokio::test]
async fn the_largest_record_fits_into_its_row() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    // 1 MiB of payload, less the kind, the field names and the day around the text.
    let large = note(&"x".repeat(1_048_576 - 60));
    store.create(user, id, &large).await.unwrap();
    assert_eq!(
        store.get::<Note>(user, id).await.unwrap().unwrap().value,
        large
    );
}

#[tokio::test]
async fn records_of_many_days_open_together() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    for day in 0..12 {
        let id = some_id();
        scene
            .store()
            .create(user, id, &note(&format!("{day:02}")))
            .await
            .unwrap();
        scene.clock.advance(jiff::SignedDuration::from_hours(24));
    }
    let (texts, unreadable) = texts(&scene.elsewhere(), user).await;
    assert_eq!((texts.len(), unreadable), (12, 0));
    let epochs =
        "select count(distinct substring(body from 5 for 4)) from vault.record where user_id = $1";
    assert_eq!(
        scene.count(epochs, user).await,
        12,
        "each day has a key of its own"
    );
}
