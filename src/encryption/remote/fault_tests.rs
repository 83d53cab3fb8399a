//! The custodian is away, slow, cut off, or comes back: live leases serve, nothing hangs, nothing is lent
//! twice or lost.

use super::{
    breaker::REST,
    error::{RemoteError, Silence},
    testing::{Process, Provider, client},
};
use crate::{
    encryption::{
        custodian::{Custodian, CustodianError, Purpose},
        keyring::KeyRing,
        lease_cache::CacheLimits,
        share::AppShare,
        test_vector::USER,
    },
    platform::{clock::SystemClock, entropy::SystemEntropy},
};
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const ANNA: &str = "anna@patients.example";

/// What a connection in between does.
const PASS: u8 = 0;
/// Takes the question and never answers.
const HANG: u8 = 1;
/// Passes the question on and cuts the connection before the answer.
const CUT: u8 = 2;

/// A connection in between that misbehaves when a test says so.
struct Between {
    address: SocketAddr,
    mode: Arc<AtomicU8>,
    cuts: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl Between {
    /// Listens; `custodian` is told later, because it has to know this address first.
    async fn start() -> (Self, tokio::sync::oneshot::Sender<SocketAddr>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let between = Self {
            address: listener.local_addr().unwrap(),
            mode: Arc::default(),
            cuts: Arc::default(),
            seen: Arc::default(),
        };
        let (tell, told) = tokio::sync::oneshot::channel();
        let (mode, cuts, seen) = (
            Arc::clone(&between.mode),
            Arc::clone(&between.cuts),
            Arc::clone(&between.seen),
        );
        tokio::spawn(async move {
            let custodian: SocketAddr = told.await.unwrap();
            while let Ok((near, _)) = listener.accept().await {
                let (mode, cuts, seen) = (Arc::clone(&mode), Arc::clone(&cuts), Arc::clone(&seen));
                tokio::spawn(async move {
                    let _ = pass(near, custodian, &mode, &cuts, &seen).await;
                });
            }
        });
        (between, tell)
    }

    fn set(&self, mode: u8) {
        self.mode.store(mode, Ordering::SeqCst);
    }
}

/// Passes bytes both ways until one end closes, or the mode says otherwise.
async fn pass(
    mut near: TcpStream,
    custodian: SocketAddr,
    mode: &AtomicU8,
    cuts: &AtomicUsize,
    seen: &Mutex<Vec<u8>>,
) -> std::io::Result<()> {
    let mut far = TcpStream::connect(custodian).await?;
    let (mut question, mut answer) = ([0; 65_536], [0; 65_536]);
    loop {
        tokio::select! {
            read = near.read(&mut question) => {
                let length = read?;
                if length == 0 {
                    return Ok(());
                }
                if mode.load(Ordering::SeqCst) == HANG {
                    tokio::time::sleep(Duration::from_secs(30)).await;
                    return Ok(());
                }
                far.write_all(&question[..length]).await?;
            }
            read = far.read(&mut answer) => {
                let length = read?;
                if length == 0 {
                    return Ok(());
                }
                seen.lock().unwrap().extend_from_slice(&answer[..length]);
                if mode.load(Ordering::SeqCst) == CUT {
                    cuts.fetch_add(1, Ordering::SeqCst);
                    mode.store(PASS, Ordering::SeqCst);
                    return Ok(());
                }
                near.write_all(&answer[..length]).await?;
            }
        }
    }
}

async fn with_between() -> Option<(Process, Between)> {
    let (between, tell) = Between::start().await;
    let process = Process::start_behind(&[between.address], Provider::of_test_run()).await?;
    tell.send(process.address).unwrap();
    Some((process, between))
}

async fn is_back(outcome: impl AsyncFn() -> bool) -> bool {
    let rest = Duration::try_from(REST).unwrap();
    let began = Instant::now();
    while began.elapsed() < rest + Duration::from_secs(5) {
        if outcome().await {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

#[tokio::test]
async fn live_leases_serve_while_it_is_killed_and_it_is_found_again_afterwards() {
    let Some(mut process) = Process::start().await else {
        return;
    };
    let remote = process.client();
    process.sign_in(&remote, USER, ANNA).await;
    let ring = KeyRing::new(
        remote.clone(),
        Arc::new(SystemClock),
        CacheLimits::default(),
    );
    let app = AppShare::random(&SystemEntropy);
    let key = ring.writing_key(USER, &app).await.unwrap();
    process.kill();
    assert!(ring.status().await.is_err());
    let read = ring.reading_keys(USER, &app, [key.name()]).await.unwrap();
    assert!(read.get(key.name()).is_some(), "the lease is still there");
    assert!(ring.writing_key(USER, &app).await.is_ok());
    let index = ring.index_key(USER, &app).await.err();
    assert!(
        matches!(index, Some(CustodianError::Unavailable(_))),
        "{index:?}"
    );
    process.resume().await;
    assert!(is_back(async || ring.index_key(USER, &app).await.is_ok()).await);
    let kept = remote.lease_current(USER, Purpose::Record).await;
    assert!(
        kept.is_ok(),
        "the grant outlives a restart: {:?}",
        kept.err()
    );
}

#[tokio::test]
async fn whoever_hangs_is_given_two_seconds_and_then_left_alone() {
    let Some((process, between)) = with_between().await else {
        return;
    };
    let remote = client(&process.settings_at(between.address));
    process.sign_in(&remote, USER, ANNA).await;
    between.set(HANG);
    let ask = async || {
        let began = Instant::now();
        let outcome = remote.lease_current(USER, Purpose::Record).await;
        assert!(matches!(
            outcome.err(),
            Some(CustodianError::Unavailable(_))
        ));
        began.elapsed()
    };
    for _ in 0..super::breaker::FAILURES {
        let waited = ask().await;
        assert!(waited < Duration::from_millis(2_600), "{waited:?}");
    }
    let waited = ask().await;
    assert!(waited < Duration::from_millis(100), "it rests: {waited:?}");
    between.set(PASS);
    let lease = async || remote.lease_current(USER, Purpose::Record).await.is_ok();
    assert!(is_back(lease).await);
}

#[tokio::test]
async fn a_lost_answer_costs_a_repetition_and_a_sign_in_is_not_repeated() {
    let Some((process, between)) = with_between().await else {
        return;
    };
    let remote = client(&process.settings_at(between.address));
    process.sign_in(&remote, USER, ANNA).await;
    between.set(CUT);
    let first = remote.lease_current(USER, Purpose::Record).await.unwrap();
    assert_eq!(
        between.cuts.load(Ordering::SeqCst),
        1,
        "the answer was lost"
    );
    let again = remote.lease_current(USER, Purpose::Record).await.unwrap();
    assert!(again.share.secret().matches(first.share.secret()));
    between.set(CUT);
    let lost = process.grant(&remote, ANNA).await.map(drop);
    assert_eq!(lost, Err(RemoteError::Silent(Silence::Unreachable)));
    assert!(process.grant(&remote, ANNA).await.is_ok());
}

#[tokio::test]
async fn whoever_listens_in_between_sees_no_share() {
    let Some((process, between)) = with_between().await else {
        return;
    };
    let remote = client(&process.settings_at(between.address));
    process.sign_in(&remote, USER, ANNA).await;
    let lease = remote.lease_current(USER, Purpose::Record).await.unwrap();
    let seen = between.seen.lock().unwrap().clone();
    assert!(seen.len() > 500, "something was said");
    let bytes = lease.share.secret().expose();
    let digits = hex::encode(bytes);
    assert!(!seen.windows(32).any(|window| window == bytes));
    assert!(!seen.windows(64).any(|window| window == digits.as_bytes()));
}
