//! `/around/about/:indicator`: one indicator in plain words, with its bands and what is known about it.

use super::{attribution, way_back};
use crate::{
    account::parts::PlainFrame,
    environment::{
        api,
        parts::{
            Curve, FaultNotices, Readings, change_text, indicator_about, indicator_evidence,
            indicator_text,
        },
    },
    problem::Problem,
    text,
    ui::{PageHeading, Section},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn IndicatorPage() -> impl IntoView {
    let code = use_params_map()
        .read_untracked()
        .get("indicator")
        .unwrap_or_default();
    view! { <PlainFrame title=text!(environment.title) content=content(code) /> }
}

async fn content(code: String) -> Result<AnyView, Problem> {
    let (indicator, view) = api::load_indicator(&code).await?;
    let units = view.units;
    let shown = view
        .indicators
        .into_iter()
        .find(|shown| shown.indicator == indicator);
    let shown = match shown {
        Some(shown) => {
            let change = change_text(shown.curve_quantity, shown.change, units);
            let change = (!shown.readings.is_empty()).then(|| view! { <p>{change}</p> });
            view! {
                <Section title=text!(environment.values_title) id="values">
                    <Readings readings=shown.readings units />
                    {change}
                    <FaultNotices faults=shown.faults />
                </Section>
                <Section title=text!(environment.curve_title) id="curve">
                    <Curve quantity=shown.curve_quantity points=shown.curve units />
                </Section>
            }
            .into_any()
        }
        None => view! { <p class="quiet">{text!(environment.no_place)}</p> }.into_any(),
    };
    let demo = view
        .has_demo
        .then(|| view! { <p class="quiet">{text!(environment.demo)}</p> });
    Ok(view! {
        <PageHeading title=indicator_text(indicator) lead=view.place />
        {demo}
        {shown}
        <Section title=text!(environment.bands_title) id="bands">
            <p>{indicator_about(indicator)}</p>
        </Section>
        <Section title=text!(environment.evidence_title) id="evidence">
            <p>{indicator_evidence(indicator)}</p>
        </Section>
        <Section title=text!(environment.attribution_title) id="attribution">
            {attribution()}
        </Section>
        {way_back()}
    }
    .into_any())
}
