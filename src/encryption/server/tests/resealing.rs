//! Moving records to another key: nothing is lost, doubled or overwritten, whatever comes in between.

use super::{Note, Scene, note, some_id, somebody, texts};
use crate::{
    encryption::{
        epoch::{Epoch, KeyName, Lineage},
        server::{KeyUpkeep, NewRecord, Resealed, SealedStore, StoreError},
    },
    platform::ids::{RecordId, UserId},
};
use jiff::SignedDuration;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

const TODAY: Epoch = Epoch::new(20_777);

fn in_lineage(number: u32) -> KeyName {
    KeyName {
        epoch: TODAY,
        lineage: Lineage::new(number),
    }
}

/// Notes "0" to "count - 1" under ids of their own.
async fn fill(store: &SealedStore, user: UserId, count: usize) -> Vec<RecordId> {
    let ids: Vec<RecordId> = (0..count).map(|_| some_id()).collect();
    let records: Vec<NewRecord> = ids
        .iter()
        .enumerate()
        .map(|(number, id)| NewRecord::of(*id, &note(&number.to_string())).unwrap())
        .collect();
    store.create_many(user, &records).await.unwrap();
    ids
}

fn numbers(count: usize) -> Vec<String> {
    let mut texts: Vec<String> = (0..count).map(|number| number.to_string()).collect();
    texts.sort();
    texts
}

async fn names(store: &SealedStore, user: UserId) -> BTreeMap<KeyName, u64> {
    store.key_names(user).await.unwrap()
}

async fn move_all(store: &SealedStore, user: UserId) -> Resealed {
    let all: BTreeSet<KeyName> = names(store, user).await.into_keys().collect();
    store
        .rewrap(user, &all, u64::MAX, &mut |_| {})
        .await
        .unwrap()
}

/// Everything of the rows that is not the sealed body.
async fn outside(scene: &Scene, user: UserId) -> Vec<(uuid::Uuid, Vec<u8>, i64, i32, Option<i32>)> {
    let mut connection = scene.test.database.superuser().await;
    sqlx::query_as(
        "select id, day_index, revision, schema_version, purge_epoch
         from vault.record
         where user_id = $1
         order by id",
    )
    .bind(user.as_uuid())
    .fetch_all(&mut connection)
    .await
    .unwrap()
}

#[tokio::test]
async fn every_record_opens_under_the_new_key_and_nothing_else_has_changed() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, other) = (scene.store(), somebody(), somebody());
    let ids = fill(store, user, 30).await;
    fill(store, other, 3).await;
    store.put(user, ids[4], 1, &note("edited")).await.unwrap();
    store.delete(user, ids[5]).await.unwrap();
    let before = outside(&scene, user).await;
    store.keys().ring().raise_lineage(user).await.unwrap();
    let mut told = Resealed::default();
    let all: BTreeSet<KeyName> = names(store, user).await.into_keys().collect();
    let done = store
        .rewrap(user, &all, u64::MAX, &mut |more| told += more)
        .await
        .unwrap();
    let expected = Resealed {
        moved: 30,
        ..Resealed::default()
    };
    assert_eq!((done, told), (expected, expected));
    assert_eq!(outside(&scene, user).await, before);
    assert_eq!(
        names(store, user).await,
        BTreeMap::from([(in_lineage(1), 30)])
    );
    assert_eq!(
        names(store, other).await,
        BTreeMap::from([(in_lineage(0), 3)])
    );
    let elsewhere = scene.elsewhere();
    assert!(elsewhere.restore(user, ids[5]).await.unwrap());
    let mut expected = numbers(30);
    expected.retain(|text| text != "4");
    expected.push("edited".to_owned());
    expected.sort();
    assert_eq!(texts(&elsewhere, user).await, (expected, 0));
    let days = elsewhere.load_days::<Note>(user, &[super::DAY]).await;
    assert_eq!(days.unwrap().len(), 30, "found by their day as before");
    // Once more: there is nothing to do.
    assert_eq!(move_all(store, user).await, Resealed::default());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rewrap_that_is_killed_in_the_middle_goes_on_where_it_was() {
    const COUNT: usize = 9_000;
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store().clone(), somebody());
    fill(&store, user, COUNT).await;
    store.keys().ring().raise_lineage(user).await.unwrap();
    for _ in 0..2 {
        let first = Arc::new(tokio::sync::Notify::new());
        let run = tokio::spawn({
            let (store, first) = (store.clone(), Arc::clone(&first));
            async move {
                let all: BTreeSet<KeyName> = [in_lineage(0)].into();
                let mut progress = |_| {
                    first.notify_one();
                    // Time for whoever is about to cut it off.
                    let (_open, nothing) = std::sync::mpsc::channel::<()>();
                    let _ = nothing.recv_timeout(std::time::Duration::from_millis(200));
                };
                store.rewrap(user, &all, u64::MAX, &mut progress).await
            }
        });
        first.notified().await;
        run.abort();
        assert!(run.await.is_err(), "it was cut off");
        let found = names(&store, user).await;
        assert!(found[&in_lineage(0)] > 0 && found[&in_lineage(1)] > 0);
        assert_eq!(found.values().sum::<u64>(), COUNT as u64);
        assert_eq!(texts(&scene.elsewhere(), user).await, (numbers(COUNT), 0));
    }
    // Another process takes over.
    move_all(&scene.elsewhere(), user).await;
    assert_eq!(
        names(&store, user).await,
        BTreeMap::from([(in_lineage(1), COUNT as u64)])
    );
    assert_eq!(texts(&scene.elsewhere(), user).await, (numbers(COUNT), 0));
}

#[tokio::test]
async fn a_budget_ends_a_run_and_the_next_one_does_the_rest() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    fill(store, user, 25).await;
    store.keys().ring().raise_lineage(user).await.unwrap();
    let all: BTreeSet<KeyName> = [in_lineage(0)].into();
    let mut moved = Vec::new();
    for _ in 0..4 {
        let done = store.rewrap(user, &all, 10, &mut |_| {}).await.unwrap();
        moved.push(done.moved);
    }
    assert_eq!(moved, [10, 10, 5, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_during_a_rewrap_are_neither_overwritten_nor_refused() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store().clone(), somebody());
    let ids = fill(&store, user, 200).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let overtaken = Arc::new(AtomicU64::new(0));
    let rewraps = tokio::spawn({
        let (store, is_over) = (store.clone(), Arc::clone(&is_over));
        let overtaken = Arc::clone(&overtaken);
        async move {
            while !is_over.load(Ordering::SeqCst) {
                store.keys().ring().raise_lineage(user).await.unwrap();
                let done = move_all(&store, user).await;
                assert_eq!(done.unreadable, 0);
                overtaken.fetch_add(done.overtaken, Ordering::SeqCst);
            }
        }
    });
    // Another process edits: each record, round after round, without ever finding it changed by others.
    let editor = scene.elsewhere();
    let mut revision = 1;
    for round in 0..15 {
        for (number, id) in ids.iter().enumerate() {
            let text = note(&format!("{round}/{number}"));
            editor.put(user, *id, revision, &text).await.unwrap();
        }
        revision += 1;
    }
    is_over.store(true, Ordering::SeqCst);
    rewraps.await.unwrap();
    let mut expected: Vec<String> = (0..200).map(|number| format!("14/{number}")).collect();
    expected.sort();
    assert_eq!(texts(&scene.elsewhere(), user).await, (expected, 0));
    let revisions = outside(&scene, user).await;
    assert!(revisions.iter().all(|row| row.2 == revision));
    eprintln!("{} were overtaken", overtaken.load(Ordering::SeqCst));
}

#[tokio::test]
async fn an_edit_between_reading_and_writing_wins() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let ids = fill(store, user, 2).await;
    store.keys().ring().raise_lineage(user).await.unwrap();
    // The database changes the row when it is about to be written: as if an edit had come just before.
    scene
        .run(
            "create function vault.test_edit() returns trigger language plpgsql as $$
             begin
                 if new.revision = old.revision then return null; end if;
                 return new;
             end $$;
             create trigger edit before update on vault.record
                 for each row execute function vault.test_edit()",
        )
        .await;
    let done = move_all(store, user).await;
    assert_eq!((done.moved, done.overtaken), (0, 2));
    scene.run("drop trigger edit on vault.record").await;
    store.put(user, ids[0], 1, &note("newer")).await.unwrap();
    assert_eq!(move_all(store, user).await.moved, 1, "the other one");
    let expected = vec!["1".to_owned(), "newer".to_owned()];
    assert_eq!(texts(&scene.elsewhere(), user).await, (expected, 0));
}

#[tokio::test]
async fn another_process_may_write_with_the_former_key_and_its_records_follow() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let late = scene.elsewhere();
    fill(&late, user, 3).await;
    store.keys().ring().raise_lineage(user).await.unwrap();
    move_all(store, user).await;
    late.create(user, some_id(), &note("late")).await.unwrap();
    assert_eq!(
        names(store, user).await,
        BTreeMap::from([(in_lineage(0), 1), (in_lineage(1), 3)])
    );
    // Its lease ends, and it goes over to the new lineage.
    scene.clock.advance(SignedDuration::from_mins(11));
    late.create(user, some_id(), &note("later")).await.unwrap();
    assert_eq!(names(store, user).await[&in_lineage(1)], 4);
    assert_eq!(move_all(store, user).await.moved, 1);
    assert_eq!(texts(store, user).await.0.len(), 5);
}

#[tokio::test]
async fn rows_that_do_not_open_stay_and_keep_their_share() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let ids = fill(store, user, 5).await;
    let flip = "update vault.record
                set body = set_byte(body, 100, get_byte(body, 100) # 1)
                where user_id = $1 and id = $2";
    scene.tamper(flip, user, ids[2]).await;
    let upkeep = KeyUpkeep::new(store.clone());
    upkeep.raise(user).await.unwrap();
    let done = move_all(store, user).await;
    assert_eq!((done.moved, done.unreadable), (4, 1));
    scene.clock.advance(SignedDuration::from_hours(72));
    let retired = upkeep.retire_unused(user, &[in_lineage(0)].into()).await;
    assert_eq!(retired.unwrap(), 0);
    // Somebody mends the row by hand: its key is there.
    scene.tamper(flip, user, ids[2]).await;
    assert_eq!(texts(&scene.elsewhere(), user).await, (numbers(5), 0));
}

#[tokio::test]
async fn a_rewrap_without_a_custodian_changes_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    fill(scene.store(), user, 4).await;
    let custodian = scene.custodian();
    let store = scene.with_custodian(custodian.clone(), [7; 32]);
    store.keys().ring().raise_lineage(user).await.unwrap();
    custodian.go_away();
    let all: BTreeSet<KeyName> = [in_lineage(0)].into();
    let refused = store.rewrap(user, &all, u64::MAX, &mut |_| {}).await;
    assert!(matches!(refused, Err(StoreError::Keys(_))), "{refused:?}");
    custodian.come_back();
    assert_eq!(texts(&store, user).await, (numbers(4), 0));
}

#[tokio::test]
async fn large_records_come_in_pages_that_fit_into_memory() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let large = note(&"x".repeat(900_000));
    for _ in 0..12 {
        store.create(user, some_id(), &large).await.unwrap();
    }
    store.keys().ring().raise_lineage(user).await.unwrap();
    let mut pages = Vec::new();
    let all: BTreeSet<KeyName> = [in_lineage(0)].into();
    store
        .rewrap(user, &all, u64::MAX, &mut |done| pages.push(done.moved))
        .await
        .unwrap();
    assert_eq!(pages.iter().sum::<u64>(), 12);
    assert!(pages.iter().all(|moved| *moved <= 10), "{pages:?}");
    assert_eq!(texts(&scene.elsewhere(), user).await.0.len(), 12);
}
