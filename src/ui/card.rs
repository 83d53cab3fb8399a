//! Cards: what belongs together, on a ground of its own.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How much a card stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// One of several.
    #[default]
    Plain,
    /// Waits for an answer; what can be pressed inside is 64 px high.
    Live,
}

/// A card with an optional title.
#[component]
pub fn Card(
    /// How much it stands out.
    #[prop(optional)]
    kind: CardKind,
    /// Heading of the second level.
    #[prop(optional, into)]
    title: Option<String>,
    /// Drawn before the title.
    #[prop(optional)]
    glyph: Option<Glyph>,
    children: Children,
) -> impl IntoView {
    let class = match kind {
        CardKind::Plain => "card",
        CardKind::Live => "card card-live live",
    };
    view! {
        <div class=class>
            {title
                .map(|title| {
                    view! {
                        <h2 class="card-title">
                            {glyph.map(|glyph| view! { <Icon glyph /> })} <span>{title}</span>
                        </h2>
                    }
                })} {children()}
        </div>
    }
}
