//! Work that nobody waits for: a queue in Postgres, kept by `graphile_worker`.
//!
//! Its tables stand in a schema of their own and are made by its own migrations, which the owner runs beside
//! ours ([`prepare`]). They come under row-level security without a policy, for use by their owner; our
//! application owns nothing, so `prepare` lets its role in. A job names cells and feeds and never a patient:
//! the connections of the queue carry no patient's setting, so they open no patient's row. What is done for
//! patients at night is found in their own table by a job that names nobody.
//!
//! To add a task: a [`TaskHandler`](graphile_worker::TaskHandler) in the capsule that does the work, and a line
//! with `define_job` (and one with `with_cron`, when it comes again and again) where its worker is made. A
//! task must hold when it runs twice: a worker may die between doing and saying so.

use super::database::{Database, DatabaseError};
use graphile_worker::{Worker, WorkerOptions, WorkerUtils};
use sqlx::PgPool;

/// The schema of the queue.
const SCHEMA: &str = "background";

/// Jobs of this process that run at once: nearly all of their time they wait for somebody else.
const AT_ONCE: usize = 8;

/// Connections for the queue itself; one of them listens.
const CONNECTIONS: u32 = 4;

/// What went wrong with the queue. Jobs that could not be added are added by the next plan.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// A question to the database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A job could not be added.
    #[error("a job could not be added: {0}")]
    Add(#[from] graphile_worker::errors::GraphileWorkerError),
    /// The worker could not start; most often the queue's tables are missing or the database is away.
    #[error("the worker of the queue could not start: {0}")]
    Start(#[from] graphile_worker::WorkerBuildError),
    /// A task of this program cannot be written down or lacks what it works with.
    #[error("a task of the queue is incomplete")]
    Incomplete,
    /// The worker stopped.
    #[error("the worker of the queue stopped: {0}")]
    Run(#[from] graphile_worker::runner::WorkerRuntimeError),
}

/// The door to the queue. Cheap to clone.
#[derive(Clone)]
pub struct Background {
    pool: PgPool,
    adding: WorkerUtils,
}

impl std::fmt::Debug for Background {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Background").finish_non_exhaustive()
    }
}

impl Background {
    /// The queue of a database; connects on first use.
    #[must_use]
    pub fn of(database: &Database) -> Self {
        let pool = database.apart(CONNECTIONS);
        Self {
            adding: WorkerUtils::new(pool.clone(), SCHEMA),
            pool,
        }
    }

    /// For adding jobs.
    #[must_use]
    pub const fn adding(&self) -> &WorkerUtils {
        &self.adding
    }

    /// The beginning of a worker, which still needs its tasks.
    #[must_use]
    pub fn worker(&self) -> WorkerOptions {
        Worker::options()
            .schema(SCHEMA)
            .pg_pool(self.pool.clone())
            .concurrency(AT_ONCE)
            // Stopping is the server's business, which tells its parts in order.
            .listen_os_shutdown_signals(false)
    }
}

/// Makes the queue's tables, or brings them up to date, and lets the application's role use them. Changes
/// nothing when it is done again.
///
/// # Errors
/// When the owner's connection fails or may not do it.
pub(super) async fn prepare(owner: &PgPool) -> Result<(), DatabaseError> {
    WorkerUtils::new(owner.clone(), SCHEMA)
        .migrate()
        .await
        .map_err(|error| DatabaseError::Queue(error.to_string()))?;
    sqlx::raw_sql(RIGHTS).execute(owner).await?;
    Ok(())
}

/// Rights on the queue, and a policy where row-level security would otherwise hide every job.
const RIGHTS: &str = "
    revoke all on schema background from public;
    revoke all on all functions in schema background from public;
    grant usage on schema background to migraine_pulse_app;
    grant select, insert, update, delete on all tables in schema background to migraine_pulse_app;
    grant usage on all sequences in schema background to migraine_pulse_app;
    grant execute on all functions in schema background to migraine_pulse_app;
    do $$
    declare
        hidden name;
    begin
        for hidden in
            select tablename from pg_catalog.pg_tables
            where schemaname = 'background' and rowsecurity
        loop
            execute format('drop policy if exists jobs_of_nobody on background.%I', hidden);
            execute format(
                'create policy jobs_of_nobody on background.%I
                 to migraine_pulse_app using (true) with check (true)',
                hidden
            );
        end loop;
    end
    $$;
";
