//! An identity provider on a loopback port that lies on request.
//!
//! Without a [`Lie`] it is honest: codes work once, PKCE is checked, identities are signed with
//! ES256. To add a lie: add a variant and the change it makes in [`FakeProvider`]'s `identity`.

use crate::platform::clock::{Clock, SettableClock};
use axum::{
    Form, Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::prelude::*;
use openidconnect::url::Url;
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

pub const CLIENT_ID: &str = "migraine-pulse";
pub const CLIENT_SECRET: &str = "a secret of the tests";

/// What is wrong with the next identities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    WrongNonce,
    MissingNonce,
    WrongAudience,
    ExtraAudience,
    WrongParty,
    WrongIssuer,
    Expired,
    IssuedInTheFuture,
    IssuedLongAgo,
    NoAlgorithm,
    SharedPublicKey,
    SharedClientSecret,
    UnknownKey,
    ForeignKeyUnderKnownName,
    ChangedAfterSigning,
    WrongAccessTokenHash,
    NoIdentity,
    NoSubject,
}

/// How the token endpoint behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Well,
    Slow,
    Redirecting,
    Endless,
    Failing,
    Babbling,
}

struct SigningKey {
    name: String,
    pair: EcdsaKeyPair,
}

impl SigningKey {
    fn new(name: &str) -> Self {
        let random = SystemRandom::new();
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random)
                .unwrap();
        Self {
            name: name.to_owned(),
            pair,
        }
    }

    fn published(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.name,
            "x": encode(&point[1..33]), "y": encode(&point[33..65]),
        })
    }

    fn sign(&self, message: &str) -> Vec<u8> {
        let signature = self.pair.sign(&SystemRandom::new(), message.as_bytes());
        signature.unwrap().as_ref().to_vec()
    }
}

/// What the authorization request asked for.
struct Grant {
    nonce: String,
    challenge: String,
    redirect: String,
}

pub struct Inner {
    pub lie: Option<Lie>,
    pub mood: Mood,
    pub subject: String,
    pub claims: Value,
    pub user_information: Option<Value>,
    pub key_requests: u32,
    pub token_requests: u32,
    pub issuer_in_metadata: Option<String>,
    pub down: bool,
    key: SigningKey,
    keys: Vec<Value>,
    codes: HashMap<String, Grant>,
    next_code: u32,
}

#[derive(Clone)]
pub struct FakeProvider {
    pub issuer: String,
    clock: Arc<SettableClock>,
    inner: Arc<Mutex<Inner>>,
}

impl FakeProvider {
    pub async fn start(clock: Arc<SettableClock>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let key = SigningKey::new("first");
        let provider = Self {
            issuer: format!("http://{}/auth/v1", listener.local_addr().unwrap()),
            clock,
            inner: Arc::new(Mutex::new(Inner {
                lie: None,
                mood: Mood::Well,
                subject: "anna".to_owned(),
                claims: json!({"email": "anna@example.org", "email_verified": true}),
                user_information: None,
                key_requests: 0,
                token_requests: 0,
                issuer_in_metadata: None,
                down: false,
                keys: vec![key.published()],
                key,
                codes: HashMap::new(),
                next_code: 0,
            })),
        };
        let router = Router::new()
            .route("/auth/v1/.well-known/openid-configuration", get(metadata))
            .route("/auth/v1/keys", get(keys))
            .route("/auth/v1/oauth/token", post(token))
            .route("/auth/v1/oauth/userinfo", get(user_information))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    pub fn set(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Signs with a new key from now on, and publishes both.
    pub fn rotate_keys(&self) {
        let mut inner = self.set();
        inner.key = SigningKey::new("second");
        let published = inner.key.published();
        inner.keys.push(published);
    }

    /// The person says yes: checks the request and returns what the browser brings back.
    pub fn approve(&self, address: &Url) -> Vec<(String, String)> {
        let asked: HashMap<_, _> = address.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT_ID);
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["scope"], "openid email");
        assert!(asked["state"].len() >= 32 && asked["nonce"].len() >= 32);
        let mut inner = self.set();
        inner.next_code += 1;
        let code = format!("code-{}", inner.next_code);
        let grant = Grant {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect: asked["redirect_uri"].clone(),
        };
        inner.codes.insert(code.clone(), grant);
        vec![
            ("code".to_owned(), code),
            ("state".to_owned(), asked["state"].clone()),
            ("iss".to_owned(), self.issuer.clone()),
        ]
    }

    fn identity(&self, grant: &Grant, access_token: &str) -> Option<String> {
        let inner = self.set();
        let lie = inner.lie;
        let now = self.clock.now().as_second();
        let hash = Sha256::digest(access_token.as_bytes());
        let mut claims = json!({
            "iss": self.issuer, "sub": inner.subject, "aud": CLIENT_ID,
            "iat": now, "exp": now + 3_600, "nonce": grant.nonce,
            "at_hash": encode(&hash[..16]),
        });
        let members = claims.as_object_mut().unwrap();
        members.extend(inner.claims.as_object().unwrap().clone());
        let mut header = json!({"alg": "ES256", "typ": "JWT", "kid": inner.key.name});
        match lie {
            Some(Lie::WrongNonce) => claims["nonce"] = json!("another"),
            Some(Lie::MissingNonce) => {
                members.remove("nonce");
            }
            Some(Lie::WrongAudience) => claims["aud"] = json!("another-application"),
            Some(Lie::ExtraAudience) => claims["aud"] = json!([CLIENT_ID, "another-application"]),
            Some(Lie::WrongParty) => claims["azp"] = json!("another-application"),
            Some(Lie::WrongIssuer) => claims["iss"] = json!("https://evil.example"),
            Some(Lie::Expired) => claims["exp"] = json!(now - 61),
            Some(Lie::IssuedInTheFuture) => claims["iat"] = json!(now + 121),
            Some(Lie::IssuedLongAgo) => claims["iat"] = json!(now - 121),
            Some(Lie::NoAlgorithm) => header = json!({"alg": "none", "typ": "JWT"}),
            Some(Lie::SharedPublicKey) => header["alg"] = json!("HS256"),
            Some(Lie::SharedClientSecret) => {
                header["alg"] = json!("HS256");
                // Nothing but the algorithm is wrong with it.
                members.remove("at_hash");
            }
            Some(Lie::UnknownKey) => header["kid"] = json!("nobody's"),
            Some(Lie::WrongAccessTokenHash) => claims["at_hash"] = json!(encode(&[0; 16])),
            Some(Lie::NoSubject) => claims["sub"] = json!(""),
            Some(Lie::NoIdentity) => return None,
            Some(Lie::ForeignKeyUnderKnownName | Lie::ChangedAfterSigning) | None => {}
        }
        let message = format!("{}.{}", part(&header), part(&claims));
        let signature = match lie {
            Some(Lie::NoAlgorithm) => Vec::new(),
            Some(Lie::SharedPublicKey) => shared(inner.key.pair.public_key().as_ref(), &message),
            Some(Lie::SharedClientSecret) => shared(CLIENT_SECRET.as_bytes(), &message),
            Some(Lie::ForeignKeyUnderKnownName) => SigningKey::new("first").sign(&message),
            _ => inner.key.sign(&message),
        };
        let message = if lie == Some(Lie::ChangedAfterSigning) {
            claims["sub"] = json!("somebody else");
            format!("{}.{}", part(&header), part(&claims))
        } else {
            message
        };
        Some(format!("{message}.{}", encode(&signature)))
    }
}

async fn metadata(State(provider): State<FakeProvider>) -> Response {
    let inner = provider.set();
    if inner.down {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let issuer = &provider.issuer;
    let mut metadata = json!({
        "issuer": inner.issuer_in_metadata.as_ref().unwrap_or(issuer),
        "authorization_endpoint": format!("{issuer}/oauth/authorize"),
        "token_endpoint": format!("{issuer}/oauth/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // A lie that many providers tell: the list must not become what we accept.
        "id_token_signing_alg_values_supported": ["HS256", "none"],
    });
    if inner.user_information.is_some() {
        metadata["userinfo_endpoint"] = json!(format!("{issuer}/oauth/userinfo"));
    }
    Json(metadata).into_response()
}

async fn keys(State(provider): State<FakeProvider>) -> Json<Value> {
    let mut inner = provider.set();
    inner.key_requests += 1;
    Json(json!({ "keys": inner.keys }))
}

async fn user_information(State(provider): State<FakeProvider>) -> Json<Value> {
    Json(provider.set().user_information.clone().unwrap())
}

async fn token(
    State(provider): State<FakeProvider>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let mood = {
        let mut inner = provider.set();
        inner.token_requests += 1;
        inner.mood
    };
    match mood {
        Mood::Well => {}
        Mood::Slow => tokio::time::sleep(Duration::from_secs(30)).await,
        Mood::Redirecting => return Redirect::temporary("/auth/v1/keys").into_response(),
        Mood::Failing => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Mood::Babbling => return "<html>Welcome!</html>".into_response(),
        Mood::Endless => {
            let body = Body::from(vec![b' '; 300 * 1024]);
            return ([(header::CONTENT_TYPE, "application/json")], body).into_response();
        }
    }
    let password = BASE64_STANDARD.encode(format!("{CLIENT_ID}:a+secret+of+the+tests"));
    assert_eq!(headers[header::AUTHORIZATION], format!("Basic {password}"));
    let grant = provider.set().codes.remove(&form["code"]);
    let challenge = encode(&Sha256::digest(form["code_verifier"].as_bytes()));
    let Some(grant) = grant
        .filter(|grant| grant.challenge == challenge && grant.redirect == form["redirect_uri"])
    else {
        let refusal = Json(json!({"error": "invalid_grant"}));
        return (StatusCode::BAD_REQUEST, refusal).into_response();
    };
    let mut answer = json!({"access_token": "opaque", "token_type": "bearer", "expires_in": 3_600});
    if let Some(identity) = provider.identity(&grant, "opaque") {
        answer["id_token"] = json!(identity);
    }
    Json(answer).into_response()
}

fn shared(key: &[u8], message: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
}

fn part(value: &Value) -> String {
    encode(value.to_string().as_bytes())
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
