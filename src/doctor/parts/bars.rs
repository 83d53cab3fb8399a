//! Bars for the months, side by side, with their numbers above them.

use crate::doctor::model::BarChart;
use leptos::prelude::*;

/// Measures of the drawing, in its own units.
const WIDTH: f64 = 360.0;
const TALL: f64 = 110.0;
const TOP: f64 = 18.0;
const FLOOR: f64 = TOP + TALL;
const HEIGHT: f64 = FLOOR + 36.0;

/// How full of colour the bars are, in the order of the key.
const FULL: [&str; 3] = ["1", "0.5", "0.12"];

/// The bars with their key; the same in a sentence stands beside them.
#[component]
pub(super) fn Bars(
    /// What is drawn.
    chart: BarChart,
) -> impl IntoView {
    let count = chart.months.len().max(1);
    let share = WIDTH / length(count);
    let groups = chart
        .months
        .iter()
        .enumerate()
        .map(|(place, month)| {
            let left = share * length(place);
            let width = (share * 0.8 / length(month.values.len().max(1))).min(22.0);
            let start = left + (share - width * length(month.values.len())) / 2.0;
            let bars = month
                .values
                .iter()
                .enumerate()
                .map(|(order, value)| {
                    let height = TALL * f64::from(*value) / f64::from(chart.top.max(1));
                    bar(
                        order,
                        start + width * length(order),
                        width - 1.5,
                        height,
                        *value,
                    )
                })
                .collect_view();
            let middle = left + share / 2.0;
            view! {
                {bars}
                {word(middle, FLOOR + 14.0, "11", month.label.clone())}
                {word(middle, FLOOR + 29.0, "10", month.detail.clone())}
            }
        })
        .collect_view();
    let key = chart
        .key
        .iter()
        .enumerate()
        .map(|(place, words)| {
            view! {
                <li>
                    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                        {rectangle(place, 1.0, 1.0, 12.0, 12.0)}
                    </svg>
                    <span>{words.clone()}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption>{chart.caption}</figcaption>
            <ul class="chart-key">{key}</ul>
            <svg
                class="chart-drawing chart-bars"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                role="img"
                aria-label=chart.sentence.clone()
            >
                {groups}
                <line
                    class="chart-axis"
                    x1="0"
                    x2=WIDTH.to_string()
                    y1=FLOOR.to_string()
                    y2=FLOOR.to_string()
                    stroke="currentColor"
                ></line>
            </svg>
            <p class="quiet no-print">{chart.sentence}</p>
        </figure>
    }
}

fn bar(order: usize, x: f64, width: f64, height: f64, value: u32) -> AnyView {
    let top = FLOOR - height;
    view! {
        {rectangle(order, x, top, width, height)}
        {word(x + width / 2.0, top - 4.0, "11", value.to_string())}
    }
    .into_any()
}

fn rectangle(order: usize, x: f64, y: f64, width: f64, height: f64) -> AnyView {
    view! {
        <rect
            class="chart-bar"
            x=number(x)
            y=number(y)
            width=number(width)
            height=number(height)
            fill="currentColor"
            fill-opacity=FULL[order.min(FULL.len() - 1)]
            stroke="currentColor"
        ></rect>
    }
    .into_any()
}

fn word(x: f64, y: f64, size: &'static str, words: String) -> AnyView {
    view! {
        <text
            class="chart-sum"
            x=number(x)
            y=number(y)
            text-anchor="middle"
            font-size=size
            fill="currentColor"
        >
            {words}
        </text>
    }
    .into_any()
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// A small number of things as a length.
fn length(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
