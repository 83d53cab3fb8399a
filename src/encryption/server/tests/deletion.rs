//! Deleting, bringing back, removing for good.

use super::{Note, Scene, note, some_id, somebody, texts};
use crate::encryption::server::{Created, StoreError};
use jiff::SignedDuration;

const ONE_DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn a_deleted_record_is_gone_until_it_is_brought_back() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("first")).await.unwrap();
    store.put(user, id, 1, &note("second")).await.unwrap();
    store.delete(user, id).await.unwrap();
    assert_eq!(store.get::<Note>(user, id).await.unwrap(), None);
    assert_eq!(texts(store, user).await, (vec![], 0));
    assert_eq!(
        store.load_days::<Note>(user, &[super::DAY]).await.unwrap(),
        []
    );
    let put = store.put(user, id, 2, &note("late")).await;
    assert!(matches!(put, Err(StoreError::Changed)));
    store.restore(user, id).await.unwrap();
    let found = store.get::<Note>(user, id).await.unwrap().unwrap();
    assert_eq!((found.revision, found.value), (2, note("second")));
}

#[tokio::test]
async fn what_was_never_there_can_neither_be_deleted_nor_brought_back() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    assert!(matches!(
        store.delete(user, some_id()).await,
        Err(StoreError::Missing)
    ));
    assert!(matches!(
        store.restore(user, some_id()).await,
        Err(StoreError::Missing)
    ));
}

#[tokio::test]
async fn seven_days_are_left_for_undo_and_then_it_is_gone() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id, other) = (scene.store(), somebody(), some_id(), some_id());
    store.create(user, id, &note("deleted")).await.unwrap();
    store.create(user, other, &note("kept")).await.unwrap();
    store.delete(user, id).await.unwrap();
    for _ in 0..7 {
        assert_eq!(store.purge().await.unwrap(), 0);
        scene.clock.advance(ONE_DAY);
    }
    // Seven days later to the minute, and until that UTC day is over.
    assert_eq!(store.purge().await.unwrap(), 0);
    store.restore(user, id).await.unwrap();
    assert_eq!(
        texts(store, user).await,
        (vec!["deleted".to_owned(), "kept".to_owned()], 0)
    );
    store.delete(user, id).await.unwrap();
    scene.clock.advance(ONE_DAY * 8);
    assert_eq!(store.purge().await.unwrap(), 1);
    assert_eq!(store.purge().await.unwrap(), 0);
    assert!(matches!(
        store.restore(user, id).await,
        Err(StoreError::Missing)
    ));
    assert_eq!(texts(store, user).await, (vec!["kept".to_owned()], 0));
    assert_eq!(scene.rows(user).await, 1);
}

#[tokio::test]
async fn deleting_twice_does_not_put_the_end_off() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("deleted")).await.unwrap();
    store.delete(user, id).await.unwrap();
    scene.clock.advance(ONE_DAY * 6);
    // A second tap, or the same form sent again: there is nothing left to delete, and no harm done.
    store.delete(user, id).await.unwrap();
    scene.clock.advance(ONE_DAY * 2);
    assert_eq!(store.purge().await.unwrap(), 1);
}

#[tokio::test]
async fn everybody_s_expired_records_are_removed_and_nothing_else() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let store = scene.store();
    let users = [somebody(), somebody(), somebody()];
    for user in users {
        let (old, recent) = (some_id(), some_id());
        for (id, text) in [(old, "old"), (recent, "recent"), (some_id(), "alive")] {
            store.create(user, id, &note(text)).await.unwrap();
        }
        store.delete(user, old).await.unwrap();
        scene.clock.advance(ONE_DAY * 9);
        store.delete(user, recent).await.unwrap();
        scene.clock.advance(-ONE_DAY * 9);
    }
    scene.clock.advance(ONE_DAY * 9);
    assert_eq!(store.purge().await.unwrap(), 3);
    for user in users {
        assert_eq!(scene.rows(user).await, 2);
        assert_eq!(texts(store, user).await, (vec!["alive".to_owned()], 0));
    }
}

#[tokio::test]
async fn what_is_erased_is_gone_at_once() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let (one, two, three) = (some_id(), some_id(), some_id());
    for id in [one, two, three] {
        store.create(user, id, &note("text")).await.unwrap();
    }
    store.delete(user, two).await.unwrap();
    assert_eq!(store.erase(user, &[one, two, some_id()]).await.unwrap(), 2);
    assert_eq!(store.erase(user, &[one, two]).await.unwrap(), 0);
    assert_eq!(store.erase(user, &[]).await.unwrap(), 0);
    assert!(matches!(
        store.restore(user, two).await,
        Err(StoreError::Missing)
    ));
    assert_eq!(scene.rows(user).await, 1);
}

#[tokio::test]
async fn creating_a_deleted_record_again_brings_it_back_with_the_new_value() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("first")).await.unwrap();
    store.delete(user, id).await.unwrap();
    let other_day = Note {
        day: Some(jiff::civil::date(2026, 11, 21)),
        text: "second".to_owned(),
    };
    assert_eq!(
        store.create(user, id, &other_day).await.unwrap(),
        Created::New
    );
    let found = scene
        .elsewhere()
        .get::<Note>(user, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.revision, &found.value), (2, &other_day));
    assert_eq!(
        store.load_days::<Note>(user, &[super::DAY]).await.unwrap(),
        []
    );
    let days = [jiff::civil::date(2026, 11, 21)];
    assert_eq!(store.load_days::<Note>(user, &days).await.unwrap().len(), 1);
    scene.clock.advance(ONE_DAY * 30);
    assert_eq!(store.purge().await.unwrap(), 0);
    let again = store.create(user, id, &note("third")).await.unwrap();
    assert_eq!(again, Created::AlreadyThere);
}

#[tokio::test]
async fn two_who_bring_back_at_once_make_one_record() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    scene
        .store()
        .create(user, id, &note("first"))
        .await
        .unwrap();
    scene.store().delete(user, id).await.unwrap();
    let (one, other) = (scene.elsewhere(), scene.elsewhere());
    let value = note("again");
    let (left, right) = tokio::join!(one.create(user, id, &value), other.create(user, id, &value));
    let outcomes = [left.unwrap(), right.unwrap()];
    let new = outcomes
        .iter()
        .filter(|outcome| **outcome == Created::New)
        .count();
    assert_eq!(new, 1, "{outcomes:?}");
    assert_eq!(
        texts(&scene.elsewhere(), user).await,
        (vec!["again".to_owned()], 0)
    );
}
