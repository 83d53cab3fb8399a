//! The nights in the queue: once a minute, those that have come.
//!
//! A job names no patient: it looks into the table for whose night has come, and takes them one by one. How
//! many it takes is far below what makes the custodian suspect that somebody reads everybody: eight a minute
//! are forty in five minutes, of at least two hundred that it allows, and patients who are awake count there
//! as well. That is about a thousand patients between three and five, and eleven thousand a day; who comes
//! later than five because there are more is served later.

use super::night::{Night, night};
use crate::platform::{
    background::{Background, QueueError},
    database::DatabaseError,
    state::AppState,
};
use graphile_worker::{Cron, IntoTaskHandlerResult, TaskHandler, Worker, WorkerContext};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::watch;

/// Nights that one job takes.
const MOST: i64 = 8;

/// How long a worker that could not start, or stopped, is left alone.
const REST: Duration = Duration::from_secs(20);

/// Works through the nights that have come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WorkNights {}

impl TaskHandler for WorkNights {
    const IDENTIFIER: &'static str = "work_nights";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let state = context
            .get_ext::<AppState>()
            .cloned()
            .ok_or(QueueError::Incomplete)?;
        work_nights(&state).await?;
        Ok::<_, QueueError>(())
    }
}

/// Works through up to [`MOST`] nights that have come; tells what became of each.
///
/// # Errors
/// When the database cannot say whose night has come.
pub async fn work_nights(state: &AppState) -> Result<Vec<Night>, DatabaseError> {
    let mut outcomes = Vec::new();
    for user in state.store.nights_due(MOST).await? {
        match night(state, user).await {
            Ok(Night::NotOurs) => {}
            Ok(outcome) => {
                match outcome {
                    Night::Done(_) | Night::Empty | Night::Ended => {
                        tracing::info!(code = outcome.code(), "a night");
                    }
                    _ => tracing::warn!(code = outcome.code(), "a night did not go as it should"),
                }
                outcomes.push(outcome);
            }
            Err(error) => tracing::error!(%error, "a night could not be worked through"),
        }
    }
    Ok(outcomes)
}

pub(super) async fn worker(
    state: &AppState,
    background: &Background,
    mut stopped: watch::Receiver<bool>,
) -> Result<Worker, QueueError> {
    let worker = background
        .worker()
        .concurrency(1)
        .define_job::<WorkNights>()
        .with_cron(
            // Without a queue of its own: a job that died with its process must not hold up the others.
            Cron::every_minute::<WorkNights>()
                .job_key(WorkNights::IDENTIFIER)
                .payload_value(serde_json::json!({})),
        )
        .add_extension(state.clone())
        .shutdown_signal(async move {
            // An error means that the sender is gone, which is a reason to stop as well.
            let _ = stopped.wait_for(|stop| *stop).await;
        })
        .init()
        .await?;
    Ok(worker)
}

/// Works until it is told to stop. Nothing to do where no custodian lends for the night.
pub async fn run(state: AppState, mut stopped: watch::Receiver<bool>) {
    if state.identity.custodian().is_none() {
        return;
    }
    let background = Background::of(&state.database);
    loop {
        let worked = async {
            let worker = worker(&state, &background, stopped.clone()).await?;
            worker.run().await.map_err(QueueError::from)
        };
        if let Err(error) = worked.await {
            tracing::warn!(%error, "the queue of the nights rests");
        }
        tokio::select! {
            () = tokio::time::sleep(REST) => {}
            told = stopped.wait_for(|stop| *stop) => {
                drop(told);
                return;
            }
        }
    }
}
