//! A year as twelve rows of up to 31 days. The height of a mark says how bad a day was, its shape what
//! it was; colour says nothing.
//!
//! Each month is one link, high enough for a finger: 365 links would be a wall for the keyboard. The
//! words beside a month's name carry its sums; the page puts a table of them under the map.

use leptos::prelude::*;

use super::chart::{attribute, coordinate};

/// What a day of the year comes down to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum YearDay {
    /// Nothing is drawn: the day is still to come.
    #[default]
    Blank,
    /// A small dot: nobody said.
    Dot,
    /// A ring on the base line.
    Ring,
    /// A bar: 0 is the height of an unknown level, 1 to 3 are a third to the whole.
    Bar(u8),
}

/// One month of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearMonth {
    /// Its name.
    pub name: String,
    /// Its sums in words.
    pub words: String,
    /// Where it leads.
    pub href: String,
    /// Its days in order; the second part is a small sign under the day.
    pub days: Vec<(YearDay, bool)>,
}

const STEP: f64 = 10.0;
const WIDTH: f64 = 31.0 * STEP;
const FLOOR: f64 = 24.0;
const HEIGHT: f64 = 32.0;

/// The map.
#[component]
pub fn YearHeatMap(
    /// What the list is called for screen readers.
    #[prop(into)]
    label: String,
    /// The twelve months.
    months: Vec<YearMonth>,
) -> impl IntoView {
    let rows = months
        .into_iter()
        .map(|month| {
            view! {
                <li>
                    <a class="year-month" href=month.href>
                        <span class="year-month-name">{month.name}</span>
                        <span class="year-month-words">{month.words}</span>
                        {strip(&month.days)}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="year-map" aria-label=label>
            {rows}
        </ol>
    }
}

/// What the marks of a [`YearHeatMap`] mean, in words.
#[component]
pub fn YearKey(
    /// A mark, whether the small sign stands under it, and its words.
    key: Vec<(YearDay, bool, String)>,
) -> impl IntoView {
    let lines = key
        .into_iter()
        .map(|(day, sign, words)| {
            view! {
                <li>
                    <svg
                        class="year-key-sign"
                        viewBox="0 0 10 32"
                        width="10"
                        height="32"
                        aria-hidden="true"
                        focusable="false"
                    >
                        {marks(0, day, sign)}
                    </svg>
                    <span>{words}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="chart-key">{lines}</ul> }
}

fn marks(place: usize, day: YearDay, sign: bool) -> AnyView {
    let middle = (coordinate(place) + 0.5) * STEP;
    let sign = sign.then(|| {
        view! {
            <circle class="year-sign" cx=attribute(middle) cy="28.5" r="2.2" fill="currentColor"></circle>
        }
    });
    view! {
        {mark(day, middle)}
        {sign}
    }
    .into_any()
}

fn strip(days: &[(YearDay, bool)]) -> AnyView {
    let marks = days
        .iter()
        .enumerate()
        .map(|(place, (day, sign))| marks(place, *day, *sign))
        .collect_view();
    let weeks = [10.0, 20.0, 30.0]
        .map(|day| {
            let x = attribute(day * STEP);
            view! {
                <line class="chart-grid" x1=x.clone() x2=x y1="0" y2=attribute(HEIGHT) stroke="currentColor"></line>
            }
        })
        .collect_view();
    view! {
        <svg
            class="year-strip"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            width=WIDTH.to_string()
            height=HEIGHT.to_string()
            aria-hidden="true"
            focusable="false"
        >
            {weeks}
            {marks}
        </svg>
    }
    .into_any()
}

fn mark(day: YearDay, middle: f64) -> AnyView {
    match day {
        YearDay::Blank => ().into_any(),
        YearDay::Dot => view! {
            <circle class="year-unknown" cx=attribute(middle) cy="20.5" r="1.8" fill="currentColor"></circle>
        }
        .into_any(),
        YearDay::Ring => view! {
            <circle
                class="year-mark"
                cx=attribute(middle)
                cy="20"
                r="3"
                fill="none"
                stroke="currentColor"
                stroke-width="1.5"
            ></circle>
        }
        .into_any(),
        YearDay::Bar(level) => {
            let height = match level {
                0 => 4.0,
                1 => 8.0,
                2 => 16.0,
                _ => 23.0,
            };
            view! {
                <rect
                    class="year-mark"
                    x=attribute(middle - 3.5)
                    y=attribute(FLOOR - height)
                    width="7"
                    height=attribute(height)
                    fill="currentColor"
                ></rect>
            }
            .into_any()
        }
    }
}
