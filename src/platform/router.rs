//! The router: every route, and the layers that a request meets, from the outside in.
//!
//! 1. telemetry: the request id and one log line;
//! 2. headers: the nonce and the security headers;
//! 3. a panic becomes a plain 500;
//! 4. size and time limits;
//! 5. identity: forged requests are refused, the session is found, the caller is known;
//! 6. sign-in: whatever is not public needs a caller, and some parts one who signed in just now.

use super::{headers, health, state::AppState, telemetry};
use crate::{
    account::{parts::Submission, server::zone_name},
    app::{App, PlainApp, plain_shell, shell},
    doctor,
    identity::{
        model::{SIGN_OUT_PATH, renew_link, sign_in_link},
        server::{
            Caller,
            guard::{self, StepUp},
        },
    },
    medication,
    platform::request,
    transfer,
};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, RawForm, Request, State},
    http::{Method, StatusCode, Uri, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::{config::LeptosOptions, context::provide_context};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list,
    render_app_async_with_context,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};

/// Largest body of a form, in bytes: the longest notes, percent-encoded, with room to spare. Routes
/// that take files have their own limit.
const FORM_LIMIT: usize = 256 * 1024;

/// The longest that a request may take.
const REQUEST_TIME: std::time::Duration = std::time::Duration::from_secs(30);

/// The whole application as a router.
pub fn router(state: AppState) -> Router {
    let context = request::context(state.clone());
    let render_context = {
        let context = context.clone();
        move || {
            context();
            // Leptos answers files under whatever owner this thread held last, and would hand the status
            // and the address of another request's redirect to a file; with options of its own it cannot.
            provide_context(ResponseOptions::default());
        }
    };
    let options = state.leptos_options.clone();
    let pages = generate_route_list(App);
    let plain_pages = generate_route_list(PlainApp);
    let render_plain = render_app_async_with_context(context.clone(), {
        let options = options.clone();
        move || plain_shell(options.clone())
    });
    let forms = form_routes(&plain_pages, &context, &options);
    let application: Router<()> = Router::<AppState>::new()
        .leptos_routes_with_context(&state, pages, context.clone(), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .leptos_routes_with_handler(plain_pages, render_plain)
        .merge(forms)
        .merge(doctor::server::routes(&state))
        .merge(transfer::server::routes(&state))
        .merge(medication::server::routes(&state))
        .fallback(leptos_axum::file_and_error_handler_with_context::<
            AppState,
            _,
        >(render_context, plain_shell))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            refresh_patterns,
        ))
        .layer(middleware::from_fn_with_state(state.clone(), tend_keys))
        .layer(middleware::from_fn_with_state(
            (state.identity.clone(), FRESH_PARTS),
            guard::require_fresh_sign_in,
        ))
        .layer(middleware::from_fn(require_sign_in))
        .with_state(state.clone());
    let sign_in = state
        .identity
        .router()
        .layer(middleware::from_fn_with_state(state.clone(), forget_keys));
    let application = application.merge(sign_in);
    surround(application, state)
}

/// A plain page also takes the forms that it shows: they are sent to its own address, and the page
/// finds their fields in its context.
fn form_routes(
    pages: &[AxumRouteListing],
    context: &(impl Fn() + Clone + Send + Sync + 'static),
    options: &LeptosOptions,
) -> Router<AppState> {
    pages.iter().fold(Router::new(), |router, page| {
        let (context, options) = (context.clone(), options.clone());
        let submit = move |parts: Parts, RawForm(body): RawForm| {
            let submission = Submission::read(&body);
            let context = context.clone();
            let options = options.clone();
            let render = render_app_async_with_context(
                move || {
                    context();
                    provide_context(submission.clone());
                },
                move || plain_shell(options.clone()),
            );
            render(Request::from_parts(parts, Body::empty()))
        };
        router.route(page.path(), post(submit))
    })
}

/// Puts the layers around `application`, and the health routes beside it.
pub(super) fn surround(application: Router, state: AppState) -> Router {
    let secure = state.config.server.public_origin.starts_with("https://");
    let policy = headers::Policy {
        secure,
        issuer_origin: origin_of(&state.config.identity.issuer),
    };
    state
        .identity
        .protect(application)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            REQUEST_TIME,
        ))
        .merge(
            Router::new()
                .route("/health/live", get(health::live))
                .route("/health/ready", get(health::ready))
                .with_state(state),
        )
        .layer(CatchPanicLayer::custom(plain_failure))
        .layer(middleware::from_fn_with_state(policy, headers::protect))
        .layer(middleware::from_fn(telemetry::trace))
}

/// What a panic looks like from outside. Its message may quote what a patient wrote, so it stays out
/// of the answer and of the log; the process writes it to standard error.
fn plain_failure(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!(code = "panic", "a request ended in a panic");
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong on our side. Please try again.",
    )
        .into_response()
}

/// Drops a patient's keys from memory when they sign out.
async fn forget_keys(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let leaving = (request.uri().path() == SIGN_OUT_PATH)
        .then(|| request.extensions().get::<Caller>().map(Caller::user_id))
        .flatten();
    let response = next.run(request).await;
    if let Some(user) = leaving {
        state.runs.forget(user);
        state.store.forget(user);
    }
    response
}

/// Server functions that are sent like a form but only read.
const READING: [&str; 6] = [
    "/api/account/frame",
    "/api/account/settings",
    "/api/attacks/today",
    "/api/attacks/load",
    "/api/attacks/history",
    "/api/transfer/look",
];

/// Something may have been saved: what is found in the diary is brought up to date in the background,
/// after the answer.
async fn refresh_patterns(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let may_save = request.method() == Method::POST && !READING.contains(&request.uri().path());
    let saver = request.extensions().get::<Caller>().map(Caller::user_id);
    let saver = saver.filter(|_| may_save);
    let zone = saver.map(|_| zone_name(request.headers()));
    let response = next.run(request).await;
    let status = response.status();
    if let (Some(user), Some(zone)) = (saver, zone)
        && (status.is_success() || status.is_redirection())
    {
        state.runs.saved(&state, user, &zone);
    }
    response
}

/// Somebody whose keys are open is here: once a day what is due to their keys is done, after the answer.
async fn tend_keys(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>();
    let visitor = caller
        .filter(|caller| caller.opens_diary())
        .map(Caller::user_id);
    let response = next.run(request).await;
    if let Some(user) = visitor {
        state.tending.visited(user);
    }
    response
}

/// Pages that a stranger may see; everything else needs a caller.
const PUBLIC_PAGES: [&str; 9] = [
    "/",
    "/account-deleted",
    "/advice",
    "/advice/food",
    "/crisis",
    "/help",
    "/oauth/consent",
    "/privacy",
    "/sign-in-failed",
];

/// What cannot be undone or leaves the house: asks for a sign-in of the last ten minutes.
const FRESH_PARTS: &[StepUp] = &[
    StepUp {
        prefix: "/export/",
        page: "/export",
    },
    StepUp {
        prefix: "/settings/delete",
        page: "/settings/delete",
    },
    StepUp {
        prefix: "/settings/keys/replace",
        page: "/settings/keys/replace",
    },
    StepUp {
        prefix: "/settings/keys/nights",
        page: "/settings/keys/nights",
    },
];

/// Sends strangers to the sign-in, and from there back to the page that they asked for; likewise whoever
/// signed in so long ago that the keys of their diary are lent no more. Server functions refuse on their
/// own, with a code that the page understands.
async fn require_sign_in(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let caller = request.extensions().get::<Caller>();
    let is_closed = caller.is_some_and(|caller| !caller.opens_diary());
    let is_open = (PUBLIC_PAGES.contains(&path) && !(is_closed && path == "/"))
        || path.starts_with("/api/")
        || path.starts_with("/pkg/")
        || is_public_file(path);
    let is_form = request.method() != Method::GET;
    // Before the keys are lent no more, and without a question where the provider can.
    if caller.is_some_and(Caller::renews) && (!is_open || path == "/") {
        return Redirect::to(&renew_link(&path_and_query(request.uri()))).into_response();
    }
    // A form that comes too late is shown again with the reason: what was typed is not lost.
    if is_open || caller.is_some() && (is_form || !is_closed) {
        return next.run(request).await;
    }
    if is_form {
        Redirect::to(&sign_in_link("/")).into_response()
    } else {
        Redirect::to(&sign_in_link(&path_and_query(request.uri()))).into_response()
    }
}

/// Files of `public/` lie at the root and have an ending; pages have none.
fn is_public_file(path: &str) -> bool {
    let name = path.trim_start_matches('/');
    let known = ["ico", "svg", "png", "webmanifest", "txt", "js"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    (!name.contains('/') || name.starts_with("icons/"))
        && ending.is_some_and(|ending| known.contains(&ending))
}

fn path_and_query(uri: &Uri) -> String {
    uri.path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}

fn origin_of(address: &str) -> String {
    address
        .parse::<Uri>()
        .ok()
        .and_then(|uri| Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?)))
        .unwrap_or_default()
}
