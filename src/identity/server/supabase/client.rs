//! The endpoints of a project's Auth service that a sign-in page needs, called from the server.
//!
//! Every request carries the project's key. All of ours come from one address, and Supabase limits by
//! address: with a secret key we say for whom we ask (`Sb-Forwarded-For`); without one all patients
//! share one allowance. No `Origin` is sent. Tokens go into headers and nowhere else.

use super::{
    access_token::{self, AccessClaims, Disbelief},
    messages::{
        Approved, Authorization, Challenge, ChallengeRequest, CodeRequest, Decision, Deletion,
        FactorCode, MailedCode, Password, Session, Settings, SocialCode, User,
    },
    refusal::{Body, Refusal},
};
use crate::{
    identity::{
        model::SignInFailure,
        server::provider::{
            ProviderError,
            http_door::{HttpDoor, HttpDoorError},
            knowledge::Knowledge,
        },
    },
    platform::config::{self, Secret},
};
use axum::http::{HeaderValue, Method, Request, header};
use jiff::Timestamp;
use openidconnect::url::{Url, form_urlencoded};
use serde::{Serialize, de::DeserializeOwned};
use std::{net::IpAddr, sync::Arc};

const API_KEY: &str = "apikey";
const FORWARDED_FOR: &str = "sb-forwarded-for";

/// What comes back from an endpoint.
pub type Outcome<T> = Result<T, Refusal>;

/// A project's endpoints. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SupabaseAuth {
    door: HttpDoor,
    base: String,
    publishable_key: String,
    secret_key: Option<Secret>,
    knowledge: Arc<Knowledge>,
    asked_for: Option<IpAddr>,
}

impl SupabaseAuth {
    /// The endpoints of `project`, whose keys `knowledge` has.
    #[must_use]
    pub fn new(project: &config::Supabase, door: HttpDoor, knowledge: Arc<Knowledge>) -> Self {
        Self {
            door,
            base: format!("{}/auth/v1", project.url),
            publishable_key: project.publishable_key.clone(),
            secret_key: project.secret_key.clone(),
            knowledge,
            asked_for: None,
        }
    }

    /// The same, asked on behalf of the person at `address`.
    #[must_use]
    pub fn on_behalf_of(&self, address: Option<IpAddr>) -> Self {
        Self {
            asked_for: address,
            ..self.clone()
        }
    }

    /// Whether people can be deleted.
    #[must_use]
    pub fn can_delete(&self) -> bool {
        self.secret_key.is_some()
    }

    /// The address below which everything lies.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Signs in by password.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn password(&self, email: &str, password: &str) -> Outcome<Session> {
        let path = "/token?grant_type=password";
        self.post(path, None, &Password { email, password }).await
    }

    /// Sends a code to an address. Says the same whether or not somebody has it; somebody new gets an
    /// account when the code comes back.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn send_code(&self, email: &str) -> Outcome<()> {
        let request = CodeRequest {
            email,
            create_user: true,
        };
        self.post::<serde::de::IgnoredAny>("/otp", None, &request)
            .await
            .map(|_| ())
    }

    /// Signs in by a code that was sent to an address.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn mailed_code(&self, email: &str, code: &str) -> Outcome<Session> {
        let answer = MailedCode {
            kind: "email",
            email,
            token: code,
        };
        self.post("/verify", None, &answer).await
    }

    /// The address that leads over a social provider and back to `return_to`.
    #[must_use]
    pub fn social_address(&self, provider: &str, return_to: &str, challenge: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("provider", provider)
            .append_pair("redirect_to", return_to)
            .append_pair("code_challenge", challenge)
            .append_pair("code_challenge_method", "s256")
            .finish();
        format!("{}/authorize?{query}", self.base)
    }

    /// Signs in by the code with which a social provider sent somebody back.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn social_code(&self, code: &str, verifier: &str) -> Outcome<Session> {
        let answer = SocialCode {
            auth_code: code,
            code_verifier: verifier,
        };
        self.post("/token?grant_type=pkce", None, &answer).await
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn user(&self, token: &str) -> Outcome<User> {
        self.get("/user", Some(token)).await
    }

    /// Begins to prove a second factor.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn challenge(&self, token: &str, factor: &str) -> Outcome<Challenge> {
        let path = format!("/factors/{}/challenge", segment(factor));
        self.post(&path, Some(token), &ChallengeRequest {}).await
    }

    /// Proves a second factor. The session behind `token` is over afterwards, like every session of the
    /// person that was opened with one factor; a new one begins.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn factor_code(
        &self,
        token: &str,
        factor: &str,
        challenge: &str,
        code: &str,
    ) -> Outcome<Session> {
        let path = format!("/factors/{}/verify", segment(factor));
        let answer = FactorCode {
            challenge_id: challenge,
            code,
        };
        self.post(&path, Some(token), &answer).await
    }

    /// What an authorization asks for. The first look binds it to the person who looks, and approves it
    /// when they have consented before.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn authorization(&self, token: &str, id: &str) -> Outcome<Authorization> {
        let path = format!("/oauth/authorizations/{}", segment(id));
        self.get(&path, Some(token)).await.map_err(decided)
    }

    /// Decides about an authorization.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn decide(&self, token: &str, id: &str, approve: bool) -> Outcome<Approved> {
        let path = format!("/oauth/authorizations/{}/consent", segment(id));
        let action = if approve { "approve" } else { "deny" };
        let decision = Decision { action };
        self.post(&path, Some(token), &decision)
            .await
            .map_err(decided)
    }

    /// Ends the session behind a token, and no other session of the person: without the word the
    /// endpoint would sign them out of every device. A session that is over already is no trouble.
    pub async fn end_session(&self, token: &str) {
        let outcome = self
            .send(Method::POST, "/logout?scope=local", Some(token), None)
            .await;
        if let Err(reason) = outcome
            && ![Refusal::SessionGone, Refusal::Nobody].contains(&reason)
        {
            tracing::warn!(code = "supabase-session-left", %reason, "a session was not ended");
        }
    }

    /// Deletes a person for good. True also when there was nobody any more.
    ///
    /// # Errors
    /// [`Refusal::Misconfigured`] without a secret key; otherwise as for every endpoint.
    pub async fn delete_user(&self, id: &str) -> Outcome<()> {
        let key = self.secret_key.as_ref().ok_or(Refusal::Misconfigured)?;
        let path = format!("/admin/users/{}", segment(id));
        let body = Some(json(&Deletion {
            should_soft_delete: false,
        }));
        let privileged = Self {
            publishable_key: key.expose().to_owned(),
            asked_for: None,
            ..self.clone()
        };
        match privileged
            .send(Method::DELETE, &path, Some(key.expose()), body)
            .await
        {
            // Nobody of this id: what was asked for is so.
            Ok(_) | Err(Refusal::Nobody) => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }

    /// What the project offers.
    ///
    /// # Errors
    /// [`Refusal`] as for every endpoint.
    pub async fn settings(&self) -> Outcome<Settings> {
        self.get("/settings", None).await
    }

    /// Checks an access token against the project's published keys.
    ///
    /// # Errors
    /// [`ProviderError`] naming the check that failed, or that the keys are not to be had.
    pub async fn verify(
        &self,
        token: &str,
        issuer: &str,
        now: Timestamp,
    ) -> Result<AccessClaims, ProviderError> {
        let known = self.knowledge.current().await?;
        let verdict = match access_token::verify(token, known.jwks(), issuer, now) {
            Err(Disbelief::UnknownKey) => {
                let renewed = self.knowledge.with_fresh_keys().await?;
                if renewed.jwks().keys().is_empty() {
                    // Shared secrets are never published: the project signs in the old way.
                    return Err(ProviderError::Misconfigured);
                }
                access_token::verify(token, renewed.jwks(), issuer, now)
            }
            verdict => verdict,
        };
        verdict.map_err(|disbelief| {
            ProviderError::Identity(match disbelief {
                Disbelief::UnknownKey => SignInFailure::WrongSignature,
                Disbelief::Failed(reason) => reason,
            })
        })
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, token: Option<&str>) -> Outcome<T> {
        let body = self.send(Method::GET, path, token, None).await?;
        serde_json::from_slice(&body).map_err(|_| Refusal::Misconfigured)
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        token: Option<&str>,
        message: &(impl Serialize + Sync),
    ) -> Outcome<T> {
        let body = self
            .send(Method::POST, path, token, Some(json(message)))
            .await?;
        serde_json::from_slice(&body).map_err(|_| Refusal::Misconfigured)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Outcome<Vec<u8>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(header::ACCEPT, "application/json");
        // Only whoever holds the secret key is believed about addresses.
        request = match (&self.secret_key, self.asked_for) {
            (Some(key), Some(address)) => request
                .header(API_KEY, secret_header(key.expose())?)
                .header(FORWARDED_FOR, address.to_string()),
            _ => request.header(API_KEY, secret_header(&self.publishable_key)?),
        };
        if let Some(token) = token {
            request = request.header(
                header::AUTHORIZATION,
                secret_header(&format!("Bearer {token}"))?,
            );
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let request = request
            .body(body.unwrap_or_default())
            .map_err(|_| Refusal::Misconfigured)?;
        let answer = self
            .door
            .exchange(request)
            .await
            .map_err(|error| match error {
                HttpDoorError::Unreachable | HttpDoorError::Failed => Refusal::Away,
                _ => Refusal::Misconfigured,
            })?;
        let status = answer.status();
        if status.is_success() {
            Ok(answer.into_body())
        } else {
            Err(Body::read(answer.body()).meaning(status.as_u16()))
        }
    }
}

/// An authorization about which was decided before is as good as gone.
fn decided(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::InvalidAddress => Refusal::AuthorizationGone,
        other => other,
    }
}

fn json(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("texts and flags are JSON")
}

fn secret_header(text: &str) -> Outcome<HeaderValue> {
    let mut value = HeaderValue::from_str(text).map_err(|_| Refusal::Misconfigured)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A text as one segment of a path.
fn segment(text: &str) -> String {
    let mut address = Url::parse("http://segment.invalid").expect("an address");
    address
        .path_segments_mut()
        .expect("an address with a path")
        .push(text);
    address.path().trim_start_matches('/').to_owned()
}
