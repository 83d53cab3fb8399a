//! First writes that fail or are cut off: whatever happens, no record may ever be sealed under a
//! share that is not in the database, for nobody could open it again.

use super::{Scene, note, some_id, somebody, texts};
use crate::{encryption::server::StoreError, platform::ids::UserId};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// A future that is dropped in the middle: after so many polls, whatever it was waiting for.
struct CutOff<F> {
    work: Pin<Box<F>>,
    polls_left: usize,
}

impl<F: Future> Future for CutOff<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls_left == 0 {
            return Poll::Ready(None);
        }
        self.polls_left -= 1;
        match self.work.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            // Wakes at once, so that the budget also runs down between two answers.
            Poll::Pending => {
                if self.polls_left == 0 {
                    context.waker().wake_by_ref();
                }
                Poll::Pending
            }
        }
    }
}

/// The same process writes on, and another one opens all that is there.
async fn assert_writes_on(scene: &Scene, user: UserId, what: &str) {
    let store = scene.store();
    store
        .create(user, some_id(), &note("afterwards"))
        .await
        .expect(what);
    let rows = scene.rows(user).await;
    for store in [store.clone(), scene.elsewhere()] {
        let (texts, unreadable) = texts(&store, user).await;
        assert_eq!(unreadable, 0, "{what}");
        assert_eq!(i64::try_from(texts.len()).unwrap(), rows, "{what}");
        assert!(texts.contains(&"afterwards".to_owned()), "{what}");
    }
}

#[tokio::test]
async fn a_first_write_that_is_cut_off_anywhere_does_no_harm() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let mut finished = false;
    let mut polls = 0;
    while !finished {
        let user = somebody();
        let (store, id, value) = (scene.store(), some_id(), note("cut off"));
        let work = Box::pin(store.create(user, id, &value));
        finished = CutOff {
            work,
            polls_left: polls,
        }
        .await
        .is_some();
        assert_writes_on(&scene, user, &format!("cut off after {polls} polls")).await;
        polls += 1;
        assert!(polls < 500, "it never finishes");
    }
    assert!(polls > 4, "it was cut off at {polls} places only");
}

#[tokio::test]
async fn a_first_look_that_is_cut_off_anywhere_does_no_harm() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let mut finished = false;
    let mut polls = 0;
    while !finished {
        let user = somebody();
        let work = Box::pin(scene.store().derived_ids(user));
        finished = CutOff {
            work,
            polls_left: polls,
        }
        .await
        .is_some();
        assert_writes_on(&scene, user, &format!("cut off after {polls} polls")).await;
        polls += 1;
        assert!(polls < 500, "it never finishes");
    }
}

#[tokio::test]
async fn a_record_that_postgres_refuses_does_no_harm() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    scene
        .run("revoke insert on vault.record from migraine_pulse_app")
        .await;
    let refused = scene
        .store()
        .create(user, some_id(), &note("refused"))
        .await;
    assert!(
        matches!(refused, Err(StoreError::Database(_))),
        "{refused:?}"
    );
    assert_eq!(scene.rows(user).await, 0);
    scene
        .run("grant insert on vault.record to migraine_pulse_app")
        .await;
    assert_writes_on(&scene, user, "record refused").await;
}

#[tokio::test]
async fn a_share_that_postgres_refuses_seals_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    scene
        .run("revoke insert on vault.app_share from migraine_pulse_app")
        .await;
    for _ in 0..2 {
        let refused = scene
            .store()
            .create(user, some_id(), &note("refused"))
            .await;
        assert!(
            matches!(refused, Err(StoreError::Database(_))),
            "{refused:?}"
        );
    }
    assert_eq!(scene.rows(user).await, 0);
    scene
        .run("grant insert on vault.app_share to migraine_pulse_app")
        .await;
    assert_writes_on(&scene, user, "share refused").await;
}

#[tokio::test]
async fn a_share_that_is_rolled_back_at_the_last_moment_seals_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    scene
        .run(
            "create function public.fail() returns trigger language plpgsql as
                 'begin raise exception ''no''; end';
             create constraint trigger fail after insert on vault.app_share
                 deferrable initially deferred for each row execute function public.fail()",
        )
        .await;
    let refused = scene
        .store()
        .create(user, some_id(), &note("refused"))
        .await;
    assert!(
        matches!(refused, Err(StoreError::Database(_))),
        "{refused:?}"
    );
    let shares = "select count(*) from vault.app_share where user_id = $1";
    assert_eq!(scene.count(shares, user).await, 0, "the commit failed");
    scene.run("drop trigger fail on vault.app_share").await;
    assert_writes_on(&scene, user, "share rolled back").await;
}

#[tokio::test]
async fn a_share_that_vanishes_without_a_word_seals_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    scene
        .run(
            "create function public.swallow() returns trigger language plpgsql as
                 'begin return null; end';
             create trigger swallow before insert on vault.app_share
                 for each row execute function public.swallow()",
        )
        .await;
    let refused = scene
        .store()
        .create(user, some_id(), &note("refused"))
        .await;
    assert!(matches!(refused, Err(StoreError::Keys(_))), "{refused:?}");
    assert_eq!(scene.rows(user).await, 0);
    scene.run("drop trigger swallow on vault.app_share").await;
    assert_writes_on(&scene, user, "share swallowed").await;
}

#[tokio::test]
async fn a_record_that_is_rolled_back_at_the_last_moment_was_not_saved() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (user, id) = (somebody(), some_id());
    scene
        .run(
            "create function public.fail() returns trigger language plpgsql as
                 'begin raise exception ''no''; end';
             create constraint trigger fail after insert or update on vault.record
                 deferrable initially deferred for each row execute function public.fail()",
        )
        .await;
    let refused = scene.store().create(user, id, &note("refused")).await;
    assert!(
        matches!(refused, Err(StoreError::Database(_))),
        "{refused:?}"
    );
    scene
        .run("alter table vault.record disable trigger fail")
        .await;
    scene
        .store()
        .create(user, id, &note("first"))
        .await
        .unwrap();
    scene
        .run("alter table vault.record enable trigger fail")
        .await;
    let refused = scene.store().put(user, id, 1, &note("second")).await;
    assert!(
        matches!(refused, Err(StoreError::Database(_))),
        "{refused:?}"
    );
    assert!(scene.store().delete(user, id).await.is_err());
    scene
        .run("alter table vault.record disable trigger fail")
        .await;
    assert_eq!(
        texts(scene.store(), user).await,
        (vec!["first".to_owned()], 0)
    );
    assert_eq!(
        scene
            .store()
            .put(user, id, 1, &note("second"))
            .await
            .unwrap(),
        2
    );
    assert_writes_on(&scene, user, "record rolled back").await;
}
