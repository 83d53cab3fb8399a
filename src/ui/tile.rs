//! Tiles: large answers of which one tap takes one.
//!
//! A tile is the submit button of the form around it, so that a tap saves without JavaScript. The chosen
//! one says so with `aria-pressed`, which the style shows as a border and a tick.

use leptos::prelude::*;

/// One answer, at least 64 px in each direction.
#[component]
pub fn TileButton(
    /// Field that the tap sends.
    #[prop(into)]
    name: String,
    /// Value of that field.
    #[prop(into)]
    value: String,
    /// Whether this is the answer now.
    #[prop(optional, into)]
    pressed: Signal<bool>,
    /// A smaller second line.
    #[prop(optional, into)]
    caption: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="tile"
            name=name
            value=value
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
        >
            <span>{children()}</span>
            {caption.map(|caption| view! { <span class="tile-caption">{caption}</span> })}
        </button>
    }
}

/// How the tiles of a group are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TileGrid {
    /// As many beside each other as fit, each 144 px or more.
    #[default]
    Words,
    /// Eleven levels: the first is as wide as two, so that they fill three rows of four.
    Levels,
    /// Three beside each other, on phones too.
    Thirds,
}

/// A question and its tiles.
#[component]
pub fn TileGroup(
    /// The question.
    #[prop(into)]
    legend: String,
    /// How the tiles are laid out.
    #[prop(optional)]
    grid: TileGrid,
    children: Children,
) -> impl IntoView {
    let class = match grid {
        TileGrid::Words => "tile-grid",
        TileGrid::Levels => "tile-grid tile-grid-levels",
        TileGrid::Thirds => "tile-grid tile-grid-thirds",
    };
    view! {
        <fieldset class="tile-group">
            <legend>{legend}</legend>
            <div class=class>{children()}</div>
        </fieldset>
    }
}
