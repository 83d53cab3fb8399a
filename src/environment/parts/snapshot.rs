//! What was around at the hour of an attack.

use super::{difference_text, quantity_text, reading_text, source_text};
use crate::{
    environment::model::{Quantity, ReadingView, SnapshotView},
    text,
};
use leptos::prelude::*;

/// The same as markup, for a page that wakes up in the browser.
#[must_use]
pub fn snapshot_markup(view: SnapshotView) -> String {
    view! { <SnapshotPart view /> }.into_any().to_html()
}

/// The values of that hour.
#[component]
pub fn SnapshotPart(
    /// The snapshot.
    view: SnapshotView,
) -> impl IntoView {
    let units = view.units;
    let lead = if view.place.is_empty() {
        text!(environment.snapshot_plain, moment = view.at.text())
    } else {
        text!(
            environment.snapshot_lead,
            place = view.place,
            moment = view.at.text()
        )
    };
    let change = view.pressure_change.map(|change| {
        let value = difference_text(Quantity::SeaLevelPressure, change, units);
        view! { <p>{text!(environment.snapshot_change, value = value)}</p> }
    });
    let lines = view
        .readings
        .iter()
        .map(|reading: &ReadingView| {
            let demo = reading
                .is_demo
                .then(|| format!(" ({})", text!(environment.demo_mark)));
            let source = reading.feed.map_or_else(
                || source_text(reading),
                |feed| super::feed_text(feed).to_owned(),
            );
            view! {
                <dt>{quantity_text(reading.quantity)}</dt>
                <dd>
                    {reading_text(reading, units)} " "
                    <span class="quiet small">{source} {demo}</span>
                </dd>
            }
        })
        .collect_view();
    view! {
        <p class="quiet">{lead}</p>
        {change}
        <dl class="facts">{lines}</dl>
    }
}
