//! Days about which nobody said whether there was a headache, and one answer for many of them.
//!
//! The last two weeks before today are looked at, because memory does not reach further (our
//! convention). A check-in alone leaves its day open: it says nothing about headache.

use super::{record::ClearDay, service::clear_day_id};
use crate::{
    account::server::{Visit, civil_day},
    daily::model::{GapView, GapsView},
    encryption::server::{Created, NewRecord},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::{Answer, DayFacts, Diary, facts_by_day},
};
use jiff::{ToSpan, civil::Date};

/// How many days before today are looked at (our convention).
const DAYS: i32 = 14;

/// The days before today without an answer about headache, the latest first. Days from before the
/// first entry of the diary are none of them.
#[must_use]
pub fn open_days(diary: &Diary, visit: &Visit) -> Vec<Date> {
    let today = visit.today();
    let facts = facts_by_day(diary, today, visit.now);
    let check_ins = diary.check_ins.iter().map(|stored| stored.value.day);
    let first = facts.keys().copied().chain(check_ins).min();
    (1..=DAYS)
        .filter_map(|ago| today.checked_sub(ago.days()).ok())
        .filter(|day| first.is_some_and(|first| *day >= first))
        .filter(|day| facts.get(day).map_or(Answer::Unknown, DayFacts::answer) == Answer::Unknown)
        .collect()
}

/// The sheet of these days.
#[must_use]
pub fn gaps_view(diary: &Diary, visit: &Visit) -> GapsView {
    let has_check_in = |day: Date| diary.check_ins.iter().any(|stored| stored.value.day == day);
    let gaps = open_days(diary, visit)
        .into_iter()
        .map(|day| GapView {
            day: civil_day(day),
            attack_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
            has_check_in: has_check_in(day),
        })
        .collect();
    GapsView { gaps }
}

/// Confirms days to be free of headache, all of them or none. Gives the ids of the days that were not
/// confirmed before, with which [`withdraw_many`] takes it back.
///
/// # Errors
/// [`Problem::Invalid`] for days to come and for more days than a sheet shows.
pub async fn confirm_many(visit: &Visit, days: &[Date]) -> Result<Vec<RecordId>, Problem> {
    let too_many = i32::try_from(days.len()).map_or(true, |count| count > DAYS);
    if too_many || days.iter().any(|day| *day > visit.today()) {
        return Err(Problem::Invalid);
    }
    let store = visit.store();
    let known = store.load_days::<ClearDay>(visit.user, days).await?;
    let ids = store.derived_ids(visit.user).await?;
    let mut fresh: Vec<Date> = days.to_vec();
    fresh.retain(|day| !known.iter().any(|stored| stored.value.day == *day));
    fresh.sort_unstable();
    fresh.dedup();
    let records = fresh
        .into_iter()
        .map(|day| {
            NewRecord::of(clear_day_id(&ids, day), &ClearDay { day }).map(|record| (day, record))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (days, records): (Vec<Date>, Vec<NewRecord>) = records.into_iter().unzip();
    let created = store.create_many(visit.user, &records).await?;
    Ok(days
        .into_iter()
        .zip(created)
        .filter(|(_, created)| *created == Created::New)
        .map(|(day, _)| clear_day_id(&ids, day))
        .collect())
}

/// Takes confirmations back. Ids of anything else do nothing.
///
/// # Errors
/// When it cannot be stored.
pub async fn withdraw_many(visit: &Visit, ids: &[RecordId]) -> Result<(), Problem> {
    for id in ids {
        if visit
            .store()
            .get::<ClearDay>(visit.user, *id)
            .await?
            .is_some()
        {
            visit.store().delete(visit.user, *id).await?;
        }
    }
    Ok(())
}
