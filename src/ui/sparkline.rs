//! A small line without axes, to stand beside a number.

use leptos::prelude::*;

use super::{
    chart::{attribute, coordinate},
    line_chart::stretches,
};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
const EDGE: f64 = 4.0;

/// The values of a number over time, the latest with a point. Missing values are gaps.
#[component]
pub fn Sparkline(
    /// What it shows, in words; the only thing that a screen reader gets.
    #[prop(into)]
    label: String,
    /// The values in order of time; not negative.
    values: Vec<Option<f64>>,
) -> impl IntoView {
    let largest = values
        .iter()
        .flatten()
        .fold(1.0_f64, |most, value| most.max(*value));
    let steps = coordinate(values.len().max(2) - 1);
    let place = |(column, value): (usize, f64)| {
        let x = (coordinate(column) / steps).mul_add(2.0f64.mul_add(-EDGE, WIDTH), EDGE);
        let y = (1.0 - value / largest).mul_add(2.0f64.mul_add(-EDGE, HEIGHT), EDGE);
        (attribute(x), attribute(y))
    };
    let runs = stretches(&values);
    let latest = runs
        .last()
        .and_then(|run| run.last())
        .map(|point| place(*point))
        .map(|(x, y)| view! { <circle cx=x cy=y r="3.5" fill="currentColor"></circle> });
    let lines = runs
        .iter()
        .map(|run| {
            let points = run
                .iter()
                .map(|point| {
                    let (x, y) = place(*point);
                    format!("{x},{y}")
                })
                .collect::<Vec<_>>()
                .join(" ");
            view! {
                <polyline
                    points=points
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                ></polyline>
            }
        })
        .collect_view();
    view! {
        <svg
            class="sparkline"
            role="img"
            aria-label=label
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            width=WIDTH.to_string()
            height=HEIGHT.to_string()
            focusable="false"
        >
            {lines}
            {latest}
        </svg>
    }
}
