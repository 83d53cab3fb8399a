//! `/advice`: habits and treatments that make attacks fewer, with how well that is known.

use crate::{
    account::parts::PlainFrame,
    problem::Problem,
    text,
    ui::{ButtonLink, Card, Glyph, PageHeading},
};
use leptos::prelude::*;

/// An advice: its title, what to do, how well it is known and by whom.
type Advice = [&'static str; 3];

/// The page.
#[component]
pub fn AdvicePage() -> impl IntoView {
    view! { <PlainFrame title=text!(advice.title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let cards = advice().map(card).collect_view();
    Ok(view! {
        <PageHeading title=text!(advice.title) lead=text!(advice.lead) />
        {cards}
        <div class="cluster">
            <ButtonLink href="/advice/food" glyph=Glyph::Edit>
                {text!(advice.food_link)}
            </ButtonLink>
            <ButtonLink href="/help" glyph=Glyph::Attention>
                {text!(advice.help_link)}
            </ButtonLink>
        </div>
        <p class="quiet small">{text!(advice.limits)}</p>
    }
    .into_any())
}

fn card([title, words, source]: Advice) -> impl IntoView {
    view! {
        <Card title=title>
            <p>{words}</p>
            <p class="quiet small">{source}</p>
        </Card>
    }
}

/// All of them, the habits first.
fn advice() -> impl Iterator<Item = Advice> {
    [
        [
            text!(advice.sleep_title),
            text!(advice.sleep_words),
            text!(advice.sleep_source),
        ],
        [
            text!(advice.exercise_title),
            text!(advice.exercise_words),
            text!(advice.exercise_source),
        ],
        [
            text!(advice.meals_title),
            text!(advice.meals_words),
            text!(advice.meals_source),
        ],
        [
            text!(advice.water_title),
            text!(advice.water_words),
            text!(advice.water_source),
        ],
        [
            text!(advice.caffeine_title),
            text!(advice.caffeine_words),
            text!(advice.caffeine_source),
        ],
        [
            text!(advice.stress_title),
            text!(advice.stress_words),
            text!(advice.stress_source),
        ],
        [
            text!(advice.diary_title),
            text!(advice.diary_words),
            text!(advice.diary_source),
        ],
        [
            text!(advice.early_title),
            text!(advice.early_words),
            text!(advice.early_source),
        ],
        [
            text!(advice.days_title),
            text!(advice.days_words),
            text!(advice.days_source),
        ],
        [
            text!(advice.preventive_title),
            text!(advice.preventive_words),
            text!(advice.preventive_source),
        ],
    ]
    .into_iter()
}
