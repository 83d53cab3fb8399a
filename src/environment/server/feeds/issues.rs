//! Forecasts as they were issued: which was the latest at an instant, and how long each is kept.

use super::{
    cache::{DAY, Issue},
    pack,
};
use crate::{
    environment::model::Feed,
    platform::database::{Capability, Database, DatabaseError},
};
use jiff::Timestamp;

/// For each instant, the forecasts of these cells that were the latest then.
///
/// # Errors
/// When the database is away.
pub async fn issues(
    database: &Database,
    cells: &[String],
    instants: &[Timestamp],
) -> Result<Vec<(Timestamp, Issue)>, DatabaseError> {
    let seconds: Vec<i64> = instants.iter().map(|at| at.as_second()).collect();
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let rows = sqlx::query!(
        r#"select wanted.at as "at!", answer.cell, answer.feed, answer.issued_at, answer.is_demo,
                answer.body
         from unnest($2::bigint[]) as wanted (at)
         cross join unnest($1::text[]) as place (cell)
         cross join unnest(array['forecast', 'air_quality', 'k_forecast', 'three_day_text'])
             as kind (feed)
         cross join lateral (
             select cell, feed, issued_at, is_demo, body
             from environment.answer
             where answer.cell = place.cell and answer.feed = kind.feed
                 and issued_at <= wanted.at and issued_at > wanted.at - 172800
             order by is_demo, issued_at desc
             limit 1
         ) answer"#,
        cells,
        &seconds
    )
    .fetch_all(transaction.connection())
    .await?;
    transaction.commit().await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let issue = Issue {
                cell: row.cell,
                feed: Feed::parse(&row.feed).ok()?,
                issued: Timestamp::from_second(row.issued_at).ok()?,
                is_demo: row.is_demo,
                series: pack::unpack(&row.body),
            };
            Some((Timestamp::from_second(row.at).ok()?, issue))
        })
        .collect())
}

/// Removes what is older than it is kept, and thins old forecasts out: after a week, one of each three
/// hours is enough for what was known on the evening before.
///
/// # Errors
/// When the database is away.
pub async fn tidy(
    database: &Database,
    now: Timestamp,
    keep_days: u32,
) -> Result<u64, DatabaseError> {
    let oldest = now.as_second() - i64::from(keep_days) * DAY;
    let mut transaction = database.begin_with(Capability::Nobody).await?;
    let removed = sqlx::query!(
        "delete from environment.answer
         where issued_at < $1
             or (issued_at < $2 and feed in ('forecast', 'air_quality', 'k_forecast', 'three_day_text')
                 and exists (
                     select from environment.answer later
                     where later.cell = answer.cell and later.feed = answer.feed
                         and later.is_demo = answer.is_demo
                         and later.issued_at > answer.issued_at
                         and later.issued_at / 10800 = answer.issued_at / 10800
                 ))",
        oldest,
        now.as_second() - 7 * DAY
    )
    .execute(transaction.connection())
    .await?
    .rows_affected();
    transaction.commit().await?;
    Ok(removed)
}
