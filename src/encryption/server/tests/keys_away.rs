//! The key store is away, or the keys do not fit: the answer says so, and nothing is lost.

use super::{DAY, Note, Scene, note, some_id, somebody, texts};
use crate::{
    encryption::server::{KeysError, NewRecord, SealedStore, StoreError},
    platform::ids::{RecordId, UserId},
    problem::Problem,
};
use jiff::SignedDuration;

/// What [`Scene`]'s own store wraps application shares under.
const WRAPPING_KEY: [u8; 32] = [7; 32];

/// Every way in says that the keys are away.
async fn assert_away(store: &SealedStore, user: UserId, id: RecordId) {
    let answers = [
        store.load(user).await.map(drop),
        store.get::<Note>(user, id).await.map(drop),
        store.load_days::<Note>(user, &[DAY]).await.map(drop),
        store.create(user, some_id(), &note("lost")).await.map(drop),
        store
            .create_many(user, &[NewRecord::of(some_id(), &note("lost")).unwrap()])
            .await
            .map(drop),
        store.put(user, id, 1, &note("lost")).await.map(drop),
        store.derived_ids(user).await.map(drop),
    ];
    for (place, answer) in answers.into_iter().enumerate() {
        let error = answer.expect_err("an error");
        assert!(matches!(error, StoreError::Keys(_)), "{place}: {error:?}");
        assert_eq!(Problem::from(error), Problem::KeysAway, "{place}");
    }
}

#[tokio::test]
async fn while_the_custodian_is_away_nothing_is_lost() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    scene.store().create(user, id, &note("kept")).await.unwrap();
    let custodian = scene.custodian();
    let store = scene.with_custodian(custodian.clone(), WRAPPING_KEY);
    custodian.go_away();
    assert!(!store.keys_answer().await);
    assert_away(&store, user, id).await;
    assert_eq!(scene.rows(user).await, 1);
    // What needs no key still works.
    store.delete(user, id).await.unwrap();
    store.restore(user, id).await.unwrap();
    assert_eq!(store.purge().await.unwrap(), 0);
    custodian.come_back();
    assert!(store.keys_answer().await);
    assert_eq!(texts(&store, user).await, (vec!["kept".to_owned()], 0));
    store.create(user, some_id(), &note("new")).await.unwrap();
    assert_eq!(
        texts(&scene.elsewhere(), user).await,
        (vec!["kept".to_owned(), "new".to_owned()], 0)
    );
}

#[tokio::test]
async fn a_first_write_while_the_custodian_is_away_does_no_harm() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    let custodian = scene.custodian();
    let store = scene.with_custodian(custodian.clone(), WRAPPING_KEY);
    custodian.go_away();
    let refused = store.create(user, some_id(), &note("lost")).await;
    assert!(
        matches!(refused, Err(StoreError::Keys(KeysError::Custodian(_)))),
        "{refused:?}"
    );
    assert_eq!(scene.rows(user).await, 0);
    custodian.come_back();
    store.create(user, some_id(), &note("first")).await.unwrap();
    assert_eq!(
        texts(&scene.elsewhere(), user).await,
        (vec!["first".to_owned()], 0)
    );
}

#[tokio::test]
async fn keys_on_loan_serve_until_the_loan_ends() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    let custodian = scene.custodian();
    let store = scene.with_custodian(custodian.clone(), WRAPPING_KEY);
    store.create(user, id, &note("kept")).await.unwrap();
    custodian.go_away();
    assert_eq!(texts(&store, user).await, (vec!["kept".to_owned()], 0));
    store
        .create(user, some_id(), &note("on loan"))
        .await
        .unwrap();
    scene.clock.advance(SignedDuration::from_mins(11));
    assert_away(&store, user, id).await;
    custodian.come_back();
    assert_eq!(
        texts(&store, user).await,
        (vec!["kept".to_owned(), "on loan".to_owned()], 0)
    );
}

#[tokio::test]
async fn forgotten_keys_are_fetched_again() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    let custodian = scene.custodian();
    let store = scene.with_custodian(custodian.clone(), WRAPPING_KEY);
    store.create(user, id, &note("kept")).await.unwrap();
    custodian.go_away();
    store.keys().ring().forget(user);
    assert_away(&store, user, id).await;
    custodian.come_back();
    assert_eq!(texts(&store, user).await, (vec!["kept".to_owned()], 0));
}

#[tokio::test]
async fn a_key_folder_that_cannot_be_read_loses_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    scene.store().create(user, id, &note("kept")).await.unwrap();
    let store = scene.elsewhere();
    let users = scene.test.folder.path().join("custodian").join("users");
    let aside = users.with_extension("aside");
    // A file where the folder should be: unreadable for root as well, unlike a missing permission.
    std::fs::rename(&users, &aside).unwrap();
    std::fs::write(&users, "not a folder").unwrap();
    assert_away(&store, user, id).await;
    std::fs::remove_file(&users).unwrap();
    std::fs::rename(&aside, &users).unwrap();
    assert_eq!(texts(&store, user).await, (vec!["kept".to_owned()], 0));
    assert_eq!(scene.rows(user).await, 1);
}

#[tokio::test]
async fn a_day_whose_key_is_gone_is_counted_and_the_other_days_open() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    scene
        .store()
        .create(user, some_id(), &note("first day"))
        .await
        .unwrap();
    scene.clock.advance(SignedDuration::from_hours(24));
    scene
        .store()
        .create(user, some_id(), &note("second day"))
        .await
        .unwrap();
    let folder = scene
        .test
        .folder
        .path()
        .join("custodian/users")
        .join(user.to_string());
    let share = folder.join("record-20777");
    let kept = std::fs::read(&share).unwrap();
    for bytes in [None, Some(vec![0; kept.len()])] {
        match bytes {
            None => std::fs::remove_file(&share).unwrap(),
            Some(bytes) => std::fs::write(&share, bytes).unwrap(),
        }
        let elsewhere = scene.elsewhere();
        assert_eq!(
            texts(&elsewhere, user).await,
            (vec!["second day".to_owned()], 1)
        );
    }
    std::fs::write(&share, kept).unwrap();
    assert_eq!(texts(&scene.elsewhere(), user).await.1, 0);
}

#[tokio::test]
async fn another_wrapping_key_is_refused_and_changes_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    scene.store().create(user, id, &note("kept")).await.unwrap();
    let wrong = scene.with_custodian(scene.custodian(), [8; 32]);
    assert_away(&wrong, user, id).await;
    let refused = wrong.load(user).await;
    assert!(matches!(
        refused,
        Err(StoreError::Keys(KeysError::Wrapping))
    ));
    assert_eq!(scene.rows(user).await, 1);
    let shares = "select count(*) from vault.app_share where user_id = $1";
    assert_eq!(scene.count(shares, user).await, 1);
    assert_eq!(
        texts(&scene.elsewhere(), user).await,
        (vec!["kept".to_owned()], 0)
    );
}

#[tokio::test]
async fn shredded_keys_open_nothing_any_more() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (anna, berta, id) = (somebody(), somebody(), some_id());
    for user in [anna, berta] {
        scene.store().create(user, id, &note("kept")).await.unwrap();
    }
    let store = scene.elsewhere();
    store.keys().ring().shred(anna).await.unwrap();
    assert_away(&store, anna, id).await;
    assert_away(&scene.elsewhere(), anna, id).await;
    assert_eq!(texts(&store, berta).await, (vec!["kept".to_owned()], 0));
}

#[tokio::test]
async fn errors_name_neither_a_patient_nor_a_value() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    let custodian = scene.custodian();
    let store = scene.with_custodian(custodian.clone(), WRAPPING_KEY);
    store.create(user, id, &note("kept")).await.unwrap();
    scene
        .run("revoke insert on vault.record from migraine_pulse_app")
        .await;
    let mut said = format!(
        "{:?}",
        store.create(user, some_id(), &note("secret words")).await
    );
    custodian.go_away();
    store.keys().ring().forget(user);
    said += &format!("{:?}", store.load(user).await);
    said += &format!(
        "{:?} {:?}",
        store,
        store.put(user, id, 9, &note("secret words")).await
    );
    for word in ["secret words", &user.to_string(), &id.to_string()] {
        assert!(!said.contains(word), "{word}: {said}");
    }
}
