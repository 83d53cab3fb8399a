//! The doctor says in plain words what is wrong and what to do.

use super::harness::{TestApp, repository_file, secrets};
use crate::{
    identity::tests::{supabase_double::Project, supabase_harness::SupabaseApp},
    platform::{
        config::{Config, ConfigError},
        doctor::{Finding, examine},
    },
};
use serde_json::json;
use std::collections::HashMap;

fn finding<'a>(findings: &'a [Finding], part: &str) -> &'a Finding {
    findings
        .iter()
        .find(|finding| finding.part == part)
        .unwrap_or_else(|| panic!("{part} was not examined: {findings:?}"))
}

fn config_of(app: &TestApp) -> Result<Config, ConfigError> {
    Ok(Config::clone(&app.state.config))
}

#[tokio::test]
async fn a_missing_key_is_named_with_the_variable_that_sets_it() {
    let mut environment: HashMap<_, _> = secrets();
    environment.remove("MIGRAINE_PULSE__IDENTITY__LOOKUP_KEY");
    let findings = examine(Config::from_sources(&repository_file(), environment)).await;
    assert_eq!(findings.len(), 1, "nothing further can be examined");
    let line = findings[0].to_string();
    assert!(line.starts_with("FAIL  configuration"), "{line}");
    for words in [
        "identity.lookup_key: is missing",
        "MIGRAINE_PULSE__IDENTITY__LOOKUP_KEY",
        "MIGRAINE_PULSE__IDENTITY__LOOKUP_KEY_FILE",
    ] {
        assert!(line.contains(words), "{line}");
    }
}

#[tokio::test]
async fn what_is_away_is_named_with_what_to_do() {
    let app = TestApp::detached();
    let findings = examine(config_of(&app)).await;
    assert!(finding(&findings, "configuration").is_well);
    assert!(finding(&findings, "key store").is_well);
    let database = finding(&findings, "database");
    assert!(!database.is_well);
    assert!(
        database
            .words
            .contains("Is Postgres running, is database.url right")
    );
    let identity = finding(&findings, "identity");
    assert!(!identity.is_well);
    assert!(identity.words.contains("/.well-known/openid-configuration"));
    for finding in &findings {
        assert!(
            !finding.words.contains(&"2b".repeat(32)),
            "a secret is printed"
        );
        assert!(!finding.words.contains("nobody@"), "an address is printed");
    }
}

#[tokio::test]
async fn a_healthy_installation_is_well_in_every_part() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let findings = examine(config_of(&app)).await;
    let parts: Vec<_> = findings.iter().map(|finding| finding.part).collect();
    assert_eq!(
        parts,
        [
            "configuration",
            "mode",
            "key store",
            "database",
            "migrations",
            "identity"
        ]
    );
    for finding in findings {
        assert!(finding.is_well, "{finding}");
        assert!(finding.to_string().starts_with("ok"));
    }
}

#[tokio::test]
async fn pending_migrations_are_counted_with_the_command_that_applies_them() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut connection = app.database.as_ref().unwrap().superuser().await;
    sqlx::query("delete from _sqlx_migrations where version > 1")
        .execute(&mut connection)
        .await
        .unwrap();
    let findings = examine(config_of(&app)).await;
    assert!(finding(&findings, "database").is_well);
    let migrations = finding(&findings, "migrations");
    assert!(!migrations.is_well);
    assert!(
        migrations.words.contains("migraine-pulse migrate"),
        "{migrations}"
    );
    let known = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"))
        .unwrap()
        .count();
    assert!(
        migrations
            .words
            .starts_with(&format!("{} not applied", known - 1)),
        "{migrations}"
    );
}

#[tokio::test]
async fn a_supabase_project_that_is_set_up_right_is_well_in_every_part() {
    let Some(app) = SupabaseApp::privileged().await else {
        return;
    };
    let findings = examine(config_of(&app.app)).await;
    let parts: Vec<_> = findings.iter().map(|finding| finding.part).collect();
    assert_eq!(
        parts[5..],
        [
            "identity",
            "project",
            "signing key",
            "discovery",
            "redirects",
            "client secret",
            "deletion"
        ]
    );
    for finding in &findings {
        assert!(finding.is_well, "{finding}");
        for hidden in ["client_secret", "secret_key", "publishable_key"] {
            let hidden = app.project.about(hidden);
            assert!(!finding.words.contains(hidden), "{finding}");
        }
    }
    app.project.assert_satisfied().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_supabase_project_is_said_with_what_to_do() {
    let Some(app) = SupabaseApp::start().await else {
        return;
    };
    for (fault, part, words) in [
        (
            json!({"hs256": true}),
            "signing key",
            "migrate to signing keys",
        ),
        (
            json!({"issuer": "https://abc.supabase.co/auth/v1"}),
            "discovery",
            "Set identity.supabase_issuer to https://abc.supabase.co/auth/v1",
        ),
        (
            json!({"emptyIssuer": true}),
            "discovery",
            "GOTRUE_JWT_ISSUER",
        ),
        (
            json!({"closedGateway": true}),
            "discovery",
            "Add open routes",
        ),
        (
            json!({"oauthServerOff": true}),
            "redirects",
            "The OAuth server is off",
        ),
        (
            json!({"authorizationPath": "/consent"}),
            "redirects",
            "authorization path of the OAuth server to /oauth/consent",
        ),
        (
            json!({"clientMethod": "client_secret_post"}),
            "client secret",
            "client_secret_basic",
        ),
    ] {
        app.project.set(fault.clone()).await;
        let findings = examine(config_of(&app.app)).await;
        let found = finding(&findings, part);
        assert!(!found.is_well, "{fault}: {found}");
        let said = found.words.to_lowercase();
        assert!(said.contains(&words.to_lowercase()), "{fault}: {found}");
        let undo = json!({
            "hs256": false, "issuer": null, "emptyIssuer": false, "closedGateway": false,
            "oauthServerOff": false, "authorizationPath": "/oauth/consent",
            "clientMethod": "client_secret_basic",
        });
        app.project.set(undo).await;
    }
}

#[tokio::test]
async fn a_redirect_address_that_is_not_registered_is_said() {
    let elsewhere = [(
        "SUPABASE_REDIRECT_URI",
        "https://diary.example/auth/callback",
    )];
    let project = Project::start_with(&elsewhere);
    let Some(app) = SupabaseApp::beside(project, "supabase", &[]).await else {
        return;
    };
    let findings = examine(config_of(&app.app)).await;
    let redirects = finding(&findings, "redirects");
    assert!(!redirects.is_well);
    assert!(
        redirects
            .words
            .contains("no redirect address http://127.0.0.1:3000/auth/callback"),
        "{redirects}"
    );
}

#[tokio::test]
async fn a_project_that_does_not_answer_is_said() {
    let Some(app) = SupabaseApp::classic().await else {
        return;
    };
    let config = config_of(&app.app);
    let SupabaseApp { app: _app, project } = app;
    drop(project);
    let findings = examine(config).await;
    for part in ["identity", "project", "signing key"] {
        assert!(!finding(&findings, part).is_well, "{part}");
    }
}
