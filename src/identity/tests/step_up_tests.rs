//! What cannot be undone or leaves the house asks for a sign-in of the last ten minutes.

use super::supabase_harness::{EMAIL, PASSWORD, SupabaseApp};
use crate::{identity::server::STEP_UP_SECONDS, platform::tests::harness::TestApp};
use axum::http::StatusCode;
use jiff::SignedDuration;

const GUARDED: [(&str, &str); 3] = [
    ("/export/diary.csv", "/export"),
    ("/export/diary.json", "/export"),
    ("/settings/delete", "/settings/delete"),
];

#[tokio::test]
async fn a_fresh_sign_in_passes_and_an_old_one_is_asked_for_again() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut browser = app.patient("anna").await;
    for (path, _) in GUARDED {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
    app.clock()
        .advance(SignedDuration::from_secs(STEP_UP_SECONDS));
    for (path, _) in GUARDED {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
    app.clock().advance(SignedDuration::from_secs(1));
    for (path, page) in GUARDED {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        let link = crate::identity::model::sign_in_link(page);
        assert_eq!(answer.location(), link, "{path}");
    }
    assert_eq!(
        browser.get("/export").await.status,
        StatusCode::OK,
        "the page itself is open"
    );
}

#[tokio::test]
async fn a_form_that_cannot_be_undone_is_not_obeyed_after_ten_minutes() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut browser = app.patient("anna").await;
    app.clock()
        .advance(SignedDuration::from_secs(STEP_UP_SECONDS + 1));
    let answer = browser
        .post_form("/settings/delete", &[("word", "DELETE")])
        .await;
    assert_eq!(answer.location(), "/auth/login?return_to=/settings/delete");
    assert_eq!(browser.get("/export").await.status, StatusCode::OK);
}

#[tokio::test]
async fn use_does_not_make_a_sign_in_fresh() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut browser = app.patient("anna").await;
    for _ in 0..4 {
        app.clock().advance(SignedDuration::from_secs(301));
        assert_eq!(browser.get("/export").await.status, StatusCode::OK);
    }
    let answer = browser.get("/export/diary.json").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn strangers_are_sent_to_sign_in_as_ever() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let answer = app.stranger().get("/export/diary.json").await;
    assert_eq!(
        answer.location(),
        "/auth/login?return_to=/export/diary.json"
    );
}

#[tokio::test]
async fn signing_in_again_leads_back_and_makes_it_fresh() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.signed_in().await;
    // The real service issues its tokens by the real time: the session has to age instead.
    let mut rows = app.app.database.as_ref().unwrap().superuser().await;
    sqlx::query("update identity.session set created_at = created_at - 601")
        .execute(&mut rows)
        .await
        .unwrap();
    let desk = visitor.arrive_from("/export/diary.json").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.path, "/export");
    let answer = visitor.browser.get("/export/diary.json").await;
    assert_eq!(answer.status, StatusCode::OK);
}
