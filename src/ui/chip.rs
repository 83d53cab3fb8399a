//! Chips: short answers in a row that wraps.
//!
//! [`Chip`] saves at the tap; [`CheckChip`] is one of several in a form that is sent as a whole.

use leptos::prelude::*;

/// A short answer that is the submit button of the form around it.
#[component]
pub fn Chip(
    /// Field that the tap sends.
    #[prop(into)]
    name: String,
    /// Value of that field.
    #[prop(into)]
    value: String,
    /// Whether this answer holds now.
    #[prop(optional, into)]
    pressed: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="chip"
            name=name
            value=value
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
        >
            <span>{children()}</span>
        </button>
    }
}

/// A check box that looks like a chip.
#[component]
pub fn CheckChip(
    /// Field that the form sends when the box is ticked.
    #[prop(into)]
    name: String,
    /// Value of that field.
    #[prop(into)]
    value: String,
    /// Whether it is ticked at the start.
    #[prop(optional)]
    checked: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="chip chip-check">
            <input type="checkbox" name=name value=value checked=checked />
            <span>{children()}</span>
        </label>
    }
}

/// A question and its chips.
#[component]
pub fn ChipRow(
    /// The question.
    #[prop(into)]
    legend: String,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="tile-group">
            <legend>{legend}</legend>
            <div class="chip-row">{children()}</div>
        </fieldset>
    }
}
