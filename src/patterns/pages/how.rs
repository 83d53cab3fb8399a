//! `/insights/how`: how findings are made, the limits, and the self-check.

use crate::{
    account::parts::PlainFrame,
    patterns::{
        api::load_how,
        parts::{FreshnessLine, factor_text, percent_text},
        view::HowView,
    },
    problem::Problem,
    text,
    ui::{ButtonLink, Glyph, PageHeading, Section, Table},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn HowPage() -> impl IntoView {
    view! { <PlainFrame title=text!(patterns.how_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let view = load_how().await?;
    let controls = controls(&view);
    let version = view.engine.map(|version| {
        view! { <p class="quiet">{text!(patterns.engine_version, version = version)}</p> }
    });
    let freshness = view
        .freshness
        .map(|freshness| view! { <FreshnessLine freshness /> });
    Ok(view! {
        <PageHeading title=text!(patterns.how_title) lead=text!(patterns.how_lead) />
        <Section title=text!(patterns.how_days_title) id="days">
            <p>{text!(patterns.how_days)}</p>
            <p>{text!(patterns.how_missing)}</p>
        </Section>
        <Section title=text!(patterns.how_chance_title) id="chance">
            <p>{text!(patterns.how_chance)}</p>
            <p>{text!(patterns.how_early)}</p>
            <p>{text!(patterns.how_forecast)}</p>
        </Section>
        <Section title=text!(patterns.how_limits_title) id="limits">
            <p>{text!(patterns.how_limits)}</p>
            <p>{text!(patterns.wording)}</p>
        </Section>
        <Section title=text!(patterns.controls_title) id="controls">
            <p>{text!(patterns.controls_words)}</p>
            {controls}
            {version}
            {freshness}
        </Section>
        <div class="cluster">
            <ButtonLink href="/insights" glyph=Glyph::Previous>
                {text!(patterns.back_to_insights)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

fn controls(view: &HowView) -> AnyView {
    if view.controls.is_empty() {
        return view! { <p class="quiet">{text!(patterns.controls_none)}</p> }.into_any();
    }
    let rows = view
        .controls
        .iter()
        .map(|control| {
            let state = if control.alarm {
                text!(patterns.controls_yes)
            } else {
                text!(patterns.controls_no)
            };
            vec![
                factor_text(&control.factor, &view.names),
                format!("{} %", percent_text(control.posterior)),
                state.to_owned(),
            ]
        })
        .collect();
    let headings = [
        text!(patterns.controls_factor),
        text!(patterns.controls_chance),
        text!(patterns.controls_state),
    ];
    let headings = headings.map(str::to_owned).to_vec();
    view! { <Table caption=text!(patterns.controls_caption) headings rows /> }.into_any()
}
