//! The security headers, first as text, then on the answers of the real router.

use super::{
    headers::{Policy, page_policy, protect},
    tests::harness::{TestApp, variable},
};
use crate::identity::tests::harness::{Answer, Browser};
use axum::{
    Router,
    http::{StatusCode, header},
    middleware,
    response::Html,
    routing::get,
};
use std::collections::BTreeSet;

const PAGE_POLICY: &str = "default-src 'none'; \
    script-src 'nonce-NONCE' 'strict-dynamic' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; form-action 'self' https://id.example; \
    base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// What every answer carries, whatever it is.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn browser(secure: bool) -> Browser {
    let policy = Policy {
        secure,
        issuer_origin: "https://id.example".to_owned(),
    };
    let kept = || async { ([(header::CACHE_CONTROL, "private, max-age=60")], "kept") };
    Browser::new(
        Router::new()
            .route("/page", get(|| async { Html("<p>") }))
            .route("/text", get(|| async { "text" }))
            .route("/kept", get(kept))
            .route("/pkg/script.js", get(|| async { "script" }))
            .route("/pkg/missing.js", get(|| async { StatusCode::NOT_FOUND }))
            .layer(middleware::from_fn_with_state(policy, protect)),
    )
}

#[test]
fn a_page_may_load_what_is_ours_and_run_what_has_its_nonce() {
    assert_eq!(page_policy("NONCE", "https://id.example"), PAGE_POLICY);
    for word in ["unsafe-inline", "'unsafe-eval'", "http:", "data:", "*"] {
        assert!(!PAGE_POLICY.contains(word), "{word}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_whole_set() {
    for path in [
        "/page",
        "/text",
        "/pkg/script.js",
        "/pkg/missing.js",
        "/nothing",
    ] {
        let answer = browser(false).get(path).await;
        for (name, value) in ALWAYS {
            assert_eq!(answer.headers[name], value, "{path}");
        }
        let interfaces = answer.headers["permissions-policy"].to_str().unwrap();
        for interface in ["camera", "geolocation", "microphone", "payment"] {
            assert!(interfaces.contains(&format!("{interface}=()")), "{path}");
        }
        assert!(!answer.headers.contains_key(header::SERVER), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_a_page_may_load_nothing() {
    let page = browser(false).get("/page").await;
    let expected = PAGE_POLICY.replace("NONCE", page.nonce());
    assert_eq!(page.headers["content-security-policy"], expected);
    for path in ["/text", "/pkg/script.js", "/nothing"] {
        let answer = browser(false).get(path).await;
        assert_eq!(
            answer.headers["content-security-policy"],
            "default-src 'none'; frame-ancestors 'none'"
        );
    }
}

#[tokio::test]
async fn only_hashed_files_are_kept() {
    for (path, expected) in [
        ("/page", "no-store"),
        ("/text", "no-store"),
        ("/nothing", "no-store"),
        ("/pkg/missing.js", "no-store"),
        ("/pkg/script.js", "public, max-age=31536000, immutable"),
        ("/kept", "private, max-age=60"),
    ] {
        let answer = browser(false).get(path).await;
        assert_eq!(answer.headers[header::CACHE_CONTROL], expected, "{path}");
    }
}

#[tokio::test]
async fn https_is_made_permanent_only_where_it_is_used() {
    let name = header::STRICT_TRANSPORT_SECURITY;
    let secure = browser(true).get("/text").await;
    assert_eq!(
        secure.headers[&name],
        "max-age=63072000; includeSubDomains; preload"
    );
    assert!(
        !browser(false)
            .get("/text")
            .await
            .headers
            .contains_key(&name)
    );
}

/// Every script of a page, as its opening tag.
fn scripts(answer: &Answer) -> Vec<&str> {
    let tags = answer.body.split("<script").skip(1);
    tags.map(|rest| rest.split('>').next().unwrap()).collect()
}

#[tokio::test]
async fn the_nonce_of_the_header_is_the_nonce_of_every_script() {
    let app = TestApp::detached();
    let mut seen = BTreeSet::new();
    for path in ["/", "/privacy", "/sign-in-failed?reason=declined"] {
        let answer = app.stranger().get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        let nonce = answer.nonce();
        assert!(nonce.len() >= 22, "128 random bits");
        assert!(seen.insert(nonce.to_owned()), "a nonce is used once");
        let scripts = scripts(&answer);
        assert!(!scripts.is_empty(), "{path}");
        for tag in scripts {
            assert!(
                tag.contains(&format!("nonce=\"{nonce}\"")),
                "{path}: <script{tag}>"
            );
        }
        // The policy would stop these.
        for inline in ["<style", " style=\"", " onclick=", "javascript:"] {
            assert!(!answer.body.contains(inline), "{path}: {inline}");
        }
    }
}

#[tokio::test]
async fn the_router_sets_the_headers_on_whatever_it_answers() {
    let app = TestApp::detached();
    app.add_package("migraine-pulse.js", "export default 1;");
    for (path, status, kept) in [
        ("/", StatusCode::OK, false),
        ("/history", StatusCode::SEE_OTHER, false),
        ("/auth/logout", StatusCode::METHOD_NOT_ALLOWED, false),
        ("/health/live", StatusCode::OK, false),
        ("/pkg/migraine-pulse.js", StatusCode::OK, true),
        ("/pkg/missing.js", StatusCode::NOT_FOUND, false),
    ] {
        let answer = app.stranger().get(path).await;
        assert_eq!(answer.status, status, "{path}");
        for (name, value) in ALWAYS {
            assert_eq!(answer.headers[name], value, "{path}");
        }
        let immutable = answer.headers[header::CACHE_CONTROL]
            .to_str()
            .unwrap()
            .contains("immutable");
        assert_eq!(immutable, kept, "{path}");
        assert!(!answer.headers.contains_key(header::SERVER), "{path}");
        assert!(
            !answer
                .headers
                .contains_key(header::STRICT_TRANSPORT_SECURITY)
        );
    }
}

#[tokio::test]
async fn forms_may_lead_to_the_configured_provider() {
    let app = TestApp::detached_with(&[
        variable("SERVER__PUBLIC_ORIGIN", "https://diary.example"),
        variable("IDENTITY__ISSUER", "https://id.example:8443/auth/v1"),
    ]);
    let answer = app.stranger().get("/").await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("form-action 'self' https://id.example:8443;"),
        "{policy}"
    );
    assert!(
        answer
            .headers
            .contains_key(header::STRICT_TRANSPORT_SECURITY)
    );
}
