//! Levels from 0 to 10 over time, as a drawing with a sentence before it and a table behind it.
//!
//! The drawing uses presentation attributes and classes only: inline styles are refused by the browser.
//! To add another sign on the time axis: a [`TimeMark`].

use leptos::prelude::*;

/// A level at a minute since the left edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelPoint {
    /// Minutes since the left edge.
    pub minute: u32,
    /// 0 to 10; larger values are drawn as 10.
    pub level: u8,
}

/// A short word under the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisLabel {
    /// Minutes since the left edge.
    pub minute: u32,
    /// What it says, such as a time of day.
    pub text: String,
}

/// An upright line at a minute, with a letter or two above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMark {
    /// Minutes since the left edge.
    pub minute: u32,
    /// One to three letters; the table explains them.
    pub text: String,
}

const WIDTH: u32 = 360;
const LEFT: u32 = 30;
const RIGHT: u32 = 344;
const TOP: u32 = 26;
const BOTTOM: u32 = 146;
const HEIGHT: u32 = 172;

/// The drawing. A screen reader hears the sentence; the children are the same numbers as a table.
#[component]
pub fn LevelCurve(
    /// A sentence that says what the curve shows; stands above it.
    #[prop(into)]
    sentence: String,
    /// The levels, in order of time.
    points: Vec<LevelPoint>,
    /// Signs on the time axis.
    #[prop(optional)]
    marks: Vec<TimeMark>,
    /// Words under the time axis.
    #[prop(optional)]
    labels: Vec<AxisLabel>,
    /// What opens the table.
    #[prop(into)]
    table_label: String,
    children: Children,
) -> impl IntoView {
    let last = points
        .iter()
        .map(|point| point.minute)
        .chain(marks.iter().map(|mark| mark.minute))
        .chain(labels.iter().map(|label| label.minute))
        .max()
        .unwrap_or(0)
        .max(1);
    let line = points
        .iter()
        .map(|point| format!("{},{}", across(point.minute, last), up(point.level)))
        .collect::<Vec<_>>()
        .join(" ");
    let dots = points
        .iter()
        .map(|point| {
            view! { <circle cx=across(point.minute, last) cy=up(point.level) r="5" fill="currentColor"></circle> }
        })
        .collect_view();
    let grid = [0_u8, 5, 10]
        .map(|level| {
            view! {
                <line
                    class="curve-grid"
                    x1=LEFT
                    x2=RIGHT
                    y1=up(level)
                    y2=up(level)
                    stroke="currentColor"
                ></line>
                <text
                    class="curve-axis"
                    x=LEFT - 8
                    y=up(level) + 5
                    text-anchor="end"
                    font-size="14"
                    fill="currentColor"
                >
                    {level.to_string()}
                </text>
            }
        })
        .collect_view();
    let signs = marks
        .into_iter()
        .map(|mark| {
            let x = across(mark.minute, last);
            view! {
                <line
                    class="curve-mark"
                    x1=x
                    x2=x
                    y1=TOP - 4
                    y2=BOTTOM
                    stroke="currentColor"
                    stroke-width="2"
                    stroke-dasharray="2 5"
                ></line>
                <text class="curve-axis" x=x y=TOP - 10 text-anchor="middle" font-size="14" fill="currentColor">
                    {mark.text}
                </text>
            }
        })
        .collect_view();
    let words = labels
        .into_iter()
        .map(|label| {
            let x = across(label.minute, last);
            view! {
                <text class="curve-axis" x=x y=HEIGHT - 6 text-anchor=anchor(x) font-size="14" fill="currentColor">
                    {label.text}
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
                {signs}
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

/// Horizontal place of a minute when the axis ends at `last`.
pub(super) fn across(minute: u32, last: u32) -> u32 {
    let share = u64::from(minute.min(last)) * u64::from(RIGHT - LEFT) / u64::from(last.max(1));
    LEFT + u32::try_from(share).unwrap_or(RIGHT - LEFT)
}

/// Vertical place of a level; 10 is at the top.
pub(super) fn up(level: u8) -> u32 {
    BOTTOM - u32::from(level.min(10)) * (BOTTOM - TOP) / 10
}

const fn anchor(x: u32) -> &'static str {
    match x {
        0..=60 => "start",
        61..=315 => "middle",
        _ => "end",
    }
}
