//! The number to call, as a link that a telephone dials.

use super::country_text;
use crate::{
    safety::model::{ANYWHERE, Country},
    text,
    ui::{ButtonKind, ButtonLink},
};
use leptos::prelude::*;

/// The emergency number of a country; without one, the number that works on most telephones, and the
/// advice to look up the local one.
#[component]
pub fn EmergencyCall(
    /// The country, if it is known.
    country: Option<&'static Country>,
) -> impl IntoView {
    let numbers = country.map_or(&[ANYWHERE][..], |country| country.numbers);
    let links = numbers
        .iter()
        .enumerate()
        .map(|(place, number)| {
            let kind = if place == 0 {
                ButtonKind::Primary
            } else {
                ButtonKind::Standard
            };
            view! {
                <ButtonLink href=format!("tel:{number}") kind=kind>
                    {text!(safety.call, number = number)}
                </ButtonLink>
            }
        })
        .collect_view();
    let words = match country {
        Some(country) => text!(safety.call_in, country = country_text(country.code)),
        None => text!(safety.call_anywhere).to_owned(),
    };
    view! {
        <div class="stack call">
            <div class="cluster">{links}</div>
        </div>
        <p class="quiet">{words}</p>
    }
}
