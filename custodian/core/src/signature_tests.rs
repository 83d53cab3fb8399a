//! Every byte that is signed matters, and only the one agreed form is read.

use super::{
    message::{Answer, Request},
    refusal::Refusal,
    signature::{
        SignatureInput, content_digest, key_id, read_request, sign_answer, sign_request,
        verify_answer,
    },
};
use crate::testing::SeededEntropy;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use proptest::prelude::*;

const NOW: i64 = 1_795_708_800;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn signed() -> Request {
    let mut request = Request {
        method: "POST".to_owned(),
        authority: "keys.example".to_owned(),
        path: "/v1/leases".to_owned(),
        query: None,
        headers: Vec::new(),
        body: b"{}".to_vec(),
        peer: None,
    };
    sign_request(&mut request, "app-1", &key(), NOW, &SeededEntropy::new(1));
    request
}

fn check(request: &Request, now: i64) -> Result<(), Refusal> {
    read_request(request)?.verify(request, &key().verifying_key(), now)
}

fn header<'a>(request: &'a mut Request, name: &str) -> &'a mut String {
    let found = request.headers.iter_mut().find(|(own, _)| own == name);
    &mut found.expect("the header").1
}

#[test]
fn a_signed_request_is_believed_within_its_time() {
    let request = signed();
    for (second, outcome) in [
        (-31, Err(Refusal::Stale)),
        (-30, Ok(())),
        (0, Ok(())),
        (89, Ok(())),
        (90, Err(Refusal::Stale)),
    ] {
        assert_eq!(check(&request, NOW + second), outcome, "{second}");
    }
}

#[test]
fn whatever_is_covered_cannot_be_changed() {
    type Change = fn(&mut Request);
    let changes: [(&str, Change, Refusal); 8] = [
        (
            "method",
            |r| r.method = "DELETE".into(),
            Refusal::WrongSignature,
        ),
        (
            "host",
            |r| r.authority = "other.example".into(),
            Refusal::WrongSignature,
        ),
        (
            "path",
            |r| r.path = "/v1/uses".into(),
            Refusal::WrongSignature,
        ),
        (
            "query",
            |r| r.query = Some("a=1".into()),
            Refusal::WrongSignature,
        ),
        ("body", |r| r.body = b"{ }".to_vec(), Refusal::Altered),
        (
            "digest",
            |r| *header(r, "content-digest") = content_digest(b"other"),
            Refusal::WrongSignature,
        ),
        (
            "version",
            |r| *header(r, "custody-version") = "2".into(),
            Refusal::WrongSignature,
        ),
        (
            "time",
            |r| {
                let input = header(r, "signature-input");
                *input = input.replace(&format!("created={NOW}"), &format!("created={}", NOW + 1));
            },
            Refusal::WrongSignature,
        ),
    ];
    for (what, change, refusal) in changes {
        let mut request = signed();
        change(&mut request);
        assert_eq!(check(&request, NOW), Err(refusal), "{what}");
    }
}

#[test]
fn another_form_is_no_signature() {
    type Change = fn(&mut Request);
    let changes: [(&str, Change); 7] = [
        ("no header", |r| {
            r.headers.retain(|(name, _)| name != "signature");
        }),
        ("two headers", |r| {
            let twice = r
                .headers
                .iter()
                .find(|(name, _)| name == "signature")
                .cloned();
            r.headers.extend(twice);
        }),
        ("fewer components", |r| {
            let input = header(r, "signature-input");
            *input = input.replace("\"@query\" ", "");
        }),
        ("another algorithm", |r| {
            let input = header(r, "signature-input");
            *input = input.replace("ed25519", "hmac-sha256");
        }),
        ("another tag", |r| {
            let input = header(r, "signature-input");
            *input = input.replace("migraine-pulse-custody", "other");
        }),
        ("a short nonce", |r| {
            let input = header(r, "signature-input");
            let start = input.find("nonce=\"").unwrap() + 7;
            input.replace_range(start..start + 24, "AAAA");
        }),
        ("a second signature", |r| {
            let input = header(r, "signature-input");
            *input = format!("{input}, other=(\"@method\")");
        }),
    ];
    for (what, change) in changes {
        let mut request = signed();
        change(&mut request);
        assert_eq!(check(&request, NOW), Err(Refusal::Unsigned), "{what}");
    }
}

#[test]
fn a_life_of_more_than_a_minute_is_refused_even_when_signed() {
    let mut request = signed();
    let input = header(&mut request, "signature-input");
    *input = input.replace(
        &format!("expires={}", NOW + 60),
        &format!("expires={}", NOW + 61),
    );
    let other = read_request(&request).unwrap();
    assert_eq!(other.expires - other.created, 61);
    // The signature no longer fits, which alone refuses it; a signer that asks for more is stale.
    assert_eq!(check(&request, NOW), Err(Refusal::WrongSignature));
}

#[test]
fn an_answer_belongs_to_one_request_and_one_custodian() {
    let custodian = SigningKey::from_bytes(&[9; 32]);
    let trust = custodian.verifying_key();
    let id = key_id(&trust);
    let request = signed();
    let mut answer = Answer {
        status: 200,
        headers: Vec::new(),
        body: b"{\"a\":1}".to_vec(),
    };
    sign_answer(&mut answer, &request, &id, &custodian, NOW);
    assert!(verify_answer(&answer, &request, &id, &trust, NOW).is_ok());
    let mut other = signed();
    sign_request(&mut other, "app-1", &key(), NOW, &SeededEntropy::new(2));
    assert!(verify_answer(&answer, &other, &id, &trust, NOW).is_err());
    let stranger = SigningKey::from_bytes(&[8; 32]).verifying_key();
    assert!(verify_answer(&answer, &request, &key_id(&stranger), &stranger, NOW).is_err());
    let mut changed = answer.clone();
    changed.status = 403;
    assert!(verify_answer(&changed, &request, &id, &trust, NOW).is_err());
    changed = answer.clone();
    changed.body = b"{\"a\":2}".to_vec();
    assert!(verify_answer(&changed, &request, &id, &trust, NOW).is_err());
}

/// RFC 9421, B.2.6: the key, the base and the signature of "Signing a Request Using ed25519".
#[test]
fn the_published_example_of_ed25519_holds() {
    let public = "26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb";
    let mut bytes = [0; 32];
    hex::decode_to_slice(public, &mut bytes).unwrap();
    let key = VerifyingKey::from_bytes(&bytes).unwrap();
    let base = "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\
                \"@authority\": example.com\n\"content-type\": application/json\n\
                \"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \"@path\" \
                \"@authority\" \"content-type\" \"content-length\");created=1618884473;\
                keyid=\"test-key-ed25519\"";
    let signature = {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let text = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
        Signature::from_slice(&STANDARD.decode(text).unwrap()).unwrap()
    };
    assert!(key.verify_strict(base.as_bytes(), &signature).is_ok());
}

proptest! {
    #[test]
    fn no_header_makes_the_reader_panic(input in ".{0,200}", signature in ".{0,200}") {
        let mut request = signed();
        *header(&mut request, "signature-input") = input;
        *header(&mut request, "signature") = signature;
        let read: Result<SignatureInput, Refusal> = read_request(&request);
        if let Ok(read) = read {
            let _ = read.verify(&request, &key().verifying_key(), NOW);
        }
    }
}
