//! Which calls and derivations the key ring spends, and what it forgets.

use super::custodian::{
    Answer, Custodian, CustodianError, CustodianStatus, Lease, Leases, MissingReason, MissingShare,
    Pseudonym, Purpose, Receipt,
};
use super::epoch::{Epoch, KeyName, Lineage};
use super::format::{open, seal};
use super::keyring::KeyRing;
use super::lease_cache::CacheLimits;
use super::share::Share;
use super::test_vector::{CONTEXT, EPOCH, NAME, OTHER_USER, PAYLOAD, USER, app_share};
use crate::platform::clock::{Clock, SettableClock};
use crate::platform::{entropy::SystemEntropy, ids::UserId};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

/// A custodian in memory: shares follow from their names; epochs below 100 are unknown, epoch 13 is
/// damaged; every call is written down.
#[derive(Debug)]
struct Recording {
    clock: Arc<SettableClock>,
    calls: Mutex<Vec<String>>,
    is_down: AtomicBool,
    days_off: AtomicU32,
    lineage: AtomicU32,
}

impl Recording {
    fn share(user: UserId, purpose: Purpose, name: KeyName) -> Share {
        let digest = Sha256::digest(format!("{user}{purpose:?}{name:?}"));
        Share::copied_from(&digest.into())
    }

    fn answer<T: Send + 'static>(&self, call: String, value: T) -> Answer<'_, T> {
        self.calls.lock().unwrap().push(call);
        let is_down = self.is_down.load(Ordering::SeqCst);
        Box::pin(async move {
            if is_down {
                return Err(CustodianError::Unavailable("down".to_owned()));
            }
            Ok(value)
        })
    }

    fn lent(&self, user: UserId, purpose: Purpose, name: KeyName) -> Lease {
        Lease {
            name,
            share: Self::share(user, purpose, name),
            expires: purpose.lease_end(name.epoch, self.clock.now()),
        }
    }
}

impl Custodian for Recording {
    fn lease<'a>(
        &'a self,
        user: UserId,
        purpose: Purpose,
        names: &'a [KeyName],
    ) -> Answer<'a, Leases> {
        let mut leases = Leases::default();
        for &name in names {
            match name.epoch.number() {
                13 => leases.missing.push(MissingShare {
                    name,
                    reason: MissingReason::Damaged,
                }),
                0..100 => leases.missing.push(MissingShare {
                    name,
                    reason: MissingReason::Unknown,
                }),
                _ => leases.granted.push(self.lent(user, purpose, name)),
            }
        }
        self.answer(format!("lease {}", names.len()), leases)
    }

    fn lease_current(&self, user: UserId, purpose: Purpose) -> Answer<'_, Lease> {
        let mut epoch = purpose.epoch_at(self.clock.now());
        epoch = Epoch::new(epoch.number() + self.days_off.load(Ordering::SeqCst));
        let lineage = match purpose {
            Purpose::Index => Lineage::FIRST,
            _ => Lineage::new(self.lineage.load(Ordering::SeqCst)),
        };
        self.answer(
            format!("current {}", purpose.name()),
            self.lent(user, purpose, KeyName { epoch, lineage }),
        )
    }

    fn raise_lineage(&self, _: UserId) -> Answer<'_, Lineage> {
        let before = self.lineage.fetch_add(1, Ordering::SeqCst);
        self.answer("raise".to_owned(), Lineage::new(before + 1))
    }

    fn retire<'a>(
        &'a self,
        _: UserId,
        names: &'a [KeyName],
        _: jiff::Timestamp,
    ) -> Answer<'a, u32> {
        let retired = u32::try_from(names.len()).unwrap();
        self.answer(format!("retire {retired}"), retired)
    }

    fn pseudonym(&self, _: UserId) -> Option<Pseudonym> {
        None
    }

    fn shred(&self, _: UserId) -> Answer<'_, Option<Receipt>> {
        self.answer("shred".to_owned(), None)
    }

    fn status(&self) -> Answer<'_, CustodianStatus> {
        let status = CustodianStatus {
            kind: "recording",
            root_generation: 1,
            is_isolated: true,
        };
        self.answer("status".to_owned(), status)
    }
}

struct Scene {
    clock: Arc<SettableClock>,
    custodian: Arc<Recording>,
    ring: KeyRing,
}

impl Scene {
    fn new() -> Self {
        let clock = Arc::new(SettableClock::at("2026-11-20T12:00:00Z".parse().unwrap()));
        let custodian = Arc::new(Recording {
            clock: Arc::clone(&clock),
            calls: Mutex::default(),
            is_down: AtomicBool::new(false),
            days_off: AtomicU32::new(0),
            lineage: AtomicU32::new(0),
        });
        let ring = KeyRing::new(custodian.clone(), clock.clone(), CacheLimits::default());
        Self {
            clock,
            custodian,
            ring,
        }
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.custodian.calls.lock().unwrap())
    }
}

fn named(day: u32) -> KeyName {
    KeyName {
        epoch: Epoch::new(day),
        lineage: Lineage::FIRST,
    }
}

#[tokio::test]
async fn what_the_writing_key_seals_the_reading_key_opens() {
    let scene = Scene::new();
    let key = scene.ring.writing_key(USER, &app_share()).await.unwrap();
    assert_eq!(key.name(), NAME);
    let blob = seal(&key, &CONTEXT, PAYLOAD, &SystemEntropy).unwrap();
    scene.ring.forget(USER);
    let keys = scene
        .ring
        .reading_keys(USER, &app_share(), [NAME])
        .await
        .unwrap();
    assert_eq!(
        open(keys.get(NAME).unwrap(), &CONTEXT, &blob, EPOCH)
            .unwrap()
            .as_slice(),
        PAYLOAD
    );
    let other = scene
        .ring
        .reading_keys(OTHER_USER, &app_share(), [NAME])
        .await
        .unwrap();
    assert!(open(other.get(NAME).unwrap(), &CONTEXT, &blob, EPOCH).is_err());
}

#[tokio::test]
async fn keys_are_derived_once_per_lease() {
    let scene = Scene::new();
    let app = app_share();
    let first = scene.ring.writing_key(USER, &app).await.unwrap();
    let second = scene.ring.writing_key(USER, &app).await.unwrap();
    assert!(Arc::ptr_eq(&first, &second));
    let keys = scene.ring.reading_keys(USER, &app, [NAME]).await.unwrap();
    assert!(
        std::ptr::eq(keys.get(NAME).unwrap(), first.as_ref()),
        "reading uses the same key"
    );
    assert_eq!(scene.calls(), ["current record"]);
    scene.clock.advance(SignedDuration::from_mins(10));
    let later = scene.ring.writing_key(USER, &app).await.unwrap();
    assert!(!Arc::ptr_eq(&first, &later) && later.secret().matches(first.secret()));
    assert_eq!(scene.calls(), ["current record"]);
}

#[tokio::test]
async fn ten_years_are_fetched_in_ten_calls_and_then_none() {
    let scene = Scene::new();
    let names: Vec<KeyName> = (0..14_600)
        .map(|record| named(17_000 + record / 4))
        .collect();
    let keys = scene
        .ring
        .reading_keys(USER, &app_share(), names.clone())
        .await
        .unwrap();
    let mut expected = vec!["lease 400".to_owned(); 9];
    expected.push("lease 50".to_owned());
    assert_eq!(scene.calls(), expected);
    assert!(names.iter().all(|&name| keys.get(name).is_some()) && keys.missing().is_empty());
    let again = scene
        .ring
        .reading_keys(USER, &app_share(), names)
        .await
        .unwrap();
    assert!(std::ptr::eq(
        again.get(named(17_000)).unwrap(),
        keys.get(named(17_000)).unwrap()
    ));
    assert!(scene.calls().is_empty());
}

#[tokio::test]
async fn a_day_without_a_share_holds_up_no_other() {
    let scene = Scene::new();
    let far = EPOCH.number() + 2;
    let names = [named(12), named(13), named(far), NAME, named(u32::MAX)];
    let keys = scene
        .ring
        .reading_keys(USER, &app_share(), names)
        .await
        .unwrap();
    assert!(keys.get(NAME).is_some());
    assert_eq!(
        scene.calls(),
        ["lease 3"],
        "days beyond tomorrow are not asked for"
    );
    let mut missing: Vec<(u32, MissingReason)> = keys
        .missing()
        .iter()
        .map(|missing| (missing.name.epoch.number(), missing.reason))
        .collect();
    missing.sort_by_key(|entry| entry.0);
    assert_eq!(
        missing,
        [
            (12, MissingReason::Unknown),
            (13, MissingReason::Damaged),
            (far, MissingReason::Unknown),
            (u32::MAX, MissingReason::Unknown),
        ]
    );
}

#[tokio::test]
async fn a_new_day_has_a_new_key() {
    let scene = Scene::new();
    scene.clock.set("2026-11-20T23:59:59Z".parse().unwrap());
    let before = scene.ring.writing_key(USER, &app_share()).await.unwrap();
    scene.clock.advance(SignedDuration::from_secs(1));
    let after = scene.ring.writing_key(USER, &app_share()).await.unwrap();
    assert_eq!(
        (before.name().epoch, after.name().epoch),
        (EPOCH, EPOCH.next())
    );
    assert!(!before.secret().matches(after.secret()));
}

#[tokio::test]
async fn a_custodian_on_another_day_is_not_believed() {
    let scene = Scene::new();
    scene.custodian.days_off.store(1, Ordering::SeqCst);
    let key = scene.ring.writing_key(USER, &app_share()).await.unwrap();
    assert_eq!(
        key.name().epoch,
        EPOCH.next(),
        "just past midnight over there"
    );
    scene.ring.forget(USER);
    scene.custodian.days_off.store(2, Ordering::SeqCst);
    let error = scene.ring.writing_key(USER, &app_share()).await.err();
    assert!(matches!(error, Some(CustodianError::Unavailable(_))));
    assert!(
        scene.ring.index_key(USER, &app_share()).await.is_err(),
        "an index share has epoch 0"
    );
}

#[tokio::test]
async fn the_index_key_is_the_same_on_every_day() {
    let scene = Scene::new();
    let day = jiff::civil::date(2026, 11, 20);
    let first = scene.ring.index_key(USER, &app_share()).await.unwrap();
    scene.ring.index_key(USER, &app_share()).await.unwrap();
    assert_eq!(scene.calls(), ["current index"]);
    scene.clock.advance(SignedDuration::from_hours(24 * 400));
    let later = scene.ring.index_key(USER, &app_share()).await.unwrap();
    assert_eq!(
        first.day_index("attack", day),
        later.day_index("attack", day)
    );
    let other = scene
        .ring
        .index_key(OTHER_USER, &app_share())
        .await
        .unwrap();
    assert_ne!(
        first.day_index("attack", day),
        other.day_index("attack", day)
    );
}

#[tokio::test]
async fn logout_and_sweeping_forget() {
    let scene = Scene::new();
    for user in [USER, OTHER_USER] {
        scene.ring.writing_key(user, &app_share()).await.unwrap();
        scene.ring.index_key(user, &app_share()).await.unwrap();
        scene.ring.keep_app_share(user, Arc::new(app_share()));
    }
    assert!(scene.ring.app_share(USER).is_some());
    scene.ring.forget(USER);
    assert!(scene.ring.app_share(USER).is_none() && scene.ring.app_share(OTHER_USER).is_some());
    scene.calls();
    scene
        .ring
        .writing_key(OTHER_USER, &app_share())
        .await
        .unwrap();
    assert!(scene.calls().is_empty(), "the other patient is still here");
    scene.ring.writing_key(USER, &app_share()).await.unwrap();
    scene.ring.index_key(USER, &app_share()).await.unwrap();
    assert_eq!(scene.calls(), ["current record", "current index"]);
    let held = scene.ring.app_share(OTHER_USER).unwrap();
    scene.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(Arc::strong_count(&held), 2);
    scene.ring.sweep();
    assert_eq!(Arc::strong_count(&held), 1, "swept out of the ring");
}

#[tokio::test]
async fn an_outage_is_passed_on_and_live_leases_keep_reading() {
    let scene = Scene::new();
    scene
        .ring
        .reading_keys(USER, &app_share(), [NAME])
        .await
        .unwrap();
    scene.custodian.is_down.store(true, Ordering::SeqCst);
    assert!(
        scene
            .ring
            .reading_keys(USER, &app_share(), [NAME])
            .await
            .is_ok()
    );
    assert!(
        scene
            .ring
            .reading_keys(USER, &app_share(), [named(500)])
            .await
            .is_err()
    );
    assert!(scene.ring.index_key(USER, &app_share()).await.is_err());
    assert!(scene.ring.status().await.is_err());
}

#[tokio::test]
async fn shredding_forgets_even_when_the_custodian_is_down() {
    let scene = Scene::new();
    scene.ring.keep_app_share(USER, Arc::new(app_share()));
    scene.custodian.is_down.store(true, Ordering::SeqCst);
    assert!(scene.ring.shred(USER).await.is_err());
    assert!(scene.ring.app_share(USER).is_none());
    scene.custodian.is_down.store(false, Ordering::SeqCst);
    assert!(scene.ring.shred(USER).await.is_ok());
    assert_eq!(scene.calls(), ["shred", "shred"]);
}

#[tokio::test]
async fn the_ring_is_shared_by_tasks() {
    let Scene { ring, .. } = Scene::new();
    let ring = Arc::new(ring);
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let ring = Arc::clone(&ring);
            tokio::spawn(async move {
                let user = super::test_vector::user(number % 2);
                let app = app_share();
                let key = ring.writing_key(user, &app).await.unwrap();
                let keys = ring.reading_keys(user, &app, [NAME]).await.unwrap();
                ring.index_key(user, &app).await.unwrap();
                assert!(keys.get(NAME).unwrap().secret().matches(key.secret()));
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn a_raise_of_our_own_is_followed_at_once_and_of_another_process_when_the_lease_ends() {
    let scene = Scene::new();
    let app = app_share();
    let lineage_of = async || {
        let key = scene.ring.writing_key(USER, &app).await.unwrap();
        key.name().lineage.number()
    };
    assert_eq!(lineage_of().await, 0);
    // Another process.
    scene.custodian.lineage.store(1, Ordering::SeqCst);
    assert_eq!(lineage_of().await, 0);
    scene.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(lineage_of().await, 1);
    // Our own.
    assert_eq!(
        scene.ring.raise_lineage(USER).await.unwrap(),
        Lineage::new(2)
    );
    assert_eq!(lineage_of().await, 2);
}

#[tokio::test]
async fn a_day_in_two_lineages_has_two_keys_and_each_is_asked_for_by_its_name() {
    let scene = Scene::new();
    let app = app_share();
    let names = [0, 1].map(|lineage| KeyName {
        epoch: EPOCH,
        lineage: Lineage::new(lineage),
    });
    let keys = scene.ring.reading_keys(USER, &app, names).await.unwrap();
    let blob = seal(
        keys.get(names[0]).unwrap(),
        &CONTEXT,
        PAYLOAD,
        &SystemEntropy,
    )
    .unwrap();
    assert!(open(keys.get(names[0]).unwrap(), &CONTEXT, &blob, EPOCH).is_ok());
    assert!(open(keys.get(names[1]).unwrap(), &CONTEXT, &blob, EPOCH).is_err());
    assert_eq!(scene.calls(), ["lease 2"]);
}

#[tokio::test]
async fn what_was_only_read_is_not_taken_for_the_current_key() {
    let scene = Scene::new();
    let app = app_share();
    let old = KeyName::first(Epoch::of(scene.clock.now()));
    scene.custodian.lineage.store(1, Ordering::SeqCst);
    scene.ring.reading_keys(USER, &app, [old]).await.unwrap();
    let key = scene.ring.writing_key(USER, &app).await.unwrap();
    assert_eq!(key.name().lineage, Lineage::new(1));
}
