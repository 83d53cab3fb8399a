//! Signatures of requests and answers (RFC 9421, Ed25519) and digests of bodies (RFC 9530).
//!
//! One profile and no choice: every request covers method, host, path, query, body digest and protocol
//! version; every answer covers its status, its body digest and the request's signature, so an answer
//! cannot be passed off as one to another request. `@target-uri` is left out because a TLS terminator
//! in front changes it. Structured fields are read by a library; the base is built here.

use crate::{
    message::{Answer, Request},
    ports::{Entropy, random},
    protocol::{VERSION, VERSION_HEADER},
    refusal::Refusal,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sfv::{BareItem, Dictionary, FieldType, InnerList, Item, ListEntry, Parser};
use sha2::{Digest, Sha256};

/// How long a signature of ours is valid, in seconds; also the longest that is accepted.
pub const LIFE_SECONDS: i64 = 60;
/// How far two clocks may differ, in seconds.
pub const SKEW_SECONDS: i64 = 30;

/// The name of our signature in the two headers.
const LABEL: &str = "custody";
const REQUEST_TAG: &str = "migraine-pulse-custody";
const ANSWER_TAG: &str = "migraine-pulse-custody-answer";
const ALGORITHM: &str = "ed25519";
const REQUEST_COMPONENTS: [&str; 6] = [
    "\"@method\"",
    "\"@authority\"",
    "\"@path\"",
    "\"@query\"",
    "\"content-digest\"",
    "\"custody-version\"",
];
const ANSWER_COMPONENTS: [&str; 3] = [
    "\"@status\"",
    "\"content-digest\"",
    "\"signature\";req;key=\"custody\"",
];
/// For the one call that needs no signature.
const BARE_ANSWER_COMPONENTS: [&str; 3] = ["\"@status\"", "\"content-digest\"", "\"@path\";req"];

/// What a request's signature says about itself, before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureInput {
    /// The key that it claims.
    pub key_id: String,
    /// When it was made.
    pub created: i64,
    /// When it ends.
    pub expires: i64,
    /// 16 random bytes.
    pub nonce: [u8; 16],
    parameters: String,
    signature: Signature,
}

/// The name of a custodian's public key: its first eight bytes in hexadecimal digits.
#[must_use]
pub fn key_id(key: &VerifyingKey) -> String {
    hex::encode(&key.as_bytes()[..8])
}

/// The digest header of a body.
#[must_use]
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(body)))
}

/// Signs a request: adds the four headers.
pub fn sign_request(
    request: &mut Request,
    key_id: &str,
    key: &SigningKey,
    now: i64,
    entropy: &dyn Entropy,
) {
    let nonce = STANDARD.encode(random::<16>(entropy));
    set(&mut request.headers, VERSION_HEADER, VERSION.to_owned());
    let digest = content_digest(&request.body);
    set(&mut request.headers, "content-digest", digest);
    let parameters = format!(
        "({});created={now};expires={};nonce=\"{nonce}\";keyid=\"{key_id}\";alg=\"{ALGORITHM}\";tag=\"{REQUEST_TAG}\"",
        REQUEST_COMPONENTS.join(" "),
        now + LIFE_SECONDS,
    );
    let base = request_base(request, &parameters).expect("the headers were just set");
    let signature = key.sign(base.as_bytes());
    write_signature(&mut request.headers, &parameters, &signature);
}

/// Reads a request's signature. Anything but the one agreed form counts as unsigned.
///
/// # Errors
/// [`Refusal::Unsigned`].
pub fn read_request(request: &Request) -> Result<SignatureInput, Refusal> {
    let (list, signature) = read_signature(&request.headers).ok_or(Refusal::Unsigned)?;
    let parameters = parameters_of(&list, &REQUEST_COMPONENTS).ok_or(Refusal::Unsigned)?;
    if text(&list, "alg") != Some(ALGORITHM) || text(&list, "tag") != Some(REQUEST_TAG) {
        return Err(Refusal::Unsigned);
    }
    let nonce = text(&list, "nonce")
        .and_then(|nonce| STANDARD.decode(nonce).ok())
        .and_then(|nonce| nonce.try_into().ok());
    Ok(SignatureInput {
        key_id: text(&list, "keyid").ok_or(Refusal::Unsigned)?.to_owned(),
        created: number(&list, "created").ok_or(Refusal::Unsigned)?,
        expires: number(&list, "expires").ok_or(Refusal::Unsigned)?,
        nonce: nonce.ok_or(Refusal::Unsigned)?,
        parameters,
        signature,
    })
}

impl SignatureInput {
    /// Checks the signature, then the times, then the body's digest.
    ///
    /// # Errors
    /// The first of [`Refusal::WrongSignature`], [`Refusal::Stale`], [`Refusal::Altered`] that holds.
    pub fn verify(&self, request: &Request, key: &VerifyingKey, now: i64) -> Result<(), Refusal> {
        let base = request_base(request, &self.parameters).ok_or(Refusal::Unsigned)?;
        key.verify_strict(base.as_bytes(), &self.signature)
            .map_err(|_| Refusal::WrongSignature)?;
        let life = self.expires.saturating_sub(self.created);
        let is_timely = self.created <= now + SKEW_SECONDS
            && self.expires > now - SKEW_SECONDS
            && (1..=LIFE_SECONDS).contains(&life);
        if !is_timely {
            return Err(Refusal::Stale);
        }
        if request.header(VERSION_HEADER) != Some(VERSION) {
            return Err(Refusal::Unsigned);
        }
        if request.header("content-digest") != Some(content_digest(&request.body).as_str()) {
            return Err(Refusal::Altered);
        }
        Ok(())
    }

    /// Until when the nonce has to be remembered.
    #[must_use]
    pub const fn remembered_until(&self) -> i64 {
        // Twice the time in which the request would be accepted.
        self.expires + 2 * SKEW_SECONDS + LIFE_SECONDS
    }
}

/// Signs an answer to `request`.
pub fn sign_answer(
    answer: &mut Answer,
    request: &Request,
    key_id: &str,
    key: &SigningKey,
    now: i64,
) {
    let digest = content_digest(&answer.body);
    set(&mut answer.headers, "content-digest", digest);
    let parameters = format!(
        "({});created={now};keyid=\"{key_id}\";alg=\"{ALGORITHM}\";tag=\"{ANSWER_TAG}\"",
        answer_components(request).join(" "),
    );
    let base = answer_base(answer, request, &parameters).expect("the headers were just set");
    let signature = key.sign(base.as_bytes());
    write_signature(&mut answer.headers, &parameters, &signature);
}

/// Why an answer is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer is not signed by the custodian that is trusted")]
pub struct Untrusted;

/// Checks that the custodian with this key gave this answer to this request, just now.
///
/// # Errors
/// [`Untrusted`] for anything else.
pub fn verify_answer(
    answer: &Answer,
    request: &Request,
    key_id: &str,
    key: &VerifyingKey,
    now: i64,
) -> Result<(), Untrusted> {
    let (list, signature) = read_signature(&answer.headers).ok_or(Untrusted)?;
    let parameters = parameters_of(&list, answer_components(request)).ok_or(Untrusted)?;
    let created = number(&list, "created").ok_or(Untrusted)?;
    let names_itself = text(&list, "keyid") == Some(key_id)
        && text(&list, "alg") == Some(ALGORITHM)
        && text(&list, "tag") == Some(ANSWER_TAG);
    // A clock that differs is noticed by the custodian, which refuses; that refusal must be readable.
    let is_timely = (created - now).abs() <= 86_400;
    let is_whole = answer.header("content-digest") == Some(content_digest(&answer.body).as_str());
    let base = answer_base(answer, request, &parameters).ok_or(Untrusted)?;
    let fits = key.verify_strict(base.as_bytes(), &signature).is_ok();
    if names_itself && is_timely && is_whole && fits {
        Ok(())
    } else {
        Err(Untrusted)
    }
}

fn answer_components(request: &Request) -> &'static [&'static str] {
    if signature_item(request).is_some() {
        &ANSWER_COMPONENTS
    } else {
        &BARE_ANSWER_COMPONENTS
    }
}

fn request_base(request: &Request, parameters: &str) -> Option<String> {
    let query = request.query.as_deref().unwrap_or_default();
    Some(format!(
        "\"@method\": {}\n\"@authority\": {}\n\"@path\": {}\n\"@query\": ?{query}\n\
         \"content-digest\": {}\n\"custody-version\": {}\n\"@signature-params\": {parameters}",
        request.method,
        request.authority,
        request.path,
        request.header("content-digest")?.trim(),
        request.header(VERSION_HEADER)?.trim(),
    ))
}

fn answer_base(answer: &Answer, request: &Request, parameters: &str) -> Option<String> {
    let asked = match signature_item(request) {
        Some(signature) => format!("{}: {signature}", ANSWER_COMPONENTS[2]),
        None => format!("{}: {}", BARE_ANSWER_COMPONENTS[2], request.path),
    };
    Some(format!(
        "\"@status\": {}\n\"content-digest\": {}\n{asked}\n\"@signature-params\": {parameters}",
        answer.status,
        answer.header("content-digest")?.trim(),
    ))
}

/// The request's own signature, as a member of its header is written.
fn signature_item(request: &Request) -> Option<String> {
    let header = request.header("signature")?;
    let fields: Dictionary = Parser::new(header).parse().ok()?;
    match fields.get(LABEL)? {
        ListEntry::Item(Item {
            bare_item: BareItem::ByteSequence(bytes),
            ..
        }) => Some(format!(":{}:", STANDARD.encode(bytes))),
        _ => None,
    }
}

fn read_signature(headers: &[(String, String)]) -> Option<(InnerList, Signature)> {
    let only = |name: &str| {
        let mut values = headers.iter().filter(|(own, _)| own == name);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value.as_str()),
            _ => None,
        }
    };
    let mut inputs: Dictionary = Parser::new(only("signature-input")?).parse().ok()?;
    let mut signatures: Dictionary = Parser::new(only("signature")?).parse().ok()?;
    if inputs.len() != 1 || signatures.len() != 1 {
        return None;
    }
    let ListEntry::InnerList(list) = inputs.swap_remove(LABEL)? else {
        return None;
    };
    let ListEntry::Item(item) = signatures.swap_remove(LABEL)? else {
        return None;
    };
    let BareItem::ByteSequence(bytes) = item.bare_item else {
        return None;
    };
    Some((list, Signature::from_slice(&bytes).ok()?))
}

/// The parameters as they are signed, when the list covers exactly `components`.
fn parameters_of(list: &InnerList, components: &[&str]) -> Option<String> {
    let covered = list
        .items
        .iter()
        .map(sfv::FieldType::serialize)
        .collect::<Vec<_>>();
    if covered
        .iter()
        .map(String::as_str)
        .ne(components.iter().copied())
    {
        return None;
    }
    let lists: sfv::List = vec![ListEntry::InnerList(list.clone())];
    lists.serialize()
}

fn text<'a>(list: &'a InnerList, name: &str) -> Option<&'a str> {
    match list.params.get(name)? {
        BareItem::String(text) => Some(text.as_str()),
        _ => None,
    }
}

fn number(list: &InnerList, name: &str) -> Option<i64> {
    match list.params.get(name)? {
        BareItem::Integer(number) => Some(i64::from(*number)),
        _ => None,
    }
}

fn write_signature(headers: &mut Vec<(String, String)>, parameters: &str, signature: &Signature) {
    set(headers, "signature-input", format!("{LABEL}={parameters}"));
    let encoded = STANDARD.encode(signature.to_bytes());
    set(headers, "signature", format!("{LABEL}=:{encoded}:"));
}

fn set(headers: &mut Vec<(String, String)>, name: &str, value: String) {
    headers.retain(|(own, _)| own != name);
    headers.push((name.to_owned(), value));
}
