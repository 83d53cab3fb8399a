//! Keys for commands of a development machine, on which nobody signs in.
//!
//! The key custodian opens a diary only for a verified sign-in, and that holds for `seed-demo`, `import`
//! and `export` as well. On a development machine the development identity provider vouches for the
//! patient (`POST <issuer>/development/identity`, with our client secret); the custodian verifies that
//! identity like any other, and the grant is ended with the command. No real provider does so: with one,
//! these commands say that only the patient can open their diary.

use super::{
    identity::Identity,
    provider::{http_door::HttpDoor, random_token},
};
use crate::{
    encryption::remote::{error::RemoteError, grant::Grant, nonce_of},
    platform::{
        config::{Config, Mode},
        ids::UserId,
    },
};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use base64::{Engine, engine::general_purpose::STANDARD};
use openidconnect::{HttpRequest, http};
use serde::Deserialize;

/// Why a command could not open a diary.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The provider vouches for nobody who does not sign in.
    #[error(
        "the keys of a diary open only for its patient's own sign-in; the patient can import and \
         export on the pages /import and /export"
    )]
    OnlyThePatient,
    /// The development provider did not vouch.
    #[error("the development identity provider did not vouch for this patient")]
    NotVouched,
    /// The custodian gave no grant.
    #[error("the key custodian: {0}")]
    Custodian(#[from] RemoteError),
}

/// What the development provider says.
#[derive(Deserialize)]
pub(crate) struct Vouched {
    /// The identity, signed.
    pub(crate) id_token: String,
    /// The provider's name for the person.
    pub(crate) subject: String,
}

impl Identity {
    /// Opens the diary of `user`, known to the development provider as `subject` with this address.
    /// Nothing to do where the custodian is inside of this process.
    ///
    /// # Errors
    /// [`NotOpened`] with what can be done instead.
    pub async fn open_for_command(
        &self,
        config: &Config,
        user: UserId,
        email: &str,
    ) -> Result<Option<Grant>, NotOpened> {
        let Some(custodian) = self.custodian() else {
            return Ok(None);
        };
        let (Mode::Development, None, Some(client_secret)) = (
            config.server.mode,
            &config.identity.supabase,
            &config.identity.client_secret,
        ) else {
            return Err(NotOpened::OnlyThePatient);
        };
        let nonce_secret = random_token(self.entropy());
        let vouched = vouch(
            &config.identity.issuer,
            (&config.identity.client_id, client_secret.expose()),
            email,
            &nonce_of(&nonce_secret),
        )
        .await
        .ok_or(NotOpened::NotVouched)?;
        let person = super::Person {
            issuer: config.identity.issuer.clone(),
            subject: vouched.subject,
            verified_email: Some(email.to_owned()),
        };
        // Keys of one patient must never meet records of another.
        let vouched_for = self.accounts().find_or_create(&person).await;
        if vouched_for.ok() != Some(user) {
            return Err(NotOpened::NotVouched);
        }
        let grant = custodian.admit(&vouched.id_token, &nonce_secret).await?;
        custodian
            .book()
            .show(user, grant.clone(), self.clock().now());
        Ok(Some(grant))
    }

    /// Ends what [`Identity::open_for_command`] opened.
    pub async fn close_after_command(&self, user: UserId, grant: Option<Grant>) {
        if let (Some(custodian), Some(grant)) = (self.custodian(), grant)
            && let Err(error) = custodian.revoke(user, &grant).await
        {
            tracing::warn!(code = "grant-not-revoked", %error, "a grant was not revoked");
        }
    }
}

/// Asks the development provider to vouch for whoever has this address.
pub(crate) async fn vouch(
    issuer: &str,
    (client_id, client_secret): (&str, &str),
    email: &str,
    nonce: &str,
) -> Option<Vouched> {
    let door = HttpDoor::open(true).ok()?;
    let credentials = STANDARD.encode(format!("{client_id}:{client_secret}"));
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("email", email)
        .append_pair("nonce", nonce)
        .finish();
    let request: HttpRequest = http::Request::post(format!("{issuer}/development/identity"))
        .header(AUTHORIZATION, format!("Basic {credentials}"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.into_bytes())
        .ok()?;
    let answer = door.exchange(request).await.ok()?;
    if !answer.status().is_success() {
        return None;
    }
    serde_json::from_slice(answer.body()).ok()
}
