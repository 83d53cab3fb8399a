//! Scores over time as a drawing, with a sentence before it and the same numbers as a table behind it.

use leptos::prelude::*;

/// A score on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScorePoint {
    /// Days since the left edge.
    pub day: u32,
    /// The score.
    pub score: u16,
}

const WIDTH: u32 = 360;
const LEFT: u32 = 40;
const RIGHT: u32 = 344;
const TOP: u32 = 14;
const BOTTOM: u32 = 114;
const HEIGHT: u32 = 142;

/// The drawing. A screen reader hears the sentence; the children are the same numbers as a table.
#[component]
pub fn ScoreCurve(
    /// A sentence that says what the curve shows; stands above it.
    #[prop(into)]
    sentence: String,
    /// The scores, in order of time.
    points: Vec<ScorePoint>,
    /// The score at the lower edge.
    least: u16,
    /// The score at the upper edge.
    most: u16,
    /// Words under the left and the right edge.
    edges: (String, String),
    /// What opens the table.
    #[prop(into)]
    table_label: String,
    children: Children,
) -> impl IntoView {
    let last = points.iter().map(|point| point.day).max().unwrap_or(0);
    let place = move |point: &ScorePoint| {
        let x = LEFT + scaled(point.day, last, RIGHT - LEFT);
        (x, height(point.score, least, most))
    };
    let line = points
        .iter()
        .map(|point| {
            let (x, y) = place(point);
            format!("{x},{y}")
        })
        .collect::<Vec<_>>()
        .join(" ");
    let dots = points
        .iter()
        .map(|point| {
            let (x, y) = place(point);
            view! { <circle cx=x cy=y r="5" fill="currentColor"></circle> }
        })
        .collect_view();
    let grid = [least, most]
        .map(|score| {
            let y = height(score, least, most);
            view! {
                <line class="curve-grid" x1=LEFT x2=RIGHT y1=y y2=y stroke="currentColor"></line>
                <text
                    class="curve-axis"
                    x=LEFT - 8
                    y=y + 5
                    text-anchor="end"
                    font-size="14"
                    fill="currentColor"
                >
                    {score.to_string()}
                </text>
            }
        })
        .collect_view();
    let words = [(LEFT, "start", edges.0), (RIGHT, "end", edges.1)]
        .map(|(x, anchor, words)| {
            view! {
                <text
                    class="curve-axis"
                    x=x
                    y=HEIGHT - 6
                    text-anchor=anchor
                    font-size="14"
                    fill="currentColor"
                >
                    {words}
                </text>
            }
        })
        .collect_view();
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
                {grid}
                <g class="curve-line">
                    <polyline
                        points=line
                        fill="none"
                        stroke="currentColor"
                        stroke-width="2.5"
                        stroke-linejoin="round"
                    ></polyline>
                    {dots}
                </g>
                {words}
            </svg>
            <details class="disclosure">
                <summary>{table_label}</summary>
                {children()}
            </details>
        </figure>
    }
}

fn scaled(value: u32, most: u32, length: u32) -> u32 {
    value.min(most) * length / most.max(1)
}

fn height(score: u16, least: u16, most: u16) -> u32 {
    let above = u32::from(score.clamp(least, most) - least);
    BOTTOM - scaled(above, u32::from(most - least), BOTTOM - TOP)
}
