//! The other end: requests signed by an application, and answers that are believed only with the
//! custodian's signature. Sends nothing; the caller owns the connection.

use crate::{
    message::{Answer, Request},
    ports::Entropy,
    protocol::{LeaseAnswer, LeasedShares, RefusalBody},
    refusal::Refusal,
    sealing::{InstanceKey, Sealed},
    signature::{Untrusted, key_id, read_request, sign_request, verify_answer},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Serialize, de::DeserializeOwned};

/// Why an answer brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The custodian refused.
    #[error("the custodian refused: {0}")]
    Refused(Refusal),
    /// Somebody else answered, or the answer was changed on its way.
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    /// The custodian's words are not understood; its version may be another one.
    #[error("the custodian's answer cannot be read")]
    Unreadable,
}

/// What an application needs to speak with its custodian.
pub struct Client {
    /// The host name (with port) under which the custodian is reached, in small letters.
    pub authority: String,
    /// The name of the application's key.
    pub key_id: String,
    /// The application's key.
    pub key: SigningKey,
    /// The custodian's key.
    pub trust: VerifyingKey,
}

impl Client {
    /// A signed request.
    #[must_use]
    pub fn post(
        &self,
        path: &str,
        body: &impl Serialize,
        now: i64,
        entropy: &dyn Entropy,
    ) -> Request {
        let body = serde_json::to_vec(body).expect("the protocol's types are JSON");
        self.signed("POST", path, body, now, entropy)
    }

    /// A signed request for the custodian's status.
    #[must_use]
    pub fn status(&self, now: i64, entropy: &dyn Entropy) -> Request {
        self.signed("GET", "/v1/status", Vec::new(), now, entropy)
    }

    fn signed(
        &self,
        method: &str,
        path: &str,
        body: Vec<u8>,
        now: i64,
        entropy: &dyn Entropy,
    ) -> Request {
        let mut request = Request {
            method: method.to_owned(),
            authority: self.authority.clone(),
            path: path.to_owned(),
            query: None,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body,
            peer: None,
        };
        sign_request(&mut request, &self.key_id, &self.key, now, entropy);
        request
    }

    /// Reads an answer to `request`.
    ///
    /// # Errors
    /// [`ClientError`], first of all when it is not the trusted custodian's.
    pub fn read<T: DeserializeOwned>(
        &self,
        request: &Request,
        answer: &Answer,
        now: i64,
    ) -> Result<T, ClientError> {
        verify_answer(answer, request, &key_id(&self.trust), &self.trust, now)?;
        if answer.status == 200 {
            return serde_json::from_slice(&answer.body).map_err(|_| ClientError::Unreadable);
        }
        let refusal = serde_json::from_slice::<RefusalBody>(&answer.body)
            .ok()
            .and_then(|body| Refusal::from_code(&body.error))
            .ok_or(ClientError::Unreadable)?;
        Err(ClientError::Refused(refusal))
    }
}

/// Opens the shares in an answer to `request`.
///
/// # Errors
/// [`ClientError::Unreadable`] when they were not sealed to `instance` for this request.
pub fn open_leases(
    instance: &InstanceKey,
    request: &Request,
    answer: &LeaseAnswer,
) -> Result<LeasedShares, ClientError> {
    let nonce = read_request(request)
        .map_err(|_| ClientError::Unreadable)?
        .nonce;
    let decoded = |text: &str| STANDARD.decode(text).map_err(|_| ClientError::Unreadable);
    let sealed = Sealed {
        encapsulated: decoded(&answer.encapsulated)?,
        ciphertext: decoded(&answer.sealed)?,
    };
    let plain = instance
        .open(&sealed, &nonce)
        .map_err(|_| ClientError::Unreadable)?;
    serde_json::from_slice(&plain).map_err(|_| ClientError::Unreadable)
}
