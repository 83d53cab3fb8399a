//! Requests that another site forged: every rule, both ways.

use crate::identity::server::origin::{PublicOrigin, acceptable, protect};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode},
    routing::any,
};
use tower::ServiceExt;

const OURS: &str = "https://diary.example";

/// Asks the whole protection, both our rules and the library's.
async fn passes(method: Method, headers: &[(&str, &str)]) -> bool {
    let origin = PublicOrigin::parse(OURS).unwrap();
    let router = protect(Router::new().route("/", any(|| async {})), &origin);
    let mut request = Request::builder()
        .method(method)
        .uri("/")
        .header("host", "evil.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let status = router.oneshot(request).await.unwrap().status();
    assert!(status == StatusCode::OK || status == StatusCode::FORBIDDEN);
    status == StatusCode::OK
}

#[tokio::test]
async fn our_own_pages_may_post() {
    let ours = ("origin", OURS);
    let cookie = ("cookie", "__Host-migraine-pulse=x");
    assert!(
        passes(
            Method::POST,
            &[ours, cookie, ("sec-fetch-site", "same-origin")]
        )
        .await
    );
    assert!(passes(Method::POST, &[ours, cookie]).await);
    assert!(passes(Method::POST, &[cookie, ("sec-fetch-site", "same-origin")]).await);
    assert!(passes(Method::POST, &[cookie, ("sec-fetch-site", "none")]).await);
    let hidden = ("origin", "null");
    assert!(
        passes(
            Method::POST,
            &[hidden, cookie, ("sec-fetch-site", "same-origin")]
        )
        .await
    );
}

#[tokio::test]
async fn another_site_may_not_post() {
    let cookie = ("cookie", "__Host-migraine-pulse=x");
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        for site in ["cross-site", "same-site", "nonsense"] {
            assert!(!passes(method.clone(), &[cookie, ("sec-fetch-site", site)]).await);
            let navigation = [
                ("sec-fetch-site", site),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "document"),
            ];
            assert!(!passes(method.clone(), &navigation).await);
        }
        for origin in ["https://evil.example", "null", "http://diary.example", ""] {
            assert!(
                !passes(method.clone(), &[cookie, ("origin", origin)]).await,
                "{origin}"
            );
        }
    }
}

#[tokio::test]
async fn an_origin_that_equals_the_host_header_is_not_enough() {
    assert!(!passes(Method::POST, &[("origin", "http://evil.example")]).await);
}

#[tokio::test]
async fn a_cookie_that_says_nothing_about_its_origin_is_refused() {
    assert!(!passes(Method::POST, &[("cookie", "a=b")]).await);
    assert!(
        passes(Method::POST, &[]).await,
        "a program without a cookie has no name to act in"
    );
    assert!(passes(Method::GET, &[("cookie", "a=b")]).await);
}

#[tokio::test]
async fn another_site_may_only_send_its_visitor() {
    let cross = ("sec-fetch-site", "cross-site");
    let navigate = ("sec-fetch-mode", "navigate");
    assert!(
        passes(
            Method::GET,
            &[cross, navigate, ("sec-fetch-dest", "document")]
        )
        .await
    );
    for destination in ["iframe", "embed", "object", "empty"] {
        assert!(
            !passes(
                Method::GET,
                &[cross, navigate, ("sec-fetch-dest", destination)]
            )
            .await
        );
    }
    for mode in ["cors", "no-cors", "same-origin", "websocket"] {
        let headers = [
            cross,
            ("sec-fetch-mode", mode),
            ("sec-fetch-dest", "document"),
        ];
        assert!(!passes(Method::GET, &headers).await);
    }
    assert!(!passes(Method::GET, &[cross]).await);
    assert!(!passes(Method::OPTIONS, &[cross, ("sec-fetch-mode", "cors")]).await);
}

#[test]
fn a_repeated_origin_header_does_not_help() {
    let mut headers = HeaderMap::new();
    let origin = HeaderName::from_static("origin");
    headers.append(
        origin.clone(),
        HeaderValue::from_static("https://evil.example"),
    );
    headers.append(origin, HeaderValue::from_static(OURS));
    let ours = PublicOrigin::parse(OURS).unwrap();
    assert!(!acceptable(&Method::POST, &headers, &ours));
}

#[test]
fn only_an_origin_that_a_browser_would_send_is_accepted() {
    for text in [
        OURS,
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
        "http://localhost:3000",
    ] {
        assert!(PublicOrigin::parse(text).is_ok(), "{text}");
    }
    let refused = [
        "https://diary.example/",
        "https://diary.example:443",
        "https://Diary.example",
        "https://diary.example/app",
        "diary.example",
        "ftp://diary.example",
        "file:///",
        "null",
        "",
    ];
    for text in refused {
        assert!(PublicOrigin::parse(text).is_err(), "{text}");
    }
}
