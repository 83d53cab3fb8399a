//! Measurements over time as a line between their smallest and largest value.
//!
//! Unlike counts, a weight or a pressure is not compared with zero, so the axis does not begin there. The
//! table behind the drawing holds the same numbers.

use crate::{text, ui::Table};
use leptos::prelude::*;

/// A value at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartPoint {
    /// When, in words.
    pub time: String,
    /// Its day, in words.
    pub day: String,
    /// When, in seconds since any instant.
    pub second: i64,
    /// The value in words.
    pub text: String,
    /// The lines' values: one, or systolic and diastolic.
    pub values: Vec<f64>,
}

const WIDTH: f64 = 360.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 344.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 140.0;

/// The drawing with its sentence and its table.
#[component]
pub fn MeasureChart(
    /// What was measured.
    #[prop(into)]
    title: String,
    /// The points, the earliest first.
    points: Vec<ChartPoint>,
    /// Writes a value with its unit.
    write: fn(f64) -> String,
) -> impl IntoView {
    let all = points.iter().flat_map(|point| point.values.iter().copied());
    let least = all.clone().fold(f64::INFINITY, f64::min);
    let most = all.fold(f64::NEG_INFINITY, f64::max);
    let count = points.len();
    let ends = [points.first(), points.last()].map(|point| {
        point.map_or((String::new(), 0), |point| {
            (point.day.clone(), point.second)
        })
    });
    let [(first_day, first), (last_day, last)] = ends;
    let span = seconds(first, last).max(1.0);
    let lines = points
        .iter()
        .map(|point| point.values.len())
        .max()
        .unwrap_or(0);
    let curves = (0..lines)
        .map(|line| {
            let places = points.iter().filter_map(|point| {
                let value = point.values.get(line).copied()?;
                let x = LEFT + (RIGHT - LEFT) * seconds(first, point.second) / span;
                Some((x, up(value, least, most)))
            });
            curve(places.collect(), line > 0)
        })
        .collect_view();
    let grid = [least, most]
        .map(|value| {
            let y = up(value, least, most);
            view! {
                <line class="curve-grid" x1=LEFT x2=RIGHT y1=y y2=y stroke="currentColor"></line>
                <text
                    class="curve-axis"
                    x=LEFT - 6.0
                    y=y + 5.0
                    text-anchor="end"
                    font-size="14"
                    fill="currentColor"
                >
                    {write(value)}
                </text>
            }
        })
        .collect_view();
    let sentence = text!(
        daily.measure_chart,
        count = count,
        least = write(least),
        most = write(most)
    );
    let rows = points
        .into_iter()
        .rev()
        .map(|point| vec![point.time, point.text])
        .collect();
    let headings = vec![
        text!(daily.measure_column_time).to_owned(),
        text!(daily.measure_column_value).to_owned(),
    ];
    view! {
        <figure class="curve">
            <figcaption>{sentence}</figcaption>
            <svg
                class="curve-drawing"
                viewBox="0 0 360 168"
                width=WIDTH
                height="168"
                aria-hidden="true"
                focusable="false"
            >
                {grid}
                <g class="curve-line">{curves}</g>
                <text class="curve-axis" x=LEFT y="160" font-size="14" fill="currentColor">
                    {first_day}
                </text>
                <text
                    class="curve-axis"
                    x=RIGHT
                    y="160"
                    text-anchor="end"
                    font-size="14"
                    fill="currentColor"
                >
                    {last_day}
                </text>
            </svg>
            <details class="disclosure">
                <summary>{text!(daily.measure_chart_table)}</summary>
                <Table caption=title headings rows />
            </details>
        </figure>
    }
}

fn curve(places: Vec<(f64, f64)>, dashed: bool) -> impl IntoView + use<> {
    let line = places
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect::<Vec<_>>()
        .join(" ");
    let dots = places
        .into_iter()
        .map(|(x, y)| view! { <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="4" fill="currentColor"></circle> })
        .collect_view();
    view! {
        <polyline
            points=line
            fill="none"
            stroke="currentColor"
            stroke-width="2.5"
            stroke-linejoin="round"
            stroke-dasharray=dashed.then_some("6 4")
        ></polyline>
        {dots}
    }
}

/// Seconds between two instants; centuries fit.
fn seconds(from: i64, to: i64) -> f64 {
    f64::from(u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX))
}

fn up(value: f64, least: f64, most: f64) -> f64 {
    if most <= least {
        return f64::midpoint(TOP, BOTTOM);
    }
    BOTTOM - (value - least) / (most - least) * (BOTTOM - TOP)
}
