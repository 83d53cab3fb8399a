//! A sign-in opens a diary at the key custodian, a process of its own, and a sign-out closes it; what
//! happens while the custodian is away.

use super::{
    harness::Browser, provider_visit::ProviderVisit, supabase_double::Project,
    supabase_harness::SupabaseApp,
};
use crate::{
    encryption::{
        custodian::{Custodian, CustodianError, Purpose},
        remote::testing::{Process, Provider},
    },
    identity::{
        model::{SIGN_IN_FAILED_PATH, SIGN_OUT_PATH, SignInFailure, sign_in_link},
        server::Person,
    },
    platform::{
        clock::{Clock, SystemClock},
        entropy::SystemEntropy,
        ids::UserId,
        tests::harness::{TestApp, variable},
    },
    problem::Problem,
};
use axum::http::{StatusCode, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const ATTACK: &str = "11111111-1111-4111-8111-111111111111";
const ANOTHER: &str = "22222222-2222-4222-8222-222222222222";

/// The clocks of the custodian and of these tests are the machine's; the application's stands still
/// until it is told.
fn catch_up(app: &TestApp) {
    app.clock().set(SystemClock.now());
}

async fn sign_in(app: &TestApp) -> Browser {
    catch_up(app);
    let mut browser = app.stranger();
    let provider = app.provider.as_ref().unwrap();
    let answer = browser.sign_in(provider, "/").await;
    assert_eq!(answer.location(), "/");
    browser
}

async fn begin(browser: &mut Browser, id: &str) -> Result<(), Problem> {
    let answer = browser.post_form("/api/attacks/begin", &[("id", id)]).await;
    let leads_to = answer.headers.get(header::LOCATION);
    if leads_to.is_some_and(|place| place == format!("/attacks/{id}").as_str()) {
        return Ok(());
    }
    Err(serde_json::from_str(&answer.body).unwrap_or(Problem::Internal))
}

async fn reads(browser: &mut Browser, id: &str) -> bool {
    let answer = browser.post_form("/api/attacks/load", &[("id", id)]).await;
    serde_json::from_str::<Value>(&answer.body).is_ok_and(|attack| attack["id"] == json!(id))
}

async fn user_called(app: &TestApp, subject: &str) -> UserId {
    let person = Person {
        issuer: app.state.config.identity.issuer.clone(),
        subject: subject.to_owned(),
        verified_email: None,
    };
    let accounts = app.state.identity.accounts();
    accounts.find_or_create(&person).await.unwrap()
}

async fn readiness(app: &TestApp) -> Value {
    let answer = app.stranger().get("/health/ready").await;
    serde_json::from_str(&answer.body).unwrap()
}

/// Until the custodian answers again: the circuit breaker rests for some seconds.
async fn come_back(app: &TestApp, process: &mut Process) {
    process.resume().await;
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(15) {
        catch_up(app);
        if app.state.store.keys_answer().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the custodian is not found again");
}

#[tokio::test]
async fn a_sign_in_opens_the_diary_and_a_sign_out_closes_it() {
    let Some((app, process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    begin(&mut browser, ATTACK).await.unwrap();
    assert!(reads(&mut browser, ATTACK).await);
    let user = user_called(&app, "anna").await;
    let custodian = app.state.identity.custodian().unwrap();
    let grant = custodian.book().find(user, app.clock().now()).unwrap();
    let answer = browser.post(SIGN_OUT_PATH).await;
    assert_eq!(answer.location(), "/");
    assert!(custodian.book().find(user, app.clock().now()).is_none());
    // Whoever copied the grant out of the running process before has nothing of it now.
    let thief = process.client();
    thief.book().show(user, grant, SystemClock.now());
    let lease = thief.lease_current(user, Purpose::Record).await.err();
    assert_eq!(lease, Some(CustodianError::NoGrant));
    let mut again = sign_in(&app).await;
    assert!(reads(&mut again, ATTACK).await);
}

#[tokio::test]
async fn a_restarted_application_finds_the_grant_in_the_session() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    begin(&mut browser, ATTACK).await.unwrap();
    let user = user_called(&app, "anna").await;
    // What a restart leaves: the session in the database, and nothing in memory.
    app.state.identity.custodian().unwrap().book().forget(user);
    app.state.store.forget(user);
    assert!(reads(&mut browser, ATTACK).await);
}

#[tokio::test]
async fn a_session_without_a_grant_is_sent_to_a_new_sign_in() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    // Such a session comes from before there was a custodian elsewhere.
    let mut browser = app.patient("anna").await;
    for page in ["/", "/export", "/history?month=2026-10"] {
        let answer = browser.get(page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(answer.location(), sign_in_link(page));
    }
    for page in ["/help", "/advice", "/crisis", "/privacy"] {
        assert_eq!(browser.get(page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(begin(&mut browser, ATTACK).await, Err(Problem::KeysClosed));
}

#[tokio::test]
async fn after_a_day_the_patient_is_asked_to_sign_in_again() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    begin(&mut browser, ATTACK).await.unwrap();
    app.clock().advance(SignedDuration::from_hours(25));
    app.state.store.sweep();
    app.state.identity.forget_unused_grants();
    let answer = browser.get("/export").await;
    assert_eq!(answer.location(), sign_in_link("/export"));
    assert_eq!(begin(&mut browser, ANOTHER).await, Err(Problem::KeysClosed));
}

#[tokio::test]
async fn while_the_custodian_is_away_open_diaries_are_read_and_sign_ins_are_told_why() {
    let Some((app, mut process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut open = sign_in(&app).await;
    begin(&mut open, ATTACK).await.unwrap();
    assert_eq!(readiness(&app).await["keys"], json!(true));
    process.kill();
    assert!(reads(&mut open, ATTACK).await, "the leases are alive");
    begin(&mut open, ANOTHER).await.unwrap();
    let health = readiness(&app).await;
    assert_eq!(
        (&health["keys"], &health["database"]),
        (&json!(false), &json!(true))
    );
    let mut late = app.stranger();
    let answer = late.sign_in(app.provider.as_ref().unwrap(), "/").await;
    assert_eq!(answer.failure(), SignInFailure::KeysAway);
    let page = late.get(answer.location()).await;
    for words in [
        "What works meanwhile",
        "What does not work",
        "href=\"/help\"",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    for page in ["/help", "/advice", "/crisis", "/"] {
        assert_eq!(late.get(page).await.status, StatusCode::OK, "{page}");
    }
    come_back(&app, &mut process).await;
    let mut later = sign_in(&app).await;
    assert!(reads(&mut later, ANOTHER).await);
    assert_eq!(readiness(&app).await["keys"], json!(true));
}

#[tokio::test]
async fn what_cannot_be_sealed_is_refused_with_the_reason_and_can_be_sent_again() {
    let Some((app, mut process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    begin(&mut browser, ATTACK).await.unwrap();
    process.kill();
    // As after ten minutes: no lease is left.
    app.state.store.forget(user_called(&app, "anna").await);
    let began = Instant::now();
    assert_eq!(begin(&mut browser, ANOTHER).await, Err(Problem::KeysAway));
    assert!(began.elapsed() < Duration::from_millis(2_500));
    assert!(!reads(&mut browser, ATTACK).await);
    // A plain page keeps what was typed, and sends it once more when its button is pressed.
    let fields = [("born", "1980")];
    let kept = browser.post_form("/settings/profile", &fields).await;
    assert_eq!(kept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(kept.body.contains("Send it again"), "{}", kept.body);
    assert!(
        kept.body.contains("name=\"born\" value=\"1980\""),
        "{}",
        kept.body
    );
    assert!(kept.body.contains("action=\"/settings/profile\""));
    come_back(&app, &mut process).await;
    let stored = browser.post_form("/settings/profile", &fields).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER);
    begin(&mut browser, ANOTHER).await.unwrap();
    assert!(reads(&mut browser, ATTACK).await && reads(&mut browser, ANOTHER).await);
}

#[tokio::test]
async fn the_patient_reads_what_the_keys_were_used_for() {
    let Some((app, mut process)) = TestApp::beside_custodian().await else {
        return;
    };
    let mut browser = sign_in(&app).await;
    begin(&mut browser, ATTACK).await.unwrap();
    let page = browser.get("/settings/keys").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "You signed in",
        "Writing an entry",
        "What your keys were used for",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    process.kill();
    let page = browser.get("/settings/keys").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("key store does not answer"));
}

#[tokio::test]
async fn a_custodian_that_does_not_believe_the_provider_lets_nobody_in() {
    let Some((app, mut process)) = TestApp::beside_custodian().await else {
        return;
    };
    // What the provider vouches for is made out to somebody else, as far as the custodian knows.
    let file = process.folder.path().join("custodian.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let audience = format!("\"{}\"", process.provider.client_id);
    assert!(text.contains(&audience));
    std::fs::write(&file, text.replace(&audience, "\"another-application\"")).unwrap();
    process.kill();
    process.resume().await;
    let mut browser = app.stranger();
    let answer = browser.sign_in(app.provider.as_ref().unwrap(), "/").await;
    assert_eq!(answer.failure(), SignInFailure::KeysRefused);
    let page = format!("{SIGN_IN_FAILED_PATH}?reason=keys-refused");
    assert!(
        browser
            .get(&page)
            .await
            .body
            .contains("did not accept this sign-in")
    );
    assert_eq!(browser.get("/export").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_clock_is_told_as_keys_that_are_away() {
    let Some((app, _process)) = TestApp::beside_custodian().await else {
        return;
    };
    app.clock().advance(-SignedDuration::from_hours(1));
    let mut browser = app.stranger();
    let answer = browser.sign_in(app.provider.as_ref().unwrap(), "/").await;
    assert_eq!(answer.failure(), SignInFailure::KeysAway);
}

#[tokio::test]
async fn a_patient_signs_in_at_the_development_provider_and_writes() {
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
    let away = browser.begin("/history").await;
    let pairs = ProviderVisit::new().approve(away).await;
    catch_up(&app);
    assert_eq!(browser.come_back(&pairs).await.location(), "/history");
    begin(&mut browser, ATTACK).await.unwrap();
    assert!(reads(&mut browser, ATTACK).await);
    // A command of the same machine opens the same diary: what it writes is read in the browser.
    let first_patient = "demo@migrainepulse.example";
    let user = user_called(&app, "demo-patient").await;
    let (identity, config) = (&app.state.identity, &app.state.config);
    let opened = identity.open_for_command(config, user, first_patient).await;
    let grant = opened.unwrap();
    assert!(grant.is_some());
    assert!(app.state.store.load(user).await.is_ok());
    identity.close_after_command(user, grant).await;
    assert!(
        reads(&mut browser, ATTACK).await,
        "the session's own grant lives"
    );
    let stranger = UserId::random(&SystemEntropy);
    let refused = identity
        .open_for_command(config, stranger, first_patient)
        .await;
    assert!(
        refused.is_err(),
        "keys of one patient for records of another"
    );
}

#[tokio::test]
async fn a_supabase_project_vouches_for_the_custodian_as_well() {
    let project = Project::start();
    let trusted = Provider {
        issuer: project.issuer(),
        client_id: project.about("client_id").to_owned(),
        client_secret: project.about("client_secret").to_owned(),
        jwks_address: format!("{}/.well-known/jwks.json", project.issuer()),
    };
    let Some(process) = Process::start_behind(&[], Some(trusted)).await else {
        return;
    };
    let told = process.configuration_of_application();
    let told: Vec<_> = told
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let Some(scene) = SupabaseApp::beside(project, "supabase", &told).await else {
        return;
    };
    scene.anna().await;
    let mut visitor = scene.signed_in().await;
    begin(&mut visitor.browser, ATTACK).await.unwrap();
    assert!(reads(&mut visitor.browser, ATTACK).await);
}
