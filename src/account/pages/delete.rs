//! `/settings/delete`: erasing everything, after a word that has to be typed; and the page after it.

use crate::{
    account::{
        api,
        model::Farewell,
        parts::{PlainFrame, Submission, go_to},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, Glyph, Notice, NoticeKind, PageHeading, Section, TextField,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page that asks.
#[component]
pub fn DeletePage() -> impl IntoView {
    view! { <PlainFrame title=text!(account.delete_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let word = text!(account.delete_word);
    let sent = Submission::here();
    if let Some(form) = &sent
        && form.text("word").trim().to_lowercase() == word.to_lowercase()
    {
        return Ok(go_to(match api::delete_account().await? {
            Farewell::Complete => "/account-deleted",
            Farewell::ProviderLeft => "/account-deleted?provider=left",
        }));
    }
    let provider = if api::deletes_at_provider().await? {
        text!(account.delete_provider)
    } else {
        text!(account.delete_provider_stays)
    };
    let typed = sent
        .as_ref()
        .map(|form| form.text("word").to_owned())
        .unwrap_or_default();
    let fault = sent.map(|_| text!(account.delete_fault, word = word));
    Ok(view! {
        <PageHeading title=text!(account.delete_title) lead=text!(account.delete_lead) />
        <p>
            <ButtonLink href="/export" glyph=Glyph::Export>
                {text!(account.delete_export)}
            </ButtonLink>
        </p>
        <Section title=text!(account.delete_erases) id="erases">
            <p>{text!(account.delete_erases_words)}</p>
            <p>{provider}</p>
        </Section>
        <form method="post" action="/settings/delete" class="stack" novalidate>
            <TextField
                id="word"
                name="word"
                label=text!(account.delete_label, word = word)
                value=typed
                autocomplete="off"
                error=fault
            />
            <div class="form-actions">
                <Button>{text!(account.delete_button)}</Button>
                <ButtonLink href="/settings" kind=ButtonKind::Quiet>
                    {text!(common.cancel)}
                </ButtonLink>
            </div>
        </form>
    }
    .into_any())
}

/// The page afterwards, for somebody who is a stranger by then.
#[component]
pub fn DeletedPage() -> impl IntoView {
    let is_left = use_query_map().read_untracked().get("provider").is_some();
    view! { <PlainFrame title=text!(account.deleted_title) content=farewell(is_left) /> }
}

async fn farewell(is_left: bool) -> Result<AnyView, Problem> {
    let left = is_left.then(|| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{text!(account.deleted_provider_left)}</p>
            </Notice>
        }
    });
    Ok(view! {
        <PageHeading title=text!(account.deleted_title) lead=text!(account.deleted_words) />
        {left}
        <p>
            <ButtonLink href="/">{text!(common.to_start)}</ButtonLink>
        </p>
    }
    .into_any())
}
