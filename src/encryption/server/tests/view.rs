//! An opened diary that is remembered: it never shows what is no longer so, and never outlives its keys.

use super::{DAY, Note, Scene, note, some_id, somebody};
use crate::{
    encryption::server::{
        NewRecord, Opened, SealedStore, StoreError, view::Mark, view_cache::ViewCache,
    },
    platform::ids::UserId,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// What is made of a diary in these tests.
#[derive(Debug, PartialEq, Eq)]
struct Texts(Vec<String>);

/// Counts how often a diary is really opened.
#[derive(Default)]
struct Openings(AtomicUsize);

impl Openings {
    async fn read(&self, store: &SealedStore, user: UserId) -> Result<Arc<Texts>, StoreError> {
        let sort = |opened: &Opened| {
            self.0.fetch_add(1, Ordering::Relaxed);
            let notes = opened.of::<Note>().records;
            let mut texts: Vec<String> = notes.into_iter().map(|note| note.value.text).collect();
            texts.sort();
            Texts(texts)
        };
        store.view(user, sort).await
    }

    async fn texts(&self, store: &SealedStore, user: UserId) -> Vec<String> {
        self.read(store, user).await.unwrap().0.clone()
    }

    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

#[tokio::test]
async fn a_view_is_opened_once_and_again_after_every_kind_of_write() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    let openings = Openings::default();
    store.create(user, id, &note("one")).await.unwrap();
    assert_eq!(openings.texts(store, user).await, ["one"]);
    assert_eq!(openings.texts(store, user).await, ["one"]);
    assert_eq!(openings.count(), 1);
    store.put(user, id, 1, &note("changed")).await.unwrap();
    assert_eq!(openings.texts(store, user).await, ["changed"]);
    store.delete(user, id).await.unwrap();
    assert!(openings.texts(store, user).await.is_empty());
    store.restore(user, id).await.unwrap();
    assert_eq!(openings.texts(store, user).await, ["changed"]);
    // One goes and another of the same revision comes: count and revisions alone would not tell.
    let (first, second) = (some_id(), some_id());
    store.create(user, first, &note("first")).await.unwrap();
    assert_eq!(openings.texts(store, user).await, ["changed", "first"]);
    store.erase(user, &[first]).await.unwrap();
    let next = NewRecord::of(second, &note("second")).unwrap();
    store.create_many(user, &[next]).await.unwrap();
    assert_eq!(openings.texts(store, user).await, ["changed", "second"]);
}

#[tokio::test]
async fn a_write_by_another_process_is_seen() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, openings) = (somebody(), Openings::default());
    scene
        .store()
        .create(user, some_id(), &note("one"))
        .await
        .unwrap();
    assert_eq!(openings.texts(scene.store(), user).await, ["one"]);
    let elsewhere = scene.elsewhere();
    elsewhere
        .create(user, some_id(), &note("two"))
        .await
        .unwrap();
    assert_eq!(openings.texts(scene.store(), user).await, ["one", "two"]);
}

#[tokio::test]
async fn a_view_ends_with_its_keys() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    let custodian = scene.custodian();
    let store = scene.with_custodian(custodian.clone(), [7; 32]);
    let openings = Openings::default();
    store.create(user, some_id(), &note("one")).await.unwrap();
    assert_eq!(openings.texts(&store, user).await, ["one"]);
    custodian.go_away();
    assert_eq!(openings.texts(&store, user).await, ["one"]);
    store.forget(user);
    assert_eq!(store.views.len(), 0);
    assert!(matches!(
        openings.read(&store, user).await,
        Err(StoreError::Keys(_))
    ));
    custodian.come_back();
    assert_eq!(openings.texts(&store, user).await, ["one"]);
    custodian.go_away();
    scene.clock.advance(SignedDuration::from_mins(11));
    assert!(matches!(
        openings.read(&store, user).await,
        Err(StoreError::Keys(_))
    ));
    store.sweep();
    assert_eq!(store.views.len(), 0);
}

#[tokio::test]
async fn views_of_two_patients_never_mix() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (first, second, openings) = (somebody(), somebody(), Openings::default());
    // The same ids on purpose: the marks are equal then.
    let id = some_id();
    scene
        .store()
        .create(first, id, &note("hers"))
        .await
        .unwrap();
    scene
        .store()
        .create(second, id, &note("his"))
        .await
        .unwrap();
    for _ in 0..2 {
        assert_eq!(openings.texts(scene.store(), first).await, ["hers"]);
        assert_eq!(openings.texts(scene.store(), second).await, ["his"]);
    }
    assert_eq!(openings.count(), 2);
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[test]
fn the_memory_of_views_is_bounded() {
    let (cache, mark) = (
        ViewCache::default(),
        Mark {
            records: 1,
            fold: 1,
        },
    );
    let users: Vec<UserId> = (0..7).map(|_| somebody()).collect();
    for user in &users {
        cache.insert(*user, mark, 10_000, Arc::new(DAY), at(600), at(0));
    }
    assert_eq!(cache.len(), 6);
    let held = |user: &UserId| cache.get::<jiff::civil::Date>(*user, mark, at(1)).is_some();
    assert!(
        !held(&users[0]),
        "the one that was not asked for longest goes"
    );
    assert!(users[1..].iter().all(held));
    cache.insert(users[0], mark, 30_001, Arc::new(DAY), at(600), at(1));
    assert_eq!(
        cache.len(),
        6,
        "one that fills half of the room is not kept"
    );
    assert!(cache.get::<String>(users[1], mark, at(1)).is_none());
    let newer = Mark {
        records: 1,
        fold: 2,
    };
    assert!(
        cache
            .get::<jiff::civil::Date>(users[1], newer, at(1))
            .is_none()
    );
    assert!(
        cache
            .get::<jiff::civil::Date>(users[1], mark, at(600))
            .is_none()
    );
    cache.sweep(at(600));
    assert_eq!(cache.len(), 0);
}
