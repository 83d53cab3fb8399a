//! What the forecast said against what happened. On the diagonal both are the same.

use super::words::hundred_text;
use crate::{patterns::model::ReliabilityBin, text, ui::Table};
use leptos::prelude::*;

const SIZE: f64 = 280.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 268.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 232.0;
const HEIGHT: f64 = 276.0;

/// Edges that the drawing may have: the first one that is not below the largest number.
const EDGES: [f64; 5] = [0.1, 0.2, 0.4, 0.6, 1.0];

fn attribute(value: f64) -> String {
    format!("{value:.1}")
}

/// A scale from 0 to an edge in both directions.
#[derive(Clone, Copy)]
struct Scale(f64);

impl Scale {
    fn of(bins: &[ReliabilityBin]) -> Self {
        let largest = bins
            .iter()
            .map(|bin| bin.forecast.max(bin.observed))
            .fold(0.0, f64::max);
        let edge = EDGES.into_iter().find(|edge| *edge >= largest);
        Self(edge.unwrap_or(1.0))
    }

    fn x(self, chance: f64) -> f64 {
        (chance / self.0)
            .clamp(0.0, 1.0)
            .mul_add(RIGHT - LEFT, LEFT)
    }

    fn y(self, chance: f64) -> f64 {
        (chance / self.0)
            .clamp(0.0, 1.0)
            .mul_add(TOP - BOTTOM, BOTTOM)
    }
}

/// The drawing with its sentence and its table.
#[component]
pub fn ReliabilityChart(
    /// Id of the drawing's name, unique on the page.
    id: &'static str,
    /// The bins, from low to high chances.
    bins: Vec<ReliabilityBin>,
) -> impl IntoView {
    let scale = Scale::of(&bins);
    let sentence = bins.last().map_or_else(String::new, |bin| {
        text!(
            patterns.reliability_sentence,
            forecast = hundred_text(bin.forecast),
            observed = hundred_text(bin.observed)
        )
    });
    let marks = bins.iter().map(|bin| mark(scale, bin)).collect_view();
    let rows = bins
        .iter()
        .map(|bin| {
            let [low, high] = bin.interval.map(hundred_text);
            vec![
                hundred_text(bin.forecast),
                hundred_text(bin.observed),
                format!("{low} \u{2013} {high}"),
                bin.days.to_string(),
            ]
        })
        .collect();
    let headings = vec![
        text!(patterns.reliability_heading).to_owned(),
        text!(patterns.reliability_observed).to_owned(),
        text!(patterns.reliability_interval).to_owned(),
        text!(patterns.reliability_days).to_owned(),
    ];
    let [name, labelled] = [(); 2].map(|()| format!("{id}-name"));
    let [words, described] = [(); 2].map(|()| format!("{id}-words"));
    view! {
        <figure class="chart">
            <figcaption>{sentence.clone()}</figcaption>
            <svg
                class="chart-drawing chart-square"
                role="img"
                aria-labelledby=labelled
                aria-describedby=described
                viewBox=format!("0 0 {SIZE} {HEIGHT}")
                width=SIZE.to_string()
                height=HEIGHT.to_string()
                focusable="false"
            >
                <title id=name>{text!(patterns.reliability_chart)}</title>
                <desc id=words>{sentence}</desc>
                {frame(scale)}
                <g class="chart-line">{marks}</g>
            </svg>
            <details class="disclosure">
                <summary>{text!(patterns.chart_table)}</summary>
                <Table caption=text!(patterns.reliability_chart) headings=headings rows=rows />
            </details>
        </figure>
    }
}

fn label(x: f64, y: f64, anchor: &'static str, words: String) -> AnyView {
    view! {
        <text
            class="chart-axis"
            x=attribute(x)
            y=attribute(y)
            text-anchor=anchor
            font-size="13"
            fill="currentColor"
        >
            {words}
        </text>
    }
    .into_any()
}

/// The diagonal, the edges and their words.
fn frame(scale: Scale) -> AnyView {
    let edge = hundred_text(scale.0);
    let labels = [
        label(LEFT - 6.0, BOTTOM + 4.5, "end", "0".to_owned()),
        label(LEFT - 6.0, TOP + 4.5, "end", edge.clone()),
        label(RIGHT, BOTTOM + 18.0, "end", edge),
        label(
            f64::midpoint(LEFT, RIGHT),
            BOTTOM + 36.0,
            "middle",
            text!(patterns.reliability_axis_x).to_owned(),
        ),
        label(
            LEFT + 6.0,
            TOP + 16.0,
            "start",
            text!(patterns.reliability_axis_y).to_owned(),
        ),
    ];
    let line = |x1: f64, y1: f64, x2: f64, y2: f64| {
        view! {
            <line
                class="chart-grid"
                x1=attribute(x1)
                y1=attribute(y1)
                x2=attribute(x2)
                y2=attribute(y2)
                stroke="currentColor"
            ></line>
        }
    };
    view! {
        {line(LEFT, BOTTOM, RIGHT, BOTTOM)}
        {line(LEFT, BOTTOM, LEFT, TOP)}
        {line(LEFT, BOTTOM, RIGHT, TOP)}
        {labels.into_iter().collect_view()}
    }
    .into_any()
}

fn mark(scale: Scale, bin: &ReliabilityBin) -> AnyView {
    let x = scale.x(bin.forecast);
    let [low, high] = bin.interval;
    view! {
        <line
            x1=attribute(x)
            x2=attribute(x)
            y1=attribute(scale.y(low))
            y2=attribute(scale.y(high))
            stroke="currentColor"
            stroke-width="2"
        ></line>
        <circle
            class="chart-point"
            cx=attribute(x)
            cy=attribute(scale.y(bin.observed))
            r="5"
        ></circle>
    }
    .into_any()
}
