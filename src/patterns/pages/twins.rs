//! `/attacks/:id/twins`: earlier attacks that began like this one, and what was the same.

use crate::{
    account::parts::PlainFrame,
    patterns::{
        api::load_twins,
        model::{SharedTrait, Twins},
        parts::{factor_text, percent_text},
        view::{Names, TwinsView},
    },
    problem::Problem,
    text,
    ui::{ButtonLink, DayShape, Glyph, PageHeading, RecordLink, RecordList, Section},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn TwinsPage() -> impl IntoView {
    let id = use_params_map().read_untracked().get("id");
    let content = content(id.unwrap_or_default());
    view! { <PlainFrame title=text!(patterns.twins_title) content /> }
}

async fn content(id: String) -> Result<AnyView, Problem> {
    let view = load_twins(&id).await?;
    let lead = text!(patterns.twins_lead, when = view.onset.text());
    let body = match &view.found {
        Some(found) if !view.twins.is_empty() => alike(&view, found),
        _ => view! { <p>{text!(patterns.twins_none)}</p> }.into_any(),
    };
    let back = format!("/attacks/{}", view.attack);
    Ok(view! {
        <PageHeading title=text!(patterns.twins_title) lead=lead />
        {body}
        <div class="cluster">
            <ButtonLink href=back glyph=Glyph::Previous>
                {text!(patterns.twins_back)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

fn alike(view: &TwinsView, found: &Twins) -> AnyView {
    let all = found.twins.len() + 1;
    let shared = found
        .shared
        .iter()
        .map(|shared| trait_line(shared, all, &view.names))
        .collect_view();
    let none = found
        .shared
        .is_empty()
        .then(|| view! { <p class="quiet">{text!(patterns.twins_shared_none)}</p> });
    let twins = view
        .twins
        .iter()
        .map(|twin| {
            view! {
                <RecordLink
                    href=twin.href.clone()
                    title=twin.day.long_text()
                    shape=DayShape::FilledSquare
                />
            }
        })
        .collect_view();
    view! {
        <Section title=text!(patterns.twins_shared) id="shared">
            {none}
            <ul class="signs">{shared}</ul>
            <p class="quiet">{text!(patterns.twins_words)}</p>
        </Section>
        <Section title=text!(patterns.twins_list) id="twins">
            <RecordList>{twins}</RecordList>
        </Section>
    }
    .into_any()
}

fn trait_line(shared: &SharedTrait, all: usize, names: &Names) -> AnyView {
    let name = factor_text(&shared.factor, names);
    let words = if shared.high {
        text!(patterns.twins_high, name = name)
    } else {
        text!(patterns.twins_low, name = name)
    };
    let usual = text!(
        patterns.twins_usual,
        attacks = shared.attacks,
        all = all,
        percent = percent_text(shared.usual_share)
    );
    view! {
        <li>
            {words}
            ". "
            <span class="quiet">{usual}</span>
        </li>
    }
    .into_any()
}
