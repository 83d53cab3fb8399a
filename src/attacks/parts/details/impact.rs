//! What it was, what could be done, and what was lost.

use super::{
    form::{Desk, DetailForm, chips},
    words::{ability_text, domain_text, incident_text, loss_text},
};
use crate::{
    attacks::{
        model::{Ability, DetailsView, Domain, Incident, Loss, Pain},
        parts::words::pain_text,
    },
    text,
    ui::{TileButton, TileGroup},
};
use leptos::prelude::*;

/// "Can I do things?", beside the number of the pain and the patient's own words for it.
#[component]
pub fn AbilityPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let peak = view.attack.peak.map(|peak| {
        let anchor = match peak {
            Pain::Number(level) => view
                .anchors
                .iter()
                .find(|(number, _)| *number == level.number()),
            Pain::Word(_) => None,
        };
        let words = match anchor {
            Some((_, words)) => text!(
                attacks.ability_peak_anchor,
                level = pain_text(peak),
                anchor = words.as_str()
            ),
            None => text!(attacks.ability_peak, level = pain_text(peak)),
        };
        view! { <p>{words}</p> }
    });
    let tiles = Ability::ALL
        .iter()
        .map(|ability| {
            let pressed = view.ability == Some(*ability);
            let caption = text!(attacks.ability_caption, number = ability.code());
            view! {
                <TileButton
                    name="change"
                    value=format!("ability:{}", ability.code())
                    pressed=pressed
                    caption=caption
                >
                    {ability_text(*ability)}
                </TileButton>
            }
        })
        .collect_view();
    let anchors = view
        .anchors
        .iter()
        .map(|(level, words)| view! { <dt>{level.to_string()}</dt> <dd>{words.clone()}</dd> })
        .collect_view();
    let anchors = if view.anchors.is_empty() {
        view! {
            <p>
                <a class="text-link" href="/settings/pain-words">
                    {text!(attacks.anchors_none)}
                </a>
            </p>
        }
        .into_any()
    } else {
        view! {
            <h3 class="group-title">{text!(attacks.anchors_title)}</h3>
            <dl class="facts">{anchors}</dl>
        }
        .into_any()
    };
    view! {
        {peak}
        <DetailForm path=desk.path>
            <TileGroup legend=text!(attacks.ability_question)>{tiles}</TileGroup>
        </DetailForm>
        {anchors}
    }
}

/// Work, household, social: what was lost in each.
#[component]
pub fn LossesPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let domains = Domain::ALL
        .iter()
        .map(|domain| {
            let said = view.losses.iter().find(|(other, _)| other == domain);
            chips(
                text!(attacks.losses_question, domain = domain_text(*domain)),
                Loss::ALL,
                said.map(|(_, loss)| *loss).as_slice(),
                |loss| format!("loss:{}:{}", domain.code(), loss.code()),
                loss_text,
            )
        })
        .collect_view();
    view! { <DetailForm path=desk.path>{domains}</DetailForm> }
}

/// What it was.
#[component]
pub fn IncidentPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let chips = chips(
        text!(attacks.incident_question),
        Incident::ALL,
        view.incident.as_slice(),
        |incident| format!("incident:{}", incident.code()),
        incident_text,
    );
    view! { <DetailForm path=desk.path>{chips}</DetailForm> }
}
