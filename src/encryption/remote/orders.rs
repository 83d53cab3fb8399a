//! What operators order: a grant for a patient who is not here, and a new lineage.
//!
//! Two operators signed the order; the custodian verifies it, writes it into the patient's book and lets
//! one patient at a time be opened by it. Nothing here decides whether there should be one.

use super::{
    RemoteCustodian,
    error::{RemoteError, Silence},
    grant::Grant,
    line::Repeat,
};
use crate::{
    encryption::{custodian::Pseudonym, epoch::Lineage},
    platform::ids::UserId,
};
pub use custodian_core::order::SignedOrder;
use custodian_core::{
    names,
    protocol::{EmergencyCall, GrantAnswer, LineageAnswer, OwnCall},
};
use jiff::Timestamp;

impl RemoteCustodian {
    /// Opens the diary of `user`, whom the custodian calls `name`, on the operators' word: shows the grant
    /// and tells the user's lineage. Whoever was open before by this order is closed.
    ///
    /// # Errors
    /// [`RemoteError::Refused`] when the order is not valid any more or is not about this user.
    pub async fn open_by_order(
        &self,
        user: UserId,
        name: Pseudonym,
        order: &SignedOrder,
    ) -> Result<Lineage, RemoteError> {
        let call = emergency(name, order);
        let (_, answer) = self
            .line
            .ask::<GrantAnswer>("/v1/grants/emergency", &call, Repeat::Harmless)
            .await?;
        let expires = Timestamp::from_second(answer.expires)
            .map_err(|_| RemoteError::Silent(Silence::Unreadable))?;
        let grant = Grant::new(answer.grant, expires);
        self.book.show(user, grant, self.clock.now());
        Ok(Lineage::new(answer.lineage))
    }

    /// Raises the lineage of whom the custodian calls `name`, on the operators' word.
    ///
    /// # Errors
    /// As [`RemoteCustodian::open_by_order`].
    pub async fn raise_by_order(
        &self,
        name: Pseudonym,
        order: &SignedOrder,
    ) -> Result<Lineage, RemoteError> {
        let call = OwnCall {
            grant: None,
            order: Some(emergency(name, order)),
        };
        let (_, answer) = self
            .line
            .ask::<LineageAnswer>("/v1/lineage", &call, Repeat::Never)
            .await?;
        Ok(Lineage::new(answer.lineage))
    }

    /// Ends what [`RemoteCustodian::open_by_order`] opened.
    ///
    /// # Errors
    /// When the custodian is away: then the grant lives on until the order ends, but nobody has it.
    pub async fn close_order(&self, user: UserId) -> Result<(), RemoteError> {
        match self.grant_of(user) {
            Ok(grant) => self.revoke(user, &grant).await,
            Err(_) => Ok(()),
        }
    }
}

fn emergency(name: Pseudonym, order: &SignedOrder) -> EmergencyCall {
    EmergencyCall {
        order: order.clone(),
        user: names::Pseudonym(name.0),
    }
}
