//! When issuers' keys are fetched, and from where.

use crate::{
    host::{
        identity::IdentityKeys,
        key_cache::{KeyCache, NoKeys, is_loopback},
        settings::{Algorithm, IssuerRule},
    },
    message::Request,
    protocol::GrantCall,
    testing::TestIssuer,
};

const NOW: i64 = 1_800_000_000;
const ISSUER: &str = "https://id.example";

fn rules(address: &str) -> Vec<IssuerRule> {
    vec![IssuerRule {
        issuer: ISSUER.to_owned(),
        audiences: vec!["diary".to_owned()],
        jwks_address: address.to_owned(),
        algorithms: vec![Algorithm::Es256],
        requires_nonce: true,
    }]
}

fn sign_in(issuer: &TestIssuer) -> Request {
    let claims = issuer.claims("anna", "diary", "nonce", NOW);
    let call = GrantCall {
        id_token: issuer.sign("ec", &claims),
        nonce_secret: None,
        renewal: false,
    };
    Request {
        method: "POST".to_owned(),
        authority: "keys.example".to_owned(),
        path: "/v1/grants".to_owned(),
        query: None,
        headers: Vec::new(),
        body: serde_json::to_vec(&call).unwrap(),
        peer: None,
    }
}

#[test]
fn keys_are_fetched_once_an_hour_and_used_for_a_day() {
    let issuer = TestIssuer::new(ISSUER, 1);
    let (request, rules) = (sign_in(&issuer), rules("https://id.example/jwks"));
    let mut keys = KeyCache::default();
    assert!(keys.needed(&rules, &request, NOW).is_some());
    assert!(keys.learn(ISSUER, issuer.jwks().to_string().as_bytes(), NOW));
    assert!(keys.needed(&rules, &request, NOW + 3_599).is_none());
    assert!(keys.needed(&rules, &request, NOW + 3_600).is_some());
    assert!(keys.find(ISSUER, Some("ec"), NOW + 86_400).is_some());
    assert!(keys.find(ISSUER, Some("ec"), NOW + 86_401).is_none());
    assert!(
        keys.find("https://other.example", Some("ec"), NOW)
            .is_none()
    );
}

#[test]
fn a_provider_is_asked_every_ten_seconds_at_most() {
    let mut keys = KeyCache::default();
    assert!(keys.may_ask(ISSUER, NOW));
    assert!(!keys.may_ask(ISSUER, NOW + 10));
    assert!(keys.may_ask("https://other.example", NOW + 10));
    assert!(keys.may_ask(ISSUER, NOW + 11));
    // A clock that was set back does not silence it for good.
    assert!(keys.may_ask(ISSUER, NOW - 1_000));
}

#[test]
fn nothing_but_a_set_of_keys_is_learnt() {
    let issuer = TestIssuer::new(ISSUER, 1);
    let mut keys = KeyCache::default();
    assert!(keys.learn(ISSUER, issuer.jwks().to_string().as_bytes(), NOW));
    assert!(!keys.learn(ISSUER, b"<html>", NOW));
    assert!(
        keys.find(ISSUER, Some("ec"), NOW).is_some(),
        "the known keys stay"
    );
    assert!(NoKeys.find(ISSUER, Some("ec")).is_none());
}

#[test]
fn keys_come_by_https_or_from_this_machine() {
    let issuer = TestIssuer::new(ISSUER, 1);
    let request = sign_in(&issuer);
    let keys = KeyCache::default();
    let fetches = |address: &str| keys.needed(&rules(address), &request, NOW).is_some();
    assert!(fetches("https://id.example/jwks"));
    assert!(fetches("http://127.0.0.1:4000/jwks"));
    assert!(!fetches("http://id.example/jwks"));
    assert!(!fetches("file:///etc/passwd"));
    for address in [
        "http://127.0.0.1.example/",
        "http://127.0.0.1@example/",
        "http://127.0.0.1:80@example/",
        "http://localhost.example:80/",
    ] {
        assert!(!is_loopback(address), "{address}");
    }
}
