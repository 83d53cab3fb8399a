//! How often the forecast was right: the sealed ones, and a replay over the whole diary.

use crate::{
    patterns::{
        model::{AlertThreshold, Reliability},
        parts::{ReliabilityChart, hundred_text, percent_text},
        view::ForecastView,
    },
    text,
    ui::Section,
};
use leptos::prelude::*;

/// Skill that is called neither better nor worse (our convention: half a percent of the error).
const SAME: f64 = 0.005;

/// The section.
#[component]
pub fn Record(
    /// The page.
    view: ForecastView,
) -> impl IntoView {
    let sealed = text!(
        patterns.record_sealed,
        sealed = view.sealed,
        resolved = view.resolved
    );
    let own = match &view.record {
        Some(record) => reliability("record", record),
        None => view! { <p class="quiet">{text!(patterns.record_wait)}</p> }.into_any(),
    };
    let recent = view
        .outlook
        .as_ref()
        .and_then(|outlook| outlook.recent_skill)
        .map(|skill| {
            let percent = signed_percent(skill);
            view! { <p>{text!(patterns.record_recent, percent = percent)}</p> }
        });
    let replay = view.replay.as_ref().map(|replay| {
        view! {
            <h3>{text!(patterns.replay_title)}</h3>
            <p class="quiet">{text!(patterns.replay_words, days = replay.days)}</p>
            {reliability("replay", replay)}
        }
    });
    let threshold = view.threshold.as_ref().map(threshold);
    view! {
        <Section title=text!(patterns.record_title) id="record">
            <p>{sealed}</p>
            {own}
            {recent}
            {replay}
            {threshold}
        </Section>
    }
}

/// A share with its sign, in whole percent.
fn signed_percent(share: f64) -> String {
    let percent = percent_text(share.abs());
    if share < 0.0 && percent != "0" {
        format!("\u{2212}{percent}")
    } else {
        percent
    }
}

fn reliability(id: &'static str, record: &Reliability) -> AnyView {
    let skill = if record.skill > SAME {
        text!(
            patterns.record_skill_better,
            percent = percent_text(record.skill)
        )
    } else if record.skill < -SAME {
        text!(
            patterns.record_skill_worse,
            percent = percent_text(-record.skill)
        )
    } else {
        text!(patterns.record_skill_same).to_owned()
    };
    let hits = text!(
        patterns.record_hits,
        hits = record.hits.hits,
        false_alarms = record.hits.false_alarms,
        misses = record.hits.misses,
        quiet = record.hits.quiet
    );
    let chart = (!record.curve.is_empty())
        .then(|| view! { <ReliabilityChart id bins=record.curve.clone() /> });
    view! {
        <p>{skill}</p>
        <p>{hits}</p>
        {chart}
    }
    .into_any()
}

fn threshold(threshold: &AlertThreshold) -> AnyView {
    let words = text!(
        patterns.threshold_words,
        chance = hundred_text(threshold.probability),
        alerts = format!("{:.1}", threshold.alerts_a_month)
    );
    let precision = threshold
        .precision
        .map(|share| text!(patterns.threshold_precision, percent = percent_text(share)));
    let sensitivity = threshold.sensitivity.map(|share| {
        text!(
            patterns.threshold_sensitivity,
            percent = percent_text(share)
        )
    });
    let sentences: Vec<String> = std::iter::once(words)
        .chain(precision)
        .chain(sensitivity)
        .collect();
    view! { <p>{sentences.join(" ")}</p> }.into_any()
}
