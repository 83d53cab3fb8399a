//! What the key ring asks: shares on loan, the end of a user, and how the custodian is.

use super::{
    RemoteCustodian,
    error::{RemoteError, Silence},
    line::Repeat,
};
use crate::{
    encryption::{
        custodian::{
            self, Answer, Custodian, CustodianError, CustodianStatus, LONGEST_LEASE, Lease, Leases,
            MOST_EPOCHS_PER_CALL, MissingReason, Pseudonym, Receipt,
        },
        epoch::{Epoch, KeyName, Lineage},
        secret::{SECRET_LENGTH, Secret},
        share::Share,
    },
    platform::ids::UserId,
};
use custodian_core::{
    client::open_leases,
    names::{Purpose, ShareName},
    protocol::{LeaseAnswer, LeaseCall, LeasedShare, LeasedShares, Reason, Status},
};
use jiff::Timestamp;

impl Custodian for RemoteCustodian {
    fn lease<'a>(
        &'a self,
        user: UserId,
        purpose: custodian::Purpose,
        names: &'a [KeyName],
    ) -> Answer<'a, Leases> {
        Box::pin(async move {
            if names.len() > MOST_EPOCHS_PER_CALL {
                return Err(CustodianError::TooManyEpochs(names.len()));
            }
            let shares = names.iter().map(|name| share_name(*name)).collect();
            let leased = self.ask_for(user, purpose, shares, false).await?;
            let mut leases = Leases::default();
            for share in &leased.granted {
                if names.contains(&key_name(share.name)) {
                    leases.granted.push(self.lease_of(share)?);
                }
            }
            for missing in &leased.missing {
                leases.missing.push(custodian::MissingShare {
                    name: key_name(missing.name),
                    reason: if missing.damaged {
                        MissingReason::Damaged
                    } else {
                        MissingReason::Unknown
                    },
                });
            }
            Ok(leases)
        })
    }

    fn lease_current(&self, user: UserId, purpose: custodian::Purpose) -> Answer<'_, Lease> {
        Box::pin(async move {
            let leased = self.ask_for(user, purpose, Vec::new(), true).await?;
            let current = leased.current.ok_or(unreadable())?;
            if let Some(share) = leased.granted.iter().find(|share| share.name == current) {
                return Ok(self.lease_of(share)?);
            }
            let epoch = key_name(current).epoch;
            match leased
                .missing
                .iter()
                .find(|missing| missing.name == current)
            {
                Some(missing) if missing.damaged => Err(CustodianError::Damaged(epoch)),
                _ => Err(CustodianError::UnknownEpoch(epoch)),
            }
        })
    }

    fn raise_lineage(&self, user: UserId) -> Answer<'_, Lineage> {
        Box::pin(async move { Ok(self.raise(user).await?) })
    }

    fn retire<'a>(
        &'a self,
        user: UserId,
        names: &'a [KeyName],
        counted_at: Timestamp,
    ) -> Answer<'a, u32> {
        Box::pin(async move { Ok(self.retire_shares(user, names, counted_at).await?) })
    }

    fn pseudonym(&self, user: UserId) -> Option<Pseudonym> {
        self.grant_of(user).ok()?.pseudonym().map(Pseudonym)
    }

    fn shred(&self, user: UserId) -> Answer<'_, Option<Receipt>> {
        Box::pin(async move {
            let outcome = self.shred_user(user).await;
            self.book.forget(user);
            Ok(outcome?)
        })
    }

    fn status(&self) -> Answer<'_, CustodianStatus> {
        Box::pin(async move {
            let status: Status = self.line.status().await?;
            Ok(CustodianStatus {
                kind: "remote",
                root_generation: status.root_generation,
                is_isolated: status.is_isolated,
            })
        })
    }
}

impl RemoteCustodian {
    async fn ask_for(
        &self,
        user: UserId,
        purpose: custodian::Purpose,
        shares: Vec<ShareName>,
        current: bool,
    ) -> Result<LeasedShares, RemoteError> {
        let grant = self.grant_of(user)?;
        let is_written = current && purpose != custodian::Purpose::Index;
        let call = LeaseCall {
            grant: grant.expose().to_owned(),
            sealing_key: self.instance.public().to_owned(),
            purpose: purpose_of(purpose),
            current,
            shares,
            reason: if is_written {
                Reason::Writing
            } else {
                Reason::Reading
            },
        };
        let answer = self
            .line
            .ask::<LeaseAnswer>("/v1/leases", &call, Repeat::Harmless)
            .await;
        let (request, answer) = self.noting(user, &grant, answer)?;
        Ok(open_leases(&self.instance, &request, &answer)?)
    }

    pub(super) fn lease_of(&self, leased: &LeasedShare) -> Result<Lease, RemoteError> {
        let mut outcome = Ok(());
        let secret = Secret::filled_by(|bytes: &mut [u8; SECRET_LENGTH]| {
            outcome = hex::decode_to_slice(&leased.share, bytes);
        });
        outcome.map_err(|_| unreadable())?;
        let expires = Timestamp::from_second(leased.expires).map_err(|_| unreadable())?;
        // The clocks may differ by some seconds: no lease is longer by ours.
        let longest = self.clock.now().checked_add(LONGEST_LEASE);
        Ok(Lease {
            name: key_name(leased.name),
            share: Share::new(secret),
            expires: longest.map_or(expires, |longest| longest.min(expires)),
        })
    }
}

pub(super) const fn unreadable() -> RemoteError {
    RemoteError::Silent(Silence::Unreadable)
}

pub(super) const fn share_name(name: KeyName) -> ShareName {
    ShareName {
        epoch: name.epoch.number(),
        lineage: name.lineage.number(),
    }
}

pub(super) const fn key_name(name: ShareName) -> KeyName {
    KeyName {
        epoch: Epoch::new(name.epoch),
        lineage: Lineage::new(name.lineage),
    }
}

const fn purpose_of(purpose: custodian::Purpose) -> Purpose {
    match purpose {
        custodian::Purpose::Record => Purpose::Record,
        custodian::Purpose::Service => Purpose::Service,
        custodian::Purpose::Draft => Purpose::Draft,
        custodian::Purpose::Export => Purpose::Export,
        custodian::Purpose::Index => Purpose::Index,
    }
}
