//! What a patient allows for the night: switched on with a fresh sign-in, switched off at once.
//!
//! Policy: off until the patient says so. What stands on the page is the custodian's own word, not ours:
//! it tells of every use, also of one that was not ours. When the custodian is away, taking back works here
//! at once and the custodian is told as soon as it answers.

use super::{Visit, civil_day, civil_moment};
use crate::{
    account::model::{NightsEnd, NightsView},
    encryption::{
        remote::error::RemoteError,
        server::{KeysError, StoreError},
    },
    patterns::server::next_night,
    problem::Problem,
};
use jiff::SignedDuration;

/// How soon a custodian that was away is told, in minutes.
const TOLD_AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// Whether the patient allows work at night.
///
/// # Errors
/// When the custodian or the database is away.
pub async fn nights(visit: &Visit) -> Result<NightsView, Problem> {
    let Some(custodian) = visit.state.identity.custodian() else {
        return Ok(NightsView::NotOffered);
    };
    let Some(kept) = visit.store().night_grant(visit.user).await? else {
        return Ok(NightsView::Off);
    };
    if kept.is_taken_back {
        return Ok(NightsView::Ending);
    }
    let Some(known) = custodian.night_use(visit.user).await.map_err(problem)? else {
        // It has ended there: what lies here opens nothing any more.
        visit.store().forget_night_grant(visit.user).await?;
        return Ok(NightsView::Off);
    };
    Ok(NightsView::On {
        since: civil_moment(known.allowed, &visit.zone),
        until: civil_day(known.ends.to_zoned(visit.zone.clone()).date()),
        used: known.used.map(|used| civil_moment(used, &visit.zone)),
    })
}

/// Allows work at night, in the zone of this visit. The custodian asks for a sign-in of the last ten
/// minutes.
///
/// # Errors
/// When the custodian or the database is away, or the sign-in is too old.
pub async fn allow_nights(visit: &Visit) -> Result<(), Problem> {
    let Some(custodian) = visit.state.identity.custodian() else {
        return Err(Problem::Invalid);
    };
    let grant = custodian.allow_nights(visit.user).await.map_err(problem)?;
    let due = next_night(visit.user, &visit.zone, visit.now, None);
    let zone = &visit.zone_name;
    let kept = visit
        .store()
        .keep_night_grant(visit.user, &grant, zone, due);
    if let Err(error) = kept.await {
        // Nobody has it, but it would live for half a year.
        if let Err(error) = custodian.end_nights(&grant).await {
            tracing::warn!(code = "night-not-ended", %error, "a grant for the night was not ended");
        }
        return Err(error.into());
    }
    tracing::info!(code = "nights-allowed", "work at night was allowed");
    Ok(())
}

/// Ends work at night.
///
/// # Errors
/// When the database is away: then nothing has changed.
pub async fn end_nights(visit: &Visit) -> Result<NightsEnd, Problem> {
    let (Some(custodian), Some(kept)) = (
        visit.state.identity.custodian(),
        visit.store().night_grant(visit.user).await?,
    ) else {
        return Ok(NightsEnd::Done);
    };
    let again = visit.now.saturating_add(TOLD_AGAIN).unwrap_or(visit.now);
    visit
        .store()
        .take_night_grant_back(visit.user, again)
        .await?;
    if let Err(error) = custodian.end_nights(&kept.grant).await {
        tracing::warn!(code = "night-not-ended", %error, "a grant for the night was not ended yet");
        return Ok(NightsEnd::CustodianLater);
    }
    visit.store().forget_night_grant(visit.user).await?;
    tracing::info!(code = "nights-ended", "work at night was ended");
    Ok(NightsEnd::Done)
}

fn problem(error: RemoteError) -> Problem {
    StoreError::from(KeysError::from(error)).into()
}
