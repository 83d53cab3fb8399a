//! New keys on the patient's own wish, beside the real key custodian.

use crate::{
    encryption::epoch::Lineage,
    identity::{server::Person, tests::harness::Browser},
    platform::{
        clock::{Clock, SystemClock},
        ids::UserId,
        tests::harness::TestApp,
    },
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use std::{collections::BTreeSet, time::Duration};

const REPLACE: &str = "/settings/keys/replace";
const ATTACK: &str = "11111111-1111-4111-8111-111111111111";

async fn sign_in(app: &TestApp) -> (Browser, UserId) {
    app.clock().set(SystemClock.now());
    let provider = app.provider.as_ref().unwrap();
    let mut browser = app.stranger();
    let answer = browser.sign_in(provider, "/").await;
    assert_eq!(answer.location(), "/");
    let subject = provider.set().subject.clone();
    let person = Person {
        issuer: app.state.config.identity.issuer.clone(),
        subject,
        verified_email: None,
    };
    let user = app.state.identity.accounts().find_or_create(&person).await;
    (browser, user.unwrap())
}

async fn lineages(app: &TestApp, user: UserId) -> BTreeSet<Lineage> {
    let names = app.state.store.key_names(user).await.unwrap();
    names.into_keys().map(|name| name.lineage).collect()
}

async fn reads(browser: &mut Browser) -> bool {
    let id = [("id", ATTACK)];
    let answer = browser.post_form("/api/attacks/load", &id).await;
    answer.body.contains(ATTACK)
}

#[tokio::test]
async fn a_patient_replaces_their_keys_and_every_entry_follows() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let (mut browser, user) = sign_in(&app).await;
    let id = [("id", ATTACK)];
    browser.post_form("/api/attacks/begin", &id).await;
    assert!(reads(&mut browser).await);
    assert_eq!(lineages(&app, user).await, [Lineage::FIRST].into());
    let page = browser.get(REPLACE).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(lineages(&app, user).await, [Lineage::FIRST].into());
    let answer = browser.post_form(REPLACE, &[]).await;
    assert_eq!(answer.location(), "/settings/keys");
    for _ in 0..200 {
        if lineages(&app, user).await == [Lineage::new(1)].into() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(lineages(&app, user).await, [Lineage::new(1)].into());
    app.state.store.forget(user);
    assert!(reads(&mut browser).await);
    let page = browser.get("/settings/keys").await;
    assert!(page.body.contains("New keys were begun"), "{}", page.body);
}

#[tokio::test]
async fn replacing_asks_for_a_fresh_sign_in() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let (mut browser, user) = sign_in(&app).await;
    browser
        .post_form("/api/attacks/begin", &[("id", ATTACK)])
        .await;
    app.clock().advance(SignedDuration::from_mins(11));
    let answer = browser.post_form(REPLACE, &[]).await;
    assert!(
        answer.location().starts_with("/auth/login"),
        "{}",
        answer.location()
    );
    assert_eq!(lineages(&app, user).await, [Lineage::FIRST].into());
}
