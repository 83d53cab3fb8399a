//! Logs: one JSON object a line, with the request id and without anything about a patient.
//!
//! What is logged of a request: method, route family, status, milliseconds, id. Never the query, the
//! body, a cookie, an address in full or a record's content. A page's path is cut after its first two
//! segments, so that not even a random record id is written.

use axum::{extract::Request, http::HeaderValue, middleware::Next, response::Response};
use tracing::{Instrument, Subscriber};
use tracing_subscriber::{
    EnvFilter,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// Starts logging to standard output with `filter`, such as `info`.
///
/// # Errors
/// When the filter cannot be read or logging was already started.
pub fn start(filter: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // The queue would tell of each of its jobs.
    let filter = EnvFilter::try_new(filter)?.add_directive("graphile_worker=warn".parse()?);
    lines(filter, std::io::stdout).try_init()?;
    Ok(())
}

/// One JSON object a line, written to `writer`.
pub(super) fn lines<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let line = fmt::layer()
        .json()
        .flatten_event(true)
        .with_target(true)
        .with_writer(writer);
    tracing_subscriber::registry().with(filter).with(line)
}

/// The id of a request, minted here; a client's own id is not trusted.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Gives the request an id, logs its end, and tells the id to the client.
pub async fn trace(mut request: Request, next: Next) -> Response {
    #[expect(
        clippy::disallowed_methods,
        reason = "names a request, not a record, and nothing depends on it"
    )]
    let id = uuid::Uuid::new_v4().simple().to_string();
    let method = request.method().clone();
    let route = route_family(request.uri().path());
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", request_id = %id);
    let begun = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        tracing::info!(
            %method,
            route,
            status = response.status().as_u16(),
            milliseconds,
            "request finished"
        );
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// The first two segments of a path; whatever follows may name a record.
#[must_use]
pub fn route_family(path: &str) -> String {
    let known: Vec<&str> = path
        .split('/')
        .skip(1)
        .take(2)
        .map(|segment| {
            let looks_like_id =
                segment.len() >= 32 || segment.bytes().any(|byte| byte.is_ascii_digit());
            if looks_like_id { "-" } else { segment }
        })
        .collect();
    format!("/{}", known.join("/"))
}
