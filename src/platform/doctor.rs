//! The doctor: examines an installation and says in plain words what to do.

use super::{
    config::{Config, ConfigError, Mode},
    state::AppState,
};
use crate::identity::server::supabase::examination;
use leptos::config::LeptosOptions;
use std::fmt;

/// One examined part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was examined.
    pub part: &'static str,
    /// Whether it is well.
    pub is_well: bool,
    /// What was found and, when it is not well, what to do.
    pub words: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_well { "ok  " } else { "FAIL" };
        write!(formatter, "{sign}  {:<14} {}", self.part, self.words)
    }
}

/// Examines configuration, keys, database, migrations and identity, in the order in which they
/// depend on each other. Stops early only where nothing further can be examined.
pub async fn examine(config: Result<Config, ConfigError>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let config = match config {
        Ok(config) => config,
        Err(error) => {
            findings.push(ill("configuration", format!("{error}")));
            return findings;
        }
    };
    findings.push(well("configuration", "every key is there and makes sense"));
    if config.server.mode == Mode::Development {
        findings.push(well(
            "mode",
            "development: for trying things out, not for real patients",
        ));
    }
    let options = LeptosOptions::builder()
        .output_name("migraine-pulse")
        .build();
    let state = match AppState::new(config, options) {
        Ok(state) => state,
        Err(error) => {
            findings.push(ill("set-up", format!("{error}")));
            return findings;
        }
    };
    findings.push(keys(&state).await);
    findings.extend(database(&state).await);
    findings.extend(identity(&state).await);
    findings
}

async fn keys(state: &AppState) -> Finding {
    match state.store.keys().ring().status().await {
        Ok(_)
            if state
                .identity
                .custodian()
                .is_some_and(|custodian| custodian.is_on_this_machine()) =>
        {
            well(
                "key store",
                "answers, as a process of its own; it runs on this machine, so whoever takes the \
                 machine takes both halves of every key",
            )
        }
        Ok(status) if status.is_isolated => well("key store", "answers, apart from this machine"),
        Ok(_) => well(
            "key store",
            "answers; it keeps both halves of every key on this machine, so it is for development",
        ),
        Err(error) if state.identity.custodian().is_some() => ill(
            "key store",
            format!(
                "{error}. Does the custodian run at custodian.address, does it know the public half of \
                 custodian.signing_key as custodian.key_id and this machine's address, is \
                 custodian.trusted_key what `migraine-pulse-custodian identify` prints, and do both \
                 clocks agree?"
            ),
        ),
        Err(error) => ill(
            "key store",
            format!("{error}. Look at custodian.folder: it must exist and belong to this user"),
        ),
    }
}

async fn database(state: &AppState) -> Vec<Finding> {
    match state.database.pending_migrations().await {
        Ok(0) => vec![
            well("database", "answers"),
            well("migrations", "all applied"),
        ],
        Ok(pending) => vec![
            well("database", "answers"),
            ill(
                "migrations",
                format!("{pending} not applied yet. Run: migraine-pulse migrate"),
            ),
        ],
        Err(error) => vec![ill(
            "database",
            format!(
                "{error}. Is Postgres running, is database.url right, and has `migraine-pulse \
                 migrate` been run once?"
            ),
        )],
    }
}

async fn identity(state: &AppState) -> Vec<Finding> {
    let ready = match state.identity.ready().await {
        Ok(_) => well("identity", "the provider's metadata and keys are at hand"),
        Err(error) if state.config.identity.supabase.is_some() => ill(
            "identity",
            format!("{error}. The lines below say which part of the Supabase project it is"),
        ),
        Err(error) => ill(
            "identity",
            format!(
                "{error}. Open the issuer's /.well-known/openid-configuration from this machine: \
                 identity.issuer must be exactly the `issuer` written there"
            ),
        ),
    };
    let project = examination::examine(&state.identity, &state.config.identity).await;
    let project = project.into_iter().map(|(part, verdict)| match verdict {
        Ok(words) => well(part, words),
        Err(words) => ill(part, words),
    });
    std::iter::once(ready).chain(project).collect()
}

fn well(part: &'static str, words: impl Into<String>) -> Finding {
    Finding {
        part,
        is_well: true,
        words: words.into(),
    }
}

fn ill(part: &'static str, words: impl Into<String>) -> Finding {
    Finding {
        part,
        is_well: false,
        words: words.into(),
    }
}
