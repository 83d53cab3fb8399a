//! `/sign-in-failed`: one sentence that says why, and the way to try again.

use crate::{
    identity::model::{SIGN_IN_PATH, SignInFailure},
    text,
    ui::{ButtonKind, ButtonLink, MainArea, Notice, NoticeKind, PageHeading},
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
            {(reason == SignInFailure::KeysAway).then(|| view! { <KeysAway /> })}
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

/// What can be done without the key custodian, and what cannot.
#[component]
fn KeysAway() -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{text!(identity.keys_away_works)}</h2>
            <ul class="stack">
                <li>{text!(identity.keys_away_open)}</li>
                <li>
                    <ButtonLink attr:rel="external" href="/help" kind=ButtonKind::Quiet>
                        {text!(identity.keys_away_help)}
                    </ButtonLink>
                </li>
                <li>
                    <ButtonLink attr:rel="external" href="/advice" kind=ButtonKind::Quiet>
                        {text!(identity.keys_away_advice)}
                    </ButtonLink>
                </li>
            </ul>
            <h2>{text!(identity.keys_away_not)}</h2>
            <ul class="stack">
                <li>{text!(identity.keys_away_no_diary)}</li>
                <li>{text!(identity.keys_away_paper)}</li>
            </ul>
        </section>
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
        SignInFailure::KeysAway => text!(identity.keys_away),
        SignInFailure::KeysRefused => text!(identity.keys_refused),
        SignInFailure::ServiceTrouble => text!(identity.service_trouble),
    }
}
