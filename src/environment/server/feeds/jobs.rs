//! The queue: one row for each cell and feed, so that what is wanted twice is fetched once.

use super::cell::{Cell, WORLD};
use crate::{
    environment::model::Feed,
    platform::{
        database::{Capability, Database, DatabaseError},
        ids::RecordId,
    },
};
use jiff::{Timestamp, civil::Date};

/// How many UTC days a cell is polled after somebody asked about it.
const WANTED_DAYS: i32 = 30;

/// One thing to fetch.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The cell's key, or the whole world.
    pub cell: String,
    /// Its middle; none for the whole world.
    pub place: Option<(f64, f64)>,
    /// The feed.
    pub feed: Feed,
    /// The month of an archive, `1999-03`; empty for feeds that come again and again.
    pub topic: String,
    /// How often it was tried in a row.
    pub attempts: i32,
}

/// Has cells polled for the next weeks. Says nothing about who asks.
///
/// # Errors
/// When the database is away.
pub async fn want_cells(
    database: &Database,
    cells: &[Cell],
    today: i32,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    if cells.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = cells.iter().map(|cell| cell.key()).collect();
    let latitudes: Vec<f64> = cells.iter().map(|cell| cell.latitude()).collect();
    let longitudes: Vec<f64> = cells.iter().map(|cell| cell.longitude()).collect();
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let wanted = sqlx::query!(
        "insert into environment.cell as known (cell, latitude, longitude, wanted_until)
         select fresh.cell, fresh.latitude, fresh.longitude, $4
         from unnest($1::text[], $2::double precision[], $3::double precision[])
             as fresh (cell, latitude, longitude)
         on conflict (cell) do update set wanted_until = excluded.wanted_until
         where known.wanted_until < excluded.wanted_until - 1",
        &keys,
        &latitudes,
        &longitudes,
        today + WANTED_DAYS
    )
    .execute(transaction.connection())
    .await?
    .rows_affected();
    if wanted > 0 {
        let feeds: Vec<String> = recurring(true);
        sqlx::query!(
            "insert into environment.job (cell, feed, due_at)
             select place.cell, kind.feed, $3
             from unnest($1::text[]) as place (cell)
             cross join unnest($2::text[]) as kind (feed)
             on conflict (cell, feed, topic) do nothing",
            &keys,
            &feeds,
            now.as_second()
        )
        .execute(transaction.connection())
        .await?;
    }
    transaction.commit().await
}

/// Has months of the archive fetched for a cell.
///
/// # Errors
/// When the database is away.
pub async fn want_archive(
    database: &Database,
    wanted: &[(Cell, Date)],
    now: Timestamp,
) -> Result<(), DatabaseError> {
    if wanted.is_empty() {
        return Ok(());
    }
    let cells: Vec<Cell> = wanted.iter().map(|(cell, _)| *cell).collect();
    let today = super::cache::day_number(now);
    want_cells(database, &cells, today, now).await?;
    let keys: Vec<String> = cells.iter().map(|cell| cell.key()).collect();
    let month = |day: &Date| format!("{:04}-{:02}", day.year(), day.month());
    let topics: Vec<String> = wanted.iter().map(|(_, day)| month(day)).collect();
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    sqlx::query!(
        "insert into environment.job (cell, feed, topic, due_at)
         select distinct fresh.cell, 'archive', fresh.topic, $3::bigint
         from unnest($1::text[], $2::text[]) as fresh (cell, topic)
         on conflict (cell, feed, topic) do nothing",
        &keys,
        &topics,
        now.as_second()
    )
    .execute(transaction.connection())
    .await?;
    transaction.commit().await
}

/// Codes of the feeds that come again and again, of cells or of the whole world.
fn recurring(is_local: bool) -> Vec<String> {
    Feed::ALL
        .iter()
        .filter(|feed| feed.is_local() == is_local && feed.every_minutes().is_some())
        .map(|feed| feed.code().to_owned())
        .collect()
}

/// Sees to it that every wanted cell and the whole world have their jobs, and no other cell has any.
///
/// # Errors
/// When the database is away.
pub async fn plan(database: &Database, now: Timestamp) -> Result<(), DatabaseError> {
    let today = super::cache::day_number(now);
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    sqlx::query!(
        "insert into environment.job (cell, feed, due_at)
         select $1, kind.feed, $3
         from unnest($2::text[]) as kind (feed)
         on conflict (cell, feed, topic) do nothing",
        WORLD,
        &recurring(false),
        now.as_second()
    )
    .execute(transaction.connection())
    .await?;
    sqlx::query!(
        "delete from environment.job
         where cell in (select cell from environment.cell where wanted_until < $1)",
        today
    )
    .execute(transaction.connection())
    .await?;
    sqlx::query!(
        "delete from environment.cell
         where wanted_until < $1",
        today
    )
    .execute(transaction.connection())
    .await?;
    transaction.commit().await
}

/// Takes up to `count` jobs that are due and that nobody else holds.
///
/// # Errors
/// When the database is away.
pub async fn take(
    database: &Database,
    now: Timestamp,
    lease_seconds: i64,
    count: i64,
) -> Result<Vec<Job>, DatabaseError> {
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let rows = sqlx::query!(
        r#"update environment.job
         set locked_until = $1::bigint + $2, attempts = job.attempts + 1
         from (
             select job.cell, job.feed, job.topic, place.latitude, place.longitude
             from environment.job
             left join environment.cell place on place.cell = job.cell
             where job.due_at <= $1 and job.locked_until <= $1
             order by job.due_at, job.cell, job.feed
             limit $3
             for update of job skip locked
         ) due
         where job.cell = due.cell and job.feed = due.feed and job.topic = due.topic
         returning job.cell, job.feed, job.topic, job.attempts,
             due.latitude as "latitude?", due.longitude as "longitude?""#,
        now.as_second(),
        lease_seconds,
        count
    )
    .fetch_all(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Job {
                cell: row.cell,
                place: row.latitude.zip(row.longitude),
                feed: Feed::parse(&row.feed).ok()?,
                topic: row.topic,
                attempts: row.attempts,
            })
        })
        .collect())
}

/// Puts a job back, due at `due`; or removes it, when it is done for good.
///
/// # Errors
/// When the database is away.
pub async fn put_back(
    transaction: &mut crate::platform::database::UserTx,
    job: &Job,
    due: Option<Timestamp>,
    succeeded: bool,
) -> Result<(), DatabaseError> {
    let attempts = if succeeded { 0 } else { job.attempts };
    match due {
        Some(due) => {
            sqlx::query!(
                "update environment.job
                 set due_at = $4, attempts = $5, locked_until = 0
                 where cell = $1 and feed = $2 and topic = $3",
                job.cell,
                job.feed.code(),
                job.topic,
                due.as_second(),
                attempts
            )
            .execute(transaction.connection())
            .await?;
        }
        None => {
            sqlx::query!(
                "delete from environment.job
                 where cell = $1 and feed = $2 and topic = $3",
                job.cell,
                job.feed.code(),
                job.topic
            )
            .execute(transaction.connection())
            .await?;
        }
    }
    Ok(())
}

/// How many months of the archive are still waited for in these cells.
///
/// # Errors
/// When the database is away.
pub async fn archive_months_waiting(
    database: &Database,
    cells: &[String],
) -> Result<i64, DatabaseError> {
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from environment.job
         where cell = any($1) and topic <> '' and attempts < 4"#,
        cells
    )
    .fetch_one(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(count)
}

/// Becomes the one who works through the queue, or stays it, for `seconds`.
///
/// # Errors
/// When the database is away.
pub async fn lead(
    database: &Database,
    holder: RecordId,
    now: Timestamp,
    seconds: i64,
) -> Result<bool, DatabaseError> {
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let led = sqlx::query!(
        "insert into environment.runner as known (name, holder, until)
         values ('feeds', $1, $2::bigint + $3)
         on conflict (name) do update
         set holder = excluded.holder, until = excluded.until
         where known.holder = excluded.holder or known.until < $2",
        holder.as_uuid(),
        now.as_second(),
        seconds
    )
    .execute(transaction.connection())
    .await?
    .rows_affected();
    transaction.commit().await?;
    Ok(led == 1)
}
