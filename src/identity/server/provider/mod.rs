//! The `OpenID` Connect provider: discovery, the way there, and what comes back.
//!
//! Code flow with PKCE S256, state and nonce, as a confidential client. What the provider says about
//! itself is kept for ten minutes and used for a day if it cannot be asked again, so a provider that
//! is down at our start, or for an hour, costs a sentence and not a crash. Keys are fetched again
//! when an identity is signed with an unknown one, at most once a minute. [`http_door`] is the only
//! way out; [`verification`] decides what an identity must look like.
//! Policy: an error is a code; nothing that the provider sent is repeated or logged.

pub mod http_door;
pub(super) mod knowledge;
mod verification;

use super::{
    accounts::Person,
    adapter::{Adapter, Admission, Reply},
    desk_record::Approval,
    pending::PendingLogin,
    return_path::ReturnPath,
};
use crate::{
    identity::model::SignInFailure,
    platform::{clock::Clock, config::Secret, entropy::Entropy},
};
use http_door::HttpDoor;
use knowledge::Knowledge;
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SubjectIdentifier, TokenResponse,
    core::{
        CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod,
        CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
    },
    url::Url,
};
use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why the conversation with the provider failed. Each case is one [`SignInFailure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// No usable answer within the time.
    #[error("the provider does not answer")]
    Unreachable,
    /// Metadata, addresses or redirects that must not be used.
    #[error("the provider's metadata or answers cannot be used")]
    Misconfigured,
    /// The token endpoint refused the code.
    #[error("the provider refused the code")]
    CodeRefused,
    /// An answer without a readable identity.
    #[error("the provider's answer holds no readable identity")]
    Unreadable,
    /// The identity did not pass verification.
    #[error("the identity was refused: {}", .0.code())]
    Identity(SignInFailure),
}

impl From<ProviderError> for SignInFailure {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::Unreachable => Self::ProviderUnreachable,
            ProviderError::Misconfigured => Self::ProviderMisconfigured,
            ProviderError::CodeRefused => Self::CodeRefused,
            ProviderError::Unreadable => Self::AnswerUnreadable,
            ProviderError::Identity(reason) => reason,
        }
    }
}

/// How we are registered at the provider.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The issuer, exactly as the provider's metadata say it.
    pub issuer: IssuerUrl,
    /// Our client id.
    pub client_id: String,
    /// Our client secret, where there is one.
    pub client_secret: Option<Secret>,
    /// Our callback address, exactly as registered.
    pub redirect: RedirectUrl,
}

/// The provider, as far as we know it.
#[derive(Debug)]
pub struct Provider {
    registration: Registration,
    door: HttpDoor,
    knowledge: Arc<Knowledge>,
    clock: Arc<dyn Clock>,
}

impl Provider {
    /// Knows nothing yet; the first sign-in or readiness check asks.
    #[must_use]
    pub fn new(registration: Registration, door: HttpDoor, clock: Arc<dyn Clock>) -> Self {
        Self {
            knowledge: Arc::new(Knowledge::new(
                registration.issuer.clone(),
                door.clone(),
                clock.clone(),
            )),
            registration,
            door,
            clock,
        }
    }

    /// The provider's issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.registration.issuer
    }

    /// What the provider has told us, for adapters that stand on this one.
    pub(super) fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// How long ago the provider told us about itself.
    ///
    /// # Errors
    /// When it was never reached, or not within the last day.
    pub async fn age(&self) -> Result<Duration, ProviderError> {
        self.knowledge.current().await?;
        self.knowledge.age().ok_or(ProviderError::Unreachable)
    }

    /// The address to send the browser to, and what to remember until it returns.
    ///
    /// # Errors
    /// When the provider cannot be reached or its metadata cannot be used.
    pub async fn begin(
        &self,
        return_to: ReturnPath,
        entropy: &dyn Entropy,
    ) -> Result<(Url, PendingLogin), ProviderError> {
        // Whoever signed out on a shared device must stay out: the provider asks every time.
        self.begin_asking(CoreAuthPrompt::Login, return_to, entropy)
            .await
    }

    async fn begin_asking(
        &self,
        prompt: CoreAuthPrompt,
        return_to: ReturnPath,
        entropy: &dyn Entropy,
    ) -> Result<(Url, PendingLogin), ProviderError> {
        let client = self.client(&*self.knowledge.current().await?);
        let login = PendingLogin {
            state: random_token(entropy),
            nonce_secret: random_token(entropy),
            verifier: random_token(entropy),
            return_to,
            begun_at: self.clock.now().as_second(),
            renewal: prompt == CoreAuthPrompt::None,
            approval: None,
        };
        let verifier = PkceCodeVerifier::new(login.verifier.clone());
        let state = CsrfToken::new(login.state.clone());
        let nonce = Nonce::new(login.nonce());
        let (address, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || state,
                || nonce,
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_prompt(prompt)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok((address, login))
    }

    /// Redeems the one-time code that answers `login` and says who signed in.
    ///
    /// # Errors
    /// When the provider refuses, or the identity that it gives does not pass every check.
    pub async fn redeem(
        &self,
        code: String,
        login: &PendingLogin,
    ) -> Result<Admission, ProviderError> {
        let metadata = self.knowledge.current().await?;
        let client = self.client(&metadata);
        let http = self.door.client();
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| ProviderError::Misconfigured)?
            .set_pkce_verifier(PkceCodeVerifier::new(login.verifier.clone()))
            .request_async(&http)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(door) => door.redeeming(),
                RequestTokenError::ServerResponse(_) => ProviderError::CodeRefused,
                RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                    ProviderError::Unreadable
                }
            })?;
        let claims = match self.verify(&client, &tokens, &login.nonce()) {
            Err(verification::Refusal::UnknownKey) => {
                let renewed = self.knowledge.with_fresh_keys().await?;
                self.verify(&self.client(&renewed), &tokens, &login.nonce())
            }
            other => other,
        }
        .map_err(verification::Refusal::into_error)?;
        let verified_email = match claims.verified_email {
            // Many providers put the address only into the user information.
            None if !claims.has_email => {
                self.email_from_user_information(&client, &tokens, &claims.subject)
                    .await
            }
            known => known,
        };
        Ok(Admission {
            person: Person {
                issuer: self.issuer().to_owned(),
                subject: claims.subject,
                verified_email,
            },
            id_token: tokens
                .id_token()
                .map(|token| Secret::new(token.to_string())),
            access_token: Some(Secret::new(tokens.access_token().secret().clone())),
        })
    }

    fn verify(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        nonce: &str,
    ) -> Result<verification::Claims, verification::Refusal> {
        verification::verify(client, tokens, nonce, self.clock.now())
    }

    /// The verified address, if the provider has one to tell. A sign-in never fails for its lack.
    async fn email_from_user_information(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        subject: &str,
    ) -> Option<String> {
        let http = self.door.client();
        let expected = SubjectIdentifier::new(subject.to_owned());
        let answer: Result<CoreUserInfoClaims, _> = client
            .user_info(tokens.access_token().clone(), Some(expected))
            .ok()?
            .request_async(&http)
            .await;
        let Ok(person) = answer else {
            tracing::info!(
                code = "user-information-unreadable",
                "the provider gave no readable user information"
            );
            return None;
        };
        let verified = person.email_verified() == Some(true);
        person
            .email()
            .filter(|_| verified)
            .map(|address| address.to_string())
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Client {
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.registration.client_id.clone()),
            self.registration
                .client_secret
                .as_ref()
                .map(|secret| ClientSecret::new(secret.expose().to_owned())),
        )
        .set_redirect_uri(self.registration.redirect.clone());
        let methods = metadata.token_endpoint_auth_methods_supported();
        let knows = |method| methods.is_some_and(|methods| methods.contains(&method));
        // Without a list the standard says: basic.
        if knows(CoreClientAuthMethod::ClientSecretPost)
            && !knows(CoreClientAuthMethod::ClientSecretBasic)
        {
            client.set_auth_type(AuthType::RequestBody)
        } else {
            client
        }
    }
}

impl Adapter for Provider {
    fn issuer(&self) -> &str {
        Self::issuer(self)
    }

    fn age(&self) -> Reply<'_, Duration> {
        Box::pin(Self::age(self))
    }

    fn begin<'a>(
        &'a self,
        return_to: ReturnPath,
        entropy: &'a dyn Entropy,
    ) -> Reply<'a, (String, PendingLogin)> {
        Box::pin(async move {
            let (address, login) = Self::begin(self, return_to, entropy).await?;
            Ok((address.into(), login))
        })
    }

    fn begin_renewal<'a>(
        &'a self,
        return_to: ReturnPath,
        entropy: &'a dyn Entropy,
    ) -> Option<Reply<'a, (String, PendingLogin)>> {
        Some(Box::pin(async move {
            let begun = self.begin_asking(CoreAuthPrompt::None, return_to, entropy);
            let (address, login) = begun.await?;
            Ok((address.into(), login))
        }))
    }

    fn can_renew(&self) -> bool {
        true
    }

    fn redeem<'a>(&'a self, code: String, login: &'a PendingLogin) -> Reply<'a, Admission> {
        Box::pin(Self::redeem(self, code, login))
    }

    /// Nothing to end: the person's session at the provider is the person's own.
    fn part<'a>(
        &'a self,
        _: Option<&'a Admission>,
        _: Option<&'a Approval>,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(std::future::ready(()))
    }
}

/// 32 random bytes as 64 hexadecimal digits: also a well-formed PKCE verifier.
pub(super) fn random_token(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    hex::encode(bytes)
}
