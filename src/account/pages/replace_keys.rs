//! `/settings/keys/replace`: new keys for everything, for somebody who fears that the old ones are known.

use crate::{
    account::{
        api,
        parts::{PlainFrame, Submission, go_to},
    },
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, PageHeading, Section},
};
use leptos::prelude::*;

/// The page that asks.
#[component]
pub fn ReplaceKeysPage() -> impl IntoView {
    view! { <PlainFrame title=text!(account.replace_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    if Submission::here().is_some() {
        api::replace_keys().await?;
        return Ok(go_to("/settings/keys"));
    }
    Ok(view! {
        <PageHeading title=text!(account.replace_title) lead=text!(account.replace_lead) />
        <Section title=text!(account.replace_happens) id="happens">
            <p>{text!(account.replace_words)}</p>
            <p>{text!(account.replace_limits)}</p>
        </Section>
        <form method="post" action="/settings/keys/replace" class="stack">
            <div class="form-actions">
                <Button>{text!(account.replace_button)}</Button>
                <ButtonLink href="/settings/keys" kind=ButtonKind::Quiet>
                    {text!(common.cancel)}
                </ButtonLink>
            </div>
        </form>
    }
    .into_any())
}
