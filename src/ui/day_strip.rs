//! A day from midnight to midnight as a strip: stretches of time as bars, instants as upright marks.
//!
//! It repeats what stands in words beside it, so screen readers skip it.

use leptos::prelude::*;

use super::chart::attribute;

/// A stretch of time on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Minutes since midnight, 0 to 1,440.
    pub from: u16,
    /// Minutes since midnight, not before `from`.
    pub to: u16,
    /// How bad it was: 1 to 3 are a third to the whole height; 0 when nobody said.
    pub height: u8,
}

const WIDTH: f64 = 288.0;
const FLOOR: f64 = 24.0;
const HEIGHT: f64 = 32.0;

fn across(minute: u16) -> f64 {
    f64::from(minute.min(1_440)) * WIDTH / 1_440.0
}

/// The strip.
#[component]
pub fn DayStrip(
    /// Stretches of time.
    stretches: Vec<Stretch>,
    /// Instants, in minutes since midnight.
    instants: Vec<u16>,
) -> impl IntoView {
    let hours = [0_u16, 6, 12, 18, 24]
        .map(|hour| {
            let x = attribute(across(hour * 60));
            view! { <line class="chart-grid" x1=x.clone() x2=x y1="0" y2="32" stroke="currentColor"></line> }
        })
        .collect_view();
    let bars = stretches
        .into_iter()
        .map(|stretch| {
            let left = across(stretch.from);
            let width = (across(stretch.to) - left).max(2.0);
            let height = match stretch.height {
                0 => 4.0,
                1 => 8.0,
                2 => 15.0,
                _ => 22.0,
            };
            view! {
                <rect
                    class="year-mark"
                    x=attribute(left)
                    y=attribute(FLOOR - height)
                    width=attribute(width)
                    height=attribute(height)
                    fill="currentColor"
                ></rect>
            }
        })
        .collect_view();
    let marks = instants
        .into_iter()
        .map(|minute| {
            let left = across(minute).clamp(1.5, WIDTH - 1.5) - 1.5;
            view! {
                <rect
                    class="year-sign"
                    x=attribute(left)
                    y="26"
                    width="3"
                    height="6"
                    fill="currentColor"
                ></rect>
            }
        })
        .collect_view();
    view! {
        <svg
            class="day-strip"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            width=WIDTH.to_string()
            height=HEIGHT.to_string()
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            {hours}
            {bars}
            {marks}
        </svg>
    }
}
