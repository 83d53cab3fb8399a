//! The application's clock is wrong by two minutes: it is refused in both directions, what is lent already
//! goes on working, and patients are told that the keys are away, not that they did something wrong.

use super::{RemoteCustodian, error::RemoteError, testing::Process};
use crate::{
    encryption::{
        custodian::{Custodian, CustodianError, Purpose},
        keyring::KeyRing,
        lease_cache::CacheLimits,
        share::AppShare,
        test_vector::USER,
    },
    platform::{
        clock::{Clock, SystemClock},
        entropy::SystemEntropy,
    },
};
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

const ANNA: &str = "anna@patients.example";
const TWO_MINUTES: i64 = 120;

/// The machine's clock, put forward or back by so many seconds.
#[derive(Debug, Default)]
struct WrongClock(AtomicI64);

impl WrongClock {
    fn put(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

#[tokio::test]
async fn an_application_whose_clock_is_two_minutes_wrong_gets_nothing_new() {
    let Some(process) = Process::start().await else {
        return;
    };
    let clock = Arc::new(WrongClock::default());
    let remote = Arc::new(
        RemoteCustodian::new(&process.settings(), clock.clone(), Arc::new(SystemEntropy)).unwrap(),
    );
    process.sign_in(&remote, USER, ANNA).await;
    let ring = KeyRing::new(remote.clone(), clock.clone(), CacheLimits::default());
    let app = AppShare::random(&SystemEntropy);
    let key = ring.writing_key(USER, &app).await.unwrap();
    for wrong in [-TWO_MINUTES, TWO_MINUTES] {
        clock.put(wrong);
        let refused: RemoteError = process.grant(&remote, ANNA).await.map(drop).unwrap_err();
        assert!(refused.is_away(), "{wrong} s: {refused:?}");
        let new = remote.lease_current(USER, Purpose::Index).await.err();
        assert!(
            matches!(new, Some(CustodianError::Unavailable(_))),
            "{wrong} s: {new:?}"
        );
        let read = ring.reading_keys(USER, &app, [key.name()]).await.unwrap();
        assert!(
            read.get(key.name()).is_some(),
            "{wrong} s: the lease is there"
        );
    }
    clock.put(0);
    assert!(process.grant(&remote, ANNA).await.is_ok());
    assert!(remote.lease_current(USER, Purpose::Index).await.is_ok());
}
