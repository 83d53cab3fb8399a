//! What every custodian must do; a new one adds a line to each test.

use super::custodian::{
    Custodian, CustodianError, MOST_EPOCHS_PER_CALL, MissingReason, MissingShare, Purpose,
};
use super::embedded::{EmbeddedCustodian, EmbeddedSettings};
use super::epoch::{Epoch, KeyName, Lineage};
use super::test_vector::{EPOCH, NAME, OTHER_USER, USER};
use crate::platform::{clock::SettableClock, entropy::SystemEntropy};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use std::sync::Arc;

pub(super) fn noon() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

pub(super) fn settings(folder: &Path) -> EmbeddedSettings {
    EmbeddedSettings {
        folder: folder.to_owned(),
        is_production: false,
        is_allowed_in_production: false,
    }
}

pub(super) fn embedded(folder: &Path, clock: &Arc<SettableClock>) -> EmbeddedCustodian {
    EmbeddedCustodian::open(settings(folder), clock.clone(), Arc::new(SystemEntropy)).unwrap()
}

/// A custodian with a folder of its own and a clock at noon.
pub(super) struct Scene {
    pub(super) folder: tempfile::TempDir,
    pub(super) clock: Arc<SettableClock>,
    pub(super) custodian: Arc<EmbeddedCustodian>,
}

impl Scene {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SettableClock::at(noon()));
        let custodian = Arc::new(embedded(folder.path(), &clock));
        Self {
            folder,
            clock,
            custodian,
        }
    }
}

#[tokio::test]
async fn the_current_share_is_made_once_and_lent_again() {
    let scene = Scene::new();
    let custodian = &scene.custodian;
    let custodian: &dyn Custodian = custodian.as_ref();
    let first = custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    assert_eq!(first.name, NAME);
    let again = custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    assert!(again.share.secret().matches(first.share.secret()));
    let read = custodian
        .lease(USER, Purpose::Record, &[NAME])
        .await
        .unwrap();
    assert!(read.missing.is_empty());
    assert!(read.granted[0].share.secret().matches(first.share.secret()));
}

#[tokio::test]
async fn users_purposes_and_days_have_independent_shares() {
    let scene = Scene::new();
    let mut leases = Vec::new();
    for (user, purpose) in [
        (USER, Purpose::Record),
        (OTHER_USER, Purpose::Record),
        (USER, Purpose::Service),
        (USER, Purpose::Draft),
        (USER, Purpose::Export),
        (USER, Purpose::Index),
    ] {
        leases.push(scene.custodian.lease_current(user, purpose).await.unwrap());
    }
    assert_eq!(leases[5].name.epoch, Epoch::FIXED);
    scene.clock.advance(SignedDuration::from_hours(24));
    leases.push(
        scene
            .custodian
            .lease_current(USER, Purpose::Record)
            .await
            .unwrap(),
    );
    assert_eq!(leases[6].name.epoch, EPOCH.next());
    for (at, lease) in leases.iter().enumerate() {
        for other in &leases[..at] {
            assert!(!lease.share.secret().matches(other.share.secret()));
        }
    }
    let index = scene
        .custodian
        .lease_current(USER, Purpose::Index)
        .await
        .unwrap();
    assert!(
        index.share.secret().matches(leases[5].share.secret()),
        "the index does not rotate"
    );
}

#[tokio::test]
async fn leasing_creates_nothing_and_names_what_is_missing() {
    let scene = Scene::new();
    let custodian = &scene.custodian;
    custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    let epochs = [Epoch::new(1), EPOCH, EPOCH.next()].map(KeyName::first);
    for _ in 0..2 {
        let leases = custodian
            .lease(USER, Purpose::Record, &epochs)
            .await
            .unwrap();
        assert_eq!(leases.granted.len(), 1);
        let unknown = |name| MissingShare {
            name,
            reason: MissingReason::Unknown,
        };
        assert_eq!(leases.missing, [unknown(epochs[0]), unknown(epochs[2])]);
    }
    let stranger = custodian
        .lease(OTHER_USER, Purpose::Record, &[NAME])
        .await
        .unwrap();
    assert_eq!(stranger.missing.len(), 1);
}

#[tokio::test]
async fn a_call_asks_for_four_hundred_epochs_at_most() {
    let scene = Scene::new();
    let custodian = &scene.custodian;
    let epochs: Vec<KeyName> = (0..=400).map(Epoch::new).map(KeyName::first).collect();
    let within = &epochs[..MOST_EPOCHS_PER_CALL];
    assert!(custodian.lease(USER, Purpose::Record, within).await.is_ok());
    assert_eq!(
        custodian.lease(USER, Purpose::Record, &epochs).await.err(),
        Some(CustodianError::TooManyEpochs(401))
    );
}

#[tokio::test]
async fn leases_end_after_ten_minutes_or_soon_after_the_day() {
    let scene = Scene::new();
    let lease = scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    assert_eq!(lease.expires, noon() + SignedDuration::from_mins(10));
    let late: Timestamp = "2026-11-20T23:58:00Z".parse().unwrap();
    scene.clock.set(late);
    let lease = scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    assert_eq!(lease.expires, "2026-11-21T00:05:00Z".parse().unwrap());
    let index = scene
        .custodian
        .lease_current(USER, Purpose::Index)
        .await
        .unwrap();
    assert_eq!(index.expires, late + SignedDuration::from_mins(10));
    scene.clock.set("2026-11-21T00:06:00Z".parse().unwrap());
    let old = scene
        .custodian
        .lease(USER, Purpose::Record, &[NAME])
        .await
        .unwrap();
    assert_eq!(
        old.granted[0].expires,
        "2026-11-21T00:16:00Z".parse().unwrap()
    );
}

#[tokio::test]
async fn a_shredded_user_is_gone_for_good() {
    let scene = Scene::new();
    let kept = scene
        .custodian
        .lease_current(OTHER_USER, Purpose::Record)
        .await
        .unwrap();
    scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    scene.custodian.shred(USER).await.unwrap();
    scene.custodian.shred(USER).await.unwrap();
    let restarted = embedded(scene.folder.path(), &scene.clock);
    for custodian in [scene.custodian.as_ref(), &restarted] {
        let refused = |error| matches!(error, Some(CustodianError::Refused(_)));
        assert!(refused(
            custodian.lease_current(USER, Purpose::Record).await.err()
        ));
        assert!(refused(
            custodian.lease(USER, Purpose::Record, &[NAME]).await.err()
        ));
        let other = custodian
            .lease_current(OTHER_USER, Purpose::Record)
            .await
            .unwrap();
        assert!(other.share.secret().matches(kept.share.secret()));
    }
    scene
        .custodian
        .shred(super::test_vector::user(77))
        .await
        .unwrap();
}

#[tokio::test]
async fn the_status_tells_kind_and_isolation() {
    let scene = Scene::new();
    let custodian = &scene.custodian;
    let status = custodian.status().await.unwrap();
    assert_eq!(
        (status.kind, status.root_generation, status.is_isolated),
        ("embedded", 1, false)
    );
}

#[tokio::test]
async fn a_raised_lineage_has_shares_of_its_own_and_the_old_ones_stay() {
    let scene = Scene::new();
    let custodian = &scene.custodian;
    let current = async || {
        custodian
            .lease_current(USER, Purpose::Record)
            .await
            .unwrap()
    };
    let before = current().await;
    let index = custodian.lease_current(USER, Purpose::Index).await.unwrap();
    assert_eq!(
        custodian.raise_lineage(USER).await.unwrap(),
        Lineage::new(1)
    );
    let after = current().await;
    let raised = KeyName {
        epoch: EPOCH,
        lineage: Lineage::new(1),
    };
    assert_eq!(after.name, raised);
    assert!(!after.share.secret().matches(before.share.secret()));
    let both = custodian
        .lease(USER, Purpose::Record, &[NAME, raised])
        .await
        .unwrap();
    assert!(
        both.granted[0]
            .share
            .secret()
            .matches(before.share.secret())
    );
    assert!(both.granted[1].share.secret().matches(after.share.secret()));
    let again = custodian.lease_current(USER, Purpose::Index).await.unwrap();
    assert_eq!(again.name, KeyName::first(Epoch::FIXED));
    assert!(again.share.secret().matches(index.share.secret()));
    let other = custodian
        .lease_current(OTHER_USER, Purpose::Record)
        .await
        .unwrap();
    assert_eq!(other.name, NAME);
}

#[tokio::test]
async fn retired_shares_are_gone_and_the_current_one_never_goes() {
    let scene = Scene::new();
    let custodian = &scene.custodian;
    custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    let refused = custodian.retire(USER, &[NAME], noon()).await;
    assert!(
        matches!(refused, Err(CustodianError::Refused(_))),
        "{refused:?}"
    );
    scene.clock.advance(SignedDuration::from_hours(24));
    custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    let names = [NAME, KeyName::first(Epoch::new(3))];
    for expected in [1, 0] {
        assert_eq!(custodian.retire(USER, &names, noon()).await, Ok(expected));
    }
    let left = custodian
        .lease(USER, Purpose::Record, &[NAME])
        .await
        .unwrap();
    assert_eq!(left.missing[0].reason, MissingReason::Unknown);
}
