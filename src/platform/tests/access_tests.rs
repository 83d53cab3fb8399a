//! Who may ask what: every server function and every page, found from the tables that serve them.

use super::harness::TestApp;
use crate::{
    account::model::Frame,
    app::{App, PlainApp},
    identity::{
        model::{desk::DESK_PATH, sign_in_link},
        tests::harness::{Browser, ORIGIN},
    },
    problem::Problem,
};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;

const SOME_ID: &str = "3f6c1f1e-8a44-4d6e-9a0b-0d9f3c1b2a77";

/// Every argument that a server function has, with a value that it can read. A new argument belongs
/// here as well: without it the function refuses the arguments before it asks who is calling.
const ARGUMENTS: [(&str, &str); 16] = [
    ("id", SOME_ID),
    ("change", "woke"),
    ("onset", "2026-11-20T08:00"),
    ("end", ""),
    ("name", "Sumatriptan"),
    ("dose", "50 mg"),
    ("minutes_ago", "0"),
    ("kind", "visual"),
    ("minutes", "20"),
    ("notes", "quiet"),
    ("page", "1"),
    ("day", "2026-11-20"),
    ("month", "2026-11"),
    ("reference", "00"),
    ("theme", "paper"),
    ("zone", "Europe/Vienna"),
];

/// Server functions that answer strangers: with nothing, or with a cookie of their own browser.
const OPEN: [&str; 3] = [
    "/api/account/frame",
    "/api/account/theme",
    "/api/account/zone",
];

/// Pages for strangers.
const OPEN_PAGES: [&str; 8] = [
    "/",
    "/account-deleted",
    "/advice",
    "/advice/food",
    "/crisis",
    "/help",
    "/privacy",
    "/sign-in-failed",
];

/// Routes with forms that are not server functions.
const OTHER_FORMS: [&str; 4] = [
    "/import/upload",
    "/import/3f6c1f1e-8a44-4d6e-9a0b-0d9f3c1b2a77/mapping",
    "/import/3f6c1f1e-8a44-4d6e-9a0b-0d9f3c1b2a77/confirm",
    "/import/3f6c1f1e-8a44-4d6e-9a0b-0d9f3c1b2a77/cancel",
];

fn functions() -> Vec<&'static str> {
    let mut paths: Vec<_> = server_fn_paths().map(|(path, _)| path).collect();
    paths.sort_unstable();
    assert!(paths.len() >= 20, "the server functions were not found");
    paths
}

/// The page routes with something in the place of their parameters.
fn pages() -> Vec<String> {
    let pages: Vec<_> = generate_route_list(App)
        .into_iter()
        .chain(generate_route_list(PlainApp))
        .map(|listing| {
            let fill = |segment: &str| match segment {
                "{day}" => "2026-11-20".to_owned(),
                parameter if parameter.starts_with('{') => SOME_ID.to_owned(),
                fixed => fixed.to_owned(),
            };
            listing
                .path()
                .split('/')
                .map(fill)
                .collect::<Vec<_>>()
                .join("/")
        })
        .collect();
    assert!(pages.len() >= 10, "the pages were not found: {pages:?}");
    pages
}

#[test]
fn no_server_function_answers_a_link() {
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
    }
}

#[tokio::test]
async fn every_server_function_refuses_strangers() {
    let app = TestApp::detached();
    for path in functions() {
        let answer = app.stranger().post_form(path, &ARGUMENTS).await;
        if OPEN.contains(&path) {
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            continue;
        }
        assert_eq!(
            answer.status,
            StatusCode::UNAUTHORIZED,
            "{path}: {}",
            answer.body
        );
        let problem: Problem = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem, Problem::SignedOut, "{path}");
    }
}

#[tokio::test]
async fn what_strangers_get_is_nothing_or_a_cookie_of_their_own() {
    let app = TestApp::detached();
    let mut stranger = app.stranger();
    let answer = stranger.post_form("/api/account/frame", &[]).await;
    let frame: Frame = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(frame, Frame::default());
    assert!(answer.cookie_headers().is_empty());
    for (path, names) in [
        ("/api/account/theme", ["theme"].as_slice()),
        ("/api/account/zone", &["zone", "zone_chosen"]),
    ] {
        let answer = stranger.post_form(path, &ARGUMENTS).await;
        let set: Vec<_> = answer
            .cookie_headers()
            .iter()
            .filter_map(|cookie| cookie.split('=').next())
            .collect();
        assert_eq!(set, names, "{path}");
    }
}

#[tokio::test]
async fn a_patient_of_ours_is_served() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut patient = app.patient("anna").await;
    let answer = patient.post_form("/api/account/frame", &[]).await;
    let frame: Frame = serde_json::from_str(&answer.body).unwrap();
    assert!(frame.is_signed_in && !frame.is_degraded);
    for path in functions() {
        let answer = patient.clone().post_form(path, &ARGUMENTS).await;
        assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_ne!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

async fn forged(browser: &Browser, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let headers = [&form, headers].concat();
    let body = Body::from(format!("id={SOME_ID}&theme=paper"));
    let mut browser = browser.clone();
    browser
        .send(Method::POST, path, &headers, body)
        .await
        .status
}

#[tokio::test]
async fn every_form_refuses_another_site_even_with_a_valid_session() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let patient = app.patient("anna").await;
    let forms = functions()
        .into_iter()
        .chain(OTHER_FORMS)
        .chain(["/auth/logout"]);
    for path in forms {
        let attempts: [&[(&str, &str)]; 5] = [
            &[("origin", "https://evil.example")],
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[("origin", ORIGIN), ("sec-fetch-site", "same-site")],
            &[("origin", "null")],
            &[],
        ];
        for headers in attempts {
            let status = forged(&patient, path, headers).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
    }
    assert_eq!(patient.clone().get("/history").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_page_sends_strangers_to_the_sign_in_and_back() {
    let app = TestApp::detached();
    for page in pages() {
        let answer = app.stranger().get(&page).await;
        if OPEN_PAGES.contains(&page.as_str()) {
            assert_eq!(answer.status, StatusCode::OK, "{page}");
        } else if page == DESK_PATH {
            // Open to strangers where the provider is a Supabase project; here it is not.
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
            assert_eq!(answer.location(), sign_in_link(&page));
        }
    }
    let answer = app.stranger().get("/calendar?month=2026-11").await;
    assert_eq!(
        answer.location(),
        "/auth/login?return_to=/calendar%3Fmonth%3D2026-11"
    );
}

#[tokio::test]
async fn every_other_form_and_file_sends_strangers_to_the_sign_in() {
    let app = TestApp::detached();
    for path in OTHER_FORMS {
        let answer = app.stranger().post_form(path, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.location(), sign_in_link("/"), "{path}");
    }
    for path in ["/export/diary.csv", "/export/diary.json", "/no-such-page"] {
        let answer = app.stranger().get(path).await;
        assert_eq!(answer.location(), sign_in_link(path));
    }
}

#[tokio::test]
async fn a_form_of_a_stranger_without_a_script_leads_to_the_sign_in() {
    let app = TestApp::detached();
    let headers = [
        ("origin", ORIGIN),
        ("accept", "text/html"),
        ("referer", "http://127.0.0.1:3000/"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let body = Body::from(format!("id={SOME_ID}"));
    let mut stranger = app.stranger();
    let answer = stranger
        .send(Method::POST, "/api/attacks/begin", &headers, body)
        .await;
    assert!(answer.status.is_redirection());
    assert_eq!(answer.location(), "/auth/login");
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
}
