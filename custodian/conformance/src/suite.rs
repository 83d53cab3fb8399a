//! Speaks with a host as an application does, and as attackers do.

use crate::parameters::{AUDIENCE, Parameters};
use custodian_core::{
    client::{Client, ClientError, open_leases},
    message::{Answer, Request},
    names::{Purpose, ShareName},
    order::{Order, OrderAction, SignedOrder},
    ports::{Entropy, random},
    protocol::{
        GrantAnswer, GrantCall, LeaseAnswer, LeaseCall, LeasedShares, OwnCall, Reason, nonce_of,
    },
    sealing::InstanceKey,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

/// A case's outcome: nothing, or what was wrong.
pub type Verdict = Result<(), String>;

/// Random bytes of the machine.
pub struct MachineEntropy;

impl Entropy for MachineEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("random bytes");
    }
}

/// A host under examination.
#[derive(Clone)]
pub struct Suite {
    /// What was agreed.
    pub parameters: Arc<Parameters>,
    /// The host's address, such as `http://127.0.0.1:3002`.
    pub address: String,
    /// The application's end.
    pub client: Arc<Client>,
    /// The application's second key.
    pub second: Arc<Client>,
    /// Whoever fetches backups.
    pub backup: Arc<Client>,
    /// This instance's key.
    pub instance: Arc<InstanceKey>,
    http: reqwest::Client,
}

/// The present instant.
#[must_use]
pub fn now() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH);
    i64::try_from(elapsed.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
}

impl Suite {
    /// Examines the host at `address`, which was started with these parameters.
    #[must_use]
    pub fn new(parameters: Arc<Parameters>, address: &str) -> Self {
        // An error means that somebody was first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let authority = address
            .split_once("://")
            .map_or(address, |(_, authority)| authority)
            .to_owned();
        let trust = parameters
            .secrets
            .parse()
            .expect("the suite's secrets")
            .signing
            .verifying_key();
        let [first, second] = &parameters.app_keys;
        let [first, second, backup] =
            [first, second, &parameters.backup_key].map(|(key_id, key)| {
                Arc::new(Client {
                    authority: authority.clone(),
                    key_id: key_id.clone(),
                    key: key.clone(),
                    trust,
                })
            });
        Self {
            parameters,
            address: address.to_owned(),
            client: first,
            second,
            backup,
            instance: Arc::new(InstanceKey::random(&MachineEntropy)),
            http: reqwest::Client::builder()
                .no_proxy()
                .timeout(std::time::Duration::from_secs(10))
                .build()
                .expect("an HTTP client"),
        }
    }

    /// Sends a request exactly as it is.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn send(&self, request: &Request) -> Result<Answer, String> {
        let query = request
            .query
            .as_ref()
            .map_or_else(String::new, |query| format!("?{query}"));
        let address = format!("{}{}{query}", self.address, request.path);
        let method = request.method.parse().map_err(|_| "a method")?;
        let mut sent = self
            .http
            .request(method, address)
            .header("host", &request.authority)
            .body(request.body.clone());
        for (name, value) in &request.headers {
            sent = sent.header(name, value);
        }
        let answer = sent.send().await.map_err(|error| error.to_string())?;
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|error| error.to_string())?;
        Ok(Answer {
            status,
            headers,
            body: body.to_vec(),
        })
    }

    /// A signed request.
    #[must_use]
    pub fn request(&self, path: &str, body: &impl Serialize) -> Request {
        self.client.post(path, body, now(), &MachineEntropy)
    }

    /// Sends a request and reads the answer, whose signature is always checked.
    ///
    /// # Errors
    /// The refusal's code, or what else was wrong.
    pub async fn ask<T: DeserializeOwned>(&self, request: &Request) -> Result<T, String> {
        let answer = self.send(request).await?;
        match self.client.read(request, &answer, now()) {
            Ok(value) => Ok(value),
            Err(ClientError::Refused(refusal)) if refusal.status() == answer.status => {
                Err(refusal.code().to_owned())
            }
            Err(other) => Err(format!("{other} (status {})", answer.status)),
        }
    }

    /// A signed call.
    ///
    /// # Errors
    /// The refusal's code, or what else was wrong.
    pub async fn call<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, String> {
        self.ask(&self.request(path, body)).await
    }

    /// Makes sure that a request is refused for one reason, and that the refusal is signed.
    ///
    /// # Errors
    /// What happened instead.
    pub async fn refused(&self, request: &Request, code: &str) -> Verdict {
        match self.ask::<serde_json::Value>(request).await {
            Err(found) if found == code => Ok(()),
            Err(found) => Err(format!("{found} instead of {code}")),
            Ok(_) => Err(format!("done instead of {code}")),
        }
    }

    /// The proof of a fresh sign-in.
    #[must_use]
    pub fn identity(&self, subject: &str) -> GrantCall {
        self.identity_with(subject, |_| {})
    }

    /// The same, by a provider that says when the person signed in.
    #[must_use]
    pub fn identity_signed_in(&self, subject: &str, at: i64) -> GrantCall {
        self.identity_with(subject, |claims| claims["auth_time"] = at.into())
    }

    fn identity_with(
        &self,
        subject: &str,
        change: impl FnOnce(&mut serde_json::Value),
    ) -> GrantCall {
        let secret = hex::encode(random::<16>(&MachineEntropy));
        let mut claims =
            self.parameters
                .issuer
                .claims(subject, AUDIENCE, &nonce_of(&secret), now());
        change(&mut claims);
        GrantCall {
            id_token: self.parameters.issuer.sign("ec", &claims),
            nonce_secret: Some(secret),
            renewal: false,
        }
    }

    /// Signs somebody in.
    ///
    /// # Errors
    /// The refusal's code, or what else was wrong.
    pub async fn sign_in(&self, subject: &str) -> Result<GrantAnswer, String> {
        self.call("/v1/grants", &self.identity(subject)).await
    }

    /// A call for existing shares; for today's share when none is named.
    #[must_use]
    pub fn lease_call(&self, grant: &str, shares: &[ShareName]) -> LeaseCall {
        LeaseCall {
            grant: grant.to_owned(),
            sealing_key: self.instance.public().to_owned(),
            purpose: Purpose::Record,
            current: shares.is_empty(),
            shares: shares.to_vec(),
            reason: Reason::Reading,
        }
    }

    /// Leases and opens shares.
    ///
    /// # Errors
    /// The refusal's code, or what else was wrong.
    pub async fn lease(&self, call: &LeaseCall) -> Result<LeasedShares, String> {
        let request = self.request("/v1/leases", call);
        let sealed: LeaseAnswer = self.ask(&request).await?;
        open_leases(&self.instance, &request, &sealed).map_err(|error| error.to_string())
    }

    /// Today's share.
    ///
    /// # Errors
    /// The refusal's code, or what else was wrong.
    pub async fn today(&self, grant: &str) -> Result<(ShareName, String), String> {
        let leased = self.lease(&self.lease_call(grant, &[])).await?;
        let name = leased.current.ok_or("no current share")?;
        let share = leased.granted.first().ok_or("no share")?.share.clone();
        Ok((name, share))
    }

    /// An order that both operators signed.
    #[must_use]
    pub fn order(&self, action: OrderAction) -> SignedOrder {
        let mut signed = Order::new(action, "a rehearsal", now(), &MachineEntropy).unsigned();
        for (name, key) in &self.parameters.operators {
            signed.sign(name, key);
        }
        signed
    }
}

/// A call about one's own keys.
#[must_use]
pub fn own(grant: &str) -> OwnCall {
    OwnCall {
        grant: Some(grant.to_owned()),
        order: None,
    }
}

/// Fails with words unless something holds.
///
/// # Errors
/// The words.
pub fn hold(holds: bool, words: &str) -> Verdict {
    if holds { Ok(()) } else { Err(words.to_owned()) }
}
