//! The database door: a pool that nobody can query without saying on whose behalf.
//!
//! Row-level security compares every row with a setting that lives as long as one transaction.
//! [`Database::begin_for`] and [`Database::begin_with`] set it; the bare pool is private, so a
//! query that forgets it cannot be written. Policy: errors name the operation, never a value.

use super::{background, ids::UserId};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection, Postgres, Transaction,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

/// What went wrong between us and Postgres.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The address could not be read; the text of the address is a secret and stays out.
    #[error("the database address is not a valid postgres:// address")]
    Address,
    /// Postgres refused or the connection broke.
    #[error("the database did not answer as expected: {0}")]
    Query(#[from] sqlx::Error),
    /// The migrations could not be applied.
    #[error("a migration failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The tables of the queue could not be made.
    #[error("the queue could not be set up: {0}")]
    Queue(String),
}

/// A fact that opens single rows before the patient is known.
#[derive(Debug, Clone, Copy)]
pub enum Capability<'a> {
    /// Digest of a session id: opens that session.
    Session(&'a [u8]),
    /// Digest of issuer and subject: opens that account.
    Subject(&'a [u8]),
    /// Digest of an e-mail address: opens that account (command line only).
    Email(&'a [u8]),
    /// Nothing: for checks that touch no patient's row.
    Nobody,
}

impl Capability<'_> {
    fn setting(self) -> Option<(&'static str, String)> {
        match self {
            Self::Session(digest) => Some(("app.session_digest", hex::encode(digest))),
            Self::Subject(digest) => Some(("app.subject_digest", hex::encode(digest))),
            Self::Email(digest) => Some(("app.email_digest", hex::encode(digest))),
            Self::Nobody => None,
        }
    }
}

/// Everything that row-level security compares with.
const SETTINGS: [&str; 4] = [
    "app.user_id",
    "app.session_digest",
    "app.subject_digest",
    "app.email_digest",
];

/// The statement that begins a transaction and says what it may see, in one trip to the database
/// instead of two. It names every setting, also those that are empty: a request that is cut off
/// while it begins can leave its transaction open on the connection, and whoever comes next must
/// not see with its eyes. Values are ids and digests, so no letter of them can end the literal.
fn beginning(held: Option<(&str, String)>) -> AssertSqlSafe<String> {
    let set = SETTINGS.map(|name| {
        let value = held.as_ref().filter(|(own, _)| *own == name);
        let value = value.map_or("", |(_, value)| value);
        format!("set_config('{name}', '{value}', true)")
    });
    AssertSqlSafe(format!("begin; select {}", set.join(", ")))
}

/// A connection that lay unused for longer is asked whether it still lives before it is lent. A
/// question before every loan would cost every request one more trip to the database.
const TRUSTED_IDLE: Duration = Duration::from_secs(10);

/// A pool of connections as the application role.
#[derive(Debug, Clone)]
pub struct Database {
    pool: PgPool,
}

impl Database {
    /// Opens a pool of at most `max_connections`; the first connection is made on first use.
    ///
    /// # Errors
    /// [`DatabaseError::Address`] when the address cannot be read.
    pub fn open(address: &str, max_connections: u32) -> Result<Self, DatabaseError> {
        let options = PgConnectOptions::from_str(address).map_err(|_| DatabaseError::Address)?;
        Ok(Self::with_options(options, max_connections))
    }

    pub(super) fn with_options(options: PgConnectOptions, max_connections: u32) -> Self {
        let options = options.application_name("migraine-pulse");
        Self {
            pool: pool_options(max_connections).connect_lazy_with(options),
        }
    }

    /// Begins a transaction that sees the rows of `user` alone.
    ///
    /// # Errors
    /// When no connection can be had or Postgres refuses.
    pub async fn begin_for(&self, user: UserId) -> Result<UserTx, DatabaseError> {
        let held = Some(("app.user_id", user.to_string()));
        Ok(UserTx {
            transaction: self.pool.begin_with(beginning(held)).await?,
            user: Some(user),
        })
    }

    /// Begins a transaction that sees only what `capability` opens.
    ///
    /// # Errors
    /// When no connection can be had or Postgres refuses.
    pub async fn begin_with(&self, capability: Capability<'_>) -> Result<UserTx, DatabaseError> {
        let held = capability.setting();
        Ok(UserTx {
            transaction: self.pool.begin_with(beginning(held)).await?,
            user: None,
        })
    }

    /// Begins a transaction as the role that may remove what has expired, and nothing else.
    ///
    /// # Errors
    /// When no connection can be had or Postgres refuses.
    pub async fn begin_as_janitor(&self) -> Result<UserTx, DatabaseError> {
        // In a trip of its own: cut off here, the transaction is known to be open and is rolled back.
        let mut transaction = self.pool.begin_with(beginning(None)).await?;
        sqlx::query("set local role migraine_pulse_janitor")
            .execute(&mut *transaction)
            .await?;
        Ok(UserTx {
            transaction,
            user: None,
        })
    }

    /// A pool of its own to the same database, for what must not take connections away from requests. Whoever
    /// uses it carries no patient's setting.
    pub(super) fn apart(&self, max_connections: u32) -> PgPool {
        pool_options(max_connections).connect_lazy_with((*self.pool.connect_options()).clone())
    }

    /// Closes every connection, after those in use have been given back.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// How many migrations this binary carries that the database has not applied.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn pending_migrations(&self) -> Result<usize, DatabaseError> {
        let applied = sqlx::query_scalar!("select version from identity.applied_migration()")
            .fetch_all(&self.pool)
            .await?;
        Ok(MIGRATIONS
            .iter()
            .filter(|migration| !applied.contains(&Some(migration.version)))
            .count())
    }
}

/// What every pool of ours has in common.
pub(crate) fn pool_options(max_connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .before_acquire(|connection, lent| {
            Box::pin(async move {
                if lent.idle_for >= TRUSTED_IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

pub(super) static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// Applies the migrations with the owner's address.
///
/// # Errors
/// When the address is wrong, the database is away, or a migration fails.
pub async fn migrate(owner_address: &str) -> Result<(), DatabaseError> {
    let options = PgConnectOptions::from_str(owner_address).map_err(|_| DatabaseError::Address)?;
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await?;
    MIGRATIONS.run(&pool).await?;
    background::prepare(&pool).await?;
    pool.close().await;
    Ok(())
}

/// A transaction on behalf of one patient or one capability. Dropped without
/// [`UserTx::commit`], it leaves no trace.
#[derive(Debug)]
pub struct UserTx {
    transaction: Transaction<'static, Postgres>,
    user: Option<UserId>,
}

impl UserTx {
    /// The connection, for queries.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    /// The patient on whose behalf this runs, when it is one.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        self.user
    }

    /// Makes everything permanent.
    ///
    /// # Errors
    /// When Postgres refuses; then nothing was made permanent.
    pub async fn commit(self) -> Result<(), DatabaseError> {
        self.transaction.commit().await?;
        Ok(())
    }
}
