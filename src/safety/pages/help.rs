//! `/help`: when to seek help, always in reach, for strangers too.

use crate::{
    account::parts::PlainFrame,
    problem::Problem,
    safety::{
        api,
        model::{COUNTRIES, HelpView, NumberSource, REVIEWED, Sign, Urgency},
        parts::{EmergencyCall, country_text, sign_text, urgency_text, urgency_words},
    },
    text,
    ui::{ButtonLink, Card, Glyph, PageHeading, Section, Table},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn HelpPage() -> impl IntoView {
    view! { <PlainFrame title=text!(safety.help_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let help = api::load_help().await;
    let country = help.country;
    let levels = Urgency::ALL
        .iter()
        .map(|urgency| view! { <Level urgency=*urgency signs=help.signs.clone() /> })
        .collect_view();
    Ok(view! {
        <PageHeading title=text!(safety.help_title) lead=text!(safety.help_lead) />
        <Card title=text!(safety.call_title) glyph=Glyph::Attention>
            <EmergencyCall country />
        </Card>
        <Onward help />
        {levels}
        <Numbers />
        <p class="quiet small">{text!(safety.help_sources)}</p>
    }
    .into_any())
}

#[component]
fn Onward(help: HelpView) -> impl IntoView {
    let own = help.is_signed_in.then(|| {
        view! {
            <ButtonLink href="/help/check" glyph=Glyph::Check>
                {text!(safety.check_link)}
            </ButtonLink>
            <ButtonLink href="/settings/profile" glyph=Glyph::Settings>
                {text!(safety.country_link)}
            </ButtonLink>
        }
    });
    view! {
        <div class="cluster">
            {own} <ButtonLink href="/crisis" glyph=Glyph::Attention>
                {text!(safety.crisis_link)}
            </ButtonLink>
        </div>
    }
}

#[component]
fn Level(urgency: Urgency, signs: Vec<(Sign, Urgency)>) -> impl IntoView {
    let lines = signs
        .into_iter()
        .filter(|(_, level)| *level == urgency)
        .map(|(sign, _)| view! { <li>{sign_text(sign)}</li> })
        .collect_view();
    view! {
        <Section title=urgency_text(urgency) id=urgency.code()>
            <p>{urgency_words(urgency)}</p>
            <ul class="signs">{lines}</ul>
        </Section>
    }
}

/// Every number of the table, for travellers and for those who did not tell their country.
#[component]
fn Numbers() -> impl IntoView {
    let rows = COUNTRIES
        .iter()
        .map(|country| {
            let source = match country.source {
                NumberSource::European => text!(safety.source_eu),
                NumberSource::National => text!(safety.source_itu),
            };
            vec![
                country_text(country.code).to_owned(),
                country.numbers.join(", "),
                source.to_owned(),
            ]
        })
        .collect();
    let headings = vec![
        text!(safety.country_heading).to_owned(),
        text!(safety.number_heading).to_owned(),
        text!(safety.source_heading).to_owned(),
    ];
    view! {
        <details class="disclosure">
            <summary>{text!(safety.numbers_open)}</summary>
            <div class="wrapping">
                <Table caption=text!(safety.numbers_caption, month = REVIEWED) headings=headings rows=rows />
            </div>
        </details>
    }
}
