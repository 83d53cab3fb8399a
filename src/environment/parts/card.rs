//! The card "Around you" on the start page. It is rendered on the server into the document: the browser
//! knows nothing about it.

use super::{Curve, FaultNotices, change_text, indicator_text, reading_text, source_text};
use crate::{
    environment::model::{AroundView, FeedView, Indicator, IndicatorView},
    text,
    ui::{ButtonLink, Glyph},
};
use leptos::prelude::*;

/// The card as markup.
#[must_use]
pub fn card_markup(view: AroundView) -> String {
    card(view).to_html()
}

fn card(view: AroundView) -> AnyView {
    let units = view.units;
    let demo = view
        .has_demo
        .then(|| view! { <p class="quiet">{text!(environment.demo)}</p> });
    let notices = (view.unseen > 0).then(|| {
        view! {
            <a class="button" rel="external" href="/around/notices">
                {text!(environment.notices_new, count = view.unseen)}
            </a>
        }
    });
    let typed = view
        .typed
        .first()
        .filter(|_| view.is_typed)
        .map(|(at, value)| {
            let value = super::value_text(
                crate::environment::model::Quantity::SeaLevelPressure,
                *value,
                units,
            );
            view! {
                <p>
                    <strong>{value}</strong>
                    " "
                    <span class="quiet small">{at.text()}</span>
                </p>
            }
        });
    let no_place = (view.place.is_empty() && !view.is_typed).then(|| {
        view! {
            <p class="quiet">{text!(environment.no_place)}</p>
            <ButtonLink attr:rel="external" href="/around/places" glyph=Glyph::Plus>
                {text!(environment.add_place)}
            </ButtonLink>
        }
    });
    let place =
        (!view.place.is_empty()).then(|| view! { <p class="quiet">{view.place.clone()}</p> });
    let curve = view
        .indicators
        .iter()
        .find(|indicator| indicator.indicator == Indicator::Pressure && indicator.curve.len() > 1)
        .map(|indicator| {
            let points = indicator.curve.clone();
            view! { <Curve quantity=indicator.curve_quantity points units with_table=false /> }
        });
    let lines = view
        .indicators
        .iter()
        .filter(|indicator| indicator.indicator != Indicator::Wind)
        .map(|indicator| line(indicator, units))
        .collect_view();
    let mut faults: Vec<FeedView> = Vec::new();
    for fault in view
        .indicators
        .iter()
        .flat_map(|indicator| &indicator.faults)
    {
        // One sentence for each provider is enough here.
        let is_told = faults
            .iter()
            .any(|told| told.feed.provider() == fault.feed.provider());
        if !is_told {
            faults.push(fault.clone());
        }
    }
    view! {
        <section class="card" aria-labelledby="around-you">
            <h2 id="around-you" class="card-title">
                {text!(environment.card_title)}
            </h2>
            {place}
            {demo}
            {no_place}
            {typed}
            {curve}
            <dl class="facts">{lines}</dl>
            <FaultNotices faults />
            <div class="cluster">
                {notices}
                <a class="button button-quiet" rel="external" href="/around">
                    {text!(environment.details_link)}
                </a>
            </div>
        </section>
    }
    .into_any()
}

fn line(indicator: &IndicatorView, units: crate::daily::model::units::Units) -> AnyView {
    let shown = indicator
        .readings
        .iter()
        .find(|reading| reading.quantity == indicator.curve_quantity)
        .or_else(|| indicator.readings.first());
    let words = match shown {
        None => view! { <span class="quiet">{text!(environment.nothing_known)}</span> }.into_any(),
        Some(reading) => {
            let change = (indicator.indicator == Indicator::Pressure).then(|| {
                let words = change_text(indicator.curve_quantity, indicator.change, units);
                view! { <span>{format!(", {words}")}</span> }
            });
            view! {
                <strong>{reading_text(reading, units)}</strong>
                {change}
                <br />
                <span class="quiet small">{source_text(reading)}</span>
            }
            .into_any()
        }
    };
    let href = format!("/around/about/{}", indicator.indicator.code());
    view! {
        <dt>
            <a class="text-link" rel="external" href=href>
                {indicator_text(indicator.indicator)}
            </a>
        </dt>
        <dd>{words}</dd>
    }
    .into_any()
}
