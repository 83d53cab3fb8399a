//! Rows that somebody with access to the database has changed: each is counted as unreadable, and
//! none takes the others down.

use super::{DAY, Note, Scene, note, some_id, somebody, texts};
use crate::{
    encryption::server::{Sealable, StoreError},
    platform::ids::{RecordId, UserId},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Two good records and one for the tests to spoil.
async fn three(scene: &Scene) -> (UserId, RecordId) {
    let (user, victim) = (somebody(), some_id());
    scene
        .store()
        .create(user, victim, &note("victim"))
        .await
        .unwrap();
    for text in ["good", "sound"] {
        scene
            .store()
            .create(user, some_id(), &note(text))
            .await
            .unwrap();
    }
    (user, victim)
}

async fn assert_one_is_unreadable(scene: &Scene, user: UserId, victim: RecordId, what: &str) {
    for store in [scene.store().clone(), scene.elsewhere()] {
        let (texts, unreadable) = texts(&store, user).await;
        assert_eq!(texts, ["good", "sound"], "{what}");
        assert_eq!(unreadable, 1, "{what}");
        let refused = store.get::<Note>(user, victim).await;
        assert!(
            matches!(refused, Err(StoreError::Unreadable)),
            "{what}: {refused:?}"
        );
        let of_day = store.load_days::<Note>(user, &[DAY]).await.unwrap();
        assert_eq!(of_day.len(), 2, "{what}");
    }
}

#[tokio::test]
async fn a_row_with_one_flipped_bit_is_counted() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let flips = [
        (
            "version",
            "update vault.record set body = set_byte(body, 0, get_byte(body, 0) # 1) where user_id = $1 and id = $2",
        ),
        (
            "suite",
            "update vault.record set body = set_byte(body, 1, get_byte(body, 1) # 128) where user_id = $1 and id = $2",
        ),
        (
            "an earlier epoch",
            "update vault.record set body = set_byte(body, 7, get_byte(body, 7) # 1) where user_id = $1 and id = $2",
        ),
        (
            "an epoch to come",
            "update vault.record set body = set_byte(body, 4, 255) where user_id = $1 and id = $2",
        ),
        (
            "lineage",
            "update vault.record set body = set_byte(body, 11, get_byte(body, 11) # 1) where user_id = $1 and id = $2",
        ),
        (
            "salt",
            "update vault.record set body = set_byte(body, 20, get_byte(body, 20) # 4) where user_id = $1 and id = $2",
        ),
        (
            "commitment",
            "update vault.record set body = set_byte(body, 40, get_byte(body, 40) # 1) where user_id = $1 and id = $2",
        ),
        (
            "ciphertext",
            "update vault.record set body = set_byte(body, 100, get_byte(body, 100) # 1) where user_id = $1 and id = $2",
        ),
        (
            "tag",
            "update vault.record set body = set_byte(body, length(body) - 1, get_byte(body, length(body) - 1) # 1) where user_id = $1 and id = $2",
        ),
        (
            "one byte more",
            "update vault.record set body = body || '\\x00' where user_id = $1 and id = $2",
        ),
        (
            "all zeroes",
            "update vault.record set body = decode(repeat('00', length(body)), 'hex') where user_id = $1 and id = $2",
        ),
        (
            "revision",
            "update vault.record set revision = revision + 1 where user_id = $1 and id = $2",
        ),
        (
            "schema version",
            "update vault.record set schema_version = 2 where user_id = $1 and id = $2",
        ),
    ];
    for (what, statement) in flips {
        let (user, victim) = three(&scene).await;
        scene.tamper(statement, user, victim).await;
        assert_one_is_unreadable(&scene, user, victim, what).await;
    }
}

#[tokio::test]
async fn a_row_moved_from_another_id_is_counted() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, victim) = three(&scene).await;
    scene
        .tamper(
            "update vault.record set body = (select other.body from vault.record other
                 where other.user_id = $1 and other.id <> $2 limit 1)
             where user_id = $1 and id = $2",
            user,
            victim,
        )
        .await;
    assert_one_is_unreadable(&scene, user, victim, "body of another id").await;
}

#[tokio::test]
async fn a_row_moved_from_another_patient_is_counted() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (stranger, id) = (somebody(), some_id());
    scene
        .store()
        .create(stranger, id, &note("a stranger's"))
        .await
        .unwrap();
    let (user, victim) = three(&scene).await;
    scene.store().erase(user, &[victim]).await.unwrap();
    let mut connection = scene.test.database.superuser().await;
    sqlx::query(
        "insert into vault.record (user_id, id, day_index, revision, schema_version, body)
         select $1, id, day_index, revision, schema_version, body
         from vault.record where user_id = $2",
    )
    .bind(user.as_uuid())
    .bind(stranger.as_uuid())
    .execute(&mut connection)
    .await
    .unwrap();
    for store in [scene.store().clone(), scene.elsewhere()] {
        let (texts, unreadable) = texts(&store, user).await;
        assert_eq!(
            (texts, unreadable),
            (vec!["good".to_owned(), "sound".to_owned()], 1)
        );
        let refused = store.get::<Note>(user, id).await;
        assert!(matches!(refused, Err(StoreError::Unreadable)));
    }
}

#[tokio::test]
async fn an_older_revision_played_back_is_counted() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, victim) = three(&scene).await;
    scene
        .run("create table public.copy as select * from vault.record")
        .await;
    scene
        .store()
        .put(user, victim, 1, &note("changed"))
        .await
        .unwrap();
    scene
        .tamper(
            "update vault.record set body = copy.body from public.copy
             where record.user_id = $1 and record.id = $2
                 and copy.user_id = record.user_id and copy.id = record.id",
            user,
            victim,
        )
        .await;
    assert_one_is_unreadable(&scene, user, victim, "body of revision 1").await;
}

#[tokio::test]
async fn a_spoilt_row_can_still_be_deleted_and_brought_back() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, victim) = three(&scene).await;
    let flip = "update vault.record set body = set_byte(body, 99, get_byte(body, 99) # 1) where user_id = $1 and id = $2";
    scene.tamper(flip, user, victim).await;
    scene.store().delete(user, victim).await.unwrap();
    assert_eq!(texts(scene.store(), user).await.1, 0);
    scene.store().restore(user, victim).await.unwrap();
    // The same bit once more: nothing else was touched, so the record opens again.
    scene.tamper(flip, user, victim).await;
    assert_eq!(
        texts(scene.store(), user).await,
        (
            vec!["good".to_owned(), "sound".to_owned(), "victim".to_owned()],
            0
        )
    );
}

/// Has the kind of a note and other fields.
#[derive(Debug, Serialize, Deserialize)]
struct Impostor {
    number: u64,
}

impl Sealable for Impostor {
    const KIND: &'static str = "test_note";

    fn local_day(&self) -> Option<Date> {
        Some(DAY)
    }
}

#[tokio::test]
async fn a_record_that_opens_but_makes_no_sense_is_counted() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, victim) = (somebody(), some_id());
    for text in ["good", "sound"] {
        scene
            .store()
            .create(user, some_id(), &note(text))
            .await
            .unwrap();
    }
    scene
        .store()
        .create(user, victim, &Impostor { number: 7 })
        .await
        .unwrap();
    assert_one_is_unreadable(&scene, user, victim, "other fields").await;
}

#[tokio::test]
async fn a_swapped_application_share_opens_nothing_and_is_told_apart() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, _) = three(&scene).await;
    let (stranger, _) = three(&scene).await;
    let mut connection = scene.test.database.superuser().await;
    let swap = "update vault.app_share set wrapped = (select other.wrapped from vault.app_share other where other.user_id = $2) where user_id = $1";
    sqlx::query(swap)
        .bind(user.as_uuid())
        .bind(stranger.as_uuid())
        .execute(&mut connection)
        .await
        .unwrap();
    let store = scene.elsewhere();
    assert!(matches!(store.load(user).await, Err(StoreError::Keys(_))));
    assert!(matches!(
        store.create(user, some_id(), &note("x")).await,
        Err(StoreError::Keys(_))
    ));
    assert_eq!(texts(&store, stranger).await.1, 0);
    assert_eq!(scene.rows(user).await, 3);
}
