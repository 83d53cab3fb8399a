//! Bars over columns, stacked when there are several series.
//!
//! The parts of a bar differ in lightness, in the order of the key, and each has an outline; the sum
//! stands above the bar. A column of which nothing is known has a short dash instead of a bar, so that
//! it does not look like a zero.

use leptos::prelude::*;

use super::chart::{BOTTOM, ChartData, ChartFigure, Scale, attribute, axes, number_text, ticks};

/// How full of colour the parts of a bar are, the lowest part first.
const STEPS: [&str; 5] = ["1", "0.6", "0.32", "0.14", "0"];

/// Most columns above which the sum of each is written.
const MOST_SUMS: usize = 14;

/// Bars over columns such as months.
#[component]
pub fn BarChart(
    /// What is shown.
    data: ChartData,
) -> impl IntoView {
    let sums = sums(&data);
    let largest = sums
        .iter()
        .flatten()
        .fold(0.0_f64, |most, sum| most.max(*sum));
    let ticks = ticks(largest);
    let scale = Scale::new(data.columns.len(), ticks.last().copied().unwrap_or(1.0));
    let writes_sums = sums.len() <= MOST_SUMS;
    let bars = sums
        .iter()
        .enumerate()
        .map(|(column, sum)| match sum {
            Some(sum) => bar(&data, column, *sum, scale, writes_sums),
            None => unknown(column, scale),
        })
        .collect_view();
    let key = data
        .series
        .iter()
        .enumerate()
        .map(|(place, series)| (part(place, 3.0, 3.0, 14.0, 14.0), series.name.clone()))
        .rev()
        .collect();
    let drawing = view! {
        {axes(&data, scale, &ticks)}
        <g class="chart-bars">{bars}</g>
    }
    .into_any();
    view! { <ChartFigure data drawing key /> }
}

/// The height of each column; `None` where no series has a value.
pub(super) fn sums(data: &ChartData) -> Vec<Option<f64>> {
    (0..data.columns.len())
        .map(|column| {
            data.series
                .iter()
                .filter_map(|series| series.values.get(column).copied().flatten())
                .fold(None, |sum, value| Some(sum.unwrap_or(0.0) + value))
        })
        .collect()
}

fn bar(data: &ChartData, column: usize, sum: f64, scale: Scale, writes_sum: bool) -> AnyView {
    let width = scale.column() * 0.7;
    let left = scale.middle(column) - width / 2.0;
    let mut floor = 0.0;
    let mut parts = Vec::new();
    for (place, series) in data.series.iter().enumerate() {
        let value = series.values.get(column).copied().flatten().unwrap_or(0.0);
        if value > 0.0 {
            let top = scale.up(floor + value);
            parts.push(part(place, left, top, width, scale.up(floor) - top));
            floor += value;
        }
    }
    let sum_text = writes_sum.then(|| {
        view! {
            <text
                class="chart-sum"
                x=attribute(scale.middle(column))
                y=attribute(scale.up(sum) - 5.0)
                text-anchor="middle"
                font-size="13"
                fill="currentColor"
            >
                {number_text(sum)}
            </text>
        }
    });
    view! {
        {parts}
        {sum_text}
    }
    .into_any()
}

fn part(place: usize, left: f64, top: f64, width: f64, height: f64) -> AnyView {
    view! {
        <rect
            class="chart-bar"
            x=attribute(left)
            y=attribute(top)
            width=attribute(width)
            height=attribute(height)
            fill="currentColor"
            fill-opacity=STEPS[place.min(STEPS.len() - 1)]
            stroke="currentColor"
            stroke-width="1.5"
        ></rect>
    }
    .into_any()
}

fn unknown(column: usize, scale: Scale) -> AnyView {
    let middle = scale.middle(column);
    view! {
        <line
            class="chart-unknown"
            x1=attribute(middle - 5.0)
            x2=attribute(middle + 5.0)
            y1=attribute(BOTTOM - 8.0)
            y2=attribute(BOTTOM - 8.0)
            stroke="currentColor"
            stroke-width="2"
        ></line>
    }
    .into_any()
}
