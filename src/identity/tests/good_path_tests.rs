//! Sign-ins against the certified provider library that development uses: a second, foreign
//! implementation, so that we do not mark our own homework. Needs `MIGRAINE_PULSE_TEST_ISSUER` and
//! `MIGRAINE_PULSE_TEST_CLIENT_SECRET`.

use super::{
    harness::{Browser, ORIGIN, configuration, router},
    provider_visit::ProviderVisit,
};
use crate::{
    identity::{model::SignInFailure, server::Identity},
    platform::{clock::SystemClock, entropy::SystemEntropy, testing::TestDatabase},
};
use std::sync::Arc;

struct RealApp {
    identity: Identity,
    _database: TestDatabase,
}

impl RealApp {
    async fn start() -> Option<Self> {
        let settings = (
            std::env::var("MIGRAINE_PULSE_TEST_ISSUER"),
            std::env::var("MIGRAINE_PULSE_TEST_CLIENT_SECRET"),
        );
        let (Ok(issuer), Ok(secret)) = settings else {
            println!("skipped: MIGRAINE_PULSE_TEST_ISSUER and ..._CLIENT_SECRET are not set");
            return None;
        };
        let database = TestDatabase::create().await?;
        let config = configuration(ORIGIN, &issuer, &secret);
        let clock = Arc::new(SystemClock);
        let entropy = Arc::new(SystemEntropy);
        let identity = Identity::new(config, database.database(), clock, entropy).unwrap();
        Some(Self {
            identity,
            _database: database,
        })
    }

    fn browser(&self) -> Browser {
        Browser::new(router(&self.identity))
    }
}

#[tokio::test]
async fn a_patient_signs_in_at_a_real_provider() {
    let Some(app) = RealApp::start().await else {
        return;
    };
    assert!(app.identity.ready().await.is_ok());
    let mut accounts = Vec::new();
    for _ in 0..2 {
        let mut browser = app.browser();
        let address = browser.begin("/attacks?month=5").await;
        let pairs = ProviderVisit::new().approve(address).await;
        let answer = browser.come_back(&pairs).await;
        assert_eq!(answer.location(), "/attacks?month=5");
        accounts.push(browser.who().await.expect("somebody is signed in"));
    }
    assert_eq!(
        accounts[0], accounts[1],
        "the same person has the same account"
    );
}

#[tokio::test]
async fn a_real_provider_takes_a_code_once_and_only_with_its_proof() {
    let Some(app) = RealApp::start().await else {
        return;
    };
    let (mut victim, mut attacker) = (app.browser(), app.browser());
    let mut visit = ProviderVisit::new();
    let stolen = visit.approve(victim.begin("/").await).await;
    let own = visit.approve(attacker.begin("/").await).await;
    let swapped: Vec<_> = own
        .iter()
        .map(|(name, value)| {
            let code = stolen.iter().find(|(other, _)| other == "code");
            match name.as_str() {
                "code" => code.unwrap().clone(),
                _ => (name.clone(), value.clone()),
            }
        })
        .collect();
    assert_eq!(
        attacker.come_back(&swapped).await.failure(),
        SignInFailure::CodeRefused
    );
    assert_eq!(attacker.who().await, None);
}
