//! How old a result is, and what to do while there is none.

use crate::{
    i18n::dates::duration_text,
    patterns::view::Freshness,
    text,
    ui::{ButtonLink, Glyph, Notice},
};
use leptos::prelude::*;

/// A quiet line with the age of a result.
#[component]
pub fn FreshnessLine(
    /// The age.
    freshness: Freshness,
) -> impl IntoView {
    let age = if freshness.minutes < 2 {
        text!(patterns.age_now).to_owned()
    } else {
        text!(
            patterns.age,
            made = freshness.made.text(),
            ago = duration_text(freshness.minutes)
        )
    };
    let stale = freshness.is_stale.then(|| text!(patterns.age_stale));
    view! {
        <p class="quiet">
            {age} {stale.map(|words| view! { " " {words} })}
        </p>
    }
}

/// Shown while the first run goes on.
#[component]
pub fn Waiting(
    /// The address of the page.
    href: &'static str,
) -> impl IntoView {
    view! {
        <Notice>
            <p>{text!(patterns.reading)}</p>
            <p>
                <ButtonLink href=href glyph=Glyph::Clock>
                    {text!(patterns.look_again)}
                </ButtonLink>
            </p>
        </Notice>
    }
}
