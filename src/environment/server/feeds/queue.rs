//! The tasks of the queue: a plan every minute, one fetch for each thing that is due, tidying every hour.
//!
//! The plan puts what is due into the queue under one key each, so that it stands there once however often it
//! is planned. A fetch that is done says when it is due again; the plan is the net below it, for what was
//! wanted while the queue was away.

use super::{
    Feeds, cache,
    cell::Cell,
    jobs::{self, FetchFeed, Job},
};
use crate::platform::{background::QueueError, database::DatabaseError};
use graphile_worker::{
    Cron, IntoTaskHandlerResult, JobSpec, RawJobSpec, TaskHandler, Worker, WorkerContext,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::watch;

/// How long a worker that could not start, or stopped, is left alone.
const REST: Duration = Duration::from_secs(20);

/// Jobs that are put into the queue in one statement.
const BATCH: usize = 500;

/// Puts into the queue what is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanFeeds {}

impl TaskHandler for PlanFeeds {
    const IDENTIFIER: &'static str = "plan_feeds";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        feeds(&context)?.plan().await.map(drop)
    }
}

impl TaskHandler for FetchFeed {
    const IDENTIFIER: &'static str = "fetch_feed";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let feeds = feeds(&context)?;
        let Some((job, due)) = feeds.fetch(&self).await? else {
            return Ok(());
        };
        match due {
            Some(due) => feeds.fetch_at(&job, due).await,
            None => Ok(()),
        }
    }
}

/// Removes forecasts that are too old.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TidyFeeds {}

impl TaskHandler for TidyFeeds {
    const IDENTIFIER: &'static str = "tidy_feeds";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let feeds = feeds(&context)?;
        let now = feeds.clock.now();
        cache::tidy(&feeds.database, now, feeds.config.keep_days).await?;
        Ok::<_, QueueError>(())
    }
}

fn feeds(context: &WorkerContext) -> Result<Feeds, QueueError> {
    context
        .get_ext::<Feeds>()
        .cloned()
        .ok_or(QueueError::Incomplete)
}

impl Feeds {
    /// Has cells polled for the next weeks. Says nothing about who asks.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn want(&self, cells: &[Cell]) -> Result<(), DatabaseError> {
        let now = self.clock.now();
        let news = self.wanted.news(cells, cache::day_number(now));
        if jobs::want_cells(&self.database, &news, now).await? {
            self.wake().await;
        }
        self.wanted.remember(&news, cache::day_number(now));
        Ok(())
    }

    /// Has months of the archive fetched for cells.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn want_archive(&self, wanted: &[(Cell, Date)]) -> Result<(), DatabaseError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let cells: Vec<Cell> = wanted.iter().map(|(cell, _)| *cell).collect();
        self.want(&cells).await?;
        jobs::want_archive(&self.database, wanted, self.clock.now()).await?;
        self.wake().await;
        Ok(())
    }

    /// Has the plan made now instead of at the next minute.
    async fn wake(&self) {
        let once = JobSpec::builder()
            .job_key(PlanFeeds::IDENTIFIER)
            .queue_name(PlanFeeds::IDENTIFIER)
            .build();
        let added = self.background.adding().add_job(PlanFeeds {}, once).await;
        if let Err(error) = added {
            // The plan of the next minute finds the same.
            tracing::debug!(%error, "the queue could not be woken");
        }
    }

    /// Puts what is due into the queue; tells how much that was.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn plan(&self) -> Result<usize, QueueError> {
        let now = self.clock.now();
        jobs::plan(&self.database, now).await?;
        let due = jobs::due(&self.database, now).await?;
        for some in due.chunks(BATCH) {
            let specs: Vec<RawJobSpec> = some.iter().map(at_once).collect::<Result<_, _>>()?;
            self.background.adding().add_raw_jobs(&specs).await?;
        }
        Ok(due.len())
    }

    async fn fetch_at(&self, job: &Job, due: Timestamp) -> Result<(), QueueError> {
        let name = job.name();
        let later = JobSpec::builder().job_key(name.key());
        let later = match chrono::DateTime::from_timestamp(due.as_second(), 0) {
            Some(due) => later.run_at(due),
            None => return Ok(()),
        };
        let adding = self.background.adding();
        adding.add_job(name, later.build()).await?;
        Ok(())
    }

    /// Plans, and works until nothing is left; tells how much was due.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn work_through(&self) -> Result<usize, QueueError> {
        let (_stop, stopped) = watch::channel(false);
        let worker = self.worker(stopped).await?;
        let mut all = 0;
        loop {
            let due = self.plan().await?;
            if due == 0 {
                return Ok(all);
            }
            all += due;
            // It ends early when another plan holds the rows; what it left is still due. What it took is not.
            worker.run_once().await?;
        }
    }

    async fn worker(&self, mut stopped: watch::Receiver<bool>) -> Result<Worker, QueueError> {
        let worker = self
            .background
            .worker()
            .define_job::<PlanFeeds>()
            .define_job::<FetchFeed>()
            .define_job::<TidyFeeds>()
            .with_cron(
                Cron::every_minute::<PlanFeeds>()
                    .job_key(PlanFeeds::IDENTIFIER)
                    .queue(PlanFeeds::IDENTIFIER)
                    .payload_value(serde_json::json!({})),
            )
            .with_cron(
                Cron::hourly_at::<TidyFeeds>(17)
                    .map_err(|_| QueueError::Incomplete)?
                    .job_key(TidyFeeds::IDENTIFIER)
                    .payload_value(serde_json::json!({})),
            )
            .add_extension(self.clone())
            .shutdown_signal(async move {
                // An error means that the sender is gone, which is a reason to stop as well.
                let _ = stopped.wait_for(|stop| *stop).await;
            })
            .init()
            .await?;
        Ok(worker)
    }
}

fn at_once(name: &FetchFeed) -> Result<RawJobSpec, QueueError> {
    Ok(RawJobSpec {
        identifier: FetchFeed::IDENTIFIER.to_owned(),
        payload: serde_json::to_value(name).map_err(|_| QueueError::Incomplete)?,
        spec: JobSpec::builder().job_key(name.key()).build(),
    })
}

/// Works until it is told to stop.
pub async fn run(feeds: Feeds, mut stopped: watch::Receiver<bool>) {
    if !feeds.config.enabled {
        return;
    }
    loop {
        let worked = async {
            feeds
                .worker(stopped.clone())
                .await?
                .run()
                .await
                .map_err(QueueError::from)
        };
        if let Err(error) = worked.await {
            tracing::warn!(%error, "the queue rests");
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
