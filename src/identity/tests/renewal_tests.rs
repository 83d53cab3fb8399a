//! A sign-in that goes on without a question, beside the real key custodian: when it does, for whom, and
//! what it does not count as.

use super::{
    fake_provider::FakeProvider,
    harness::{Answer, Browser},
    provider_visit::ProviderVisit,
};
use crate::{
    encryption::remote::testing::Process,
    identity::{
        model::{RENEW_PATH, renew_link, sign_in_link},
        server::Person,
    },
    platform::{
        clock::{Clock, SystemClock},
        ids::UserId,
        tests::harness::{TestApp, variable},
    },
};
use axum::http::{Method, StatusCode, header};
use jiff::SignedDuration;
use openidconnect::url::Url;
use serde_json::json;
use std::collections::HashMap;

const NAVIGATION: [(&str, &str); 3] = [
    ("sec-fetch-site", "same-origin"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
];

async fn go(browser: &mut Browser, path: &str) -> Answer {
    browser.request(Method::GET, path, &NAVIGATION).await
}

fn provider(app: &TestApp) -> &FakeProvider {
    app.provider.as_ref().unwrap()
}

async fn sign_in(app: &TestApp) -> Browser {
    app.clock().set(SystemClock.now());
    let mut browser = app.stranger();
    let answer = browser.sign_in(provider(app), "/").await;
    assert_eq!(answer.location(), "/");
    browser
}

async fn user_called(app: &TestApp, subject: &str) -> UserId {
    let person = Person {
        issuer: app.state.config.identity.issuer.clone(),
        subject: subject.to_owned(),
        verified_email: None,
    };
    let found = app.state.identity.accounts().find(&person).await;
    found.unwrap().expect("an account")
}

/// As after so many hours without a request. The custodian's clock and the provider's are the machine's.
async fn hours_later(app: &TestApp, hours: i64) {
    app.clock().set(SystemClock.now());
    app.clock().advance(SignedDuration::from_hours(hours));
    app.state.store.sweep();
    app.state.identity.forget_unused_grants();
}

/// Follows the way to the provider that a renewal leads; the machine's time again.
async fn leave(app: &TestApp, browser: &mut Browser, path: &str) -> Url {
    let answer = go(browser, path).await;
    assert_eq!(answer.location(), renew_link(path), "{path}");
    let answer = browser.get(&renew_link(path)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    app.clock().set(SystemClock.now());
    Url::parse(answer.location()).expect("the way to the provider")
}

fn asked(address: &Url) -> HashMap<String, String> {
    address.query_pairs().into_owned().collect()
}

fn refusal(address: &Url, error: &str) -> Vec<(String, String)> {
    vec![
        ("error".to_owned(), error.to_owned()),
        ("state".to_owned(), asked(address)["state"].clone()),
    ]
}

#[tokio::test]
async fn a_page_after_twenty_hours_renews_the_sign_in_and_comes_back() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    hours_later(&app, 19).await;
    assert_eq!(go(&mut browser, "/history").await.status, StatusCode::OK);
    hours_later(&app, 21).await;
    let before = browser.cookies.clone();
    let address = leave(&app, &mut browser, "/history?month=2026-10").await;
    assert_eq!(asked(&address)["prompt"], "none");
    let answer = browser.come_back(&provider(&app).approve(&address)).await;
    assert_eq!(answer.location(), "/history?month=2026-10");
    assert_eq!(go(&mut browser, "/history").await.status, StatusCode::OK);
    // For a day more: the grant is a new one.
    app.clock().set(SystemClock.now());
    let user = user_called(&app, "anna").await;
    let custodian = app.state.identity.custodian().unwrap();
    let grant = custodian.book().find(user, app.clock().now()).unwrap();
    let life = grant.expires().duration_since(SystemClock.now());
    assert!(life.as_hours() >= 23);
    let uses = custodian.uses(user, None).await.unwrap();
    let told: Vec<_> = uses.iter().map(|used| used.action.as_str()).collect();
    assert!(
        told.contains(&"renewal") && told.contains(&"revoke"),
        "{told:?}"
    );
    // Whoever had copied the cookie has nothing any more.
    let mut thief = app.stranger();
    thief.cookies = before;
    let answer = go(&mut thief, "/history").await;
    assert_eq!(answer.location(), sign_in_link("/history"));
}

#[tokio::test]
async fn a_sign_in_whose_grant_has_ended_is_renewed_as_well() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    hours_later(&app, 30).await;
    for page in ["/help", "/crisis", "/advice"] {
        assert_eq!(
            go(&mut browser, page).await.status,
            StatusCode::OK,
            "{page}"
        );
    }
    let address = leave(&app, &mut browser, "/").await;
    let answer = browser.come_back(&provider(&app).approve(&address)).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(go(&mut browser, "/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_no_way_to_a_page_is_left_alone() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    hours_later(&app, 21).await;
    let script = [
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-mode", "cors"),
    ];
    let answer = browser.request(Method::GET, "/history", &script).await;
    assert_eq!(answer.status, StatusCode::OK);
    let image = [("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")];
    let answer = browser.request(Method::GET, "/history", &image).await;
    assert_eq!(answer.status, StatusCode::OK);
    let fields = [("born", "1980")];
    let stored = browser.post_form("/settings/profile", &fields).await;
    assert!(!stored.headers.contains_key(header::LOCATION));
    // A browser that does not tell what it does, but wants a page.
    let old = [("accept", "text/html,application/xhtml+xml")];
    let answer = browser.request(Method::GET, "/history", &old).await;
    assert_eq!(answer.location(), renew_link("/history"));
}

#[tokio::test]
async fn a_form_that_comes_too_late_is_kept_and_the_way_beside_it_renews() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    hours_later(&app, 30).await;
    let fields = [("born", "1980")];
    let kept = browser.post_form("/settings/profile", &fields).await;
    assert_eq!(kept.status, StatusCode::UNAUTHORIZED);
    assert!(kept.body.contains("name=\"born\" value=\"1980\""));
    assert!(kept.body.contains(&format!("href=\"{RENEW_PATH}\"")));
    let answer = browser.get(RENEW_PATH).await;
    app.clock().set(SystemClock.now());
    let address = Url::parse(answer.location()).unwrap();
    assert_eq!(asked(&address)["prompt"], "none");
    let answer = browser.come_back(&provider(&app).approve(&address)).await;
    assert_eq!(answer.location(), "/");
    let stored = browser.post_form("/settings/profile", &fields).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_provider_that_would_have_to_ask_is_asked_once_and_the_page_is_shown_while_it_can_be() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    for error in [
        "login_required",
        "interaction_required",
        "consent_required",
        "server_error",
    ] {
        let mut browser = sign_in(&app).await;
        hours_later(&app, 21).await;
        let address = leave(&app, &mut browser, "/history").await;
        hours_later(&app, 21).await;
        let answer = browser.come_back(&refusal(&address, error)).await;
        assert_eq!(answer.location(), "/history", "{error}");
        let shown = go(&mut browser, "/history").await;
        assert_eq!(shown.status, StatusCode::OK, "{error}: no second try");
        let answer = browser.get(&renew_link("/history")).await;
        assert_eq!(answer.location(), "/history");
        // Later once more, and when the grant has ended, a sign-in.
        hours_later(&app, 25).await;
        let address = leave(&app, &mut browser, "/history").await;
        hours_later(&app, 25).await;
        let answer = browser.come_back(&refusal(&address, error)).await;
        assert_eq!(answer.location(), sign_in_link("/history"), "{error}");
        let answer = go(&mut browser, "/history").await;
        assert_eq!(
            answer.location(),
            sign_in_link("/history"),
            "{error}: no loop"
        );
        browser.post("/auth/logout").await;
    }
}

#[tokio::test]
async fn somebody_else_at_the_provider_renews_nothing() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    hours_later(&app, 30).await;
    let address = leave(&app, &mut browser, "/history").await;
    provider(&app).set().subject = "berta".to_owned();
    hours_later(&app, 30).await;
    let answer = browser.come_back(&provider(&app).approve(&address)).await;
    let shown = go(&mut browser, "/history").await;
    for place in [answer.location(), shown.location()] {
        assert_eq!(place, sign_in_link("/history"));
    }
    let person = Person {
        issuer: app.state.config.identity.issuer.clone(),
        subject: "berta".to_owned(),
        verified_email: None,
    };
    let found = app.state.identity.accounts().find(&person).await;
    assert_eq!(found.unwrap(), None, "nor is anybody made");
}

#[tokio::test]
async fn a_renewal_is_no_fresh_sign_in_here_nor_at_the_custodian() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    // A provider that always says that somebody has signed in just now.
    let now = SystemClock.now().as_second();
    let claims = json!({"email": "anna@example.org", "email_verified": true, "auth_time": now});
    provider(&app).set().claims = claims;
    let mut browser = sign_in(&app).await;
    // The session ages; what it opened is young.
    let mut rows = app.database.as_ref().unwrap().superuser().await;
    sqlx::query("update identity.session set created_at = created_at - 601")
        .execute(&mut rows)
        .await
        .unwrap();
    hours_later(&app, 21).await;
    let address = leave(&app, &mut browser, "/export").await;
    browser.come_back(&provider(&app).approve(&address)).await;
    app.clock().set(SystemClock.now());
    for page in [
        "/export/diary.json",
        "/settings/delete",
        "/settings/keys/nights",
    ] {
        let answer = go(&mut browser, page).await;
        assert!(answer.location().starts_with("/auth/login"), "{page}");
    }
    let answer = browser.post_form("/settings/keys/nights", &[]).await;
    assert!(answer.location().starts_with("/auth/login"));
    // The custodian says so itself, whatever the application asks.
    let user = user_called(&app, "anna").await;
    let custodian = app.state.identity.custodian().unwrap();
    assert!(custodian.allow_nights(user).await.is_err());
    assert!(app.state.store.keys().ring().shred(user).await.is_err());
    // A session that was renewed is as old as its sign-in: it ends when it would have ended.
    let ages: Vec<i64> = sqlx::query_scalar(
        "select expires_at - created_at from identity.session where user_id = $1",
    )
    .bind(user.as_uuid())
    .fetch_all(&mut rows)
    .await
    .unwrap();
    assert_eq!(ages.len(), 1);
}

#[tokio::test]
async fn a_stolen_cookie_alone_renews_nothing_at_the_real_provider() {
    let Some(process) = Process::start().await else {
        return;
    };
    let mut told = process.configuration_of_application();
    told.push(("IDENTITY__ISSUER", process.provider.issuer.clone()));
    told.push(("IDENTITY__CLIENT_ID", process.provider.client_id.clone()));
    told.push((
        "IDENTITY__CLIENT_SECRET",
        process.provider.client_secret.clone(),
    ));
    let told: Vec<_> = told
        .iter()
        .map(|(name, value)| variable(name, value))
        .collect();
    let Some(app) = TestApp::start_with(&told).await else {
        return;
    };
    let mut browser = app.stranger();
    let away = browser.begin("/").await;
    let mut visit = ProviderVisit::new();
    let pairs = visit.approve(away).await;
    app.clock().set(SystemClock.now());
    assert_eq!(browser.come_back(&pairs).await.location(), "/");
    // A thief of our cookie, without the provider's: no page, and no way in.
    let mut thief = app.stranger();
    thief.cookies.clone_from(&browser.cookies);
    hours_later(&app, 30).await;
    let address = leave(&app, &mut thief, "/history").await;
    let pairs = ProviderVisit::new().approve(address).await;
    assert!(
        pairs.contains(&("error".to_owned(), "login_required".to_owned())),
        "{pairs:?}"
    );
    hours_later(&app, 30).await;
    assert_eq!(
        thief.come_back(&pairs).await.location(),
        sign_in_link("/history")
    );
    // The patient, whose browser is known there, an hour later.
    hours_later(&app, 32).await;
    let address = leave(&app, &mut browser, "/history").await;
    let pairs = visit.approve(address).await;
    assert_eq!(browser.come_back(&pairs).await.location(), "/history");
    assert_eq!(go(&mut browser, "/history").await.status, StatusCode::OK);
}
