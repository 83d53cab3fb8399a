//! Two questions that a supervisor asks: is the process alive, and can it serve patients?
//!
//! Readiness names the parts (database, migrations, identity, keys) and whether each is well; it
//! tells no version, no address and no error text. Those are in the log and in `doctor`.

use super::state::AppState;
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// Whether each part that serving a patient needs is well.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Readiness {
    /// Postgres answers.
    pub database: bool,
    /// Every migration of this binary is applied.
    pub migrations: bool,
    /// The identity provider's metadata and keys are at hand.
    pub identity: bool,
    /// The key custodian answers.
    pub keys: bool,
}

impl Readiness {
    /// Asks every part.
    pub async fn examine(state: &AppState) -> Self {
        let pending = state.database.pending_migrations().await;
        Self {
            database: pending.is_ok(),
            migrations: matches!(pending, Ok(0)),
            identity: state.identity.ready().await.is_ok(),
            keys: state.store.keys_answer().await,
        }
    }

    /// Whether all of it is well.
    #[must_use]
    pub const fn is_ready(self) -> bool {
        self.database && self.migrations && self.identity && self.keys
    }
}

/// `GET /health/live`: the process answers.
pub async fn live() -> &'static str {
    "alive"
}

/// `GET /health/ready`: 200 when every part is well, 503 otherwise.
pub async fn ready(State(state): State<AppState>) -> Response {
    let readiness = Readiness::examine(&state).await;
    let status = if readiness.is_ready() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(readiness)).into_response()
}
