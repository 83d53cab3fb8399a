//! Routes that carry files, and the forms around them. Plain HTML forms: they work without
//! JavaScript, and a file does not fit into a server function.

use super::{
    export::{write_csv, write_json},
    service,
};
use crate::{
    account::server::Visit,
    platform::{ids::RecordId, state::AppState},
    problem::Problem,
};
use axum::{
    Form, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

/// Room for the form around a file, in bytes.
const FORM_AROUND_FILE: usize = 64 * 1024;

/// Largest mapping form in bytes: 200 columns and 100 severities, with room to spare.
const MAPPING_LIMIT: usize = 256 * 1024;

/// The routes of the transfer.
pub fn routes(state: &AppState) -> Router<AppState> {
    let largest = state.config.import.max_bytes + FORM_AROUND_FILE;
    Router::new()
        .route(
            "/import/upload",
            post(upload).layer(DefaultBodyLimit::max(largest)),
        )
        .route(
            "/import/{id}/mapping",
            post(remap).layer(DefaultBodyLimit::max(MAPPING_LIMIT)),
        )
        .route("/import/{id}/confirm", post(confirm))
        .route("/import/{id}/cancel", post(cancel))
        .route("/export/diary.csv", get(export_csv))
        .route("/export/diary.json", get(export_json))
}

async fn upload(State(state): State<AppState>, parts: Parts, mut form: Multipart) -> Response {
    let visit = match Visit::from_parts(&state, &parts) {
        Ok(visit) => visit,
        Err(problem) => return refuse("/import", problem),
    };
    let mut file = None;
    loop {
        match form.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => match field.bytes().await {
                Ok(bytes) => file = Some(bytes),
                Err(_) => return refuse("/import", Problem::TooLarge),
            },
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(_) => return refuse("/import", Problem::TooLarge),
        }
    }
    let Some(bytes) = file.filter(|bytes| !bytes.is_empty()) else {
        return refuse("/import", Problem::Invalid);
    };
    if bytes.len() > state.config.import.max_bytes {
        return refuse("/import", Problem::TooLarge);
    }
    match service::bring(&visit, &bytes).await {
        Ok(id) => Redirect::to(&format!("/import/{id}")).into_response(),
        Err(problem) => refuse("/import", problem),
    }
}

async fn remap(
    State(state): State<AppState>,
    Path(id): Path<String>,
    parts: Parts,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let page = format!("/import/{id}");
    let work = async {
        let (visit, id) = addressed(&state, &parts, &id)?;
        service::remap(&visit, id, fields).await
    };
    answer(work.await, &page, &page)
}

async fn confirm(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    let page = format!("/import/{id}");
    let work = async {
        let (visit, id) = addressed(&state, &parts, &id)?;
        service::confirm(&visit, id).await
    };
    answer(work.await, &page, &page)
}

async fn cancel(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    let work = async {
        let (visit, id) = addressed(&state, &parts, &id)?;
        service::cancel(&visit, id).await
    };
    answer(work.await, "/import", "/import")
}

async fn export_csv(State(state): State<AppState>, parts: Parts) -> Response {
    download(
        &state,
        &parts,
        "text/csv; charset=utf-8",
        "diary.csv",
        |diary, _| write_csv(diary),
    )
    .await
}

async fn export_json(State(state): State<AppState>, parts: Parts) -> Response {
    download(&state, &parts, "application/json", "diary.json", write_json).await
}

async fn download(
    state: &AppState,
    parts: &Parts,
    media_type: &'static str,
    name: &str,
    write: impl FnOnce(
        &super::entry::Diary,
        jiff::Timestamp,
    ) -> Result<Vec<u8>, super::export::ExportError>,
) -> Response {
    let work = async {
        let visit = Visit::from_parts(state, parts)?;
        let diary = service::everything(&visit).await?;
        write(&diary, visit.now).map_err(|_| Problem::Internal)
    };
    match work.await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, media_type.to_owned()),
                (
                    header::CONTENT_DISPOSITION,
                    format!("attachment; filename=\"migraine-pulse-{name}\""),
                ),
            ];
            (StatusCode::OK, headers, bytes).into_response()
        }
        Err(problem) => refuse("/export", problem),
    }
}

fn addressed(state: &AppState, parts: &Parts, id: &str) -> Result<(Visit, RecordId), Problem> {
    let visit = Visit::from_parts(state, parts)?;
    let id = RecordId::parse(id).map_err(|_| Problem::NotFound)?;
    Ok((visit, id))
}

fn answer(outcome: Result<(), Problem>, done: &str, back: &str) -> Response {
    match outcome {
        Ok(()) => Redirect::to(done).into_response(),
        Err(problem) => refuse(back, problem),
    }
}

/// Back to the page, which says what happened.
fn refuse(page: &str, problem: Problem) -> Response {
    Redirect::to(&format!("{page}?problem={}", problem.code())).into_response()
}
