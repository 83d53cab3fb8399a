//! Answers about whole days: confirm one clear, withdraw that, add a late attack.

use super::record::ClearDay;
use crate::{
    account::server::Visit,
    attacks::server::{Attack, Course, service},
    encryption::server::{DerivedIds, StoreError},
    platform::ids::RecordId,
    problem::Problem,
};
use jiff::{SignedDuration, civil::Date};

/// A late entry begins at noon until the patient says when (our convention).
const NOON: i8 = 12;

/// Confirms a day to be clear. The record's id follows from the day, so that two taps, or two
/// devices, make one record.
///
/// # Errors
/// [`Problem::Invalid`] for days to come; otherwise when it cannot be stored.
pub async fn confirm_clear(visit: &Visit, day: Date) -> Result<(), Problem> {
    if day > visit.today() {
        return Err(Problem::Invalid);
    }
    let id = clear_day_id(&visit.store().derived_ids(visit.user).await?, day);
    visit
        .store()
        .create(visit.user, id, &ClearDay { day })
        .await?;
    Ok(())
}

/// Withdraws the confirmation; nothing happens when there is none.
///
/// # Errors
/// When it cannot be stored.
pub async fn withdraw_clear(visit: &Visit, day: Date) -> Result<(), Problem> {
    let found = visit
        .store()
        .load_days::<ClearDay>(visit.user, &[day])
        .await?;
    for stored in found {
        match visit.store().delete(visit.user, stored.id).await {
            Ok(()) | Err(StoreError::Missing) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The id of a day's confirmation.
#[must_use]
pub fn clear_day_id(ids: &DerivedIds, day: Date) -> RecordId {
    ids.id(&[b"clear-day", day.to_string().as_bytes()])
}

/// Adds an attack on an earlier day, for the patient to fill in: it begins at noon and has ended an
/// hour later, until they say otherwise.
///
/// # Errors
/// [`Problem::Invalid`] for days to come; otherwise when it cannot be stored.
pub async fn add_late_attack(visit: &Visit, id: RecordId, day: Date) -> Result<(), Problem> {
    if day > visit.today() {
        return Err(Problem::Invalid);
    }
    let noon = day
        .at(NOON, 0, 0, 0)
        .to_zoned(visit.zone.clone())
        .map_err(|_| Problem::Invalid)?
        .timestamp();
    let onset = noon.min(visit.now);
    let mut attack = Attack::begun(onset, &visit.zone_name, visit.now);
    if day < visit.today() {
        attack.course = Course::Ended(onset + SignedDuration::from_hours(1));
    }
    service::add(visit, id, attack).await
}
