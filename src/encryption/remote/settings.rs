//! Where the custodian is, and whose keys count.

use super::error::NotSetUp;
use crate::platform::config::SecretKey;
use custodian_core::{SigningKey, VerifyingKey, client::Client};
use reqwest::Url;

/// What an operator says about the custodian. Secrets print as dots.
#[derive(Debug, Clone)]
pub struct RemoteSettings {
    /// Its address: `https://host`, or plain HTTP on this machine.
    pub address: String,
    /// The name under which it knows the application's key.
    pub key_id: String,
    /// The application's key, which signs requests.
    pub signing_key: SecretKey,
    /// The custodian's public key, which answers are checked with.
    pub trusted_key: [u8; 32],
}

impl RemoteSettings {
    /// The address, checked: without a path, and never plain HTTP to another machine.
    pub(super) fn base(&self) -> Result<Url, NotSetUp> {
        let base = Url::parse(&self.address).map_err(|_| NotSetUp::Address)?;
        let is_safe = match base.scheme() {
            "https" => true,
            "http" => is_here(&base),
            _ => false,
        };
        let is_bare = base.path() == "/" && base.query().is_none() && base.fragment().is_none();
        if is_safe && is_bare && base.username().is_empty() {
            Ok(base)
        } else {
            Err(NotSetUp::Address)
        }
    }

    /// The protocol's client for these keys.
    pub(super) fn client(&self, base: &Url) -> Result<Client, NotSetUp> {
        let host = base.host_str().ok_or(NotSetUp::Address)?;
        let authority = base
            .port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Ok(Client {
            authority,
            key_id: self.key_id.clone(),
            key: SigningKey::from_bytes(self.signing_key.expose()),
            trust: VerifyingKey::from_bytes(&self.trusted_key).map_err(|_| NotSetUp::TrustedKey)?,
        })
    }
}

/// Whether an address is on this machine.
pub(super) fn is_here(address: &Url) -> bool {
    let host = address.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
