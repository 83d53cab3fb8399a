//! What every request meets: limits, an id, a plain answer when something breaks, and addresses that
//! carry codes only.

use super::harness::TestApp;
use crate::{
    identity::tests::harness::{Browser, ORIGIN},
    platform::{router::surround, telemetry::route_family},
    problem::Problem,
};
use axum::{
    Router,
    body::Body,
    http::{Method, StatusCode, header},
    routing::get,
};
use leptos::server_fn::{codec::JsonEncoding, error::ServerFnUrlError};
use std::collections::BTreeSet;

const ID: &str = "3f6c1f1e-8a44-4d6e-9a0b-0d9f3c1b2a77";

#[tokio::test]
async fn a_form_may_be_long_but_not_endless() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut patient = app.patient("anna").await;
    patient.post_form("/api/attacks/begin", &[("id", ID)]).await;
    let longest_notes = "ü".repeat(4_000);
    let fields = [("id", ID), ("notes", &longest_notes)];
    let answer = patient.post_form("/api/attacks/notes", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = patient.get(&format!("/attacks/{ID}")).await;
    assert!(page.body.contains(&longest_notes));

    let endless = "x".repeat(256 * 1024);
    let fields = [("id", ID), ("notes", &endless)];
    let answer = patient.post_form("/api/attacks/notes", &fields).await;
    assert!(!answer.status.is_success());
    assert_eq!(answer.body, "\"invalid\"");
    let page = patient.get(&format!("/attacks/{ID}")).await;
    assert!(
        page.body.contains(&longest_notes),
        "the refused form changed nothing"
    );
}

#[tokio::test]
async fn a_file_may_be_as_large_as_the_configuration_says() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut patient = app.patient("anna").await;
    let largest = app.state.config.import.max_bytes;
    for (length, accepted) in [
        (300_000, true),
        (largest + 1, false),
        (largest + 100_000, false),
    ] {
        let line = "2026-01-02,1,5,0\n";
        let content = line.repeat(length / line.len() + 1);
        let body = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"d.csv\"\r\n\r\n{}\r\n--edge--\r\n",
            &content[..length]
        );
        let headers = [
            ("origin", ORIGIN),
            ("content-type", "multipart/form-data; boundary=edge"),
        ];
        let answer = patient
            .send(Method::POST, "/import/upload", &headers, Body::from(body))
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let refused = answer.location() == "/import?problem=too-large";
        assert_eq!(!refused, accepted, "{length}: {}", answer.location());
    }
}

#[tokio::test]
async fn a_panic_ends_in_a_plain_sentence() {
    async fn broken() -> &'static str {
        panic!("a patient's words in src/secret.rs")
    }
    let app = TestApp::detached();
    let router = Router::new().route("/broken", get(broken));
    let mut browser = Browser::new(surround(router, app.state.clone()));
    let answer = browser.get("/broken").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        answer.body,
        "Something went wrong on our side. Please try again."
    );
    for name in [
        "content-security-policy",
        "x-content-type-options",
        "x-request-id",
    ] {
        assert!(answer.headers.contains_key(name), "{name}");
    }
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn every_answer_has_an_id_that_the_sender_cannot_choose() {
    let app = TestApp::detached();
    let mut ids = BTreeSet::new();
    for path in [
        "/",
        "/history",
        "/health/live",
        "/no-such-file.png",
        "/auth/logout",
    ] {
        let headers = [("x-request-id", "mine"), ("sec-fetch-site", "none")];
        let answer = app.stranger().request(Method::GET, path, &headers).await;
        let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
        assert_eq!(id.len(), 32, "{path}");
        assert!(ids.insert(id));
    }
}

#[test]
fn a_route_family_names_no_record_and_no_day() {
    for (path, family) in [
        ("/", "/"),
        ("/history", "/history"),
        (
            "/attacks/3f6c1f1e-8a44-4d6e-9a0b-0d9f3c1b2a77",
            "/attacks/-",
        ),
        ("/day/2026-11-20", "/day/-"),
        (
            "/import/3f6c1f1e-8a44-4d6e-9a0b-0d9f3c1b2a77/mapping",
            "/import/-",
        ),
        ("/api/attacks/begin", "/api/attacks"),
        ("/health/ready", "/health/ready"),
    ] {
        assert_eq!(route_family(path), family);
    }
}

#[tokio::test]
async fn a_refused_form_leads_back_with_a_code_and_nothing_that_was_typed() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut patient = app.patient("anna").await;
    let headers = [
        ("origin", ORIGIN),
        ("accept", "text/html,application/xhtml+xml"),
        ("referer", "http://127.0.0.1:3000/attacks/x"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let body = Body::from(format!("id={ID}&notes=thunderstorm"));
    let answer = patient
        .send(Method::POST, "/api/attacks/notes", &headers, body)
        .await;
    assert!(answer.status.is_redirection());
    let address = openidconnect::url::Url::parse(answer.location()).unwrap();
    assert_eq!(address.path(), "/attacks/x");
    let pairs: Vec<_> = address.query_pairs().into_owned().collect();
    let names: Vec<_> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["__path", "__err"]);
    assert_eq!(pairs[0].1, "/api/attacks/notes");
    assert_eq!(
        ServerFnUrlError::<Problem>::decode_err(&pairs[1].1),
        Problem::NotFound
    );
}

#[test]
fn a_problem_in_an_address_is_its_code_alone() {
    use leptos::server_fn::Encodes;
    for problem in Problem::ALL {
        let encoded = <JsonEncoding as Encodes<Problem>>::encode(problem).unwrap();
        assert_eq!(&encoded[..], format!("\"{}\"", problem.code()).as_bytes());
        assert_eq!(Problem::parse(problem.code()), *problem);
        assert_eq!(problem.to_string(), problem.code());
    }
    assert_eq!(Problem::parse("<script>"), Problem::Internal);
}
