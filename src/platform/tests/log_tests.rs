//! What is written down about a request.

use super::harness::TestApp;
use crate::platform::telemetry::lines;
use std::{
    io::Write,
    sync::{Arc, Mutex},
};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// A log that is kept in memory.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Page {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Page {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_log_line_says_what_was_asked_and_nothing_about_who() {
    let app = TestApp::detached();
    let page = Page::default();
    let subscriber = lines(EnvFilter::new("info"), page.clone());
    let guard = tracing::subscriber::set_default(subscriber);
    let mut stranger = app.stranger();
    stranger
        .cookies
        .insert("theme".to_owned(), "cookie-content".to_owned());
    let answer = stranger.get("/day/2026-11-20?words=thunderstorm").await;
    stranger
        .post_form("/api/attacks/begin", &[("id", "typed-content")])
        .await;
    stranger
        .get("/auth/callback?code=one-time&state=of-a-browser")
        .await;
    drop(guard);

    let log = page.text();
    for secret in [
        "thunderstorm",
        "2026-11-20\"",
        "/day/2026",
        "typed-content",
        "cookie-content",
        "one-time",
        "of-a-browser",
        "192.0.2.1",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    let id = answer.headers["x-request-id"].to_str().unwrap();
    let finished: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("every line is one JSON object"))
        .filter(|line: &serde_json::Value| line["message"] == "request finished")
        .collect();
    assert_eq!(finished.len(), 3, "{log}");
    let first = &finished[0];
    assert_eq!(first["span"]["request_id"], id);
    assert_eq!(first["route"], "/day/-");
    assert_eq!(first["method"], "GET");
    assert_eq!(first["status"], 303);
    assert!(first["milliseconds"].is_u64());
}
