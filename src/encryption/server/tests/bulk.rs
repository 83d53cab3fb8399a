//! Many records at once.

use super::{DAY, Memo, Note, Scene, note, some_id, somebody, texts};
use crate::{
    encryption::server::{Created, NewRecord, StoreError},
    platform::ids::RecordId,
};

fn batch(texts: &[&str]) -> (Vec<RecordId>, Vec<NewRecord>) {
    texts
        .iter()
        .map(|text| {
            let id = some_id();
            (id, NewRecord::of(id, &note(text)).unwrap())
        })
        .unzip()
}

#[tokio::test]
async fn each_record_of_a_batch_is_new_or_already_there() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let (ids, records) = batch(&["a", "b", "c", "d"]);
    store.create(user, ids[1], &note("older b")).await.unwrap();
    store.create(user, ids[2], &note("older c")).await.unwrap();
    store.delete(user, ids[2]).await.unwrap();
    let outcome = store.create_many(user, &records).await.unwrap();
    use Created::{AlreadyThere, New};
    assert_eq!(outcome, [New, AlreadyThere, New, New]);
    let expected = ["a", "c", "d", "older b"].map(str::to_owned).to_vec();
    assert_eq!(texts(&scene.elsewhere(), user).await, (expected.clone(), 0));
    let again = store.create_many(user, &records).await.unwrap();
    assert_eq!(again, [AlreadyThere; 4]);
    assert_eq!(texts(store, user).await, (expected, 0));
}

#[tokio::test]
async fn an_empty_batch_is_fine() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    assert_eq!(
        scene.store().create_many(somebody(), &[]).await.unwrap(),
        []
    );
}

#[tokio::test]
async fn one_record_that_is_too_large_keeps_the_whole_batch_out() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let (ids, mut records) = batch(&["a", "b"]);
    store.create(user, ids[0], &note("deleted")).await.unwrap();
    store.delete(user, ids[0]).await.unwrap();
    records.push(NewRecord::of(some_id(), &note(&"x".repeat(1_100_000))).unwrap());
    let refused = store.create_many(user, &records).await;
    assert!(matches!(refused, Err(StoreError::TooLarge)), "{refused:?}");
    assert_eq!(texts(store, user).await, (vec![], 0));
    assert_eq!(scene.rows(user).await, 1, "the deleted one alone");
    records.pop();
    store.create_many(user, &records).await.unwrap();
    assert_eq!(
        texts(store, user).await,
        (vec!["a".to_owned(), "b".to_owned()], 0)
    );
}

#[tokio::test]
async fn a_write_that_fails_half_way_leaves_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let (ids, records) = batch(&["a", "b", "c"]);
    // The batch first inserts, then revives: let the reviving fail.
    store.create(user, ids[2], &note("deleted")).await.unwrap();
    store.delete(user, ids[2]).await.unwrap();
    scene
        .run(
            "create function public.fail() returns trigger language plpgsql as
                 'begin raise exception ''no''; end';
             create trigger fail before update on vault.record execute function public.fail()",
        )
        .await;
    let refused = store.create_many(user, &records).await;
    assert!(
        matches!(refused, Err(StoreError::Database(_))),
        "{refused:?}"
    );
    assert_eq!(texts(store, user).await, (vec![], 0));
    scene.run("drop trigger fail on vault.record").await;
    store.create_many(user, &records).await.unwrap();
    assert_eq!(texts(&scene.elsewhere(), user).await.0, ["a", "b", "c"]);
}

#[tokio::test]
async fn a_long_diary_opens_whole_and_counts_what_is_spoilt() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let mut ids = Vec::new();
    let records: Vec<_> = (0..2_000_u32)
        .map(|number| {
            let id = some_id();
            ids.push(id);
            let text = format!("{number:04}");
            let record = if number % 4 == 0 {
                NewRecord::of(
                    id,
                    &Memo {
                        day: Some(DAY),
                        text,
                    },
                )
            } else {
                NewRecord::of(id, &note(&text))
            };
            record.unwrap()
        })
        .collect();
    let created = store.create_many(user, &records).await.unwrap();
    assert_eq!(created, vec![Created::New; 2_000]);
    let flip = "update vault.record set body = set_byte(body, 90, get_byte(body, 90) # 1) where user_id = $1 and id = $2";
    for id in [ids[1], ids[1_999]] {
        scene.tamper(flip, user, id).await;
    }
    let opened = scene.elsewhere().load(user).await.unwrap();
    assert_eq!((opened.len(), opened.unreadable), (1_998, 2));
    assert_eq!(opened.of::<Memo>().records.len(), 500);
    let mut numbers: Vec<_> = opened.of::<Note>().records;
    numbers.sort_by(|one, other| one.value.text.cmp(&other.value.text));
    assert_eq!(numbers.len(), 1_498);
    assert_eq!(
        (numbers[0].id, numbers[0].value.text.as_str()),
        (ids[2], "0002")
    );
    assert!(numbers.iter().all(|stored| stored.revision == 1));
}

#[tokio::test]
async fn around_the_size_from_which_two_threads_open_nothing_is_lost() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let texts: Vec<String> = (0..511).map(|number| number.to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    store.create_many(user, &batch(&texts).1).await.unwrap();
    for expected in 511..=514 {
        assert_eq!(
            store.load(user).await.unwrap().of::<Note>().records.len(),
            expected
        );
        store
            .create(user, some_id(), &note("one more"))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn derived_ids_follow_from_their_parts_and_the_patient() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (anna, berta) = (somebody(), somebody());
    let here = scene.store().derived_ids(anna).await.unwrap();
    let there = scene.elsewhere().derived_ids(anna).await.unwrap();
    let hers = scene.store().derived_ids(berta).await.unwrap();
    let parts: [&[u8]; 2] = [b"clear-day", b"2026-11-20"];
    assert_eq!(here.id(&parts), there.id(&parts));
    assert_ne!(here.id(&parts), hers.id(&parts));
    assert_ne!(here.id(&parts), here.id(&[b"clear-day", b"2026-11-21"]));
    assert_ne!(here.id(&parts), here.id(&[b"clear-day2026-11-20"]));
    assert_ne!(here.id(&parts), here.id(&[b"2026-11-20", b"clear-day"]));
}
