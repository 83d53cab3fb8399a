//! How an attack counts with the one before: what the rule says, and what the patient says instead.

use super::{
    form::{Desk, DetailForm},
    words::linkage_choice_text,
};
use crate::{
    attacks::model::{DetailsView, Linkage, NeighbourView},
    i18n::dates::duration_text,
    text,
    ui::{Chip, ChipRow},
};
use leptos::prelude::*;

/// The sentence that holds, the rule behind it, and the choice; nothing for the first attack.
#[component]
pub fn LinkagePart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let before = view
        .before
        .map(|before| with_before(&before, view.linkage, desk));
    let after = view.after.and_then(|after| {
        let time = after.onset.text();
        let words = match after.holds {
            Linkage::Same => text!(attacks.linkage_next_same, time = time),
            Linkage::Recurrence => text!(attacks.linkage_next_recurrence, time = time),
            Linkage::Separate => return None,
        };
        Some(link(&after, words))
    });
    view! {
        {before}
        {after}
    }
}

/// The sentence alone, when the attack does not stand by itself.
#[component]
pub fn LinkageLine(
    /// The attack before.
    before: Option<NeighbourView>,
) -> impl IntoView {
    before
        .filter(|before| before.holds != Linkage::Separate)
        .map(|before| view! { <p>{holds_text(&before)}</p> })
}

fn holds_text(before: &NeighbourView) -> String {
    let time = before.onset.text();
    match before.holds {
        Linkage::Same => text!(attacks.linkage_same, time = time),
        Linkage::Recurrence => text!(attacks.linkage_recurrence, time = time),
        Linkage::Separate => text!(attacks.linkage_separate, time = time),
    }
}

fn with_before(before: &NeighbourView, said: Option<Linkage>, desk: Desk) -> impl IntoView + use<> {
    let holds = holds_text(before);
    let rule = match before.by_rule {
        Linkage::Same => text!(attacks.linkage_rule_same),
        Linkage::Recurrence => text!(attacks.linkage_rule_recurrence),
        Linkage::Separate => text!(attacks.linkage_rule_separate),
    };
    let free = text!(
        attacks.linkage_free,
        duration = duration_text(before.free_minutes)
    );
    let decided = said.map(|_| view! { <p>{text!(attacks.linkage_said)}</p> });
    let by_rule = said.is_none();
    let choices = Linkage::ALL
        .iter()
        .map(|linkage| {
            let pressed = said == Some(*linkage);
            view! {
                <Chip name="change" value=format!("linkage:{}", linkage.code()) pressed=pressed>
                    {linkage_choice_text(*linkage)}
                </Chip>
            }
        })
        .collect_view();
    view! {
        {link(before, holds)}
        <p class="quiet">{free} " " {rule}</p>
        {decided}
        <DetailForm path=desk.path>
            <ChipRow legend=text!(attacks.linkage_question)>
                <Chip name="change" value="linkage:rule" pressed=by_rule>
                    {text!(attacks.linkage_by_rule)}
                </Chip>
                {choices}
            </ChipRow>
        </DetailForm>
    }
}

fn link(neighbour: &NeighbourView, words: String) -> impl IntoView + use<> {
    view! {
        <p>
            <a class="text-link" href=format!("/attacks/{}/details", neighbour.id)>
                {words}
            </a>
        </p>
    }
}
