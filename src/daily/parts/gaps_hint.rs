//! A quiet line about days without a word on headache. It asks for nothing.

use crate::text;
use leptos::prelude::*;

/// The line, when there are such days.
#[component]
pub fn GapsHint(
    /// How many there are in the last two weeks.
    count: usize,
) -> impl IntoView {
    (count > 0).then(|| {
        view! {
            <p class="quiet">
                {text!(daily.gaps_hint, count = count)} " "
                <a class="text-link" href="/gaps">
                    {text!(daily.gaps_open)}
                </a>
            </p>
        }
    })
}
