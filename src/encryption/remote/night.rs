//! What a patient allows for the night: a grant that works without a sign-in, and its one lease.
//!
//! Such a grant is never shown to the book of grants: a patient who is here at that hour must not be
//! served with it, for it may do less. It brings each purpose's keys in one call, all that the night needs,
//! and the custodian lends no second time before the next UTC day.

use super::{
    RemoteCustodian,
    error::{RemoteError, Silence},
    grant::Grant,
    leases::{key_name, share_name, unreadable},
    line::Repeat,
};
use crate::{
    encryption::{custodian::Lease, epoch::KeyName},
    platform::ids::UserId,
};
use custodian_core::{
    client::open_leases,
    names::{Purpose, ShareName},
    protocol::{
        BACKGROUND_SECONDS, GrantAnswer, GrantKind, GrantList, LeaseAnswer, LeaseCall, OwnCall,
        Reason, RevokeCall, Revoked,
    },
    refusal::Refusal,
};
use jiff::Timestamp;

pub use custodian_core::protocol::BACKGROUND_EPOCHS;

/// For how many days a grant for the night lives.
pub const BACKGROUND_DAYS: i64 = BACKGROUND_SECONDS / 86_400;

/// The keys of one night.
pub struct NightLeases {
    /// Those of records: every one that was asked for and exists, and the current one.
    pub records: Vec<Lease>,
    /// The name of the key that seals tonight.
    pub current: KeyName,
    /// That of the index.
    pub index: Lease,
}

/// Why a night got no keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NightError {
    /// The custodian is away; it may lend later in the same night.
    #[error("the key custodian: {0}")]
    Away(RemoteError),
    /// It has lent this night before: to a run that died, or to somebody else.
    #[error("this night's keys were lent before")]
    Used,
    /// The grant has ended, or was taken back.
    #[error("the grant has ended")]
    Ended,
    /// It lends nothing, and will not lend this way later.
    #[error("the key custodian: {0}")]
    Refused(RemoteError),
}

impl From<RemoteError> for NightError {
    fn from(error: RemoteError) -> Self {
        match error {
            RemoteError::NoGrant | RemoteError::Refused(Refusal::Shredded) => Self::Ended,
            RemoteError::Refused(Refusal::UsedTonight) => Self::Used,
            error if error.is_away() => Self::Away(error),
            error => Self::Refused(error),
        }
    }
}

/// What the custodian knows of a grant for the night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NightUse {
    /// When it was made.
    pub allowed: Timestamp,
    /// When it ends by itself.
    pub ends: Timestamp,
    /// When it was last used, by whomever.
    pub used: Option<Timestamp>,
}

impl RemoteCustodian {
    /// Makes a grant for the night, with the sign-in that was shown just now and that is at most ten minutes
    /// old. An earlier one ends.
    ///
    /// # Errors
    /// When the custodian is away, nobody has signed in, or the sign-in is too old.
    pub async fn allow_nights(&self, user: UserId) -> Result<Grant, RemoteError> {
        let own = self.grant_of(user)?;
        let answer = self
            .line
            .ask::<GrantAnswer>("/v1/grants/background", &own_call(&own), Repeat::Harmless)
            .await;
        let (_, answer) = self.noting(user, &own, answer)?;
        Ok(Grant::new(answer.grant, instant(answer.expires)?))
    }

    /// What the custodian knows of the user's grant for the night, if there is one.
    ///
    /// # Errors
    /// When the custodian is away or nobody has signed in.
    pub async fn night_use(&self, user: UserId) -> Result<Option<NightUse>, RemoteError> {
        let own = self.grant_of(user)?;
        let answer = self
            .line
            .ask::<GrantList>("/v1/grants/list", &own_call(&own), Repeat::Harmless)
            .await;
        let (_, list) = self.noting(user, &own, answer)?;
        let mut nights = list.grants.into_iter();
        let Some(found) = nights.find(|grant| grant.kind == GrantKind::Background) else {
            return Ok(None);
        };
        Ok(Some(NightUse {
            allowed: instant(found.created)?,
            ends: instant(found.expires)?,
            used: found.last_used.map(instant).transpose()?,
        }))
    }

    /// Ends a grant for the night; nothing to do when it has ended before.
    ///
    /// # Errors
    /// When the custodian is away.
    pub async fn end_nights(&self, grant: &Grant) -> Result<(), RemoteError> {
        let call = RevokeCall {
            grant: grant.expose().to_owned(),
            reference: None,
        };
        let answer = self
            .line
            .ask::<Revoked>("/v1/grants/revoke", &call, Repeat::Harmless)
            .await;
        match answer {
            Ok(_) | Err(RemoteError::NoGrant) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The keys of one night: of the index, of these names as far as they exist, and the current one. At most
    /// [`BACKGROUND_EPOCHS`] names.
    ///
    /// # Errors
    /// [`NightError`], which says whether asking again may help.
    pub async fn lend_for_night(
        &self,
        grant: &Grant,
        names: &[KeyName],
    ) -> Result<NightLeases, NightError> {
        let (_, index) = self.lend_all(grant, Purpose::Index, &[]).await?;
        let (current, records) = self.lend_all(grant, Purpose::Record, names).await?;
        let index = index.into_iter().next().ok_or_else(unreadable)?;
        Ok(NightLeases {
            records,
            current,
            index,
        })
    }

    async fn lend_all(
        &self,
        grant: &Grant,
        purpose: Purpose,
        names: &[KeyName],
    ) -> Result<(KeyName, Vec<Lease>), RemoteError> {
        let shares: Vec<ShareName> = names.iter().copied().map(share_name).collect();
        let call = LeaseCall {
            grant: grant.expose().to_owned(),
            sealing_key: self.instance.public().to_owned(),
            purpose,
            current: true,
            shares: shares.clone(),
            reason: Reason::Night,
        };
        let (request, answer) = self
            .line
            .ask::<LeaseAnswer>("/v1/leases", &call, Repeat::Harmless)
            .await?;
        let leased = open_leases(&self.instance, &request, &answer)?;
        let current = leased.current.ok_or_else(unreadable)?;
        let asked_for = |name: ShareName| name == current || shares.contains(&name);
        let granted = leased.granted.iter();
        let granted: Result<Vec<_>, _> = granted
            .filter(|share| asked_for(share.name))
            .map(|share| self.lease_of(share))
            .collect();
        Ok((key_name(current), granted?))
    }
}

fn own_call(grant: &Grant) -> OwnCall {
    OwnCall {
        grant: Some(grant.expose().to_owned()),
        order: None,
    }
}

fn instant(seconds: i64) -> Result<Timestamp, RemoteError> {
    Timestamp::from_second(seconds).map_err(|_| RemoteError::Silent(Silence::Unreadable))
}
