//! Values with their sources, and what is said about sources that fail.

use super::{feed_text, quantity_text, reading_text, source_text};
use crate::{
    daily::model::units::Units,
    environment::model::{FeedView, ReadingView},
    i18n::dates::duration_text,
    text,
};
use leptos::prelude::*;

/// A list of values, each with source and age.
#[component]
pub fn Readings(
    /// The values.
    readings: Vec<ReadingView>,
    /// Units in which numbers are shown.
    units: Units,
) -> impl IntoView {
    if readings.is_empty() {
        return view! { <p class="quiet">{text!(environment.nothing_known)}</p> }.into_any();
    }
    let lines = readings
        .iter()
        .map(|reading| {
            view! {
                <dt>{quantity_text(reading.quantity)}</dt>
                <dd>
                    <strong>{reading_text(reading, units)}</strong>
                    <br />
                    <span class="quiet small">{source_text(reading)}</span>
                </dd>
            }
        })
        .collect_view();
    view! { <dl class="facts">{lines}</dl> }.into_any()
}

/// A sentence for each source that cannot be reached.
#[component]
pub fn FaultNotices(
    /// The sources.
    faults: Vec<FeedView>,
) -> impl IntoView {
    let lines = faults
        .iter()
        .filter(|feed| !feed.fault.is_empty())
        .map(|feed| view! { <li class="quiet">{fault_sentence(feed)}</li> })
        .collect_view();
    (!faults.is_empty()).then(|| view! { <ul class="stack">{lines}</ul> })
}

fn fault_sentence(feed: &FeedView) -> String {
    let source = feed_text(feed.feed);
    match (feed.last, feed.age_minutes) {
        (Some(moment), Some(age)) => text!(
            environment.not_reached_last,
            source = source,
            moment = moment.text(),
            age = duration_text(age)
        ),
        _ if feed.is_demo => text!(environment.not_reached_demo, source = source),
        _ => text!(environment.not_reached, source = source),
    }
}
