//! `/scales`: what can be answered, and what was.

use crate::{
    account::parts::PlainFrame,
    problem::Problem,
    scales::{
        api,
        model::FormView,
        parts::{History, scale_about, scale_text, score_sentence},
    },
    text,
    ui::{ButtonLink, Card, Glyph, PageHeading},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ScalesPage() -> impl IntoView {
    view! { <PlainFrame title=text!(scales.title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let overview = api::load_overview().await?;
    let cards = overview
        .lines
        .into_iter()
        .map(|scale| view! { <ScaleCard scale /> })
        .collect_view();
    Ok(view! {
        <PageHeading title=text!(scales.title) lead=text!(scales.lead) />
        {cards}
    }
    .into_any())
}

#[component]
fn ScaleCard(scale: FormView) -> impl IntoView {
    let FormView {
        scale,
        history,
        is_due,
        ..
    } = scale;
    let href = format!("/scales/{}", scale.code());
    let latest = history.first().map(|line| {
        let sentence = score_sentence(scale, line);
        let result = format!("{href}/{}", line.id);
        view! {
            <p>
                <strong>{sentence}</strong>
                <br />
                <a class="text-link" href=result>
                    {line.day.long_text()}
                </a>
            </p>
        }
    });
    let due = is_due.then(|| view! { <p class="quiet">{text!(scales.due)}</p> });
    let chart =
        (history.len() > 1).then(|| view! { <History scale=scale lines=history.clone() /> });
    let action = if scale.is_typed() {
        text!(scales.type_in)
    } else {
        text!(scales.answer)
    };
    view! {
        <Card title=scale_text(scale)>
            <p class="quiet">{scale_about(scale)}</p>
            {latest}
            {due}
            {chart}
            <p>
                <ButtonLink href=href glyph=Glyph::Edit>
                    {action}
                    <span class="visually-hidden">{format!(": {}", scale_text(scale))}</span>
                </ButtonLink>
            </p>
        </Card>
    }
}
