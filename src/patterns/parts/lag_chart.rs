//! The odds of an attack by the time between an entry and its day: a point and a bar for each lag, on a
//! scale on which a half and a double are equally far from "no difference".

use super::words::odds_text;
use crate::{
    patterns::model::LagPoint,
    text,
    ui::{Table, TableLayout},
};
use leptos::prelude::*;

const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 200.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 350.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 164.0;

/// Odds ratios with a line; the first and the last one are the edges of the drawing.
const LINES: [f64; 7] = [0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0];

fn height(odds: f64) -> f64 {
    let [low, .., high] = LINES;
    let share = (odds.clamp(low, high).ln() - low.ln()) / (high.ln() - low.ln());
    share.mul_add(TOP - BOTTOM, BOTTOM)
}

fn place(number: usize, count: usize) -> f64 {
    let [number, count] =
        [number, count.max(1)].map(|number| f64::from(u32::try_from(number).unwrap_or(u32::MAX)));
    ((number + 0.5) / count).mul_add(RIGHT - LEFT, LEFT)
}

fn attribute(value: f64) -> String {
    format!("{value:.1}")
}

/// The words for a lag.
fn lag_text(days: u8) -> String {
    match days {
        0 => text!(patterns.lag_same).to_owned(),
        1 => text!(patterns.lag_day).to_owned(),
        days => text!(patterns.lag_days, days = days),
    }
}

/// The sentence over the drawing.
fn sentence(points: &[LagPoint]) -> String {
    let strongest = points
        .iter()
        .filter(|point| point.odds_ratio.is_finite() && point.odds_ratio > 0.0)
        .max_by(|one, other| {
            let [one, other] = [one, other].map(|point| point.odds_ratio.ln().abs());
            one.total_cmp(&other)
        });
    strongest.map_or_else(
        || text!(patterns.lag_none).to_owned(),
        |point| {
            text!(
                patterns.lag_sentence,
                when = lag_text(point.lag_days),
                odds = odds_text(point.odds_ratio)
            )
        },
    )
}

/// The drawing with its sentence and its table.
#[component]
pub fn LagChart(
    /// The points, the shortest time first.
    points: Vec<LagPoint>,
) -> impl IntoView {
    let words = sentence(&points);
    let lines = LINES.iter().map(|odds| grid_line(*odds)).collect_view();
    let count = points.len();
    let marks = points
        .iter()
        .enumerate()
        .map(|(number, point)| mark(place(number, count), point))
        .collect_view();
    let rows = points
        .iter()
        .map(|point| {
            let [low, high] = point.interval.map(odds_text);
            vec![
                lag_text(point.lag_days),
                odds_text(point.odds_ratio),
                format!("{low} \u{2013} {high}"),
            ]
        })
        .collect();
    let headings = vec![
        text!(patterns.lag_heading).to_owned(),
        text!(patterns.lag_odds).to_owned(),
        text!(patterns.lag_interval).to_owned(),
    ];
    view! {
        <figure class="chart">
            <figcaption>{words.clone()}</figcaption>
            <svg
                class="chart-drawing"
                role="img"
                aria-labelledby="lag-name"
                aria-describedby="lag-words"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                width=WIDTH.to_string()
                height=HEIGHT.to_string()
                focusable="false"
            >
                <title id="lag-name">{text!(patterns.lag_chart)}</title>
                <desc id="lag-words">{words}</desc>
                {lines}
                <g class="chart-line">{marks}</g>
            </svg>
            <details class="disclosure">
                <summary>{text!(patterns.chart_table)}</summary>
                <Table
                    caption=text!(patterns.lag_chart)
                    headings=headings
                    rows=rows
                    layout=TableLayout::Stacked
                />
            </details>
        </figure>
    }
}

fn grid_line(odds: f64) -> AnyView {
    let y = height(odds);
    let is_middle = (odds - 1.0).abs() < f64::EPSILON;
    let width = if is_middle { "2" } else { "1" };
    let label = if odds < 1.0 {
        format!("1/{:.0}", 1.0 / odds)
    } else {
        format!("{odds:.0}")
    };
    let words = is_middle.then(|| {
        view! {
            <text
                class="chart-axis"
                x=attribute(RIGHT)
                y=attribute(y - 5.0)
                text-anchor="end"
                font-size="12"
                fill="currentColor"
            >
                {text!(patterns.lag_axis)}
            </text>
        }
    });
    view! {
        <line
            class="chart-grid"
            x1=attribute(LEFT)
            x2=attribute(RIGHT)
            y1=attribute(y)
            y2=attribute(y)
            stroke="currentColor"
            stroke-width=width
        ></line>
        <text
            class="chart-axis"
            x=attribute(LEFT - 6.0)
            y=attribute(y + 4.5)
            text-anchor="end"
            font-size="13"
            fill="currentColor"
        >
            {label}
        </text>
        {words}
    }
    .into_any()
}

fn mark(x: f64, point: &LagPoint) -> AnyView {
    let [low, high] = point.interval;
    view! {
        <line
            x1=attribute(x)
            x2=attribute(x)
            y1=attribute(height(low))
            y2=attribute(height(high))
            stroke="currentColor"
            stroke-width="2"
        ></line>
        <circle
            class="chart-point"
            cx=attribute(x)
            cy=attribute(height(point.odds_ratio))
            r="5"
        ></circle>
        <text
            class="chart-axis"
            x=attribute(x)
            y=attribute(BOTTOM + 20.0)
            text-anchor="middle"
            font-size="13"
            fill="currentColor"
        >
            {lag_text(point.lag_days)}
        </text>
    }
    .into_any()
}
