//! `/crisis`: for whoever thinks of death or of hurting themselves. Warm words, a number to call, and the
//! way back. It is reached from the PHQ-9 and from the page of help, and it stays open to strangers.

use crate::{
    account::parts::PlainFrame,
    problem::Problem,
    safety::{
        api,
        model::{COUNTRIES, Country},
        parts::{EmergencyCall, country_text},
    },
    text,
    ui::{ButtonKind, ButtonLink, Card, Glyph, Notice, PageHeading, Table},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Lists lines in many countries; run by volunteers and kept up to date.
const DIRECTORY: &str = "findahelpline.com";

/// The page.
#[component]
pub fn CrisisPage() -> impl IntoView {
    let is_saved = use_query_map().read_untracked().get("saved").is_some();
    view! { <PlainFrame title=text!(safety.crisis_title) content=content(is_saved) /> }
}

async fn content(is_saved: bool) -> Result<AnyView, Problem> {
    let country = api::load_country().await;
    let saved = is_saved.then(|| {
        view! {
            <Notice>
                <p>{text!(safety.crisis_saved)}</p>
                <p>
                    <ButtonLink href="/scales/phq9" kind=ButtonKind::Quiet>
                        {text!(safety.crisis_back)}
                    </ButtonLink>
                </p>
            </Notice>
        }
    });
    Ok(view! {
        <PageHeading title=text!(safety.crisis_title) lead=text!(safety.crisis_lead) />
        <p>{text!(safety.crisis_words)}</p>
        <Line country />
        <Card title=text!(safety.crisis_danger_title) glyph=Glyph::Attention>
            <p>{text!(safety.crisis_danger_words)}</p>
            <EmergencyCall country />
        </Card>
        <Card title=text!(safety.crisis_near_title)>
            <p>{text!(safety.crisis_near_words)}</p>
        </Card>
        <Lines />
        {saved}
    }
    .into_any())
}

/// The line of the patient's country, or the ways to find one.
#[component]
fn Line(country: Option<&'static Country>) -> impl IntoView {
    let line = country.and_then(|country| country.crisis);
    let call = line.map(|(name, number)| {
        let dial: String = number.chars().filter(|sign| *sign != ' ').collect();
        view! {
            <p class="call">
                <ButtonLink href=format!("tel:{dial}") kind=ButtonKind::Primary>
                    {text!(safety.crisis_call, name = name, number = number)}
                </ButtonLink>
            </p>
        }
    });
    let words = if line.is_some() {
        text!(safety.crisis_line_words)
    } else {
        text!(safety.crisis_no_line)
    };
    view! {
        <Card title=text!(safety.crisis_line_title) glyph=Glyph::Attention>
            {call} <p>{words}</p> <p>
                <a class="text-link" href=format!("https://{DIRECTORY}") rel="external noreferrer">
                    {DIRECTORY}
                </a>
            </p>
        </Card>
    }
}

#[component]
fn Lines() -> impl IntoView {
    let rows = COUNTRIES
        .iter()
        .filter_map(|country| {
            let (name, number) = country.crisis?;
            Some(vec![
                country_text(country.code).to_owned(),
                name.to_owned(),
                number.to_owned(),
            ])
        })
        .collect();
    let headings = vec![
        text!(safety.country_heading).to_owned(),
        text!(safety.line_heading).to_owned(),
        text!(safety.number_heading).to_owned(),
    ];
    view! {
        <details class="disclosure">
            <summary>{text!(safety.lines_open)}</summary>
            <div class="wrapping">
                <Table caption=text!(safety.lines_caption) headings=headings rows=rows />
            </div>
        </details>
    }
}
