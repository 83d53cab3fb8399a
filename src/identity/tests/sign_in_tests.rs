//! Whole sign-ins against an honest provider, and answers that were not meant for this browser.

use super::harness::{App, Browser};
use crate::identity::model::SignInFailure;
use axum::http::{Method, StatusCode, header};
use jiff::SignedDuration;
use serde_json::json;

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_patient_signs_in_and_returns_to_the_page_that_was_asked_for() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    assert_eq!(browser.who().await, None);
    let answer = browser.sign_in(&app.provider, "/attacks?month=5").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/attacks?month=5");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    let first = browser.who().await.unwrap();
    let mut again = app.signed_in_browser().await;
    assert_eq!(
        again.who().await.unwrap(),
        first,
        "the same person has the same account"
    );
    app.provider.set().subject = "berta".to_owned();
    let mut other = app.signed_in_browser().await;
    assert_ne!(other.who().await.unwrap(), first);
    assert_eq!(app.traces().await, (2, 3));
}

#[tokio::test]
async fn a_foreign_return_address_leads_to_the_start_page() {
    let Some(app) = App::start().await else {
        return;
    };
    let answer = app.browser().sign_in(&app.provider, "//evil.example").await;
    assert_eq!(answer.location(), "/");
}

#[tokio::test]
async fn signing_in_gives_a_new_session_id_and_ends_the_old_one() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    let address = browser.begin("/").await;
    let planted = browser.clone();
    let pairs = app.provider.approve(&address);
    browser.come_back(&pairs).await;
    assert_ne!(browser.cookies, planted.cookies);
    let mut attacker = planted;
    assert_eq!(
        attacker.who().await,
        None,
        "an id from before the sign-in opens nothing"
    );
    assert!(browser.who().await.is_some());
}

#[tokio::test]
async fn the_next_person_inherits_nothing_from_the_session_of_the_last() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.signed_in_browser().await;
    let first = browser.who().await;
    assert_eq!(browser.get("/note").await.body, "");
    assert_ne!(browser.get("/note").await.body, "");
    app.provider.set().subject = "berta".to_owned();
    browser.sign_in(&app.provider, "/").await;
    assert_ne!(browser.who().await, first);
    assert_eq!(browser.get("/note").await.body, "");
    assert_eq!(
        app.traces().await,
        (2, 1),
        "the session of the last one has ended"
    );
}

#[tokio::test]
async fn public_files_are_served_without_asking_who_is_calling() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.signed_in_browser().await;
    assert_eq!(browser.get("/pkg/anybody").await.body, "false");
}

#[tokio::test]
async fn an_answer_works_once() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    let address = browser.begin("/").await;
    let pairs = app.provider.approve(&address);
    let mut twin: Browser = browser.clone();
    assert_eq!(browser.come_back(&pairs).await.location(), "/");
    assert_eq!(
        browser.come_back(&pairs).await.failure(),
        SignInFailure::UnknownAttempt
    );
    assert_eq!(
        twin.come_back(&pairs).await.failure(),
        SignInFailure::UnknownAttempt
    );
    assert!(
        browser.who().await.is_some(),
        "a replay does not sign anybody out"
    );
    assert_eq!(app.provider.set().token_requests, 1);
}

#[tokio::test]
async fn a_used_code_under_a_new_state_is_refused() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    let address = browser.begin("/").await;
    let used = app.provider.approve(&address);
    browser.come_back(&used).await;
    let mut thief = app.browser();
    let address = thief.begin("/").await;
    let mut pairs = app.provider.approve(&address);
    pairs[0] = used[0].clone();
    assert_eq!(
        thief.come_back(&pairs).await.failure(),
        SignInFailure::CodeRefused
    );
    assert_eq!(thief.who().await, None);
}

#[tokio::test]
async fn a_code_injected_from_another_sign_in_fails_its_proof() {
    let Some(app) = App::start().await else {
        return;
    };
    let (mut victim, mut attacker) = (app.browser(), app.browser());
    let stolen = app.provider.approve(&victim.begin("/").await);
    let mut pairs = app.provider.approve(&attacker.begin("/").await);
    pairs[0] = stolen[0].clone();
    assert_eq!(
        attacker.come_back(&pairs).await.failure(),
        SignInFailure::CodeRefused
    );
    assert_eq!(app.traces().await, (0, 0));
}

#[tokio::test]
async fn the_answer_of_another_browser_is_refused() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut attacker = app.browser();
    let pairs = app.provider.approve(&attacker.begin("/").await);
    let mut fresh = app.browser();
    assert_eq!(
        fresh.come_back(&pairs).await.failure(),
        SignInFailure::UnknownAttempt
    );
    let mut victim = app.browser();
    victim.begin("/").await;
    assert_eq!(
        victim.come_back(&pairs).await.failure(),
        SignInFailure::UnknownAttempt
    );
    assert_eq!(app.traces().await, (0, 0));
    assert_eq!(
        app.provider.set().token_requests,
        0,
        "the code was never redeemed"
    );
}

#[tokio::test]
async fn an_answer_without_its_parts_is_refused() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    let code = pair("code", "code-1");
    let nothing = browser.come_back(&[]).await;
    assert_eq!(nothing.failure(), SignInFailure::UnknownAttempt);
    let stateless = browser.come_back(std::slice::from_ref(&code)).await;
    assert_eq!(stateless.failure(), SignInFailure::UnknownAttempt);
    let pairs = app.provider.approve(&browser.begin("/").await);
    let doubled = [pairs.clone(), vec![pair("state", "x")]].concat();
    assert_eq!(
        browser.come_back(&doubled).await.failure(),
        SignInFailure::UnknownAttempt
    );
    let codeless = browser.come_back(&pairs[1..]).await;
    assert_eq!(codeless.failure(), SignInFailure::AnswerUnreadable);
    assert_eq!(app.traces().await, (0, 0));
}

#[tokio::test]
async fn an_answer_that_names_another_issuer_is_refused() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    let mut pairs = app.provider.approve(&browser.begin("/").await);
    pairs[2].1 = "https://evil.example".to_owned();
    assert_eq!(
        browser.come_back(&pairs).await.failure(),
        SignInFailure::WrongIssuer
    );
    assert_eq!(app.provider.set().token_requests, 0);
}

#[tokio::test]
async fn a_refusal_at_the_provider_is_told_apart_from_its_troubles() {
    let Some(app) = App::start().await else {
        return;
    };
    for (error, reason) in [
        ("access_denied", SignInFailure::Declined),
        (
            "temporarily_unavailable",
            SignInFailure::ProviderUnreachable,
        ),
        ("invalid_scope", SignInFailure::ProviderError),
        ("<script>alert(1)</script>", SignInFailure::ProviderError),
    ] {
        let mut browser = app.browser();
        let pairs = app.provider.approve(&browser.begin("/").await);
        let answer = browser
            .come_back(&[pairs[1].clone(), pair("error", error)])
            .await;
        assert_eq!(answer.failure(), reason);
        let again = browser.come_back(&pairs).await;
        assert_eq!(
            again.failure(),
            SignInFailure::UnknownAttempt,
            "the attempt is over"
        );
    }
}

#[tokio::test]
async fn a_sign_in_ends_after_ten_minutes() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    let pairs = app.provider.approve(&browser.begin("/").await);
    app.clock.advance(SignedDuration::from_secs(601));
    assert_eq!(
        browser.come_back(&pairs).await.failure(),
        SignInFailure::AttemptExpired
    );
    assert_eq!(app.traces().await, (0, 0));

    let mut signed_in = app.signed_in_browser().await;
    let pairs = app.provider.approve(&signed_in.begin("/").await);
    app.clock.advance(SignedDuration::from_secs(601));
    assert_eq!(
        signed_in.come_back(&pairs).await.failure(),
        SignInFailure::AttemptExpired
    );
    assert!(signed_in.who().await.is_some());
}

#[tokio::test]
async fn several_tabs_may_sign_in_at_once() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    let first = app.provider.approve(&browser.begin("/first").await);
    let second = app.provider.approve(&browser.begin("/second").await);
    let later: Vec<_> = {
        let mut addresses = Vec::new();
        for _ in 0..4 {
            addresses.push(browser.begin("/later").await);
        }
        addresses
    };
    assert_eq!(later.len(), 4);
    let forgotten = browser.come_back(&first).await;
    assert_eq!(
        forgotten.failure(),
        SignInFailure::UnknownAttempt,
        "the oldest of six made room"
    );
    assert_eq!(browser.come_back(&second).await.location(), "/second");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_clears_the_browser() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.signed_in_browser().await;
    let mut copy = browser.clone();
    let answer = browser.post("/auth/logout").await;
    assert_eq!(answer.location(), "/");
    assert_eq!(answer.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert_eq!(
        answer.cookie_headers(),
        [
            "migraine-pulse=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        ]
    );
    assert_eq!(
        copy.who().await,
        None,
        "a copied cookie is worth nothing either"
    );
    assert!(
        !copy.cookies.contains_key("migraine-pulse"),
        "a dead cookie is taken away"
    );
    assert_eq!(
        browser.post("/auth/logout").await.location(),
        "/",
        "twice does no harm"
    );
}

#[tokio::test]
async fn another_site_can_neither_sign_out_nor_in() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.signed_in_browser().await;
    let foreign = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let answer = browser
        .request(Method::POST, "/auth/logout", &foreign)
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(
        browser.get("/auth/logout").await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    let image = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "no-cors"),
    ];
    let answer = browser.request(Method::GET, "/auth/login", &image).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(browser.who().await.is_some());
}

#[tokio::test]
async fn a_stranger_is_served_where_strangers_are() {
    let Some(app) = App::start().await else {
        return;
    };
    let mut browser = app.browser();
    assert_eq!(browser.get("/anybody").await.body, "false");
    assert!(
        browser.cookies.is_empty(),
        "no cookie before somebody signs in"
    );
    browser.begin("/").await;
    assert_eq!(browser.get("/anybody").await.body, "false");
    assert_eq!(
        app.signed_in_browser().await.get("/anybody").await.body,
        "true"
    );
}

#[tokio::test]
async fn the_cookie_is_host_bound_over_https_and_plain_on_loopback() {
    let Some(loopback) = App::start().await else {
        return;
    };
    let answer = loopback.browser().get("/auth/login").await;
    let cookie = answer.cookie_headers()[0].to_owned();
    assert!(cookie.starts_with("migraine-pulse="));
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"));
    assert!(cookie.contains("Max-Age=1200"), "{cookie}");

    let app = App::start_at("https://diary.example").await.unwrap();
    let answer = app.browser().sign_in(&app.provider, "/").await;
    let cookie = answer.cookie_headers()[0].to_owned();
    assert!(cookie.starts_with("__Host-migraine-pulse="));
    for attribute in [
        "; Secure",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Path=/",
        "; Max-Age=2592000",
    ] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
}

#[tokio::test]
async fn an_address_is_kept_only_as_a_digest_and_only_when_it_is_verified() {
    let Some(app) = App::start().await else {
        return;
    };
    let find = |address: &'static str| {
        let identity = app.identity.clone();
        async move { identity.accounts().find_by_email(address).await.unwrap() }
    };
    app.provider.set().claims = json!({"email": "anna@example.org", "email_verified": false});
    app.signed_in_browser().await;
    assert_eq!(find("anna@example.org").await, None);
    app.provider.set().claims = json!({"email": "anna@example.org", "email_verified": true});
    app.signed_in_browser().await;
    assert!(find(" ANNA@example.org").await.is_some());
    app.provider.set().claims = json!({"email": "new@example.org", "email_verified": true});
    app.signed_in_browser().await;
    assert_eq!(find("anna@example.org").await, None);
    assert!(find("new@example.org").await.is_some());
    let dump = app.dump().await;
    assert!(!dump.contains("example.org") && !dump.contains("anna") && dump.contains("Another"));
}

#[tokio::test]
async fn an_address_may_come_with_the_user_information() {
    let Some(app) = App::start().await else {
        return;
    };
    {
        let mut provider = app.provider.set();
        provider.claims = json!({});
        provider.user_information =
            Some(json!({"sub": "anna", "email": "anna@example.org", "email_verified": true}));
    }
    app.signed_in_browser().await;
    let found = app
        .identity
        .accounts()
        .find_by_email("anna@example.org")
        .await;
    assert!(found.unwrap().is_some());
}

#[tokio::test]
async fn user_information_about_somebody_else_is_ignored() {
    let Some(app) = App::start().await else {
        return;
    };
    {
        let mut provider = app.provider.set();
        provider.claims = json!({});
        provider.user_information =
            Some(json!({"sub": "eve", "email": "anna@example.org", "email_verified": true}));
    }
    app.signed_in_browser().await;
    let found = app
        .identity
        .accounts()
        .find_by_email("anna@example.org")
        .await;
    assert_eq!(found.unwrap(), None);
}
