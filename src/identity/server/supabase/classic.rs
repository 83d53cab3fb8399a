//! A Supabase project without the OAuth server: the endpoints that every project has.
//!
//! No authorization takes place: the browser goes straight to our desk, and what the desk has at the
//! end is an access token. It is verified like any identity, by the project's published keys; the desk
//! hands out a one-time code of its own, so that the way back is the same as from any provider. There
//! is no ID token here: a key custodian that demands one needs the other adapter.

use super::{client::SupabaseAuth, oauth_server::approved};
use crate::{
    identity::{
        model::{SignInFailure, desk::desk_address},
        server::{
            accounts::Person,
            adapter::{Adapter, Admission, Reply},
            desk_record::{Approval, DeskSubject},
            pending::PendingLogin,
            provider::{ProviderError, knowledge::Knowledge, random_token},
            return_path::ReturnPath,
        },
    },
    platform::{clock::Clock, entropy::Entropy},
};
use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

/// The adapter.
#[derive(Debug)]
pub struct Classic {
    issuer: String,
    auth: SupabaseAuth,
    knowledge: Arc<Knowledge>,
    clock: Arc<dyn Clock>,
}

impl Classic {
    /// Speaks to the project whose endpoints are `auth` and whose keys `knowledge` has.
    #[must_use]
    pub fn new(
        issuer: String,
        auth: SupabaseAuth,
        knowledge: Arc<Knowledge>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            issuer,
            auth,
            knowledge,
            clock,
        }
    }
}

impl Adapter for Classic {
    fn issuer(&self) -> &str {
        &self.issuer
    }

    fn age(&self) -> Reply<'_, Duration> {
        Box::pin(async move {
            self.knowledge.current().await?;
            self.knowledge.age().ok_or(ProviderError::Unreachable)
        })
    }

    fn begin<'a>(
        &'a self,
        return_to: ReturnPath,
        entropy: &'a dyn Entropy,
    ) -> Reply<'a, (String, PendingLogin)> {
        Box::pin(async move {
            if self.knowledge.current().await?.jwks().keys().is_empty() {
                return Err(ProviderError::Misconfigured);
            }
            let login = PendingLogin {
                state: random_token(entropy),
                nonce_secret: random_token(entropy),
                verifier: random_token(entropy),
                return_to,
                begun_at: self.clock.now().as_second(),
                renewal: false,
                approval: None,
            };
            let subject = DeskSubject::Attempt(login.state.clone());
            Ok((desk_address(subject.field(), subject.name()), login))
        })
    }

    fn redeem<'a>(&'a self, code: String, login: &'a PendingLogin) -> Reply<'a, Admission> {
        Box::pin(async move {
            let session = &approved(&code, login)?.session;
            let claims = self
                .auth
                .verify(&session.access_token, &self.issuer, self.clock.now())
                .await?;
            if claims.sub != session.subject {
                return Err(ProviderError::Identity(SignInFailure::NotByOurPage));
            }
            Ok(Admission {
                person: Person {
                    issuer: self.issuer.clone(),
                    subject: claims.sub,
                    verified_email: session.confirmed_email.clone(),
                },
                id_token: None,
                access_token: None,
            })
        })
    }

    fn part<'a>(
        &'a self,
        _: Option<&'a Admission>,
        approval: Option<&'a Approval>,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            if let Some(approval) = approval {
                self.auth.end_session(&approval.session.access_token).await;
            }
        })
    }
}
