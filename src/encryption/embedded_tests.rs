//! The embedded custodian's files: concurrent first use, restart, damage, permissions.

use super::custodian::{Custodian, CustodianError, MissingReason, Purpose};
use super::custodian_tests::{Scene, embedded, noon, settings};
use super::embedded::{EmbeddedCustodian, EmbeddedError, EmbeddedSettings};
use super::epoch::KeyName;
use super::root_key::{ROOT_KEY_FILE, RootKeyError};
use super::test_vector::{EPOCH, NAME, OTHER_USER, USER};
use super::wrapping::WRAPPED_LENGTH;
use crate::platform::{clock::SettableClock, entropy::SystemEntropy};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn share_path(folder: &Path) -> PathBuf {
    folder
        .join("users")
        .join(USER.to_string())
        .join("record-20777")
}

fn open_error(folder: &Path) -> EmbeddedError {
    let clock = Arc::new(SettableClock::at(noon()));
    EmbeddedCustodian::open(settings(folder), clock, Arc::new(SystemEntropy)).unwrap_err()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_first_writes_agree_on_one_share() {
    let scene = Scene::new();
    // Two custodians on one folder, as two server processes would be.
    let second = Arc::new(embedded(scene.folder.path(), &scene.clock));
    for round in 0..20 {
        let user = super::test_vector::user(round);
        let tasks: Vec<_> = (0..16)
            .map(|number| {
                let custodian = Arc::clone(if number % 2 == 0 {
                    &scene.custodian
                } else {
                    &second
                });
                tokio::spawn(async move { custodian.lease_current(user, Purpose::Record).await })
            })
            .collect();
        let mut leases = Vec::new();
        for task in tasks {
            leases.push(task.await.unwrap().unwrap());
        }
        for lease in &leases {
            assert!(lease.share.secret().matches(leases[0].share.secret()));
        }
        let folder = scene.folder.path().join("users").join(user.to_string());
        assert_eq!(
            fs::read_dir(folder).unwrap().count(),
            1,
            "no draft stays behind"
        );
    }
}

#[test]
fn concurrent_first_starts_agree_on_one_root_key() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("deep/custodian");
    let clock = Arc::new(SettableClock::at(noon()));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| embedded(&folder, &clock));
        }
    });
    let first = fs::read(folder.join(ROOT_KEY_FILE)).unwrap();
    embedded(&folder, &clock);
    assert_eq!(fs::read(folder.join(ROOT_KEY_FILE)).unwrap(), first);
}

#[tokio::test]
async fn shares_survive_a_restart() {
    let scene = Scene::new();
    let before = scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    let Scene {
        folder,
        clock,
        custodian,
    } = scene;
    drop(custodian);
    let restarted = embedded(folder.path(), &clock);
    let after = restarted
        .lease(USER, Purpose::Record, &[NAME])
        .await
        .unwrap();
    assert!(
        after.granted[0]
            .share
            .secret()
            .matches(before.share.secret())
    );
}

#[tokio::test]
async fn files_and_folders_are_for_the_owner_alone_and_hold_no_share_in_clear() {
    let scene = Scene::new();
    let lease = scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    let folder = scene.folder.path();
    let share = share_path(folder);
    for private in [
        folder,
        &folder.join("users"),
        &folder.join("shredded"),
        share.parent().unwrap(),
    ] {
        assert_eq!(mode(private), 0o700, "{}", private.display());
    }
    assert_eq!(mode(&folder.join(ROOT_KEY_FILE)), 0o600);
    assert_eq!(mode(&share), 0o600);
    let stored = fs::read(&share).unwrap();
    assert_eq!(stored.len(), WRAPPED_LENGTH);
    assert!(
        !stored
            .windows(8)
            .any(|part| part == &lease.share.secret().expose()[..8])
    );
}

#[tokio::test]
async fn a_damaged_share_is_named_and_holds_up_no_other() {
    let scene = Scene::new();
    scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    scene.clock.advance(jiff::SignedDuration::from_hours(24));
    scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    let path = share_path(scene.folder.path());
    let whole = fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    flipped[30] ^= 1;
    let damages = [
        flipped,
        whole[..60].to_vec(),
        [&whole[..], b"x"].concat(),
        Vec::new(),
    ];
    for damaged in damages {
        fs::write(&path, damaged).unwrap();
        let epochs = [EPOCH, EPOCH.next()].map(KeyName::first);
        let leases = scene
            .custodian
            .lease(USER, Purpose::Record, &epochs)
            .await
            .unwrap();
        assert_eq!(leases.granted.len(), 1);
        assert_eq!(leases.missing[0].reason, MissingReason::Damaged);
        scene.clock.set(noon());
        let current = scene.custodian.lease_current(USER, Purpose::Record).await;
        assert_eq!(
            current.err(),
            Some(CustodianError::Damaged(EPOCH)),
            "never replaced silently"
        );
    }
    fs::write(&path, whole).unwrap();
    assert!(
        scene
            .custodian
            .lease_current(USER, Purpose::Record)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_share_moved_to_another_user_purpose_or_day_is_damaged() {
    let scene = Scene::new();
    scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    scene
        .custodian
        .lease_current(OTHER_USER, Purpose::Record)
        .await
        .unwrap();
    let original = share_path(scene.folder.path());
    let own = original.parent().unwrap();
    let foreign = own.parent().unwrap().join(OTHER_USER.to_string());
    for (target, user, purpose, epoch) in [
        (
            own.join("record-20778"),
            USER,
            Purpose::Record,
            EPOCH.next(),
        ),
        (own.join("draft-20777"), USER, Purpose::Draft, EPOCH),
        (
            foreign.join("record-20777"),
            OTHER_USER,
            Purpose::Record,
            EPOCH,
        ),
    ] {
        fs::copy(&original, target).unwrap();
        let leases = scene
            .custodian
            .lease(user, purpose, &[KeyName::first(epoch)])
            .await
            .unwrap();
        assert_eq!(leases.missing[0].reason, MissingReason::Damaged);
    }
}

#[test]
fn a_root_key_that_others_may_read_is_refused() {
    let scene = Scene::new();
    let path = scene.folder.path().join(ROOT_KEY_FILE);
    for exposed in [0o604, 0o640, 0o644, 0o620, 0o601] {
        fs::set_permissions(&path, Permissions::from_mode(exposed)).unwrap();
        let error = open_error(scene.folder.path());
        assert!(
            matches!(error, EmbeddedError::RootKey(RootKeyError::Exposed(_))),
            "{exposed:o}"
        );
        assert!(error.to_string().contains("chmod 600"));
    }
    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    embedded(scene.folder.path(), &scene.clock);
}

#[tokio::test]
async fn a_short_foreign_or_damaged_root_key_is_refused() {
    let scene = Scene::new();
    let path = scene.folder.path().join(ROOT_KEY_FILE);
    let whole = fs::read(&path).unwrap();
    let is = |error: &EmbeddedError, what: &str| {
        let text = error.to_string();
        assert!(text.contains(what) && text.contains("backup"), "{text}");
    };
    for length in [0, 1, 32, 59] {
        fs::write(&path, &whole[..length]).unwrap();
        is(
            &open_error(scene.folder.path()),
            &format!("has {length} bytes instead of 60"),
        );
    }
    fs::write(&path, [&whole[..], b"\n"].concat()).unwrap();
    is(&open_error(scene.folder.path()), "has 61 bytes");
    fs::write(&path, [7; 60]).unwrap();
    is(&open_error(scene.folder.path()), "is not a root key");
    for position in 16..60 {
        let mut damaged = whole.clone();
        damaged[position] ^= 0x10;
        fs::write(&path, damaged).unwrap();
        is(&open_error(scene.folder.path()), "is damaged");
        let status = scene.custodian.status().await;
        assert!(matches!(status, Err(CustodianError::Unavailable(_))));
    }
}

#[test]
fn a_link_or_folder_in_place_of_the_root_key_is_refused() {
    let scene = Scene::new();
    let path = scene.folder.path().join(ROOT_KEY_FILE);
    let aside = scene.folder.path().join("aside");
    fs::rename(&path, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &path).unwrap();
    assert!(
        open_error(scene.folder.path())
            .to_string()
            .contains("is not a root key")
    );
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(
        open_error(scene.folder.path())
            .to_string()
            .contains("is not a root key")
    );
}

#[tokio::test]
async fn a_lost_root_key_is_not_replaced_while_shares_need_it() {
    let scene = Scene::new();
    let path = scene.folder.path().join(ROOT_KEY_FILE);
    fs::remove_file(&path).unwrap();
    embedded(scene.folder.path(), &scene.clock);
    assert!(
        scene.custodian.status().await.is_err(),
        "the key was replaced under a running server"
    );
    let renewed = embedded(scene.folder.path(), &scene.clock);
    renewed.lease_current(USER, Purpose::Record).await.unwrap();
    fs::remove_file(&path).unwrap();
    let error = open_error(scene.folder.path());
    assert!(matches!(
        error,
        EmbeddedError::RootKey(RootKeyError::Missing(_))
    ));
}

#[test]
fn a_folder_open_to_others_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    embedded(folder.path(), &Arc::new(SettableClock::at(noon())));
    assert_eq!(mode(folder.path()), 0o700);
}

#[test]
fn production_needs_the_operators_word() {
    let folder = tempfile::tempdir().unwrap();
    let attempt = |is_allowed_in_production| {
        EmbeddedCustodian::open(
            EmbeddedSettings {
                is_production: true,
                is_allowed_in_production,
                ..settings(folder.path())
            },
            Arc::new(SettableClock::at(noon())),
            Arc::new(SystemEntropy),
        )
    };
    let error = attempt(false).unwrap_err();
    assert!(error.to_string().contains("custodian.allow_in_production"));
    assert!(
        !folder.path().join(ROOT_KEY_FILE).exists(),
        "refused before anything is made"
    );
    assert!(attempt(true).is_ok());
}

#[tokio::test]
async fn messages_name_no_user_and_debug_shows_no_key() {
    let scene = Scene::new();
    scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .unwrap();
    let path = share_path(scene.folder.path());
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let error = scene
        .custodian
        .lease_current(USER, Purpose::Record)
        .await
        .err()
        .unwrap();
    assert!(matches!(error, CustodianError::Unavailable(_)));
    assert!(!format!("{error} {error:?}").contains("0011"));
    assert!(format!("{:?}", scene.custodian).starts_with("EmbeddedCustodian { folder:"));
}
