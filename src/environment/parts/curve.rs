//! A quantity from two days back to two days ahead: a sentence, a drawing, and the same as a table. The
//! line breaks off where nothing is known.

use super::{quantity_text, value_text};
use crate::{
    daily::model::units::Units,
    environment::model::{CurvePoint, Quantity},
    text,
    ui::{Table, TableLayout},
};
use leptos::prelude::*;

const WIDTH: f64 = 360.0;
const LEFT: f64 = 12.0;
const RIGHT: f64 = 348.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 118.0;
const HEIGHT: f64 = 146.0;
/// Minutes to each side.
const REACH: f64 = 2_880.0;
/// A longer gap breaks the line, in minutes.
const GAP: i32 = 200;
/// Rows of the table are at least so far apart, in minutes.
const ROW: i32 = 180;

/// The curve; a sentence alone where there are too few values.
#[component]
pub fn Curve(
    /// What is drawn.
    quantity: Quantity,
    /// Its values, in order of time.
    points: Vec<CurvePoint>,
    /// Units in which numbers are shown.
    units: Units,
    /// Whether the table stands behind it.
    #[prop(default = true)]
    with_table: bool,
) -> impl IntoView {
    let [first, .., last] = points.as_slice() else {
        return view! { <p class="quiet">{text!(environment.curve_none)}</p> }.into_any();
    };
    let least = points
        .iter()
        .map(|point| point.value)
        .fold(f64::INFINITY, f64::min);
    let most = points
        .iter()
        .map(|point| point.value)
        .fold(f64::NEG_INFINITY, f64::max);
    let sentence = text!(
        environment.curve_sentence,
        quantity = quantity_text(quantity),
        from = first.at.text(),
        to = last.at.text(),
        least = value_text(quantity, least, units),
        most = value_text(quantity, most, units)
    );
    let lines = stretches(&points)
        .into_iter()
        .map(|stretch| {
            let path = stretch
                .iter()
                .map(|point| format!("{:.1},{:.1}", across(point), up(point.value, least, most)))
                .collect::<Vec<_>>()
                .join(" ");
            view! {
                <polyline
                    points=path
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2.5"
                    stroke-linejoin="round"
                    stroke-linecap="round"
                ></polyline>
            }
        })
        .collect_view();
    let middle = f64::midpoint(LEFT, RIGHT);
    let edges = [
        (LEFT, "start", text!(environment.curve_past)),
        (middle, "middle", text!(environment.curve_now)),
        (RIGHT, "end", text!(environment.curve_ahead)),
    ];
    let names = edges
        .map(|(x, anchor, words)| label(x, HEIGHT - 6.0, anchor, words.to_owned()))
        .into_iter()
        .collect_view();
    let heights = [(TOP, most), (BOTTOM, least)]
        .map(|(y, value)| {
            let words = label(LEFT, y - 6.0, "start", value_text(quantity, value, units));
            view! {
                <line
                    class="curve-grid"
                    x1=LEFT
                    x2=RIGHT
                    y1=y
                    y2=y
                    stroke="currentColor"
                ></line>
                {words}
            }
        })
        .into_iter()
        .collect_view();
    let table = with_table.then(|| table(quantity, &points, units));
    view! {
        <figure class="curve">
            <figcaption>{sentence}</figcaption>
            <svg
                class="curve-drawing"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                width=WIDTH
                height=HEIGHT
                aria-hidden="true"
                focusable="false"
            >
                {heights}
                <line
                    class="curve-grid"
                    x1=middle
                    x2=middle
                    y1=TOP
                    y2=BOTTOM
                    stroke="currentColor"
                ></line>
                <g class="curve-line">{lines}</g>
                {names}
            </svg>
            {table}
        </figure>
    }
    .into_any()
}

fn label(x: f64, y: f64, anchor: &'static str, words: String) -> AnyView {
    view! {
        <text class="curve-axis" x=x y=y text-anchor=anchor font-size="14" fill="currentColor">
            {words}
        </text>
    }
    .into_any()
}

fn table(quantity: Quantity, points: &[CurvePoint], units: Units) -> AnyView {
    let mut rows = Vec::new();
    let mut next = i32::MIN;
    for point in points {
        if point.minutes >= next {
            rows.push(vec![
                point.at.text(),
                value_text(quantity, point.value, units),
            ]);
            next = point.minutes.saturating_add(ROW);
        }
    }
    let headings = vec![
        text!(environment.curve_when).to_owned(),
        text!(environment.curve_value).to_owned(),
    ];
    view! {
        <details class="disclosure">
            <summary>{text!(environment.curve_table)}</summary>
            <Table
                caption=quantity_text(quantity)
                headings=headings
                rows=rows
                layout=TableLayout::Stacked
            />
        </details>
    }
    .into_any()
}

fn across(point: &CurvePoint) -> f64 {
    let share = (f64::from(point.minutes) + REACH) / (2.0 * REACH);
    share.clamp(0.0, 1.0).mul_add(RIGHT - LEFT, LEFT)
}

fn up(value: f64, least: f64, most: f64) -> f64 {
    let span = (most - least).max(f64::EPSILON);
    ((value - least) / span).mul_add(TOP - BOTTOM, BOTTOM)
}

/// Runs of points without a gap between them.
fn stretches(points: &[CurvePoint]) -> Vec<Vec<CurvePoint>> {
    let mut runs: Vec<Vec<CurvePoint>> = Vec::new();
    let mut previous: Option<i32> = None;
    for point in points {
        match (previous, runs.last_mut()) {
            (Some(before), Some(run)) if point.minutes - before <= GAP => run.push(*point),
            _ => runs.push(vec![*point]),
        }
        previous = Some(point.minutes);
    }
    runs
}
