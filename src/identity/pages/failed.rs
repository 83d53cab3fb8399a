//! `/sign-in-failed`: one sentence that says why, and the way to try again.

use crate::{
    identity::model::{SIGN_IN_PATH, SignInFailure},
    text,
    ui::{MainArea, Notice, NoticeKind, PageHeading},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page after a sign-in that did not succeed.
#[component]
pub fn SignInFailedPage() -> impl IntoView {
    let reason = use_query_map()
        .read()
        .get("reason")
        .and_then(|code| SignInFailure::from_code(&code))
        .unwrap_or(SignInFailure::ProviderError);
    view! {
        <Title text=text!(identity.failed_title) />
        <MainArea>
            <PageHeading title=text!(identity.failed_title) />
            <Notice kind=NoticeKind::Attention>
                <p>{failure_text(reason)}</p>
            </Notice>
            <p class="cluster">
                <a class="button button-primary" href=SIGN_IN_PATH rel="external">
                    {text!(identity.try_again)}
                </a>
                <a class="button" href="/">
                    {text!(common.to_start)}
                </a>
            </p>
        </MainArea>
    }
}

/// The sentence that says why.
#[must_use]
pub fn failure_text(reason: SignInFailure) -> &'static str {
    match reason {
        SignInFailure::ProviderUnreachable => text!(identity.provider_unreachable),
        SignInFailure::ProviderMisconfigured => text!(identity.provider_misconfigured),
        SignInFailure::Declined => text!(identity.declined),
        SignInFailure::ProviderError => text!(identity.provider_error),
        SignInFailure::UnknownAttempt => text!(identity.unknown_attempt),
        SignInFailure::AttemptExpired => text!(identity.attempt_expired),
        SignInFailure::CodeRefused => text!(identity.code_refused),
        SignInFailure::AnswerUnreadable => text!(identity.answer_unreadable),
        SignInFailure::WrongIssuer => text!(identity.wrong_issuer),
        SignInFailure::WrongAudience => text!(identity.wrong_audience),
        SignInFailure::WrongNonce => text!(identity.wrong_nonce),
        SignInFailure::WrongSignature => text!(identity.wrong_signature),
        SignInFailure::TokenExpired => text!(identity.token_expired),
        SignInFailure::ClocksDisagree => text!(identity.clocks_disagree),
        SignInFailure::NotByOurPage => text!(identity.not_by_our_page),
        SignInFailure::ServiceTrouble => text!(identity.service_trouble),
    }
}
