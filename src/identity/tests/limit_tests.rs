//! How many requests to the sign-in routes one network may make.

use crate::identity::server::limits::{Limits, network};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, Response, StatusCode, header::RETRY_AFTER},
    routing::get,
};
use std::net::{IpAddr, SocketAddr};
use tower::ServiceExt;

fn application(requests: u32) -> Router {
    Router::new()
        .route("/", get(|| async { "in" }))
        .layer(Limits::new(requests).layer())
}

async fn ask(application: &Router, peer: &str) -> Response<Body> {
    let mut request = Request::get("/").body(Body::empty()).unwrap();
    let address: IpAddr = peer.parse().unwrap();
    request
        .extensions_mut()
        .insert(ConnectInfo(SocketAddr::new(address, 50_000)));
    application.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_to_wait() {
    let application = application(3);
    for _ in 0..3 {
        assert_eq!(
            ask(&application, "192.0.2.1").await.status(),
            StatusCode::OK
        );
    }
    let refused = ask(&application, "192.0.2.1").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = refused.headers()[RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        (1..=300).contains(&wait),
        "one of three refills in five minutes: {wait}"
    );
    assert_eq!(
        ask(&application, "192.0.2.2").await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_forwarded_header_changes_nothing() {
    let application = application(1);
    for (number, expected) in [(1, StatusCode::OK), (2, StatusCode::TOO_MANY_REQUESTS)] {
        let mut request = Request::get("/")
            .header("x-forwarded-for", format!("198.51.100.{number}"))
            .header("forwarded", format!("for=198.51.100.{number}"))
            .body(Body::empty())
            .unwrap();
        let peer: SocketAddr = "192.0.2.1:50000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = application.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), expected);
    }
}

#[tokio::test]
async fn one_household_shares_its_allowance() {
    let application = application(1);
    assert_eq!(
        ask(&application, "2001:db8:1:2::1").await.status(),
        StatusCode::OK
    );
    let neighbour = ask(&application, "2001:db8:1:2:ffff::9").await;
    assert_eq!(neighbour.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        ask(&application, "2001:db8:1:3::1").await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn without_a_peer_address_nobody_gets_in() {
    let request = Request::get("/").body(Body::empty()).unwrap();
    let answer = application(1).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[test]
fn an_ipv4_address_in_disguise_counts_as_itself() {
    let disguised: IpAddr = "::ffff:192.0.2.1".parse().unwrap();
    assert_eq!(network(disguised), "192.0.2.1".parse::<IpAddr>().unwrap());
}
