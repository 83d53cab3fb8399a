//! `/medicines/response`: what each medicine did, from the answers two hours later.

use super::lines::ResponseTable;
use crate::{
    account::parts::PlainFrame,
    medication::api,
    problem::Problem,
    text,
    ui::{ButtonKind, ButtonLink, PageHeading, PageLayout},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ResponsePage() -> impl IntoView {
    view! {
        <PlainFrame
            title=text!(medication.responses_title)
            layout=PageLayout::Wide
            content=content()
        />
    }
}

async fn content() -> Result<AnyView, Problem> {
    let responses = api::load_responses().await?;
    let empty = responses
        .is_empty()
        .then(|| view! { <p class="quiet">{text!(medication.responses_empty)}</p> });
    let tables = responses
        .into_iter()
        .map(|response| view! { <ResponseTable response /> })
        .collect_view();
    Ok(view! {
        <PageHeading
            title=text!(medication.responses_title)
            lead=text!(medication.responses_lead)
        />
        {empty}
        {tables}
        <p class="quiet">{text!(medication.responses_words)}</p>
        <p>
            <ButtonLink href="/medicines" kind=ButtonKind::Quiet>
                {text!(medication.to_cabinet)}
            </ButtonLink>
        </p>
    }
    .into_any())
}
