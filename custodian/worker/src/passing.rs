//! What travels between the door and the objects, in JSON. Objects have no address outside of the
//! Worker: whatever reaches one was sent by this program.

use custodian_core::{
    host::{
        Alarm, Trouble,
        admission::{Admitted, Signed},
        store::StoreError,
    },
    message::Request,
    names::Pseudonym,
    refusal::Refusal,
};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use worker::{Env, Headers, Method, RequestInit, Response, Stub, console_error};

/// The binding of the gate.
const GATE: &str = "GATE";
/// The binding of the vaults.
const VAULT: &str = "VAULT";
/// The header of a request to an object: what it is asked, besides the message's body.
const HEADER: &str = "custodian-passed";

/// What the gate is asked.
#[derive(Serialize, Deserialize)]
pub enum ToGate {
    /// Whether the store can be written.
    Check,
    /// To admit an examined request; its body is the message's.
    Admit(Passed),
}

/// What a vault is asked.
#[derive(Serialize, Deserialize)]
pub enum ToVault {
    /// To carry out what the gate admitted.
    Serve(Box<Admitted>),
    /// To wrap its shares under the present root key; it answers with how many it did.
    WrapAnew,
}

/// An examined request without its body.
#[derive(Serialize, Deserialize)]
pub struct Passed {
    signed: Signed,
    method: String,
    path: String,
    query: Option<String>,
}

impl Passed {
    pub fn new(signed: Signed, request: &Request) -> Self {
        Self {
            signed,
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.clone(),
        }
    }

    /// The request as the core reads it after the examination, which was the last to need its headers,
    /// its host and its sender.
    pub fn unpack(self, body: Vec<u8>) -> (Signed, Request) {
        let request = Request {
            method: self.method,
            authority: String::new(),
            path: self.path,
            query: self.query,
            headers: Vec::new(),
            body,
            peer: None,
        };
        (self.signed, request)
    }
}

/// What an object answers.
#[derive(Serialize, Deserialize)]
pub enum FromObject {
    /// The gate admits; the rest is the user's object's.
    Admitted(Box<Admitted>),
    /// It is done; the answer's body.
    Done(String),
    /// A rule was broken.
    Refused(Refusal),
    /// The store failed.
    Failed(String),
}

impl From<Result<Vec<u8>, Trouble>> for FromObject {
    fn from(outcome: Result<Vec<u8>, Trouble>) -> Self {
        match outcome.map(String::from_utf8) {
            Ok(Ok(body)) => Self::Done(body),
            Ok(Err(_)) => Self::Failed("an answer is not text".to_owned()),
            Err(trouble) => trouble.into(),
        }
    }
}

impl From<Trouble> for FromObject {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Refused(refusal),
            Trouble::Store(error) => Self::Failed(error.0),
        }
    }
}

/// The gate.
pub fn gate(env: &Env) -> worker::Result<Stub> {
    env.durable_object(GATE)?.get_by_name("gate")
}

/// The vault of a user.
pub fn vault(env: &Env, user: Pseudonym) -> worker::Result<Stub> {
    env.durable_object(VAULT)?.get_by_name(&user.to_string())
}

/// Asks an object. Whatever goes wrong on the way is a failure of the store.
pub async fn ask(stub: worker::Result<Stub>, head: &impl Serialize, body: &[u8]) -> FromObject {
    match send(stub, head, body).await {
        Ok(answer) => answer,
        Err(error) => FromObject::Failed(error.to_string()),
    }
}

async fn send(
    stub: worker::Result<Stub>,
    head: &impl Serialize,
    body: &[u8],
) -> worker::Result<FromObject> {
    let headers = Headers::new();
    headers.set(HEADER, &serde_json::to_string(head)?)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_body(Some(Uint8Array::from(body).into()));
    let request = worker::Request::new_with_init("http://object/", &init)?;
    let mut answer = stub?.fetch_with_request(request).await?;
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}

/// What an object was asked: the head and the body.
pub async fn read<T: DeserializeOwned>(
    mut request: worker::Request,
) -> worker::Result<(T, Vec<u8>)> {
    let head = request.headers().get(HEADER)?.unwrap_or_default();
    Ok((serde_json::from_str(&head)?, request.bytes().await?))
}

/// An object's answer on its way.
pub fn reply(answer: &FromObject) -> worker::Result<Response> {
    Response::from_bytes(serde_json::to_vec(answer)?)
}

/// Tells the operators, by the Worker's log.
pub fn sound(alarms: &[Alarm]) {
    for alarm in alarms {
        match alarm {
            Alarm::Frozen { key_id, users } => console_error!(
                "ALARM: key {key_id} asked for {users} users within five minutes and is frozen"
            ),
            Alarm::Store(error) => console_error!("ALARM: the store failed: {error}"),
            Alarm::Emergency { reason } => {
                console_error!("ALARM: operators opened a user's keys: {reason}");
            }
        }
    }
}

/// A failure of the store, as the core knows it.
pub fn failed(words: String) -> Trouble {
    Trouble::Store(StoreError(words))
}
