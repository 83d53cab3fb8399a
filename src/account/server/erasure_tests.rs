//! Deleting an account: nothing of the patient remains, and nothing of anybody else is touched.

use super::erasure::TABLES;
use crate::{
    identity::tests::{
        harness::Browser,
        supabase_harness::{EMAIL, PASSWORD, SupabaseApp},
    },
    platform::tests::harness::TestApp,
};
use axum::http::StatusCode;
use serde_json::json;
use sqlx::Row;

/// How many rows each table of patients holds.
async fn rows(app: &TestApp) -> Vec<(String, i64)> {
    let mut connection = app.database.as_ref().unwrap().superuser().await;
    let mut counts = Vec::new();
    for table in TABLES {
        let question = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let row = sqlx::query(question).fetch_one(&mut connection).await;
        counts.push((table.to_owned(), row.unwrap().get(0)));
    }
    counts
}

/// A patient with an entry, a role, a grant for the night and a second browser.
async fn furnished(app: &TestApp, subject: &str) -> Browser {
    let mut browser = app.patient(subject).await;
    app.patient(subject).await;
    let answer = browser
        .post_form("/settings/profile", &[("born", "1980")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let mut connection = app.database.as_ref().unwrap().superuser().await;
    for statement in [
        "insert into identity.role
         select user_id, 'clinician' from identity.account
         on conflict do nothing",
        "insert into vault.night_grant (user_id, wrapped, allowed_at, ends_at, due_at)
         select user_id, decode(repeat('ab', 60), 'hex'), 1, 9999999999, 9999999999
         from identity.account
         on conflict do nothing",
    ] {
        sqlx::query(statement)
            .execute(&mut connection)
            .await
            .unwrap();
    }
    browser
}

async fn confirm(browser: &mut Browser) -> String {
    let answer = browser
        .post_form("/settings/delete", &[("word", " delete ")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let forgets = answer.headers["clear-site-data"].to_str().unwrap();
    assert_eq!(forgets, "\"cache\", \"storage\"");
    answer.location().to_owned()
}

#[tokio::test]
async fn an_account_is_deleted_with_everything_and_nobody_elses() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut berta = furnished(&app, "berta").await;
    let before = rows(&app).await;
    let mut anna = furnished(&app, "anna").await;
    for (table, count) in rows(&app).await {
        let earlier = before.iter().find(|(name, _)| *name == table).unwrap().1;
        assert!(count > earlier, "{table} holds nothing of anna");
    }
    let mut second = anna.clone();
    assert_eq!(confirm(&mut anna).await, "/account-deleted");
    assert_eq!(rows(&app).await, before);
    let page = anna.get("/account-deleted").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Your account is deleted"));
    for browser in [&mut anna, &mut second] {
        let answer = browser.get("/export").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "still signed in");
    }
    assert_eq!(berta.get("/export/diary.json").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_copy_of_the_rows_opens_nothing_after_the_deletion() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut anna = furnished(&app, "anna").await;
    let mut connection = app.database.as_ref().unwrap().superuser().await;
    for statement in [
        "create table public.copied_record as select * from vault.record",
        "create table public.copied_share as select * from vault.app_share",
    ] {
        sqlx::query(statement)
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let user: uuid::Uuid = sqlx::query_scalar("select user_id from vault.app_share")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    confirm(&mut anna).await;
    for statement in [
        "insert into vault.record select * from public.copied_record",
        "insert into vault.app_share select * from public.copied_share",
    ] {
        sqlx::query(statement)
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let user = crate::platform::ids::UserId::new(user);
    let visit = super::Visit::of_user(&app.state, user, "UTC");
    let diary = crate::reports::server::Diary::open(&visit).await;
    assert!(diary.is_err(), "an old backup gives nothing back");
}

#[tokio::test]
async fn nothing_is_erased_by_mistake() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut anna = furnished(&app, "anna").await;
    let before = rows(&app).await;
    for word in ["", "yes", "DELET", "löschen"] {
        let answer = anna.post_form("/settings/delete", &[("word", word)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains("Nothing was erased."), "{word}");
        assert!(answer.body.contains(&format!("value=\"{word}\"")));
    }
    assert_eq!(rows(&app).await, before);
    let stranger = app
        .stranger()
        .post_form("/settings/delete", &[("word", "DELETE")])
        .await;
    assert_eq!(stranger.location(), "/auth/login?return_to=/");
    assert_eq!(rows(&app).await, before);
}

#[tokio::test]
async fn every_table_with_rows_of_patients_is_emptied() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut connection = app.database.as_ref().unwrap().superuser().await;
    let found: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', columns.table_schema, columns.table_name)
         from information_schema.columns
         join information_schema.tables using (table_schema, table_name)
         where columns.column_name = 'user_id'
             and columns.table_schema in ('vault', 'identity')
             and tables.table_type = 'BASE TABLE'
         order by 1",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(found, TABLES, "a table is missing in erasure.rs");
}

#[tokio::test]
async fn the_person_is_deleted_in_the_supabase_project_when_its_secret_key_is_known() {
    let Some(app) = SupabaseApp::privileged().await else {
        return;
    };
    let id = app.anna().await;
    let mut visitor = app.signed_in().await;
    let page = visitor.browser.get("/settings/delete").await;
    assert!(page.body.contains("is deleted as well"), "{}", page.body);
    assert_eq!(confirm(&mut visitor.browser).await, "/account-deleted");
    assert!(!app.project.has_user(EMAIL).await);
    let deletions = app.project.requests("/admin/").await;
    assert_eq!(deletions.len(), 1);
    assert_eq!(
        deletions[0]["path"],
        format!("/auth/v1/admin/users/{id}").as_str()
    );
    let key = app.project.about("secret_key");
    assert_eq!(
        deletions[0]["authorization"],
        format!("Bearer {key}").as_str()
    );
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn without_a_secret_key_the_person_stays_there_and_is_told_so() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.signed_in().await;
    let page = visitor.browser.get("/settings/delete").await;
    assert!(page.body.contains("at the sign-in service stays"));
    assert_eq!(confirm(&mut visitor.browser).await, "/account-deleted");
    assert!(app.project.has_user(EMAIL).await);
    let mut visitor = app.visitor();
    let desk = visitor.arrive("/").await;
    let end = visitor.password(&desk, EMAIL, PASSWORD).await;
    assert_eq!(end.path, "/", "with an empty diary they may begin anew");
}

#[tokio::test]
async fn a_project_that_does_not_answer_leaves_a_word_and_no_entry() {
    let Some(app) = SupabaseApp::privileged().await else {
        return;
    };
    app.anna().await;
    let mut visitor = app.signed_in().await;
    app.project.set(json!({"failing": "/admin/"})).await;
    let end = confirm(&mut visitor.browser).await;
    assert_eq!(end, "/account-deleted?provider=left");
    let page = visitor.browser.get(&end).await;
    assert!(page.body.contains("could not be deleted just now"));
    assert_eq!(app.project.requests("/admin/").await.len(), 3);
    for (table, count) in rows(&app.app).await {
        assert_eq!(count, 0, "{table}");
    }
}
