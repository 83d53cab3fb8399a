//! `/advice/food`: where tyramine is, who has to mind it, and how little is known beyond that.

use crate::{
    account::parts::PlainFrame,
    problem::Problem,
    text,
    ui::{ButtonLink, Glyph, Notice, NoticeKind, PageHeading, Table},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn FoodPage() -> impl IntoView {
    view! { <PlainFrame title=text!(advice.food_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let headings = vec![
        text!(advice.heading_group).to_owned(),
        text!(advice.heading_little).to_owned(),
        text!(advice.heading_some).to_owned(),
        text!(advice.heading_much).to_owned(),
    ];
    let rows = groups()
        .iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    Ok(view! {
        <PageHeading title=text!(advice.food_title) lead=text!(advice.food_lead) />
        <Notice kind=NoticeKind::Attention>
            <p>{text!(advice.food_maoi)}</p>
        </Notice>
        <p>{text!(advice.food_evidence)}</p>
        <div class="wrapping">
            <Table caption=text!(advice.food_caption) headings rows />
        </div>
        <p>{text!(advice.food_test)}</p>
        <div class="cluster">
            <ButtonLink href="/factors" glyph=Glyph::Plus>
                {text!(advice.factors_link)}
            </ButtonLink>
            <ButtonLink href="/advice" glyph=Glyph::Previous>
                {text!(advice.title)}
            </ButtonLink>
        </div>
        <p class="quiet small">{text!(advice.food_sources)}</p>
    }
    .into_any())
}

/// Ten groups of food: the group, then what of it holds little, some and much tyramine. Levels after
/// McCabe-Sellers et al. (J Food Compos Anal 2006;19:S58): fresh food holds little; ageing, curing,
/// fermenting and long storage raise it, and single products differ a hundredfold.
fn groups() -> [[&'static str; 4]; 10] {
    [
        [
            text!(advice.cheese),
            text!(advice.cheese_little),
            text!(advice.cheese_some),
            text!(advice.cheese_much),
        ],
        [
            text!(advice.meat),
            text!(advice.meat_little),
            text!(advice.meat_some),
            text!(advice.meat_much),
        ],
        [
            text!(advice.fish),
            text!(advice.fish_little),
            text!(advice.fish_some),
            text!(advice.fish_much),
        ],
        [
            text!(advice.soy),
            text!(advice.soy_little),
            text!(advice.soy_some),
            text!(advice.soy_much),
        ],
        [
            text!(advice.vegetables),
            text!(advice.vegetables_little),
            text!(advice.vegetables_some),
            text!(advice.vegetables_much),
        ],
        [
            text!(advice.fruit),
            text!(advice.fruit_little),
            text!(advice.fruit_some),
            text!(advice.fruit_much),
        ],
        [
            text!(advice.bread),
            text!(advice.bread_little),
            text!(advice.bread_some),
            text!(advice.bread_much),
        ],
        [
            text!(advice.sauces),
            text!(advice.sauces_little),
            text!(advice.sauces_some),
            text!(advice.sauces_much),
        ],
        [
            text!(advice.drinks),
            text!(advice.drinks_little),
            text!(advice.drinks_some),
            text!(advice.drinks_much),
        ],
        [
            text!(advice.sweets),
            text!(advice.sweets_little),
            text!(advice.sweets_some),
            text!(advice.sweets_much),
        ],
    ]
}
