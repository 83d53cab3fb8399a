//! A Supabase project with its OAuth server: `OpenID` Connect with the project's peculiarities.
//!
//! The conversation is that of [`Provider`]. What differs: the project asks *us* to show the sign-in
//! page ([`super::desk`]); a second factor shown there leaves no trace in its tokens, so a sign-in is
//! finished only if our desk has let this very person pass with this very code; a project that signs
//! with a shared secret fails at the token endpoint with a plain 500, so it is refused before anybody
//! types a password; and the sessions that a sign-in opens there are ended with it.

use super::client::SupabaseAuth;
use crate::{
    identity::{
        model::SignInFailure,
        server::{
            adapter::{Adapter, Admission, Reply},
            desk_record::Approval,
            pending::PendingLogin,
            provider::{Provider, ProviderError},
            return_path::ReturnPath,
        },
    },
    platform::entropy::Entropy,
};
use std::{future::Future, pin::Pin, time::Duration};
use subtle::ConstantTimeEq;

/// The adapter.
#[derive(Debug)]
pub struct OAuthServer {
    openid: Provider,
    auth: SupabaseAuth,
}

impl OAuthServer {
    /// Speaks to the project whose endpoints are `auth`.
    #[must_use]
    pub fn new(openid: Provider, auth: SupabaseAuth) -> Self {
        Self { openid, auth }
    }

    async fn require_public_keys(&self) -> Result<(), ProviderError> {
        let known = self.openid.knowledge().current().await?;
        if known.jwks().keys().is_empty() {
            tracing::error!(
                code = "supabase-shared-secret",
                "the project signs with a shared secret; it needs an asymmetric signing key"
            );
            return Err(ProviderError::Misconfigured);
        }
        Ok(())
    }
}

/// The desk's word for the code that came back.
pub(super) fn approved<'a>(
    code: &str,
    login: &'a PendingLogin,
) -> Result<&'a Approval, ProviderError> {
    login
        .approval
        .as_ref()
        .filter(|approval| approval.code.as_bytes().ct_eq(code.as_bytes()).into())
        .filter(|approval| !approval.session.needs_factor())
        .ok_or(ProviderError::Identity(SignInFailure::NotByOurPage))
}

impl Adapter for OAuthServer {
    fn issuer(&self) -> &str {
        self.openid.issuer()
    }

    fn age(&self) -> Reply<'_, Duration> {
        Box::pin(self.openid.age())
    }

    fn begin<'a>(
        &'a self,
        return_to: ReturnPath,
        entropy: &'a dyn Entropy,
    ) -> Reply<'a, (String, PendingLogin)> {
        Box::pin(async move {
            self.require_public_keys().await?;
            let (address, login) = self.openid.begin(return_to, entropy).await?;
            Ok((address.into(), login))
        })
    }

    fn redeem<'a>(&'a self, code: String, login: &'a PendingLogin) -> Reply<'a, Admission> {
        Box::pin(async move {
            let approval = approved(&code, login)?;
            let admission = match self.openid.redeem(code, login).await {
                // The token endpoint's answer to a project without public keys.
                Err(ProviderError::Unreachable) => {
                    self.require_public_keys().await?;
                    return Err(ProviderError::Unreachable);
                }
                other => other?,
            };
            if admission.person.subject == approval.session.subject {
                Ok(admission)
            } else {
                self.part(Some(&admission), None).await;
                Err(ProviderError::Identity(SignInFailure::NotByOurPage))
            }
        })
    }

    /// Two sessions have come about: the person's on the desk and ours as a client.
    fn part<'a>(
        &'a self,
        admission: Option<&'a Admission>,
        approval: Option<&'a Approval>,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            if let Some(token) = admission.and_then(|admission| admission.access_token.as_ref()) {
                self.auth.end_session(token.expose()).await;
            }
            if let Some(approval) = approval {
                self.auth.end_session(&approval.session.access_token).await;
            }
        })
    }
}
