//! One night of one patient: the run of the pattern engine that nobody waits for.
//!
//! The patient has allowed it, and the custodian lends the keys once a night. They are asked for all at once
//! and laid on the ring, so that the run finds them there like any other; afterwards they are dropped. The
//! night is put off before anything is done with it: a process that dies leaves it to be tried again, and
//! the custodian then says whether its keys were lent already. Policy: what happens is logged by a code,
//! never with a name.

use super::{
    night_time::{after_a_death, next_night, next_try},
    refresh::{Refreshed, refresh_nightly},
};
use crate::{
    encryption::{
        custodian::Purpose,
        epoch::{Epoch, KeyName},
        remote::night::{BACKGROUND_EPOCHS, NightError},
        server::{NightGrant, StoreError},
    },
    platform::{ids::UserId, state::AppState},
    problem::Problem,
};
use jiff::tz::TimeZone;

/// What became of a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Night {
    /// The diary was read and there is what the run came to.
    Done(Refreshed),
    /// Somebody else has it, or it was not due.
    NotOurs,
    /// There are no entries.
    Empty,
    /// There are more days of writing than one night gets keys for.
    TooLong,
    /// The custodian or the database is away; it is tried again while it is night.
    Later,
    /// This night's keys had been lent before.
    UsedBefore,
    /// The grant has ended and is forgotten.
    Ended,
    /// The custodian refused, and would refuse again.
    Refused,
    /// The run failed with the keys at hand; the next night may go better.
    Failed,
}

impl Night {
    /// What stands in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done(_) => "night-done",
            Self::NotOurs => "night-not-ours",
            Self::Empty => "night-empty",
            Self::TooLong => "night-too-long",
            Self::Later => "night-later",
            Self::UsedBefore => "night-used-before",
            Self::Ended => "night-ended",
            Self::Refused => "night-refused",
            Self::Failed => "night-failed",
        }
    }
}

/// Works through the night of `user`, if it has come and nobody else has it.
///
/// # Errors
/// When the database is away: then it is tried again.
pub async fn night(state: &AppState, user: UserId) -> Result<Night, StoreError> {
    let now = state.clock.now();
    let store = &state.store;
    let Some(held) = store.claim_night(user, after_a_death(now)).await? else {
        return Ok(Night::NotOurs);
    };
    let zone = TimeZone::get(&held.zone).unwrap_or(TimeZone::UTC);
    let outcome = work(state, user, &held).await?;
    match outcome {
        Night::NotOurs | Night::Ended => {}
        Night::Later => store.plan_night(user, next_try(user, &zone, now)).await?,
        _ => {
            let today = Some(Epoch::of(now));
            store
                .plan_night(user, next_night(user, &zone, now, today))
                .await?;
        }
    }
    Ok(outcome)
}

async fn work(state: &AppState, user: UserId, held: &NightGrant) -> Result<Night, StoreError> {
    let store = &state.store;
    let Some(custodian) = state.identity.custodian() else {
        store.forget_night_grant(user).await?;
        return Ok(Night::Ended);
    };
    if held.is_taken_back {
        return Ok(match custodian.end_nights(&held.grant).await {
            Ok(()) => {
                store.forget_night_grant(user).await?;
                Night::Ended
            }
            Err(_) => Night::Later,
        });
    }
    let names: Vec<KeyName> = store.key_names(user).await?.into_keys().collect();
    if names.is_empty() {
        return Ok(Night::Empty);
    }
    if names.len() > BACKGROUND_EPOCHS {
        return Ok(Night::TooLong);
    }
    let leases = match custodian.lend_for_night(&held.grant, &names).await {
        Ok(leases) => leases,
        Err(NightError::Away(_)) => return Ok(Night::Later),
        Err(NightError::Used) => return Ok(Night::UsedBefore),
        Err(NightError::Ended) => {
            store.forget_night_grant(user).await?;
            return Ok(Night::Ended);
        }
        Err(NightError::Refused(error)) => {
            tracing::error!(code = "night-refused", %error, "the custodian refused a night");
            return Ok(Night::Refused);
        }
    };
    let ring = store.keys().ring();
    let index = leases.index.name;
    ring.keep_leases(user, Purpose::Record, leases.records, leases.current);
    ring.keep_leases(user, Purpose::Index, vec![leases.index], index);
    let outcome = refresh_nightly(state, user, &held.zone).await;
    store.forget(user);
    Ok(match outcome {
        Ok(refreshed) => Night::Done(refreshed),
        Err(problem) => failed(problem),
    })
}

fn failed(problem: Problem) -> Night {
    tracing::error!(code = problem.code(), "a night's run failed");
    Night::Failed
}
