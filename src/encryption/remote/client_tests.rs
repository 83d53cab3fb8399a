//! The client against the real custodian process.

use super::{
    error::{NotSetUp, RemoteError, Silence},
    settings::RemoteSettings,
    testing::{Process, client},
};
use crate::{
    encryption::{
        custodian::{Custodian, CustodianError, MissingReason, Purpose},
        epoch::{Epoch, KeyName},
        keyring::KeyRing,
        lease_cache::CacheLimits,
        secret::Secret,
        share::AppShare,
        test_vector::{OTHER_USER, USER},
    },
    platform::{
        clock::{Clock, SystemClock},
        config::SecretKey,
        entropy::SystemEntropy,
    },
};
use custodian_core::{
    Signature, VerifyingKey,
    protocol::{RECEIPT_LABEL, Reason},
    refusal::Refusal,
};
use jiff::SignedDuration;
use std::sync::Arc;

const ANNA: &str = "anna@patients.example";
const BERTA: &str = "berta@patients.example";

fn today() -> Epoch {
    Epoch::today(&SystemClock)
}

#[tokio::test]
async fn a_sign_in_opens_the_keys_and_they_stay_the_same() {
    let Some(process) = Process::start().await else {
        return;
    };
    let ours = process.client();
    let grant = process.sign_in(&ours, USER, ANNA).await;
    let day = SignedDuration::from_hours(24);
    let left = grant.expires().duration_since(SystemClock.now());
    assert!(left <= day && left > day - SignedDuration::from_mins(1));
    let first = ours.lease_current(USER, Purpose::Record).await.unwrap();
    assert_eq!(first.name.epoch, today());
    assert!(first.expires <= SystemClock.now() + SignedDuration::from_mins(10));
    let epochs = [Epoch::new(1), today()].map(KeyName::first);
    let read = ours.lease(USER, Purpose::Record, &epochs).await.unwrap();
    assert!(read.granted[0].share.secret().matches(first.share.secret()));
    assert_eq!(read.granted.len(), 1);
    assert_eq!(read.missing[0].name.epoch, Epoch::new(1));
    assert_eq!(read.missing[0].reason, MissingReason::Unknown);
    // Another process of the application, with a sealing key of its own.
    let theirs = process.client();
    process.sign_in(&theirs, USER, ANNA).await;
    let again = theirs.lease_current(USER, Purpose::Record).await.unwrap();
    assert!(again.share.secret().matches(first.share.secret()));
    let index = theirs.lease_current(USER, Purpose::Index).await.unwrap();
    assert_eq!(index.name.epoch, Epoch::FIXED);
    assert!(!index.share.secret().matches(first.share.secret()));
}

#[tokio::test]
async fn nobody_else_is_opened_by_it() {
    let Some(process) = Process::start().await else {
        return;
    };
    let ours = process.client();
    process.sign_in(&ours, USER, ANNA).await;
    let of = |user| ours.lease_current(user, Purpose::Record);
    let anna = of(USER).await.unwrap();
    assert_eq!(of(OTHER_USER).await.err(), Some(CustodianError::NoGrant));
    process.sign_in(&ours, OTHER_USER, BERTA).await;
    let berta = of(OTHER_USER).await.unwrap();
    assert!(!berta.share.secret().matches(anna.share.secret()));
}

#[tokio::test]
async fn an_identity_works_once_and_only_with_its_secret() {
    let Some(process) = Process::start().await else {
        return;
    };
    let ours = process.client();
    let refused = |refusal| Err::<(), _>(RemoteError::Refused(refusal));
    let (identity, secret) = process.provider.identity(ANNA).await;
    let wrong = ours.admit(&identity, "guessed").await.map(drop);
    assert_eq!(wrong, refused(Refusal::WrongNonce));
    assert!(ours.admit(&identity, &secret).await.is_ok());
    let again = ours.admit(&identity, &secret).await.map(drop);
    assert_eq!(again, refused(Refusal::UsedIdentity));
    let nonsense = ours.admit("not.an.identity", &secret).await.map(drop);
    assert_eq!(nonsense, refused(Refusal::WrongIdentity));
}

#[tokio::test]
async fn after_a_sign_out_nothing_is_lent_and_the_dead_grant_is_not_shown_again() {
    let Some(process) = Process::start().await else {
        return;
    };
    let ours = process.client();
    let grant = process.sign_in(&ours, USER, ANNA).await;
    ours.revoke(USER, &grant).await.unwrap();
    ours.revoke(USER, &grant).await.unwrap();
    let lease = || ours.lease_current(USER, Purpose::Record);
    assert_eq!(lease().await.err(), Some(CustodianError::NoGrant));
    // A session that was copied before shows it once more.
    assert!(ours.book().show(USER, grant.clone(), SystemClock.now()));
    assert_eq!(lease().await.err(), Some(CustodianError::NoGrant));
    assert!(!ours.book().show(USER, grant, SystemClock.now()));
    process.sign_in(&ours, USER, ANNA).await;
    assert!(lease().await.is_ok());
}

#[tokio::test]
async fn other_sign_ins_can_be_ended_from_one() {
    let Some(process) = Process::start().await else {
        return;
    };
    let (phone, desk) = (process.client(), process.client());
    process.sign_in(&phone, USER, ANNA).await;
    process.sign_in(&desk, USER, ANNA).await;
    let of = |client: &Arc<super::RemoteCustodian>| {
        let client = Arc::clone(client);
        async move { client.lease_current(USER, Purpose::Record).await.err() }
    };
    assert_eq!((of(&phone).await, of(&desk).await), (None, None));
    desk.revoke_others(USER).await.unwrap();
    assert_eq!(of(&desk).await, None);
    assert_eq!(of(&phone).await, Some(CustodianError::NoGrant));
}

#[tokio::test]
async fn a_shredding_gives_a_signed_receipt_and_nothing_old_comes_back() {
    let Some(process) = Process::start().await else {
        return;
    };
    let ours = process.client();
    let grant = process.sign_in(&ours, USER, ANNA).await;
    let before = ours.lease_current(USER, Purpose::Record).await.unwrap();
    let receipt = ours.shred(USER).await.unwrap().expect("a receipt");
    let key = VerifyingKey::from_bytes(&process.trusted_key).unwrap();
    let signature = hex::decode(&receipt.signature).unwrap();
    let signed = [RECEIPT_LABEL, receipt.text.as_bytes()].concat();
    let signature = Signature::from_slice(&signature).unwrap();
    key.verify_strict(&signed, &signature).unwrap();
    assert!(!receipt.text.contains(ANNA) && !receipt.text.contains(&USER.to_string()));
    // The first answer was lost: asking again is no failure, but there is one receipt.
    ours.book().show(USER, grant, SystemClock.now());
    assert_eq!(ours.shred(USER).await, Ok(None));
    // Whoever comes back begins anew.
    process.sign_in(&ours, USER, ANNA).await;
    let old = ours
        .lease(USER, Purpose::Record, &[KeyName::first(today())])
        .await
        .unwrap();
    assert!(old.granted.is_empty());
    let after = ours.lease_current(USER, Purpose::Record).await.unwrap();
    assert!(!after.share.secret().matches(before.share.secret()));
}

#[tokio::test]
async fn what_keys_were_used_for_can_be_read() {
    let Some(process) = Process::start().await else {
        return;
    };
    let ours = process.client();
    process.sign_in(&ours, USER, ANNA).await;
    ours.lease_current(USER, Purpose::Record).await.unwrap();
    ours.lease(USER, Purpose::Record, &[KeyName::first(today())])
        .await
        .unwrap();
    let uses = ours.uses(USER, None).await.unwrap();
    let told: Vec<_> = uses
        .iter()
        .map(|used| (used.action.as_str(), used.detail.reason))
        .collect();
    let lease = |reason| ("lease", Some(reason));
    let expected = [
        lease(Reason::Reading),
        lease(Reason::Writing),
        ("grant", None),
    ];
    assert_eq!(told, expected);
    let earlier = ours.uses(USER, Some(uses[0].number)).await.unwrap();
    assert_eq!(earlier.len(), 2);
}

#[tokio::test]
async fn a_custodian_that_is_not_the_trusted_one_is_not_believed() {
    let Some(process) = Process::start().await else {
        return;
    };
    let other = Process::start().await.expect("another one");
    let settings = RemoteSettings {
        trusted_key: other.trusted_key,
        ..process.settings()
    };
    let deceived = client(&settings);
    let outcome = process.grant(&deceived, ANNA).await.map(drop);
    assert_eq!(outcome, Err(RemoteError::Silent(Silence::Untrusted)));
    assert!(matches!(
        deceived.status().await,
        Err(CustodianError::Unavailable(_))
    ));
}

#[tokio::test]
async fn an_application_with_another_key_is_refused() {
    let Some(process) = Process::start().await else {
        return;
    };
    let stranger = |key_id: &str, byte| {
        client(&RemoteSettings {
            key_id: key_id.to_owned(),
            signing_key: SecretKey::new([byte; 32]),
            ..process.settings()
        })
    };
    let grant = process.grant(&process.client(), ANNA).await.unwrap();
    for (stranger, refusal) in [
        (stranger("app-9", 9), Refusal::UnknownKey),
        (stranger("app-1", 9), Refusal::WrongSignature),
    ] {
        let outcome = process.grant(&stranger, ANNA).await.map(drop);
        assert_eq!(outcome, Err(RemoteError::Refused(refusal)));
        stranger.book().show(USER, grant.clone(), SystemClock.now());
        let lease = stranger.lease_current(USER, Purpose::Record).await.err();
        assert_eq!(lease, Some(CustodianError::Refused(refusal.code())));
    }
}

#[tokio::test]
async fn the_status_says_that_it_runs_apart() {
    let Some(process) = Process::start().await else {
        return;
    };
    let status = process.client().status().await.unwrap();
    assert_eq!((status.kind, status.is_isolated), ("remote", true));
}

#[tokio::test]
async fn a_key_ring_works_with_it_as_with_any_other() {
    let Some(process) = Process::start().await else {
        return;
    };
    let remote = process.client();
    process.sign_in(&remote, USER, ANNA).await;
    let ring = |custodian| KeyRing::new(custodian, Arc::new(SystemClock), CacheLimits::default());
    let app = AppShare::random(&SystemEntropy);
    let ours = ring(remote.clone());
    let key = ours.writing_key(USER, &app).await.unwrap();
    let elsewhere = ring(remote);
    let keys = elsewhere
        .reading_keys(USER, &app, [key.name()])
        .await
        .unwrap();
    assert!(keys.missing().is_empty());
    let secrets: [&Secret; 2] = [key.secret(), keys.get(key.name()).unwrap().secret()];
    assert!(secrets[0].matches(secrets[1]));
}

#[test]
fn an_unsafe_address_or_key_is_refused_at_the_start() {
    let settings = |address: &str| RemoteSettings {
        address: address.to_owned(),
        key_id: "app-1".to_owned(),
        signing_key: SecretKey::new([3; 32]),
        trusted_key: [0; 32],
    };
    let refusal = |settings: &RemoteSettings| {
        super::RemoteCustodian::new(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).err()
    };
    for address in [
        "http://keys.example",
        "ftp://127.0.0.1",
        "https://keys.example/path",
        "https://somebody@keys.example",
        "keys.example",
    ] {
        assert_eq!(
            refusal(&settings(address)),
            Some(NotSetUp::Address),
            "{address}"
        );
    }
    let not_a_key = RemoteSettings {
        trusted_key: (0..=255)
            .map(|byte| [byte; 32])
            .find(|bytes| VerifyingKey::from_bytes(bytes).is_err())
            .expect("half of all points are not on the curve"),
        ..settings("http://[::1]:3002")
    };
    assert_eq!(refusal(&not_a_key), Some(NotSetUp::TrustedKey));
}

#[tokio::test]
async fn nothing_prints_a_secret() {
    let settings = RemoteSettings {
        address: "http://127.0.0.1:9".to_owned(),
        key_id: "app-1".to_owned(),
        signing_key: SecretKey::new([0x3c; 32]),
        trusted_key: *custodian_core::SigningKey::from_bytes(&[5; 32])
            .verifying_key()
            .as_bytes(),
    };
    let printed = format!("{settings:?} {:?}", client(&settings));
    assert!(
        !printed.contains("60, 60") && !printed.contains("3c3c"),
        "{printed}"
    );
}
