//! Requests that another site forged are refused, for the whole application.
//!
//! Server functions check no origin, and cookies travel with forged requests, so this stands in
//! front of everything. Three rules, in this order:
//! 1. Another site may only send its visitor here: a top-level GET navigation. No frame, no script,
//!    no image, no form post.
//! 2. A request that changes something must say where it comes from: by `Sec-Fetch-Site`, or by an
//!    `Origin` that is exactly our public one (not whatever `Host` says). Only a request without a
//!    cookie may say nothing, since it can do nothing in anybody's name.
//! 3. The cross-site check of `tower-http`, which knows the public origin.
//!
//! A proxy in front has to forward `Origin` and the `Sec-Fetch-` headers unchanged.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header},
    middleware::{self, Next},
    response::IntoResponse,
};
use std::sync::Arc;
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

const SITE: &str = "sec-fetch-site";
const MODE: &str = "sec-fetch-mode";
const DESTINATION: &str = "sec-fetch-dest";

/// The public origin, as a browser writes it: `https://diary.example`, no trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicOrigin(Arc<str>);

impl PublicOrigin {
    /// Accepts scheme, host and port in the form that browsers send.
    ///
    /// # Errors
    /// [`ConfigError`] when no browser would ever send this as an origin.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let canonical = openidconnect::url::Url::parse(text)
            .map(|address| address.origin().ascii_serialization())
            .unwrap_or_default();
        if canonical != text {
            return Err(ConfigError::InvalidOriginUrlComponents {
                origin: text.to_owned(),
            });
        }
        CsrfLayer::new()
            .add_trusted_origin(text)
            .map(|_| Self(text.into()))
    }

    /// The origin itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Puts the three rules in front of everything in `router`.
pub fn protect(router: Router, origin: &PublicOrigin) -> Router {
    let check = CsrfLayer::new()
        .add_trusted_origin(origin.as_str())
        .expect("the public origin was accepted when it was parsed")
        .with_rejection_response(|_: ProtectionError| refusal());
    router.layer(check).layer(middleware::from_fn_with_state(
        origin.clone(),
        refuse_forged,
    ))
}

async fn refuse_forged(
    State(origin): State<PublicOrigin>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if acceptable(request.method(), request.headers(), &origin) {
        next.run(request).await
    } else {
        refusal()
    }
}

/// Whether the first two rules let a request pass.
#[must_use]
pub fn acceptable(method: &Method, headers: &HeaderMap, origin: &PublicOrigin) -> bool {
    let text = |name: &str| headers.get(name).map(HeaderValue::as_bytes);
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
    match (text(SITE), text(header::ORIGIN.as_str())) {
        (Some(b"same-origin" | b"none"), claimed) => {
            safe || claimed.is_none_or(|claimed| {
                // A page that hides its address sends `null`; then the browser's word has to do.
                claimed == origin.as_str().as_bytes() || claimed == b"null"
            })
        }
        (Some(_), _) => {
            [Method::GET, Method::HEAD].contains(method)
                && text(MODE) == Some(b"navigate")
                && text(DESTINATION) == Some(b"document")
        }
        (None, _) if safe => true,
        (None, Some(claimed)) => claimed == origin.as_str().as_bytes(),
        (None, None) => !headers.contains_key(header::COOKIE),
    }
}

fn refusal() -> Response<Body> {
    tracing::info!(
        code = "forged-request",
        "a request from another site was refused"
    );
    (
        StatusCode::FORBIDDEN,
        "This request came from another site and was refused. Please use the diary's own pages.",
    )
        .into_response()
}
