//! The digests that accounts and sessions are found by.

use crate::{
    identity::server::{
        browser,
        digest::{AccountDigests, session_digest},
        session_seal::{SessionSeal, Unopened},
    },
    platform::{config::SecretKey, entropy::SeededEntropy, ids::UserId},
};
use axum::http::{HeaderMap, HeaderValue, header::USER_AGENT};
use serde_json::json;

fn digests(byte: u8) -> AccountDigests {
    AccountDigests::new(SecretKey::new([byte; 32]))
}

/// Computed with Python's hmac and hashlib over the documented message.
#[test]
fn digests_are_those_of_an_independent_implementation() {
    assert_eq!(
        hex::encode(digests(7).subject("https://id.example", "anna")),
        "16cbf7b87ebb2cfcb6c4b40437a97c0c413abc9c957798af4d4f0dd94718d082"
    );
    assert_eq!(
        hex::encode(digests(7).email("anna@example.org")),
        "9fee964cae0c740e8c389eb1abb0c1d4e893e234f2033d34f0784972c204d30e"
    );
    assert_eq!(
        hex::encode(session_digest("AAAAAAAAAAAAAAAAAAAAAA")),
        "8a5bdb4cc15164126c6ef2668de9dd240d299ce6397a42c95a9411b93d080ed8"
    );
}

#[test]
fn issuer_and_subject_do_not_run_into_each_other() {
    let digests = digests(7);
    assert_ne!(digests.subject("ab", "c"), digests.subject("a", "bc"));
    assert_ne!(digests.subject("a", ""), digests.subject("", "a"));
}

#[test]
fn another_key_or_another_kind_is_another_digest() {
    assert_ne!(digests(7).subject("a", "b"), digests(8).subject("a", "b"));
    assert_ne!(digests(7).email("a"), digests(7).subject("a", ""));
}

#[test]
fn an_address_is_found_however_it_is_typed() {
    let digests = digests(7);
    assert_eq!(
        digests.email(" Anna@Example.ORG "),
        digests.email("anna@example.org")
    );
    assert_ne!(
        digests.email("anna@example.org"),
        digests.email("anna@example.com")
    );
}

#[test]
fn session_data_open_only_for_their_session_and_user() {
    let entropy = SeededEntropy::new(1);
    let data = [("path".to_owned(), json!("/day/2026-05-01"))].into();
    let user = UserId::random(&entropy);
    let seal = SessionSeal::new("AAAAAAAAAAAAAAAAAAAAAA");
    let stored = seal.seal(Some(user), &data, &entropy);
    assert!(!stored.to_string().contains("2026-05-01"));
    assert_eq!(seal.open(Some(user), &stored), Ok(data));
    let other_user = UserId::random(&entropy);
    assert_eq!(seal.open(Some(other_user), &stored), Err(Unopened));
    assert_eq!(seal.open(None, &stored), Err(Unopened));
    let other_session = SessionSeal::new("AAAAAAAAAAAAAAAAAAAAAB");
    assert_eq!(other_session.open(Some(user), &stored), Err(Unopened));
    for broken in [
        json!({}),
        json!(null),
        json!({"sealed": "00"}),
        json!({"sealed": "xx"}),
    ] {
        assert_eq!(seal.open(Some(user), &broken), Err(Unopened));
    }
}

#[test]
fn only_the_family_of_a_browser_is_kept() {
    let cases = [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            "Chrome",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge",
        ),
        (
            "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari",
        ),
        ("curl/8.0", "Another browser"),
    ];
    for (agent, family) in cases {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(agent));
        assert_eq!(browser::family(&headers), family);
    }
    assert_eq!(browser::family(&HeaderMap::new()), "Another browser");
}
