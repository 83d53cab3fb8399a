//! Compaction and retirement: few keys, and no key ends that a row needs.

use super::{Note, Scene, note, some_id, somebody, texts};
use crate::{
    encryption::{
        epoch::{Epoch, KeyName, Lineage},
        server::{
            KeyUpkeep, SealedStore, Tended,
            compaction::{YOUNG_DAYS, months},
        },
    },
    platform::ids::UserId,
};
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};

/// 2026-11-20.
const TODAY: u32 = 20_777;

fn first(day: u32) -> KeyName {
    KeyName::first(Epoch::new(day))
}

async fn days(store: &SealedStore, user: UserId) -> Vec<u32> {
    let names = store.key_names(user).await.unwrap();
    names.keys().map(|name| name.epoch.number()).collect()
}

/// Writes a note on each of so many days, the last of which is over.
async fn write_daily(scene: &Scene, store: &SealedStore, user: UserId, count: u32) {
    for number in 0..count {
        let text = note(&number.to_string());
        store.create(user, some_id(), &text).await.unwrap();
        scene.clock.advance(SignedDuration::from_hours(24));
    }
}

fn shares(scene: &Scene, user: UserId) -> usize {
    let folder = scene.test.folder.path().join("custodian/users");
    let files = std::fs::read_dir(folder.join(user.to_string())).unwrap();
    files
        .filter(|file| {
            let name = file.as_ref().unwrap().file_name();
            name.to_string_lossy().starts_with("record-")
        })
        .count()
}

#[test]
fn old_days_share_the_key_of_their_months_first_and_young_ones_keep_theirs() {
    let today = Epoch::new(TODAY);
    // Every third day of four hundred.
    let names: BTreeSet<KeyName> = (0..400)
        .step_by(3)
        .map(|back| first(TODAY - back))
        .collect();
    let mut after: BTreeSet<KeyName> = names.clone();
    let mut before = None;
    for month in months(&names, today) {
        assert!(before < Some(month.into.epoch.month()), "each month once");
        before = Some(month.into.epoch.month());
        for name in &month.from {
            assert_eq!(name.epoch.month(), month.into.epoch.month());
            assert!(month.into < *name && name.epoch < today.before(YOUNG_DAYS));
            assert!(after.remove(name));
        }
        assert!(after.contains(&month.into));
    }
    let young = names
        .iter()
        .filter(|name| name.epoch >= today.before(YOUNG_DAYS));
    assert!(young.clone().all(|name| after.contains(name)));
    assert_eq!(after.len() - young.count(), 13);
    assert_eq!(months(&after, today), [], "nothing is left to do");
}

#[tokio::test]
async fn a_long_diary_has_few_keys_and_opens_whole() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let upkeep = KeyUpkeep::new(store.clone());
    write_daily(&scene, store, user, 150).await;
    assert_eq!(days(store, user).await.len(), 150);
    let Tended::Done { resealed, retired } = upkeep.tend(user, u64::MAX).await.unwrap() else {
        panic!("it was due");
    };
    // 150 days up to yesterday: 35 young ones, and 115 in five months.
    assert_eq!(days(store, user).await.len(), 35 + 5);
    assert_eq!((resealed.moved, retired), (110, 110));
    // The tending's own key of today is not yet used.
    assert_eq!(shares(&scene, user), 35 + 5 + 1);
    let (found, unreadable) = texts(&scene.elsewhere(), user).await;
    assert_eq!((found.len(), unreadable), (150, 0));
    assert_eq!(upkeep.tend(user, u64::MAX).await.unwrap(), Tended::NotToday);
    assert_eq!(
        KeyUpkeep::new(scene.elsewhere())
            .tend(user, 9)
            .await
            .unwrap(),
        Tended::NotToday,
        "another process neither"
    );
    // Day by day one more.
    scene.clock.advance(SignedDuration::from_hours(24));
    let Tended::Done { resealed, retired } = upkeep.tend(user, u64::MAX).await.unwrap() else {
        panic!("it was due");
    };
    assert_eq!((resealed.moved, retired), (1, 1));
}

#[tokio::test]
async fn a_small_budget_gets_there_in_several_days() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let upkeep = KeyUpkeep::new(store.clone());
    write_daily(&scene, store, user, 80).await;
    for _ in 0..10 {
        upkeep.tend(user, 12).await.unwrap();
        scene.clock.advance(SignedDuration::from_hours(24));
        let (found, unreadable) = texts(&scene.elsewhere(), user).await;
        assert_eq!((found.len(), unreadable), (80, 0));
    }
    let oldest = scene_today(&scene) - YOUNG_DAYS - 1;
    let old = days(store, user)
        .await
        .into_iter()
        .filter(|day| *day < oldest);
    let months: BTreeSet<_> = old.clone().map(|day| Epoch::new(day).month()).collect();
    assert_eq!(old.count(), months.len());
}

fn scene_today(scene: &Scene) -> u32 {
    Epoch::today(scene.clock.as_ref()).number()
}

#[tokio::test]
async fn records_of_an_older_lineage_follow_with_a_tending() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let upkeep = KeyUpkeep::new(store.clone());
    write_daily(&scene, store, user, 5).await;
    assert_eq!(upkeep.raise(user).await.unwrap(), Lineage::new(1));
    // The process that raised it was cut off here.
    upkeep.tend(user, u64::MAX).await.unwrap();
    let raised = KeyName {
        epoch: Epoch::new(TODAY + 5),
        lineage: Lineage::new(1),
    };
    let names = store.key_names(user).await.unwrap();
    assert_eq!(names, BTreeMap::from([(raised, 5)]));
    // Yesterday's share may still serve somebody; the four before are gone.
    assert_eq!(shares(&scene, user), 2);
    scene.clock.advance(SignedDuration::from_hours(48));
    upkeep.follow(user).await.unwrap();
    assert_eq!(texts(&scene.elsewhere(), user).await.0.len(), 5);
}

#[tokio::test]
async fn replacing_ones_keys_moves_everything_at_once() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    write_daily(&scene, store, user, 3).await;
    let upkeep = KeyUpkeep::new(store.clone());
    assert_eq!(upkeep.replace(user).await.unwrap().moved, 3);
    let names = store.key_names(user).await.unwrap();
    assert!(names.keys().all(|name| name.lineage == Lineage::new(1)));
    assert_eq!(upkeep.replace(user).await.unwrap().moved, 3);
    assert_eq!(texts(&scene.elsewhere(), user).await.0, ["0", "1", "2"]);
}

#[tokio::test]
async fn a_share_that_a_row_needs_is_not_retired() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let (kept, deleted) = (some_id(), some_id());
    store.create(user, kept, &note("kept")).await.unwrap();
    scene.clock.advance(SignedDuration::from_hours(24));
    store.create(user, deleted, &note("deleted")).await.unwrap();
    store.delete(user, deleted).await.unwrap();
    scene.clock.advance(SignedDuration::from_hours(72));
    let candidates: BTreeSet<KeyName> = [first(TODAY), first(TODAY + 1), first(TODAY + 2)].into();
    let upkeep = KeyUpkeep::new(store.clone());
    assert_eq!(upkeep.retire_unused(user, &candidates).await.unwrap(), 0);
    store.restore(user, deleted).await.unwrap();
    assert_eq!(texts(&scene.elsewhere(), user).await.0, ["deleted", "kept"]);
    // An edit moves one of them: then its share may go.
    store.put(user, kept, 1, &note("edited")).await.unwrap();
    assert_eq!(upkeep.retire_unused(user, &candidates).await.unwrap(), 1);
    assert_eq!(
        texts(&scene.elsewhere(), user).await.0,
        ["deleted", "edited"]
    );
}

#[tokio::test]
async fn an_old_row_that_is_planted_after_the_retirement_does_not_open() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user, id) = (scene.store(), somebody(), some_id());
    store.create(user, id, &note("old")).await.unwrap();
    scene
        .run("create table public.backup as select * from vault.record")
        .await;
    scene.clock.advance(SignedDuration::from_hours(24));
    let upkeep = KeyUpkeep::new(store.clone());
    upkeep.replace(user).await.unwrap();
    scene.clock.advance(SignedDuration::from_hours(48));
    upkeep.follow(user).await.unwrap();
    let plant = "update vault.record r
                 set body = b.body, revision = b.revision
                 from public.backup b
                 where r.user_id = $1 and r.id = $2 and b.id = r.id";
    scene.tamper(plant, user, id).await;
    let elsewhere = scene.elsewhere();
    assert_eq!(texts(&elsewhere, user).await, (vec![], 1));
    assert!(elsewhere.get::<Note>(user, id).await.is_err());
}

#[tokio::test]
async fn compaction_writes_under_no_key_whose_last_record_has_left() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    let (leader, follower) = (some_id(), some_id());
    store.create(user, leader, &note("leader")).await.unwrap();
    scene.clock.advance(SignedDuration::from_hours(24));
    store
        .create(user, follower, &note("follower"))
        .await
        .unwrap();
    scene.clock.advance(SignedDuration::from_hours(24 * 60));
    // Chosen as the month's key, and edited before anything moved.
    store.put(user, leader, 1, &note("edited")).await.unwrap();
    let target = crate::encryption::server::resealing::Target::SharedWith(first(TODAY));
    let done = store
        .reseal(user, &[first(TODAY + 1)].into(), target, 99, &mut |_| {})
        .await
        .unwrap();
    assert_eq!((done.moved, done.overtaken), (0, 1));
    let found = days(store, user).await;
    assert_eq!(found, [TODAY + 1, TODAY + 61]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn upkeep_in_two_processes_at_once_and_edits_beside_it_lose_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let user = somebody();
    write_daily(&scene, scene.store(), user, 90).await;
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let upkeep = KeyUpkeep::new(scene.elsewhere());
        tasks.push(tokio::spawn(async move {
            for _ in 0..4 {
                upkeep.follow(user).await.unwrap();
                upkeep.compact_now(user).await.unwrap();
            }
        }));
    }
    let editor = scene.elsewhere();
    let records = editor.load(user).await.unwrap().of::<Note>().records;
    for stored in &records {
        let edited = Note {
            text: format!("{} edited", stored.value.text),
            ..stored.value.clone()
        };
        let id = stored.id;
        editor
            .put(user, id, stored.revision, &edited)
            .await
            .unwrap();
    }
    for task in tasks {
        task.await.unwrap();
    }
    let (found, unreadable) = texts(&scene.elsewhere(), user).await;
    assert_eq!((found.len(), unreadable), (90, 0));
    assert!(found.iter().all(|text| text.ends_with("edited")));
}

#[tokio::test]
async fn a_planted_row_leads_no_month() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (store, user) = (scene.store(), somebody());
    write_daily(&scene, store, user, 60).await;
    let planted = some_id();
    store.create(user, planted, &note("planted")).await.unwrap();
    // A header that names 2026-11-01, a day without a share.
    let plant = "update vault.record
                 set body = set_byte(set_byte(body, 6, 81), 7, 22)
                 where user_id = $1 and id = $2";
    scene.tamper(plant, user, planted).await;
    assert!(days(store, user).await.contains(&(TODAY - 19)));
    KeyUpkeep::new(store.clone())
        .tend(user, u64::MAX)
        .await
        .unwrap();
    let (found, unreadable) = texts(&scene.elsewhere(), user).await;
    assert_eq!((found.len(), unreadable), (60, 1));
    assert!(days(store, user).await.len() < 40);
}
