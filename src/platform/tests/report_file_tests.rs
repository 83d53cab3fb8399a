//! The files as a browser asks for them.

use super::harness::TestApp;
use crate::{identity::tests::harness::Browser, platform::router::router};
use axum::http::StatusCode;

#[tokio::test]
async fn every_file_is_offered_to_its_patient_alone() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut patient = app.patient("anna").await;
    let page = patient.get("/report").await;
    assert_eq!(page.status, StatusCode::OK);
    for (address, media_type, begins) in [
        ("/report/report.pdf", "application/pdf", "%PDF-"),
        (
            "/report/report.csv",
            "text/csv; charset=utf-8",
            "part,name,",
        ),
        ("/report/report.json", "application/json", "{"),
        ("/report/fhir.json", "application/fhir+json", "{"),
    ] {
        assert!(
            page.body.contains(&format!("formaction=\"{address}\"")),
            "{address}"
        );
        let choices = "?span=3months&baseline=earliest&late=excluded&paper=letter";
        let file = patient.get(&format!("{address}{choices}")).await;
        assert_eq!(file.status, StatusCode::OK, "{address}");
        let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), media_type);
        assert_eq!(header("cache-control"), "no-store");
        assert!(header("content-disposition").starts_with("attachment; filename="));
        assert!(file.body.starts_with(begins), "{address}");
    }
    let mut stranger = Browser::new(router(app.state.clone()));
    let answer = stranger.get("/report/report.pdf").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_page_takes_any_choice() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut patient = app.patient("anna").await;
    for choices in [
        "",
        "?span=1x28&paper=letter",
        "?span=nonsense&late=%00",
        "?problem=internal",
    ] {
        let page = patient.get(&format!("/report{choices}")).await;
        assert_eq!(page.status, StatusCode::OK, "{choices}");
        assert!(page.body.contains("Headache diary report"), "{choices}");
    }
}
