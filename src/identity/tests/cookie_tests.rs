//! The removal of the session cookie, as browsers obey it.

use crate::identity::server::session_layer::{CookieKind, rewrite_removal};
use axum::http::{HeaderMap, HeaderValue, header::SET_COOKIE};

#[test]
fn the_secure_cookie_meets_the_rules_of_its_prefix_when_it_is_removed() {
    let removal = CookieKind::Secure.removal();
    let removal = removal.to_str().unwrap();
    for part in [
        "__Host-migraine-pulse=;",
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/;",
        "Max-Age=0",
    ] {
        assert!(removal.contains(part), "{part}");
    }
    assert!(!removal.contains("Domain"));
}

#[test]
fn the_loopback_cookie_is_not_secure_because_browsers_would_drop_it() {
    let removal = CookieKind::Loopback.removal();
    let removal = removal.to_str().unwrap();
    assert!(removal.starts_with("migraine-pulse=;"));
    assert!(!removal.contains("Secure"));
}

#[test]
fn only_the_removal_of_our_cookie_is_rewritten() {
    let mut headers = HeaderMap::new();
    for cookie in [
        "theme=dim; Path=/",
        "__Host-migraine-pulse=; Path=/; Max-Age=0",
        "__Host-migraine-pulse-other=; Path=/",
    ] {
        headers.append(SET_COOKIE, HeaderValue::from_static(cookie));
    }
    rewrite_removal(&mut headers, CookieKind::Secure);
    let cookies: Vec<_> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    assert_eq!(cookies[0], "theme=dim; Path=/");
    assert_eq!(cookies[1], CookieKind::Secure.removal());
    assert_eq!(cookies[2], "__Host-migraine-pulse-other=; Path=/");
}

#[test]
fn a_cookie_that_is_set_stays_as_it_is() {
    let set = "__Host-migraine-pulse=AAAA; HttpOnly; SameSite=Lax; Secure; Path=/";
    let mut headers = HeaderMap::new();
    headers.append(SET_COOKIE, HeaderValue::from_static(set));
    rewrite_removal(&mut headers, CookieKind::Secure);
    assert_eq!(headers[SET_COOKIE], set);
}
