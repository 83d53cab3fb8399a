//! Line drawings beside a word. They never stand alone, so screen readers skip them.
//!
//! To add one: a variant and its path on a grid of 24 by 24, drawn with a line 2 wide.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// A pulse that jumps.
    Attack,
    /// A capsule.
    Pill,
    /// A sheet of a calendar.
    Calendar,
    /// A list of entries.
    History,
    /// A tick.
    Check,
    /// A clock face.
    Clock,
    /// An arrow turning back.
    Undo,
    /// Two sliders.
    Settings,
    /// An arrow into a tray.
    Import,
    /// An arrow out of a tray.
    Export,
    /// A waste bin.
    Trash,
    /// A pencil.
    Edit,
    /// A plus sign.
    Plus,
    /// A crescent.
    Moon,
    /// A sun.
    Sun,
    /// A house.
    Home,
    /// A sign in a triangle: something needs care.
    Attention,
    /// An arrow head pointing onward.
    Next,
    /// An arrow head pointing back.
    Previous,
    /// A door with an arrow: leave.
    Leave,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Attack => "M2 13h4l2-6 4 12 3-9 2 3h5",
            Self::Pill => "M10.5 20.5a4.95 4.95 0 0 1-7-7l10-10a4.95 4.95 0 0 1 7 7ZM8.5 8.5l7 7",
            Self::Calendar => "M4 6h16v14H4ZM4 11h16M8 3v5M16 3v5",
            Self::History => "M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5",
            Self::Check => "M4 13l5 5L20 7",
            Self::Clock => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18ZM12 7v5l4 2",
            Self::Undo => "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
            Self::Settings => {
                "M3 7h9M18 7h3M3 17h3M12 17h9M15 4a3 3 0 1 0 0 6a3 3 0 0 0 0-6ZM9 14a3 3 0 1 0 0 6a3 3 0 0 0 0-6Z"
            }
            Self::Import => "M12 3v12M7 10l5 5 5-5M4 16v4h16v-4",
            Self::Export => "M12 15V3M7 8l5-5 5 5M4 16v4h16v-4",
            Self::Trash => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Self::Edit => "M4 20l1-5L16 4l4 4L9 19ZM13 7l4 4",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Moon => "M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10Z",
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5"
            }
            Self::Home => "M4 11l8-7 8 7v9h-6v-6h-4v6H4Z",
            Self::Attention => "M12 3L2 20h20ZM12 10v4M12 17v.5",
            Self::Next => "M9 5l7 7-7 7",
            Self::Previous => "M15 5l-7 7 7 7",
            Self::Leave => "M10 4H4v16h6M15 8l4 4-4 4M19 12H9",
        }
    }
}

/// An icon in the colour of the text around it, 24 px in size.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            width="24"
            height="24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d=glyph.path()></path>
        </svg>
    }
}
