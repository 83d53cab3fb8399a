//! One custodian in memory, an identity provider, and an application that speaks with it.

use crate::{
    client::{Client, ClientError, open_leases},
    host::{
        Alarm, Handled, Host,
        memory::MemoryStore,
        secrets::{Secrets, SecretsText},
        settings::{Limits, Settings},
    },
    message::Request,
    names::{DAY, Purpose, ShareName},
    order::{Order, OrderAction, SignedOrder},
    ports::{Clock, Entropy},
    protocol::{GrantAnswer, GrantCall, LeaseAnswer, LeaseCall, LeasedShares, Reason, nonce_of},
    sealing::InstanceKey,
    testing::{SeededEntropy, SettableClock, TestIssuer},
};
use ed25519_dalek::SigningKey;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

pub const NOW: i64 = 1_795_708_800;
pub const ISSUER: &str = "https://id.example/auth/v1";
pub const AUDIENCE: &str = "diary";

pub struct World {
    pub clock: SettableClock,
    pub entropy: SeededEntropy,
    pub settings: Settings,
    pub secrets_text: SecretsText,
    pub secrets: Secrets,
    pub issuer: TestIssuer,
    pub store: MemoryStore,
    pub client: Client,
    pub instance: InstanceKey,
    pub alarms: Vec<Alarm>,
    operators: [SigningKey; 2],
}

impl World {
    pub fn new() -> Self {
        let entropy = SeededEntropy::new(1);
        let key = SigningKey::from_bytes(&[3; 32]);
        let operators = [4, 5].map(|byte| SigningKey::from_bytes(&[byte; 32]));
        let public = |key: &SigningKey| hex::encode(key.verifying_key().as_bytes());
        let mut settings: Settings = serde_json::from_value(json!({
            "authorities": ["keys.example"],
            "addresses": ["192.0.2.0/24"],
            "app_keys": [{ "id": "app-1", "key": public(&key) }],
            "backup_keys": [{ "id": "backup-1", "key": public(&SigningKey::from_bytes(&[8; 32])) }],
            "operators": [
                { "name": "ada", "key": public(&operators[0]) },
                { "name": "bo", "key": public(&operators[1]) },
            ],
            "retirement_seconds": DAY,
            "suspected_retirement_seconds": DAY / 2,
            "issuers": [{ "issuer": ISSUER, "audiences": [AUDIENCE], "jwks_address": "none" }],
        }))
        .unwrap();
        settings.limits = Limits {
            key_calls_per_minute: 100_000,
            user_leases_per_minute: 100_000,
            ..Limits::default()
        };
        let secrets_text = SecretsText::random(&entropy);
        let secrets = secrets_text.parse().unwrap();
        let client = Client {
            authority: "keys.example".to_owned(),
            key_id: "app-1".to_owned(),
            key,
            trust: secrets.signing.verifying_key(),
        };
        Self {
            clock: SettableClock::at(NOW),
            instance: InstanceKey::random(&entropy),
            entropy,
            settings,
            secrets_text,
            secrets,
            issuer: TestIssuer::new(ISSUER, 2),
            store: MemoryStore::default(),
            client,
            alarms: Vec::new(),
            operators,
        }
    }

    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    pub fn with_host<T>(&mut self, work: impl FnOnce(&Host<'_>, &mut MemoryStore) -> T) -> T {
        let host = Host {
            settings: &self.settings,
            secrets: &self.secrets,
            clock: &self.clock,
            entropy: &self.entropy,
            keys: &self.issuer,
        };
        work(&host, &mut self.store)
    }

    /// Sends a request as a host would: with a transaction that can be rolled back.
    pub fn send(&mut self, request: &Request) -> Handled {
        let mut request = request.clone();
        request.peer = Some("192.0.2.7".parse().unwrap());
        let before = self.store.clone();
        let handled = self.with_host(|host, store| host.handle(store, &request));
        if handled.must_roll_back {
            self.store = before;
        }
        self.alarms.extend(handled.alarms.iter().cloned());
        handled
    }

    pub fn call<T: DeserializeOwned>(
        &mut self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let now = self.now();
        let request = self.client.post(path, body, now, &self.entropy);
        let answer = self.send(&request).answer;
        self.client.read(&request, &answer, now)
    }

    /// A call whose refusal is of interest.
    pub fn refusal(&mut self, path: &str, body: &impl Serialize) -> &'static str {
        match self.call::<serde_json::Value>(path, body) {
            Ok(_) => "done",
            Err(ClientError::Refused(refusal)) => refusal.code(),
            Err(other) => panic!("{other}"),
        }
    }

    pub fn identity(&self, subject: &str) -> GrantCall {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        let secret = hex::encode(bytes);
        let nonce = nonce_of(&secret);
        let claims = self.issuer.claims(subject, AUDIENCE, &nonce, self.now());
        GrantCall {
            id_token: self.issuer.sign("ed", &claims),
            nonce_secret: Some(secret),
            renewal: false,
        }
    }

    pub fn sign_in(&mut self, subject: &str) -> GrantAnswer {
        let call = self.identity(subject);
        self.call("/v1/grants", &call).unwrap()
    }

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

    pub fn lease_with(&mut self, call: &LeaseCall) -> Result<LeasedShares, ClientError> {
        let now = self.now();
        let request = self.client.post("/v1/leases", call, now, &self.entropy);
        let answer = self.send(&request).answer;
        let sealed: LeaseAnswer = self.client.read(&request, &answer, now)?;
        open_leases(&self.instance, &request, &sealed)
    }

    /// Today's share, made if need be: its name, and the share.
    pub fn today(&mut self, grant: &str) -> (ShareName, String) {
        let leased = self.lease_with(&self.lease_call(grant, &[])).unwrap();
        (leased.current.unwrap(), leased.granted[0].share.clone())
    }

    pub fn order(&self, action: OrderAction) -> SignedOrder {
        let order = Order::new(action, "a suspected leak", self.now(), &self.entropy);
        self.signed(&order)
    }

    pub fn signed(&self, order: &Order) -> SignedOrder {
        let mut signed = order.unsigned();
        signed.sign("ada", &self.operators[0]);
        signed.sign("bo", &self.operators[1]);
        signed
    }

    pub fn operator(&self, place: usize) -> &SigningKey {
        &self.operators[place]
    }
}
