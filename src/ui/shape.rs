//! The shapes of days. They say the same as a colour would, to everyone.
//!
//! To add one: a variant, its class in `style/calendar.css`, and a line in the counts under the month
//! that says what it means.

use leptos::prelude::*;

/// How a day is drawn. What a shape means is the page's business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DayShape {
    /// Nothing is drawn.
    #[default]
    Blank,
    /// A filled square, usually with a number in it.
    FilledSquare,
    /// A ring.
    Ring,
    /// A small dot.
    Dot,
    /// A short dash.
    Dash,
    /// A small upright capsule, for a second sign beside one of the others.
    Pill,
}

impl DayShape {
    const fn class(self) -> &'static str {
        match self {
            Self::Blank => "shape",
            Self::FilledSquare => "shape shape-square",
            Self::Ring => "shape shape-ring",
            Self::Dot => "shape shape-dot",
            Self::Dash => "shape shape-dash",
            Self::Pill => "shape shape-pill",
        }
    }
}

/// A shape with an optional number in it. Screen readers skip it: words beside it must say the same.
#[component]
pub fn Shape(
    /// How it is drawn.
    shape: DayShape,
    /// Number inside; belongs into a filled square or a ring.
    #[prop(optional_no_strip)]
    number: Option<String>,
) -> impl IntoView {
    view! {
        <span class=shape.class() aria-hidden="true">
            {number}
        </span>
    }
}
