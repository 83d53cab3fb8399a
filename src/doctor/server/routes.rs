//! The files of the report. What is chosen stands in the address, as on the page; nothing about health
//! does. They are made anew for each request and kept nowhere.

use super::{fhir::write_fhir, make_report, table::write_csv, write_pdf};
use crate::{
    account::server::{Visit, cookie},
    doctor::{
        model::{Report, ReportForm, ReportOptions},
        parts::sheet,
    },
    i18n::{parse_locale, provide_locale},
    platform::{ids::RecordId, state::AppState},
    problem::Problem,
    reports::server::Diary,
};
use axum::{
    Router,
    extract::{Query, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use leptos::reactive::owner::Owner;

/// The fields of the address.
type Fields = Query<Vec<(String, String)>>;

/// The routes of the report.
pub fn routes(_: &AppState) -> Router<AppState> {
    let file = |form: ReportForm| {
        get(
            move |State(state): State<AppState>, fields: Fields, parts: Parts| async move {
                answer(&state, &parts, &fields, form).await
            },
        )
    };
    Router::new()
        .route("/report/report.pdf", file(ReportForm::Pdf))
        .route("/report/report.csv", file(ReportForm::Csv))
        .route("/report/report.json", file(ReportForm::Json))
        .route("/report/fhir.json", file(ReportForm::Fhir))
}

async fn answer(
    state: &AppState,
    parts: &Parts,
    Query(fields): &Fields,
    form: ReportForm,
) -> Response {
    let options = ReportOptions::read(|name| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map(|(_, text)| text.as_str())
    });
    let work = async {
        let visit = Visit::from_parts(state, parts)?;
        let diary = Diary::open(&visit).await?;
        let report = make_report(&diary, options, visit.today(), visit.now);
        let language = cookie(&parts.headers, "locale").unwrap_or_default();
        write(form, &report, &diary, &visit, &language)
    };
    match work.await {
        Ok(bytes) => {
            let (media_type, name) = kind(form);
            let headers = [
                (header::CONTENT_TYPE, media_type.to_owned()),
                (header::CACHE_CONTROL, "no-store".to_owned()),
                (
                    header::CONTENT_DISPOSITION,
                    format!("attachment; filename=\"headache-report-{name}\""),
                ),
            ];
            (StatusCode::OK, headers, bytes).into_response()
        }
        Err(problem) => {
            Redirect::to(&format!("/report?problem={}", problem.code())).into_response()
        }
    }
}

/// Media type and end of the file's name.
const fn kind(form: ReportForm) -> (&'static str, &'static str) {
    match form {
        ReportForm::Pdf => ("application/pdf", "page.pdf"),
        ReportForm::Csv => ("text/csv; charset=utf-8", "numbers.csv"),
        ReportForm::Json => ("application/json", "numbers.json"),
        ReportForm::Fhir => ("application/fhir+json", "fhir.json"),
    }
}

fn write(
    form: ReportForm,
    report: &Report,
    diary: &Diary,
    visit: &Visit,
    language: &str,
) -> Result<Vec<u8>, Problem> {
    match form {
        ReportForm::Pdf => {
            let words = in_language(language, || sheet(report));
            write_pdf(&words, report.options.paper).map_err(|error| {
                tracing::error!(%error, "the report could not be written");
                Problem::Internal
            })
        }
        ReportForm::Csv => write_csv(report).map_err(|_| Problem::Internal),
        ReportForm::Json => serde_json::to_vec_pretty(report).map_err(|_| Problem::Internal),
        ReportForm::Fhir => {
            let id = RecordId::random(visit.state.entropy.as_ref()).to_string();
            write_fhir(report, diary, visit.now, &id).map_err(|_| Problem::Internal)
        }
    }
}

/// Runs `words` where texts come out in the language of a code.
fn in_language<T>(code: &str, words: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_locale(parse_locale(code));
        words()
    })
}
