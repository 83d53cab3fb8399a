//! What is to be fetched, and when: one row for each cell and feed, so that what is wanted twice is fetched
//! once. The rows are the plan; who does it, and what happens when that process dies, is the queue's business.

use super::cell::{Cell, WORLD};
use crate::{
    environment::model::Feed,
    platform::database::{Capability, Database, DatabaseError},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// How many UTC days a cell is polled after somebody asked about it.
const WANTED_DAYS: i32 = 30;

/// The name of one thing to fetch; as it travels through the queue. Names cells and feeds, never a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchFeed {
    /// The cell's key, or the whole world.
    pub cell: String,
    /// The feed's code.
    pub feed: String,
    /// The month of an archive, `1999-03`; empty for feeds that come again and again.
    pub topic: String,
}

impl FetchFeed {
    /// What is wanted twice has one key, and is one job.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.feed, self.cell, self.topic)
    }
}

/// One thing to fetch, held by whoever works on it.
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

impl Job {
    /// Its name in the queue.
    #[must_use]
    pub fn name(&self) -> FetchFeed {
        FetchFeed {
            cell: self.cell.clone(),
            feed: self.feed.code().to_owned(),
            topic: self.topic.clone(),
        }
    }
}

/// Has cells polled for the next weeks; tells whether any of them is news. Says nothing about who asks.
///
/// # Errors
/// When the database is away.
pub(super) async fn want_cells(
    database: &Database,
    cells: &[Cell],
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    if cells.is_empty() {
        return Ok(false);
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
        super::cache::day_number(now) + WANTED_DAYS
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
    transaction.commit().await?;
    Ok(wanted > 0)
}

/// Has months of the archive fetched for cells that are wanted.
///
/// # Errors
/// When the database is away.
pub(super) async fn want_archive(
    database: &Database,
    wanted: &[(Cell, Date)],
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let keys: Vec<String> = wanted.iter().map(|(cell, _)| cell.key()).collect();
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

/// Names of everything that is due.
///
/// # Errors
/// When the database is away.
pub(super) async fn due(
    database: &Database,
    now: Timestamp,
) -> Result<Vec<FetchFeed>, DatabaseError> {
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let due = sqlx::query_as!(
        FetchFeed,
        "select cell, feed, topic
         from environment.job
         where due_at <= $1
         order by due_at, cell, feed, topic",
        now.as_second()
    )
    .fetch_all(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(due)
}

/// Takes a job, if it is due: nobody else can take it for `hold_seconds`, even when it stands in the queue
/// twice, and it comes back when whoever holds it dies.
///
/// # Errors
/// When the database is away.
pub(super) async fn claim(
    database: &Database,
    name: &FetchFeed,
    now: Timestamp,
    hold_seconds: i64,
) -> Result<Option<Job>, DatabaseError> {
    let Ok(feed) = Feed::parse(&name.feed) else {
        return Ok(None);
    };
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let row = sqlx::query!(
        r#"with held as (
             update environment.job
             set due_at = $4::bigint + $5, attempts = attempts + 1
             where cell = $1 and feed = $2 and topic = $3 and due_at <= $4
             returning cell, attempts
         )
         select held.attempts, place.latitude as "latitude?", place.longitude as "longitude?"
         from held
         left join environment.cell place on place.cell = held.cell"#,
        name.cell,
        name.feed,
        name.topic,
        now.as_second(),
        hold_seconds
    )
    .fetch_optional(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(row.map(|row| Job {
        cell: name.cell.clone(),
        place: row.latitude.zip(row.longitude),
        feed,
        topic: name.topic.clone(),
        attempts: row.attempts,
    }))
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
                 set due_at = $4, attempts = $5
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
