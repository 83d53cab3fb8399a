//! The main navigation: a bar at the bottom on phones, a column at the side on wide screens.
//!
//! At most five links, so that each stays 64 px wide on a screen of 320 px.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// The navigation landmark. Its children are [`NavLink`]s; it comes after the main area in the document.
#[component]
pub fn NavBar(
    /// What the landmark is called for screen readers.
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="nav" aria-label=label>
            <ul class="nav-list">{children()}</ul>
        </nav>
    }
}

/// One place to go to.
#[component]
pub fn NavLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// One or two short words.
    #[prop(into)]
    label: String,
    /// Drawn with the words.
    glyph: Glyph,
    /// Whether the page shown is this one.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// Whether the browser has to load the page, because the router does not know it.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    let rel = external.then_some("external");
    view! {
        <li>
            <a class="nav-link" href=href rel=rel aria-current=move || current.get().then_some("page")>
                <Icon glyph />
                <span>{label}</span>
            </a>
        </li>
    }
}
