//! What a diary answers within days: rate, completeness, time to treat, weekdays, hours.

use crate::{
    i18n::dates::{duration_text, weekday_short_text, weekday_text},
    patterns::{
        model::{FirstAnswers, HourPattern, WeekdayPattern},
        parts::percent_text,
    },
    text,
    ui::{BarChart, ChartData, Section, Series},
};
use leptos::prelude::*;

/// Edges of the quarters of a day, in hours.
const QUARTERS: [&str; 5] = ["0", "6", "12", "18", "24"];

/// The section.
#[component]
pub fn First(
    /// The answers.
    answers: FirstAnswers,
) -> impl IntoView {
    let usual = answers.usual;
    let [low, high] = usual.interval.map(|bound| format!("{bound:.1}"));
    let complete = answers.completeness;
    let treat = answers.treatment.map_or_else(
        || view! { <p class="quiet">{text!(patterns.treat_wait)}</p> }.into_any(),
        |treatment| {
            let minutes = format!("{:.0}", treatment.median_minutes);
            let time = duration_text(minutes.parse().unwrap_or_default());
            let words = text!(
                patterns.treat_words,
                within = treatment.within_hour,
                attacks = treatment.attacks
            );
            view! {
                <p class="figure-large">{text!(patterns.treat_value, time = time)}</p>
                <p class="quiet">{words}</p>
            }
            .into_any()
        },
    );
    let weekdays = answers.weekdays.map_or_else(
        || view! { <p class="quiet">{text!(patterns.weekday_wait)}</p> }.into_any(),
        |pattern| view! { <BarChart data=weekdays(&pattern) /> }.into_any(),
    );
    let hours = answers.hours.map_or_else(
        || view! { <p class="quiet">{text!(patterns.hour_wait)}</p> }.into_any(),
        |pattern| view! { <BarChart data=hours(&pattern) /> }.into_any(),
    );
    view! {
        <Section title=text!(patterns.first_title) id="first">
            <div class="answer-cards">
                <div class="card">
                    <h3>{text!(patterns.usual_title)}</h3>
                    <p class="figure-large">
                        {text!(patterns.usual_value, rate = format!("{:.1}", usual.per_month))}
                    </p>
                    <p class="quiet">
                        {text!(
                            patterns.usual_words, low = low, high = high, attacks = usual.attacks, days = usual.days
                        )}
                    </p>
                </div>
                <div class="card">
                    <h3>{text!(patterns.complete_title)}</h3>
                    <p class="figure-large">
                        {text!(
                            patterns.complete_value, count = complete.recent_check_ins, days = complete.recent_days
                        )}
                    </p>
                    <p class="quiet">
                        {text!(patterns.complete_words, share = percent_text(complete.overall))}
                    </p>
                </div>
                <div class="card">
                    <h3>{text!(patterns.treat_title)}</h3>
                    {treat}
                </div>
                <div class="card">
                    <h3>{text!(patterns.weekday_title)}</h3>
                    {weekdays}
                </div>
                <div class="card">
                    <h3>{text!(patterns.hour_title)}</h3>
                    {hours}
                </div>
            </div>
        </Section>
    }
}

/// The place of the largest number, the first of several.
fn largest(onsets: &[u32]) -> usize {
    let most = onsets.iter().max().copied().unwrap_or_default();
    onsets
        .iter()
        .position(|count| *count == most)
        .unwrap_or_default()
}

fn series(onsets: &[u32]) -> Vec<Series> {
    vec![Series {
        name: text!(patterns.onsets_name).to_owned(),
        values: onsets.iter().map(|count| Some(f64::from(*count))).collect(),
    }]
}

fn weekdays(pattern: &WeekdayPattern) -> ChartData {
    let most = u8::try_from(largest(&pattern.onsets) + 1).unwrap_or(1);
    let sentence = if pattern.uneven {
        text!(patterns.weekday_uneven, day = weekday_text(most))
    } else {
        text!(patterns.weekday_even).to_owned()
    };
    ChartData {
        id: "insight-weekdays".to_owned(),
        title: text!(patterns.weekday_chart).to_owned(),
        sentence,
        table_label: text!(patterns.chart_table).to_owned(),
        heading: text!(patterns.weekday_heading).to_owned(),
        missing: text!(patterns.chart_missing).to_owned(),
        columns: (1..=7)
            .map(|day| weekday_short_text(day).to_owned())
            .collect(),
        series: series(&pattern.onsets),
    }
}

fn hours(pattern: &HourPattern) -> ChartData {
    let most = largest(&pattern.onsets).min(3);
    let sentence = if pattern.uneven {
        text!(
            patterns.hour_uneven,
            from = QUARTERS[most],
            to = QUARTERS[most + 1]
        )
    } else {
        text!(patterns.hour_even).to_owned()
    };
    ChartData {
        id: "insight-hours".to_owned(),
        title: text!(patterns.hour_chart).to_owned(),
        sentence,
        table_label: text!(patterns.chart_table).to_owned(),
        heading: text!(patterns.hour_heading).to_owned(),
        missing: text!(patterns.chart_missing).to_owned(),
        columns: QUARTERS
            .windows(2)
            .map(|edges| format!("{}\u{2013}{}", edges[0], edges[1]))
            .collect(),
        series: series(&pattern.onsets),
    }
}
