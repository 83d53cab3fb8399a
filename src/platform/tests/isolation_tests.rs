//! What one patient can learn about another through the pages: not even that something exists.

use super::harness::TestApp;
use crate::{
    attacks::model::AttackView,
    identity::tests::harness::{Answer, Browser},
    problem::Problem,
};

const HERS: &str = "11111111-1111-4111-8111-111111111111";
const NOBODYS: &str = "22222222-2222-4222-8222-222222222222";

/// Server functions that take the id of an attack that must be there, with what else they need.
const ON_AN_ATTACK: [(&str, &[(&str, &str)]); 8] = [
    ("/api/attacks/load", &[]),
    ("/api/attacks/change", &[("change", "woke")]),
    (
        "/api/attacks/times",
        &[("onset", "2026-11-20T08:00"), ("end", "")],
    ),
    (
        "/api/attacks/medicine",
        &[("name", "Sumatriptan"), ("dose", "")],
    ),
    (
        "/api/attacks/aura",
        &[("kind", "visual"), ("minutes", "20")],
    ),
    ("/api/attacks/notes", &[("notes", "read this")]),
    ("/api/attacks/undo", &[]),
    ("/api/attacks/delete", &[]),
];

async fn begin(browser: &mut Browser, id: &str) {
    let answer = browser.post_form("/api/attacks/begin", &[("id", id)]).await;
    assert_eq!(answer.location(), format!("/attacks/{id}"));
}

async fn attack(browser: &mut Browser, id: &str) -> AttackView {
    let answer = browser.post_form("/api/attacks/load", &[("id", id)]).await;
    serde_json::from_str(&answer.body).unwrap()
}

/// The page without what differs from request to request: the nonce, and the id that was asked for.
fn comparable(page: &Answer, id: &str) -> String {
    page.body.replace(page.nonce(), "NONCE").replace(id, "ID")
}

#[tokio::test]
async fn an_attack_of_another_patient_looks_like_one_that_does_not_exist() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut anna = app.patient("anna").await;
    begin(&mut anna, HERS).await;
    let mut berta = app.patient("berta").await;
    let foreign = berta.get(&format!("/attacks/{HERS}")).await;
    let missing = berta.get(&format!("/attacks/{NOBODYS}")).await;
    assert_eq!(foreign.status, missing.status);
    assert_eq!(comparable(&foreign, HERS), comparable(&missing, NOBODYS));
    let own = anna.get(&format!("/attacks/{HERS}")).await;
    assert_ne!(
        comparable(&own, HERS),
        comparable(&foreign, HERS),
        "the comparison sees no difference at all"
    );
    for (path, more) in ON_AN_ATTACK {
        let mut answers = Vec::new();
        for id in [HERS, NOBODYS] {
            let fields = [&[("id", id)], more].concat();
            let answer = berta.post_form(path, &fields).await;
            let problem: Problem = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(problem, Problem::NotFound, "{path}");
            answers.push((answer.status, answer.body));
        }
        assert_eq!(answers[0], answers[1], "{path}");
    }
}

#[tokio::test]
async fn nothing_that_another_patient_sends_changes_an_attack() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut anna = app.patient("anna").await;
    begin(&mut anna, HERS).await;
    let before = attack(&mut anna, HERS).await;
    let mut berta = app.patient("berta").await;
    for (path, more) in ON_AN_ATTACK {
        let fields = [&[("id", HERS)], more].concat();
        berta.post_form(path, &fields).await;
    }
    berta
        .post_form("/api/attacks/restore", &[("id", HERS)])
        .await;
    assert_eq!(attack(&mut anna, HERS).await, before);
    // An id is a name within one diary: the same one in another diary is another attack.
    begin(&mut berta, HERS).await;
    berta
        .post_form("/api/attacks/notes", &[("id", HERS), ("notes", "mine")])
        .await;
    assert_eq!(attack(&mut anna, HERS).await, before);
}

#[tokio::test]
async fn a_patient_cannot_sign_another_out() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut anna = app.patient("anna").await;
    let mut berta = app.patient("berta").await;
    let settings = anna.post_form("/api/account/settings", &[]).await;
    let view: crate::account::model::SettingsView = serde_json::from_str(&settings.body).unwrap();
    let reference = &view.devices[0].reference;
    berta
        .post_form("/api/account/revoke", &[("reference", reference)])
        .await;
    berta.post_form("/api/account/revoke-others", &[]).await;
    assert!(anna.get("/settings").await.status.is_success());
    assert!(berta.get("/settings").await.status.is_success());
    anna.post_form("/api/account/revoke", &[("reference", reference)])
        .await;
    assert!(anna.get("/settings").await.status.is_redirection());
}
