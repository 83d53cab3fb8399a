//! The settings and secrets with which a host is started for the suite, and the identity provider
//! whose keys it fetches.

use custodian_core::{
    SigningKey,
    host::secrets::SecretsText,
    testing::{SeededEntropy, TestIssuer},
};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::net::TcpListener;

/// The audience of identities.
pub const AUDIENCE: &str = "diary";
/// How many users a key may ask for within five minutes.
pub const TRIPWIRE: u32 = 25;
/// How many leases a user may have per minute.
pub const USER_LEASES: u32 = 60;

/// Everything that both sides agree on.
pub struct Parameters {
    /// The application's keys: the first one for everything, the second one for the tripwire.
    pub app_keys: [(String, SigningKey); 2],
    /// The key of whoever fetches backups.
    pub backup_key: (String, SigningKey),
    /// A key that the host does not know.
    pub foreign_key: SigningKey,
    /// The operators.
    pub operators: [(String, SigningKey); 2],
    /// The identity provider.
    pub issuer: TestIssuer,
    /// Where its keys are.
    pub jwks_address: String,
    /// The host's secrets.
    pub secrets: SecretsText,
}

impl Parameters {
    /// Starts the identity provider on a free port of this machine.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start() -> std::io::Result<Arc<Self>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let key = |byte| SigningKey::from_bytes(&[byte; 32]);
        let parameters = Arc::new(Self {
            app_keys: [("app-1".to_owned(), key(3)), ("app-2".to_owned(), key(6))],
            backup_key: ("backup-1".to_owned(), key(8)),
            foreign_key: key(7),
            operators: [("ada".to_owned(), key(4)), ("bo".to_owned(), key(5))],
            issuer: TestIssuer::new(&format!("{address}/auth/v1"), 2),
            jwks_address: format!("{address}/jwks.json"),
            secrets: SecretsText::random(&SeededEntropy::new(9)),
        });
        let jwks = parameters.issuer.jwks().to_string();
        let service = axum::Router::new().route(
            "/jwks.json",
            axum::routing::get(move || async move {
                ([("content-type", "application/json")], jwks.clone())
            }),
        );
        tokio::spawn(async move { axum::serve(listener, service).await });
        Ok(parameters)
    }

    /// The settings of the core for a host that is reached under `authority`.
    #[must_use]
    pub fn settings(&self, authority: &str) -> Value {
        let public = |key: &SigningKey| hex::encode(key.verifying_key().as_bytes());
        let app_keys = self
            .app_keys
            .iter()
            .map(|(id, key)| json!({ "id": id, "key": public(key) }));
        let operators = self
            .operators
            .iter()
            .map(|(name, key)| json!({ "name": name, "key": public(key) }));
        json!({
            "authorities": [authority],
            "addresses": ["127.0.0.0/8"],
            "app_keys": app_keys.collect::<Vec<_>>(),
            "backup_keys": [{ "id": self.backup_key.0, "key": public(&self.backup_key.1) }],
            "operators": operators.collect::<Vec<_>>(),
            "issuers": [{
                "issuer": self.issuer.issuer,
                "audiences": [AUDIENCE],
                "jwks_address": self.jwks_address,
            }],
            "limits": {
                "user_leases_per_minute": USER_LEASES,
                "key_calls_per_minute": 100_000,
                "users_per_five_minutes": TRIPWIRE,
            },
        })
    }
}
