//! What a supervisor is told, and what not.

use super::harness::TestApp;
use crate::platform::testing::TestDatabase;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

async fn readiness(app: &TestApp) -> (StatusCode, Value) {
    let answer = app.stranger().get("/health/ready").await;
    (answer.status, serde_json::from_str(&answer.body).unwrap())
}

async fn forget_latest_migration(database: &TestDatabase) {
    let mut connection = database.superuser().await;
    sqlx::query(
        "delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_process_without_anything_behind_it_is_alive() {
    let answer = TestApp::detached().stranger().get("/health/live").await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "alive")
    );
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn ready_means_that_every_part_is_well() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let (status, body) = readiness(&app).await;
    assert_eq!(status, StatusCode::OK);
    let every_part = json!({
        "database": true, "migrations": true, "identity": true, "keys": true,
    });
    assert_eq!(body, every_part, "nothing else, above all no version");
}

#[tokio::test]
async fn a_provider_that_is_away_is_named() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    app.provider.as_ref().unwrap().set().down = true;
    let (status, body) = readiness(&app).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(body["identity"], json!(false));
    assert_eq!(body["database"], json!(true));
}

#[tokio::test]
async fn a_migration_that_is_missing_is_named() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    forget_latest_migration(app.database.as_ref().unwrap()).await;
    let (status, body) = readiness(&app).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(body["migrations"], json!(false));
    assert_eq!(body["database"], json!(true));
}

#[tokio::test]
async fn a_database_that_is_away_is_named() {
    let (status, body) = readiness(&TestApp::detached()).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let expected = json!({
        "database": false, "migrations": false, "identity": false, "keys": true,
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_patient_without_a_database_is_not_taken_for_a_stranger() {
    let mut browser = TestApp::detached().stranger();
    let id = tower_sessions::session::Id(7).to_string();
    browser.cookies.insert("migraine-pulse".to_owned(), id);
    let answer = browser.get("/history").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("try again"));
}
