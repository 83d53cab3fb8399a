//! What the desk remembers, what its addresses may name, and what errors mean, without a project.

use crate::identity::{
    model::desk::DeskFault,
    server::{
        desk_record::{Assurance, DeskSession, DeskSubject, DeskVisit, DeskVisits, SocialAttempt},
        supabase::refusal::{Body, Refusal},
    },
};

fn visit(name: &str) -> DeskVisit {
    DeskVisit::new(DeskSubject::Authorization(name.to_owned()), 1_000)
}

fn session(assurance: Assurance, has_factor: bool) -> DeskSession {
    DeskSession {
        access_token: "a token of anna".to_owned(),
        subject: "anna".to_owned(),
        assurance,
        confirmed_email: Some("anna@example.org".to_owned()),
        factors: Vec::new(),
        has_factor,
    }
}

#[test]
fn an_address_names_one_visit_in_plain_letters() {
    let read = DeskSubject::read;
    let long = "a".repeat(129);
    assert_eq!(
        read(Some("abc-1"), None),
        Some(DeskSubject::Authorization("abc-1".to_owned()))
    );
    assert_eq!(
        read(None, Some("abc")),
        Some(DeskSubject::Attempt("abc".to_owned()))
    );
    for (authorization, attempt) in [
        (None, None),
        (Some("a"), Some("b")),
        (Some(""), None),
        (Some("a b"), None),
        (Some("a/b"), None),
        (Some("a&b"), None),
        (Some("ä"), None),
        (None, Some("a\n")),
        (Some(long.as_str()), None),
    ] {
        assert_eq!(read(authorization, attempt), None, "{authorization:?}");
    }
}

#[test]
fn the_oldest_of_too_many_visits_makes_room() {
    let mut visits = DeskVisits::default();
    for name in ["first", "second", "third", "second", "fourth"] {
        visits.put(visit(name));
    }
    let mut has = |name: &str| {
        let subject = DeskSubject::Authorization(name.to_owned());
        visits.take(&subject).is_some()
    };
    assert!(!has("first"));
    assert!(has("second") && has("third") && has("fourth"));
    assert!(!has("second"), "taken out");
}

#[test]
fn only_the_right_value_finds_a_way_over_another_service() {
    let mut visits = DeskVisits::default();
    visits.put(DeskVisit {
        social: Some(SocialAttempt {
            check: "right".to_owned(),
            verifier: "v".to_owned(),
        }),
        ..visit("one")
    });
    visits.put(visit("two"));
    assert!(visits.take_social("").is_none());
    assert!(visits.take_social("wrong").is_none());
    assert!(visits.take_social("right").is_some());
    assert!(visits.take_social("right").is_none());
}

#[test]
fn a_second_factor_is_missing_only_for_whoever_has_one() {
    assert!(session(Assurance::One, true).needs_factor());
    assert!(!session(Assurance::Two, true).needs_factor());
    assert!(!session(Assurance::One, false).needs_factor());
}

#[test]
fn nothing_of_a_visit_is_printed() {
    let visit = DeskVisit {
        code_sent_to: Some("anna@example.org".to_owned()),
        session: Some(session(Assurance::One, true)),
        ..visit("authorization")
    };
    let printed = format!("{visit:?} {:?}", visit.session);
    assert!(!printed.contains("anna"), "{printed}");
}

#[test]
fn every_fault_has_a_code_of_its_own() {
    for fault in DeskFault::ALL {
        assert_eq!(DeskFault::from_code(fault.code()), Some(fault));
        let plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        assert!(fault.code().chars().all(plain));
    }
    assert_eq!(DeskFault::from_code("<script>"), None);
}

#[test]
fn errors_are_read_in_every_shape_that_they_come_in() {
    for (status, body, meaning) in [
        (
            400,
            r#"{"code":400,"error_code":"invalid_credentials","msg":"Invalid login credentials"}"#,
            Refusal::WrongPassword,
        ),
        (
            400,
            r#"{"code":"invalid_credentials","message":"Invalid login credentials"}"#,
            Refusal::WrongPassword,
        ),
        (
            403,
            r#"{"code":403,"error_code":"otp_expired","msg":"Token has expired or is invalid"}"#,
            Refusal::WrongCode,
        ),
        (
            422,
            r#"{"code":422,"error_code":"mfa_verification_failed","msg":"Invalid TOTP code entered"}"#,
            Refusal::WrongCode,
        ),
        (
            401,
            r#"{"message":"No API key found in request","hint":"No `apikey` request header"}"#,
            Refusal::Misconfigured,
        ),
        (429, "Too many requests", Refusal::TooMany),
        (
            403,
            r#"{"code":403,"error_code":"session_not_found","msg":"Session does not exist"}"#,
            Refusal::SessionGone,
        ),
        (404, "<html>", Refusal::Misconfigured),
        (
            500,
            r#"{"code":500,"error_code":"unexpected_failure","msg":"x"}"#,
            Refusal::Away,
        ),
        (502, "", Refusal::Away),
    ] {
        assert_eq!(
            Body::read(body.as_bytes()).meaning(status),
            meaning,
            "{status} {body}"
        );
    }
}
