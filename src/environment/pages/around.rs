//! `/around`: everything that is known around the patient, with its age and source.

use super::attribution;
use crate::{
    account::parts::PlainFrame,
    environment::{
        api,
        model::{AroundView, FeedView, IndicatorView, Quantity},
        parts::{
            Curve, FaultNotices, Readings, change_text, feed_text, indicator_text, value_text,
        },
    },
    i18n::dates::duration_text,
    problem::Problem,
    text,
    ui::{ButtonLink, Card, Glyph, Notice, NoticeKind, PageHeading, Section, Table, TableLayout},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn AroundPage() -> impl IntoView {
    view! { <PlainFrame title=text!(environment.title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let view = api::load_around().await?;
    let lead = if view.place.is_empty() {
        text!(environment.lead).to_owned()
    } else {
        text!(environment.lead_place, place = view.place.clone())
    };
    let demo = view.has_demo.then(|| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{text!(environment.demo)}</p>
            </Notice>
        }
    });
    let units = view.units;
    let indicators = view
        .indicators
        .iter()
        .map(|indicator| indicator_card(indicator, &view))
        .collect_view();
    let no_place = (view.place.is_empty() && !view.is_typed).then(|| {
        view! {
            <Card title=text!(environment.no_place_title)>
                <p>{text!(environment.no_place)}</p>
            </Card>
        }
    });
    let typed = (view.is_typed && !view.typed.is_empty()).then(|| {
        let rows = view
            .typed
            .iter()
            .map(|(at, value)| {
                vec![
                    at.text(),
                    value_text(Quantity::SeaLevelPressure, *value, units),
                ]
            })
            .collect();
        let headings = vec![
            text!(environment.typed_when).to_owned(),
            text!(environment.typed_value).to_owned(),
        ];
        view! { <Table caption=text!(environment.typed_list) headings=headings rows=rows /> }
    });
    let warnings = (!view.warnings.is_empty()).then(|| {
        let lines = view
            .warnings
            .iter()
            .map(|(code, value)| {
                let words = match value {
                    Some(value) => {
                        text!(
                            environment.warning,
                            code = code.clone(),
                            value = value.to_string()
                        )
                    }
                    None => text!(environment.warning_plain, code = code.clone()),
                };
                view! { <li>{words}</li> }
            })
            .collect_view();
        view! {
            <Section title=text!(environment.warnings_title) id="warnings">
                <ul class="stack">{lines}</ul>
            </Section>
        }
    });
    let notices = if view.unseen > 0 {
        text!(environment.notices_new, count = view.unseen)
    } else {
        text!(environment.notices_link).to_owned()
    };
    Ok(view! {
        <PageHeading title=text!(environment.title) lead=lead />
        {demo}
        <nav class="link-columns" aria-label=text!(environment.title)>
            <ButtonLink href="/around/places" glyph=Glyph::Home>
                {text!(environment.places_link)}
            </ButtonLink>
            <ButtonLink href="/around/rules" glyph=Glyph::Edit>
                {text!(environment.rules_link)}
            </ButtonLink>
            <ButtonLink href="/around/notices" glyph=Glyph::Attention>
                {notices}
            </ButtonLink>
            <ButtonLink href="/around/backfill" glyph=Glyph::History>
                {text!(environment.backfill_link)}
            </ButtonLink>
            <ButtonLink href="/around/risk" glyph=Glyph::Clock>
                {text!(environment.risk_link)}
            </ButtonLink>
        </nav>
        {no_place}
        {typed}
        {indicators}
        {warnings}
        <Section title=text!(environment.sources_title) id="sources">{sources(&view)}</Section>
        <Section title=text!(environment.attribution_title) id="attribution">
            {attribution()}
        </Section>
    }
    .into_any())
}

fn indicator_card(indicator: &IndicatorView, view: &AroundView) -> AnyView {
    let units = view.units;
    let change = (!indicator.readings.is_empty()).then(|| {
        let words = change_text(indicator.curve_quantity, indicator.change, units);
        view! { <p>{words}</p> }
    });
    let curve = (!indicator.curve.is_empty()).then(|| {
        let points = indicator.curve.clone();
        view! { <Curve quantity=indicator.curve_quantity points units /> }
    });
    let href = format!("/around/about/{}", indicator.indicator.code());
    let name = indicator_text(indicator.indicator);
    let (readings, faults) = (indicator.readings.clone(), indicator.faults.clone());
    view! {
        <Card title=name>
            <Readings readings units />
            {change}
            {curve}
            <FaultNotices faults />
            <p>
                <a class="text-link" href=href>
                    {text!(environment.evidence_title)}
                    <span class="visually-hidden">{format!(": {name}")}</span>
                </a>
            </p>
        </Card>
    }
    .into_any()
}

/// How each source is doing.
fn sources(view: &AroundView) -> AnyView {
    if view.feeds.is_empty() {
        return view! { <p class="quiet">{text!(environment.nothing_known)}</p> }.into_any();
    }
    let rows = view.feeds.iter().map(source_row).collect();
    let headings = vec![
        text!(environment.source_heading).to_owned(),
        text!(environment.state_heading).to_owned(),
        text!(environment.last_heading).to_owned(),
    ];
    view! {
        <div class="wrapping">
            <Table
                caption=text!(environment.sources_caption)
                headings=headings
                rows=rows
                layout=TableLayout::Stacked
            />
        </div>
    }
    .into_any()
}

fn source_row(feed: &FeedView) -> Vec<String> {
    let source = feed_text(feed.feed);
    let state = if feed.fault.is_empty() {
        text!(environment.state_well).to_owned()
    } else if feed.is_demo {
        text!(environment.state_demo).to_owned()
    } else {
        text!(environment.not_reached, source = source)
    };
    let last = match (feed.last, feed.age_minutes) {
        (Some(moment), Some(age)) => format!("{} ({})", moment.text(), duration_text(age)),
        _ => text!(environment.state_never).to_owned(),
    };
    vec![source.to_owned(), state, last]
}
