//! What the doctor command looks at in a Supabase project, and what it says to do.
//!
//! Nothing is changed there but one authorization that nobody ever approves and that ends by itself
//! after ten minutes. Every question is one that a sign-in asks as well, so what is well here works.
//! To add a question: a function that answers a [`Verdict`], and its line in [`examine`].

use super::{Supabase, refusal::Body};
use crate::{
    identity::{
        model::desk::{DESK_PATH, SOCIAL_RETURN_PATH},
        server::{
            identity::Identity,
            provider::{
                http_door::{self, HttpDoor},
                random_token,
            },
        },
    },
    platform::config::{self, SupabaseFlow},
};
use axum::http::{Method, Request, Response, header};
use base64::prelude::*;
use openidconnect::{
    PkceCodeChallenge, PkceCodeVerifier,
    url::{Url, form_urlencoded},
};
use serde_json::Value;

/// What one question came to: whether it is well, and in words.
pub type Verdict = Result<String, String>;

/// The project's answers, as far as the doctor asks for them.
struct Examination<'a> {
    identity: &'a Identity,
    supabase: &'a Supabase,
    config: &'a config::Identity,
    door: HttpDoor,
}

type Found = Response<Vec<u8>>;

/// Asks the project everything that a sign-in will ask. Each answer has the name of what was asked.
pub async fn examine(
    identity: &Identity,
    config: &config::Identity,
) -> Vec<(&'static str, Verdict)> {
    let Some(supabase) = identity.supabase() else {
        return Vec::new();
    };
    let is_here = Url::parse(supabase.auth.base()).is_ok_and(|base| http_door::loopback(&base));
    let Ok(door) = HttpDoor::open(is_here) else {
        return Vec::new();
    };
    let examination = Examination {
        identity,
        supabase,
        config,
        door,
    };
    let mut found = vec![
        ("project", examination.settings().await),
        ("signing key", examination.signing_key().await),
    ];
    if supabase.flow == SupabaseFlow::OAuthServer {
        found.push(("discovery", examination.discovery().await));
        found.push(("redirects", examination.registration().await));
        found.push(("client secret", examination.client().await));
    } else {
        found.push(("redirects", Ok(examination.redirect_hint())));
    }
    found.push(("deletion", Ok(examination.deletion())));
    found
}

impl Examination<'_> {
    fn base(&self) -> &str {
        self.supabase.auth.base()
    }

    async fn ask(&self, request: Request<Vec<u8>>) -> Result<Found, String> {
        let address = request.uri().path().to_owned();
        self.door
            .exchange_without_following(request)
            .await
            .map_err(|error| {
                format!(
                    "{address} could not be asked: {error}. Is identity.supabase_url right, and can \
                     this machine reach it?"
                )
            })
    }

    async fn get(&self, address: &str) -> Result<Found, String> {
        let request = Request::get(address)
            .body(Vec::new())
            .map_err(|_| "the address of the project is not one".to_owned())?;
        self.ask(request).await
    }

    /// Does the project know our key, and does it offer what our page offers?
    async fn settings(&self) -> Verdict {
        let settings = self.supabase.auth.settings().await.map_err(|reason| {
            format!(
                "{reason}. Compare identity.supabase_url and identity.supabase_publishable_key with \
                 Project Settings, API Keys"
            )
        })?;
        let is_on = |name: &str| settings.external.get(name).copied().unwrap_or_default();
        let mut missing = Vec::new();
        if !is_on("email") {
            missing.push("email");
        }
        for name in &self.supabase.login_providers {
            if !is_on(name) {
                missing.push(name);
            }
        }
        if !missing.is_empty() {
            return Err(format!(
                "the sign-in page offers what the project does not: {}. Switch it on under \
                 Authentication, Sign In / Providers, or take it out of \
                 identity.supabase_login_providers",
                missing.join(", ")
            ));
        }
        let mut words = "answers and accepts the publishable key".to_owned();
        if settings.disable_signup {
            words.push_str("; new people are turned away, because sign-ups are switched off");
        }
        if settings.mailer_autoconfirm {
            words.push_str(
                "; addresses count as confirmed without a letter: switch on Confirm email, or \
                 anybody can claim anybody's address",
            );
        }
        Ok(words)
    }

    /// Does it sign with a key that others can check?
    async fn signing_key(&self) -> Verdict {
        let answer = self
            .get(&format!("{}/.well-known/jwks.json", self.base()))
            .await?;
        let keys: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        let algorithms: Vec<_> = keys["keys"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|key| key["alg"].as_str())
            .collect();
        let usable = ["ES256", "RS256", "EdDSA"];
        if algorithms.is_empty() {
            return Err(
                "the project publishes no key: it signs with a shared secret (HS256), and nobody can \
                 sign in. Under Project Settings, JWT Keys, migrate to signing keys (ES256) and make \
                 the new key the current one"
                    .to_owned(),
            );
        }
        if algorithms.iter().any(|name| usable.contains(name)) {
            Ok(format!("published: {}", algorithms.join(", ")))
        } else {
            Err(format!(
                "the project signs with {}; only ES256, RS256 and EdDSA are accepted",
                algorithms.join(", ")
            ))
        }
    }

    /// Does the project call itself what we expect, without a key being asked for?
    async fn discovery(&self) -> Verdict {
        let answer = self
            .get(&format!("{}/.well-known/openid-configuration", self.base()))
            .await?;
        if answer.status() == 401 || answer.status() == 403 {
            return Err(
                "a gateway in front of the project demands an API key for discovery. Add open routes \
                 for /auth/v1/.well-known/openid-configuration and /auth/v1/oauth/ to it (in \
                 kong.yml, beside the one for /auth/v1/callback)"
                    .to_owned(),
            );
        }
        let document: Value = serde_json::from_slice(answer.body())
            .map_err(|_| "the discovery document cannot be read".to_owned())?;
        let issuer = document["issuer"].as_str().unwrap_or_default();
        if issuer.is_empty() {
            return Err(format!(
                "the project has no issuer. On a self-hosted one, set GOTRUE_JWT_ISSUER to {} and \
                 start it anew",
                self.base()
            ));
        }
        if issuer != self.config.issuer {
            return Err(format!(
                "the project calls itself {issuer}, not {}: with a custom domain it keeps its own \
                 name. Set identity.supabase_issuer to {issuer}",
                self.config.issuer
            ));
        }
        self.identity.ready().await.map_err(|error| {
            format!("{error}. {issuer} must answer itself, also behind a custom domain")
        })?;
        Ok(format!("the issuer is {issuer}"))
    }

    /// Is our callback registered, and does the project send browsers to our page?
    async fn registration(&self) -> Verdict {
        let entropy = self.identity.entropy();
        let verifier = PkceCodeVerifier::new(random_token(entropy));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &self.supabase.client_id)
            .append_pair("redirect_uri", &self.supabase.callback)
            .append_pair("response_type", "code")
            .append_pair("scope", "openid email")
            .append_pair("state", &random_token(entropy))
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", "S256")
            .finish();
        let answer = self
            .get(&format!("{}/oauth/authorize?{query}", self.config.issuer))
            .await?;
        let page = format!("{}{DESK_PATH}", self.supabase.origin);
        let Some(target) = answer
            .headers()
            .get(header::LOCATION)
            .and_then(|target| target.to_str().ok())
            .and_then(|target| Url::parse(target).ok())
        else {
            let reason = Body::read(answer.body());
            return Err(match reason.own_code() {
                Some("oauth_client_not_found") => {
                    "the project knows no OAuth app with identity.client_id. Make one under \
                     Authentication, OAuth Apps, as a confidential client"
                        .to_owned()
                }
                Some("validation_failed") => format!(
                    "the OAuth app has no redirect address {}. It must be registered letter by \
                     letter",
                    self.supabase.callback
                ),
                Some("feature_disabled") => {
                    "the OAuth server is off. Switch it on under Authentication, OAuth Server, or \
                     set identity.profile to supabase-classic"
                        .to_owned()
                }
                _ => format!(
                    "the authorization was refused with status {}. Is the OAuth server switched on \
                     (Authentication, OAuth Server)? On a self-hosted project, is the route \
                     /auth/v1/oauth/ open in the gateway?",
                    answer.status()
                ),
            });
        };
        let mut bare = target;
        bare.set_query(None);
        if bare.as_str() == page {
            Ok(format!("the project sends browsers to {page}"))
        } else {
            Err(format!(
                "the project sends browsers to {bare} instead of {page}. Set the Site URL to {} and \
                 the authorization path of the OAuth server to {DESK_PATH}",
                self.supabase.origin
            ))
        }
    }

    /// Does the project accept our secret? A code that cannot exist is refused in one way by whoever
    /// knows us, and in another by whoever does not.
    async fn client(&self) -> Verdict {
        let Some(secret) = &self.config.client_secret else {
            return Err("identity.client_secret is missing".to_owned());
        };
        let password =
            BASE64_STANDARD.encode(format!("{}:{}", self.supabase.client_id, secret.expose()));
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", "00000000-0000-4000-8000-000000000000")
            .append_pair("redirect_uri", &self.supabase.callback)
            .append_pair("code_verifier", &random_token(self.identity.entropy()))
            .finish();
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("{}/oauth/token", self.config.issuer))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::AUTHORIZATION, format!("Basic {password}"))
            .body(body.into_bytes())
            .map_err(|_| "identity.client_secret holds letters that no secret has".to_owned())?;
        let answer = self.ask(request).await?;
        let refusal = Body::read(answer.body());
        match (refusal.oauth_error(), refusal.own_code()) {
            (Some("invalid_grant"), _) => Ok("accepted".to_owned()),
            (None, None) => Err(format!(
                "the token endpoint was refused with status {}. On a self-hosted project, is the \
                 route /auth/v1/oauth/ open in the gateway?",
                answer.status()
            )),
            _ => Err(
                "the project does not accept identity.client_secret. Compare it with the OAuth app, \
                 whose way to show it must be client_secret_basic, or make a new one there"
                    .to_owned(),
            ),
        }
    }

    fn redirect_hint(&self) -> String {
        format!(
            "not asked: the Site URL must be {origin}, or {origin}{SOCIAL_RETURN_PATH}** must stand \
             among the redirect URLs",
            origin = self.supabase.origin
        )
    }

    fn deletion(&self) -> String {
        if self.identity.can_delete_people() {
            "who deletes their account here is deleted in the project as well; limits count by the \
             person's address"
                .to_owned()
        } else {
            "no secret key: people stay in the project after deleting their account here, and all of \
             them share one allowance of attempts. identity.supabase_secret_key_file changes both"
                .to_owned()
        }
    }
}
