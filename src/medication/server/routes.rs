//! Routes that carry files: a photo of a pack on its way in, the reminders on their way out.

use super::{photo, reminders};
use crate::{
    account::{parts::Submission, server::Visit},
    app::plain_shell,
    attacks::model::UnknownCode,
    i18n::{Locale, parse_locale, td_string},
    medication::model::Fault,
    platform::{request, state::AppState},
    problem::Problem,
    reports::server::Diary,
};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Multipart, Query, Request, State},
    http::{HeaderValue, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::context::provide_context;
use std::collections::HashMap;

/// Room for the form around a photo, in bytes.
const FORM_AROUND_PHOTO: usize = 64 * 1024;

/// The page that shows what came of a photo.
const SCAN_PAGE: &str = "/medicines/scan";

/// The routes of medication.
pub fn routes(_: &AppState) -> Router<AppState> {
    Router::new()
        .route(
            "/medicines/scan/photo",
            post(scan).layer(DefaultBodyLimit::max(photo::LARGEST + FORM_AROUND_PHOTO)),
        )
        .route("/medicines/plans/reminders.ics", get(download_reminders))
}

/// Reads the photo and renders the scan page with what was found. It is rendered here instead of being led
/// to, because a code in an address would tell which medicine somebody has.
async fn scan(State(state): State<AppState>, parts: Parts, mut form: Multipart) -> Response {
    let read = match photo_of(&mut form).await {
        Ok(bytes) => {
            // Decoding is pure computation and takes up to a second.
            let reading = tokio::task::spawn_blocking(move || photo::read(&bytes));
            reading.await.unwrap_or(Err(Fault::PhotoUnreadable))
        }
        Err(fault) => Err(fault),
    };
    let fields = match &read {
        Ok(code) => vec![("do", "look"), ("from", "photo"), ("code", code.text())],
        Err(fault) => vec![("do", "photo"), ("fault", photo_fault_code(*fault))],
    };
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    render_scan_page(state, parts, Submission::read(body.as_bytes())).await
}

async fn photo_of(form: &mut Multipart) -> Result<Vec<u8>, Fault> {
    while let Some(field) = form.next_field().await.map_err(|_| Fault::PhotoTooLarge)? {
        if field.name() == Some("photo") {
            let bytes = field.bytes().await.map_err(|_| Fault::PhotoTooLarge)?;
            return Ok(bytes.to_vec());
        }
    }
    Err(Fault::PhotoMissing)
}

async fn render_scan_page(state: AppState, mut parts: Parts, found: Submission) -> Response {
    parts.uri = Uri::from_static(SCAN_PAGE);
    let context = request::context(state.clone());
    let render = leptos_axum::render_app_async_with_context(
        move || {
            context();
            provide_context(found.clone());
        },
        move || plain_shell(state.leptos_options.clone()),
    );
    render(Request::from_parts(parts, Body::empty())).await
}

/// The code of a photo's fault, for the form that carries it to the page.
const fn photo_fault_code(fault: Fault) -> &'static str {
    match fault {
        Fault::PhotoMissing => "missing",
        Fault::PhotoTooLarge => "too_large",
        Fault::PhotoWithoutCode => "without_code",
        Fault::PhotoOtherCode => "other_code",
        _ => "unreadable",
    }
}

/// Reads the code of a photo's fault.
///
/// # Errors
/// [`UnknownCode`] when it is none.
pub fn photo_fault(code: &str) -> Result<Fault, UnknownCode> {
    match code {
        "missing" => Ok(Fault::PhotoMissing),
        "too_large" => Ok(Fault::PhotoTooLarge),
        "without_code" => Ok(Fault::PhotoWithoutCode),
        "other_code" => Ok(Fault::PhotoOtherCode),
        "unreadable" => Ok(Fault::PhotoUnreadable),
        _ => Err(UnknownCode),
    }
}

async fn download_reminders(
    State(state): State<AppState>,
    Query(asked): Query<HashMap<String, String>>,
    parts: Parts,
) -> Response {
    let with_names = asked.get("names").is_some_and(|answer| answer == "yes");
    let language = crate::account::server::cookie(&parts.headers, "locale").unwrap_or_default();
    match reminder_file(&state, &parts, with_names, parse_locale(&language)).await {
        Ok(text) => {
            let headers = [
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("text/calendar; charset=utf-8"),
                ),
                (
                    header::CONTENT_DISPOSITION,
                    HeaderValue::from_static("attachment; filename=\"reminders.ics\""),
                ),
            ];
            (StatusCode::OK, headers, text).into_response()
        }
        Err(_) => Redirect::to("/medicines/plans").into_response(),
    }
}

async fn reminder_file(
    state: &AppState,
    parts: &Parts,
    with_names: bool,
    locale: Locale,
) -> Result<String, Problem> {
    let visit = Visit::from_parts(state, parts)?;
    let diary = Diary::open(&visit).await?;
    Ok(reminders::calendar(
        &diary.plans,
        td_string!(locale, medication.reminder_words),
        with_names,
        &visit.zone_name,
        &visit.zone,
        visit.now,
    ))
}
