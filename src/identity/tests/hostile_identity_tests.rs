//! Identities that are wrong in one respect each: refused, and nothing remains of them.

use super::{fake_provider::Lie, harness::App};
use crate::identity::model::SignInFailure;

async fn refused(lies: &[(Lie, SignInFailure)]) {
    let Some(app) = App::start().await else {
        return;
    };
    for (lie, reason) in lies {
        app.provider.set().lie = Some(*lie);
        let mut browser = app.browser();
        let answer = browser.sign_in(&app.provider, "/").await;
        assert_eq!(answer.failure(), *reason, "{lie:?}");
        assert_eq!(browser.who().await, None, "{lie:?}");
    }
    assert_eq!(
        app.traces().await,
        (0, 0),
        "no account, no session of a user"
    );
}

#[tokio::test]
async fn an_identity_for_somebody_else_is_refused() {
    refused(&[
        (Lie::WrongAudience, SignInFailure::WrongAudience),
        (Lie::ExtraAudience, SignInFailure::WrongAudience),
        (Lie::WrongParty, SignInFailure::WrongAudience),
        (Lie::WrongIssuer, SignInFailure::WrongIssuer),
    ])
    .await;
}

#[tokio::test]
async fn an_identity_from_another_sign_in_is_refused() {
    refused(&[
        (Lie::WrongNonce, SignInFailure::WrongNonce),
        (Lie::MissingNonce, SignInFailure::WrongNonce),
    ])
    .await;
}

#[tokio::test]
async fn an_identity_from_another_time_is_refused() {
    refused(&[
        (Lie::Expired, SignInFailure::TokenExpired),
        (Lie::IssuedInTheFuture, SignInFailure::ClocksDisagree),
        (Lie::IssuedLongAgo, SignInFailure::ClocksDisagree),
    ])
    .await;
}

#[tokio::test]
async fn an_identity_without_a_proof_is_refused() {
    refused(&[
        (Lie::NoAlgorithm, SignInFailure::WrongSignature),
        (Lie::SharedPublicKey, SignInFailure::WrongSignature),
        (Lie::SharedClientSecret, SignInFailure::WrongSignature),
        (Lie::UnknownKey, SignInFailure::WrongSignature),
        (Lie::ForeignKeyUnderKnownName, SignInFailure::WrongSignature),
        (Lie::ChangedAfterSigning, SignInFailure::WrongSignature),
        (Lie::WrongAccessTokenHash, SignInFailure::WrongSignature),
    ])
    .await;
}

#[tokio::test]
async fn an_answer_without_an_identity_is_refused() {
    refused(&[
        (Lie::NoIdentity, SignInFailure::AnswerUnreadable),
        (Lie::NoSubject, SignInFailure::AnswerUnreadable),
    ])
    .await;
}
