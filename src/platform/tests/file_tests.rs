//! Files beside pages: they are answered on the same threads.

use super::harness::TestApp;
use axum::http::{HeaderValue, StatusCode, header};
use leptos::{context::provide_context, reactive::owner::Owner};
use leptos_axum::ResponseOptions;

/// Leptos leaves the owner of a page on the thread that rendered it. A file that was answered there took
/// the page's redirect away, and led whoever asked for the file to somebody else's entry.
#[tokio::test]
async fn a_file_takes_nothing_of_another_requests_answer() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    app.add_package("part.css", "p{}");
    // Making a router renders every page once, and leaves another owner on this thread: first of all, then.
    let mut stranger = app.stranger();
    let page = Owner::new_root(None);
    let answer = ResponseOptions::default();
    answer.set_status(StatusCode::SEE_OTHER);
    answer.insert_header(header::LOCATION, HeaderValue::from_static("/attacks/hers"));
    page.with(|| provide_context(answer.clone()));
    page.set();
    let file = stranger.get("/pkg/part.css").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(!file.headers.contains_key(header::LOCATION));
    // The page still has what it wanted to say.
    assert_eq!(answer.0.read().unwrap().status, Some(StatusCode::SEE_OTHER));
}
