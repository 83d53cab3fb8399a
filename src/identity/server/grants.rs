//! What a sign-in opens at the key custodian, where one runs elsewhere.
//!
//! The custodian verifies the fresh identity itself and gives a grant. The grant lies in the session,
//! sealed under its cookie, so that a dump of the database opens nothing with it; each request shows it
//! again. A sign-out ends it. Policy: without a grant there is no sign-in, because nothing could be
//! read; a grant that has ended, or ends soon, is renewed without asking where the provider can
//! ([`super::renewal`]), and otherwise sends the patient through a new sign-in.

use super::{adapter::Admission, identity::Identity, pending::PendingLogin};
use crate::{
    encryption::remote::{RemoteCustodian, error::RemoteError, grant::Grant},
    identity::model::SignInFailure,
    platform::ids::UserId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tower_sessions::Session;

/// Key of the session's data under which the grant stands.
const GRANT_KEY: &str = "grant";

/// A grant as the session remembers it.
#[derive(Serialize, Deserialize)]
struct Remembered {
    grant: String,
    expires: i64,
}

impl Identity {
    /// The custodian that wants to see sign-ins, where there is one.
    #[must_use]
    pub fn custodian(&self) -> Option<&Arc<RemoteCustodian>> {
        self.custodian.as_ref()
    }

    /// Shows the identity of a sign-in that came back just now. None where nobody wants to see it.
    pub(super) async fn ask_for_grant(
        &self,
        login: &PendingLogin,
        admission: &Admission,
    ) -> Result<Option<Grant>, SignInFailure> {
        let Some(custodian) = self.custodian() else {
            return Ok(None);
        };
        let Some(identity) = &admission.id_token else {
            tracing::error!(code = "no-id-token", "the provider gives no ID token");
            return Err(SignInFailure::KeysRefused);
        };
        let (shown, secret) = (identity.expose(), &login.nonce_secret);
        let answer = if login.renewal {
            custodian.renew(shown, secret).await
        } else {
            custodian.admit(shown, secret).await
        };
        match answer {
            Ok(grant) => Ok(Some(grant)),
            Err(error) => {
                tracing::error!(code = "no-grant", %error, "the key custodian gave no grant");
                Err(failure_of(error))
            }
        }
    }

    /// Puts a grant into the session that was just signed in or renewed.
    pub(super) async fn keep_grant(
        &self,
        session: &Session,
        user: UserId,
        grant: Grant,
    ) -> Result<(), tower_sessions::session::Error> {
        let remembered = Remembered {
            grant: grant.expose().to_owned(),
            expires: grant.expires().as_second(),
        };
        session.insert(GRANT_KEY, remembered).await?;
        if let Some(custodian) = self.custodian() {
            custodian.book().show(user, grant, self.clock().now());
        }
        Ok(())
    }

    /// Whether the diary of `user` can be opened: a grant was shown just now, or the session has one.
    pub(super) async fn opens_diary(&self, session: &Session, user: UserId) -> bool {
        let Some(custodian) = self.custodian() else {
            return true;
        };
        custodian.book().greet(user, self.clock().now()) || self.show_grant(session, user).await
    }

    /// Shows the grant of this very session, whatever was shown before: what cannot be undone asks for
    /// a sign-in of the last minutes, and the custodian looks at the grant's age.
    pub async fn show_grant(&self, session: &Session, user: UserId) -> bool {
        match (self.custodian(), grant_in(session).await) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(custodian), Some(grant)) => {
                custodian.book().show(user, grant, self.clock().now())
            }
        }
    }

    /// Ends the grant of a session that is being signed out. A custodian that is away does not keep
    /// anybody signed in: nobody has the grant any more, and it ends by itself.
    pub(super) async fn end_grant(&self, session: &Session, user: UserId) {
        if let (Some(custodian), Some(grant)) = (self.custodian(), grant_in(session).await)
            && let Err(error) = custodian.revoke(user, &grant).await
        {
            tracing::warn!(code = "grant-not-revoked", %error, "a grant was not revoked");
        }
    }

    /// Ends the grants of all other sign-ins, for somebody who signs their other browsers out.
    pub async fn end_other_grants(&self, session: &Session, user: UserId) {
        self.show_grant(session, user).await;
        if let Some(custodian) = self.custodian()
            && let Err(error) = custodian.revoke_others(user).await
        {
            tracing::warn!(code = "grants-not-revoked", %error, "grants were not revoked");
        }
    }

    /// Forgets grants that nobody has shown for a while. Call it once a minute.
    pub fn forget_unused_grants(&self) {
        if let Some(custodian) = self.custodian() {
            custodian.book().sweep(self.clock().now());
        }
    }
}

pub(super) async fn grant_in(session: &Session) -> Option<Grant> {
    let remembered: Remembered = session.get(GRANT_KEY).await.ok().flatten()?;
    let expires = Timestamp::from_second(remembered.expires).ok()?;
    Some(Grant::new(remembered.grant, expires))
}

fn failure_of(error: RemoteError) -> SignInFailure {
    if error.is_away() {
        SignInFailure::KeysAway
    } else {
        SignInFailure::KeysRefused
    }
}
