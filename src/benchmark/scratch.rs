//! What sealed saves are compared with: a plain table, and a pool without the door in front of it.
//!
//! The table has the columns of the sealed records and a primary key, no row-level security and no
//! second index. It lives in a schema of its own that the owner makes for the benchmark.

use super::Failure;
use crate::platform::{
    config::Config,
    database::{Database, UserTx, pool_options},
    ids::UserId,
};
use sqlx::{Connection, Executor, PgConnection, PgPool, postgres::PgConnectOptions};
use std::str::FromStr;
use uuid::Uuid;

const MAKE: &str = "
    drop schema if exists bench cascade;
    create schema bench;
    create table bench.plain (
        user_id        uuid    not null,
        id             uuid    not null,
        day_index      bytea   not null,
        revision       bigint  not null,
        schema_version integer not null,
        body           bytea   not null,
        primary key (user_id, id)
    );
    grant usage on schema bench to migraine_pulse_app;
    grant select, insert on bench.plain to migraine_pulse_app;
";

const INSERT: &str = "
    insert into bench.plain (user_id, id, day_index, revision, schema_version, body)
    values ($1, $2, $3, 1, 1, $4)";

const OWN_ROWS: &str = "
    select id, day_index, body
    from vault.record
    where user_id = $1";

/// A sealed row, to be written once more as plain bytes.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    id: Uuid,
    day_index: Vec<u8>,
    body: Vec<u8>,
}

impl Row {
    /// The same bytes under another id.
    pub fn renamed(mut self, id: Uuid) -> Self {
        self.id = id;
        self
    }
}

/// The plain table and its pool, as large and as careful as the application's.
#[derive(Debug, Clone)]
pub struct Scratch {
    pool: PgPool,
    database: Database,
}

impl Scratch {
    /// Makes the table anew.
    pub async fn make(config: &Config, database: &Database) -> Result<Self, Failure> {
        let owner = config.database.migration_url.as_ref().ok_or(
            "database.migration_url: is missing; the benchmark makes a table to compare with",
        )?;
        let mut connection = PgConnection::connect(owner.expose()).await?;
        connection.execute(MAKE).await?;
        connection.close().await?;
        let options = PgConnectOptions::from_str(config.database.url.expose())?;
        Ok(Self {
            pool: pool_options(config.database.max_connections).connect_lazy_with(options),
            database: database.clone(),
        })
    }

    /// The sealed rows of `user`.
    pub async fn rows_of(&self, user: UserId) -> Result<Vec<Row>, Failure> {
        let mut transaction = self.database.begin_for(user).await?;
        let rows = sqlx::query_as(OWN_ROWS)
            .bind(user.as_uuid())
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        Ok(rows)
    }

    /// One statement and nothing else.
    pub async fn insert(&self, user: UserId, row: &Row) -> Result<(), Failure> {
        bound(user, row).execute(&self.pool).await?;
        Ok(())
    }

    /// The same statement in the transaction that every write of the application runs in.
    pub async fn insert_for(&self, user: UserId, row: &Row) -> Result<(), Failure> {
        let mut transaction: UserTx = self.database.begin_for(user).await?;
        bound(user, row).execute(transaction.connection()).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn bound(
    user: UserId,
    row: &Row,
) -> sqlx::query::Query<'_, sqlx::Postgres, sqlx::postgres::PgArguments> {
    sqlx::query(INSERT)
        .bind(user.as_uuid())
        .bind(row.id)
        .bind(&row.day_index)
        .bind(&row.body)
}
