//! Security headers of every answer, chosen by what the answer is.
//!
//! The set follows the OWASP secure headers and MDN Observatory advice: nothing is allowed that is
//! not ours, scripts need the nonce of their answer, and whatever a signed-in patient sees is never
//! stored. `Referrer-Policy` must let our own origin through: without it a plain form's redirect
//! back, and the browser's `Origin` on it, would be lost.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::nonce::Nonce;

/// What the headers depend on, from the configuration.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Whether patients reach us by HTTPS.
    pub secure: bool,
    /// The identity provider's origin: a form that ends in a sign-in is redirected there.
    pub issuer_origin: String,
}

/// Mints the nonce of this request, lets the request run, and sets the headers on its answer.
pub async fn protect(State(policy): State<Policy>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    let is_package = request.uri().path().starts_with("/pkg/");
    let may_ask_position = request.uri().path() == PLACES;
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let success = response.status().is_success();
    set(
        response.headers_mut(),
        &policy,
        &nonce,
        is_package && success,
    );
    if may_ask_position {
        let allowed = DENIED_INTERFACES.replace("geolocation=()", "geolocation=(self)");
        put(response.headers_mut(), PERMISSIONS, &allowed);
    }
    response
}

fn set(headers: &mut HeaderMap, policy: &Policy, nonce: &Nonce, is_package: bool) {
    let content_policy = if is_html(headers) {
        page_policy(nonce.as_inner(), &policy.issuer_origin)
    } else {
        "default-src 'none'; frame-ancestors 'none'".to_owned()
    };
    put(headers, header::CONTENT_SECURITY_POLICY, &content_policy);
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::X_FRAME_OPTIONS, "DENY");
    put(headers, header::REFERRER_POLICY, "same-origin");
    put(headers, CROSS_ORIGIN_OPENER, "same-origin");
    put(headers, CROSS_ORIGIN_RESOURCE, "same-origin");
    put(headers, PERMISSIONS, DENIED_INTERFACES);
    if policy.secure {
        put(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains; preload",
        );
    }
    if is_package {
        // The file's name contains its hash.
        put(
            headers,
            header::CACHE_CONTROL,
            "public, max-age=31536000, immutable",
        );
    } else if !headers.contains_key(header::CACHE_CONTROL) {
        put(headers, header::CACHE_CONTROL, "no-store");
    }
}

/// The content policy of a page.
#[must_use]
pub fn page_policy(nonce: &str, issuer_origin: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self' {issuer_origin}; \
         base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
}

const CROSS_ORIGIN_OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const CROSS_ORIGIN_RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
/// The one page that may ask for the device's position, when the patient presses its button.
const PLACES: &str = "/around/places";
const DENIED_INTERFACES: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
     encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), \
     microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
     screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("text/html"))
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // Every value is made of our own configuration and a base64 nonce.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
