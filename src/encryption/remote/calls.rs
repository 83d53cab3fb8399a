//! What a sign-in, a sign-out and the settings ask of the custodian.

use super::{
    RemoteCustodian,
    error::{RemoteError, Silence},
    grant::Grant,
    leases::share_name,
    line::Repeat,
};
use crate::{
    encryption::{
        custodian::Receipt,
        epoch::{KeyName, Lineage},
    },
    platform::ids::UserId,
};
use custodian_core::{
    names::Purpose,
    protocol::{
        self, GrantAnswer, GrantCall, GrantKind, GrantList, LineageAnswer, OwnCall, RetireCall,
        Retired, RevokeCall, Revoked, Use, Uses, UsesCall,
    },
    refusal::Refusal,
};
use jiff::Timestamp;

/// How far the custodian's clock may be behind ours, in seconds.
const CLOCKS_DIFFER: i64 = 30;

impl RemoteCustodian {
    /// Shows a fresh identity and gets a grant for whom it names. An identity works once.
    ///
    /// # Errors
    /// [`RemoteError::Silent`] when the custodian is away; [`RemoteError::Refused`] when it does not
    /// believe the identity.
    pub async fn admit(&self, id_token: &str, nonce_secret: &str) -> Result<Grant, RemoteError> {
        self.show_identity(id_token, nonce_secret, false).await
    }

    /// As [`RemoteCustodian::admit`], for an identity that the provider gave without asking the person: the
    /// grant is never that of a fresh sign-in.
    ///
    /// # Errors
    /// Likewise.
    pub async fn renew(&self, id_token: &str, nonce_secret: &str) -> Result<Grant, RemoteError> {
        self.show_identity(id_token, nonce_secret, true).await
    }

    async fn show_identity(
        &self,
        id_token: &str,
        nonce_secret: &str,
        renewal: bool,
    ) -> Result<Grant, RemoteError> {
        let call = GrantCall {
            id_token: id_token.to_owned(),
            nonce_secret: Some(nonce_secret.to_owned()),
            renewal,
        };
        let (_, answer) = self
            .line
            .ask::<GrantAnswer>("/v1/grants", &call, Repeat::Never)
            .await?;
        let expires = Timestamp::from_second(answer.expires)
            .map_err(|_| RemoteError::Silent(Silence::Unreadable))?;
        Ok(Grant::new(answer.grant, expires))
    }

    /// Ends a grant, and forgets what was shown for its user.
    ///
    /// # Errors
    /// When the custodian is away: then the grant lives on until it ends by itself, but nobody has it.
    pub async fn revoke(&self, user: UserId, grant: &Grant) -> Result<(), RemoteError> {
        self.book.forget(user);
        let call = RevokeCall {
            grant: grant.expose().to_owned(),
            reference: None,
        };
        let (_, Revoked { .. }) = self
            .line
            .ask("/v1/grants/revoke", &call, Repeat::Harmless)
            .await?;
        Ok(())
    }

    /// Ends every grant of the user's other sign-ins; what is at hand has to be the grant of this one.
    ///
    /// # Errors
    /// When the custodian is away or nobody has signed in.
    pub async fn revoke_others(&self, user: UserId) -> Result<(), RemoteError> {
        let own = self.grant_of(user)?;
        let call = OwnCall {
            grant: Some(own.expose().to_owned()),
            order: None,
        };
        let answer = self
            .line
            .ask::<GrantList>("/v1/grants/list", &call, Repeat::Harmless)
            .await;
        let (_, list) = self.noting(user, &own, answer)?;
        let name = own.reference();
        for other in list.grants {
            if other.kind == GrantKind::Session && other.reference != name {
                let call = RevokeCall {
                    grant: own.expose().to_owned(),
                    reference: Some(other.reference),
                };
                let (_, Revoked { .. }) = self
                    .line
                    .ask("/v1/grants/revoke", &call, Repeat::Harmless)
                    .await?;
            }
        }
        Ok(())
    }

    /// What the user's keys were used for, the newest first; before entry `before` when it is given.
    ///
    /// # Errors
    /// When the custodian is away or nobody has signed in.
    pub async fn uses(&self, user: UserId, before: Option<u64>) -> Result<Vec<Use>, RemoteError> {
        let grant = self.grant_of(user)?;
        let call = UsesCall {
            grant: grant.expose().to_owned(),
            before,
        };
        let answer = self
            .line
            .ask::<Uses>("/v1/uses", &call, Repeat::Harmless)
            .await;
        Ok(self.noting(user, &grant, answer)?.1.uses)
    }

    /// Destroys the user's shares. Without a receipt when that was done before: the first answer may
    /// have been lost on its way.
    pub(super) async fn shred_user(&self, user: UserId) -> Result<Option<Receipt>, RemoteError> {
        let grant = self.grant_of(user)?;
        let call = OwnCall {
            grant: Some(grant.expose().to_owned()),
            order: None,
        };
        let answer = self
            .line
            .ask::<protocol::Receipt>("/v1/users/shred", &call, Repeat::Harmless)
            .await;
        match self.noting(user, &grant, answer) {
            Ok((_, receipt)) => Ok(Some(Receipt {
                text: receipt.text,
                signature: receipt.signature,
                key_id: receipt.key_id,
            })),
            Err(RemoteError::Refused(Refusal::Shredded)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Raises the user's lineage on the word of their own fresh sign-in. Never repeated: the first answer
    /// may have been lost, and one lineage more than needed harms nobody.
    pub(super) async fn raise(&self, user: UserId) -> Result<Lineage, RemoteError> {
        let grant = self.grant_of(user)?;
        let call = OwnCall {
            grant: Some(grant.expose().to_owned()),
            order: None,
        };
        let answer = self
            .line
            .ask::<LineageAnswer>("/v1/lineage", &call, Repeat::Never)
            .await;
        let (_, raised) = self.noting(user, &grant, answer)?;
        Ok(Lineage::new(raised.lineage))
    }

    /// Says of record shares that no row needs them. The custodian refuses a count from the future, and
    /// the clocks may differ: it is told that they were counted half a minute earlier than they were.
    pub(super) async fn retire_shares(
        &self,
        user: UserId,
        names: &[KeyName],
        counted_at: Timestamp,
    ) -> Result<u32, RemoteError> {
        let grant = self.grant_of(user)?;
        let call = RetireCall {
            grant: grant.expose().to_owned(),
            purpose: Purpose::Record,
            shares: names.iter().map(|name| share_name(*name)).collect(),
            rows: 0,
            counted_at: counted_at.as_second() - CLOCKS_DIFFER,
        };
        let answer = self
            .line
            .ask::<Retired>("/v1/epochs/retire", &call, Repeat::Harmless)
            .await;
        let (_, retired) = self.noting(user, &grant, answer)?;
        Ok(retired.retired)
    }

    /// The grant that was shown for `user` just now.
    pub(super) fn grant_of(&self, user: UserId) -> Result<Grant, RemoteError> {
        self.book
            .find(user, self.clock.now())
            .ok_or(RemoteError::NoGrant)
    }

    /// Remembers that the custodian did not accept a grant.
    pub(super) fn noting<T>(
        &self,
        user: UserId,
        grant: &Grant,
        outcome: Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        if matches!(outcome, Err(RemoteError::NoGrant)) {
            self.book.refuse(user, grant);
        }
        outcome
    }
}
