//! Every symptom, what touch hurts, what was different before, and how it was told.

use super::{
    form::{Desk, DetailForm, chips, chips_with_more},
    words::{circumstance_text, touch_text},
};
use crate::{
    attacks::{
        model::{DetailsView, TouchPain},
        parts::words::symptom_text,
    },
    text,
    ui::{Chip, ChipRow},
};
use leptos::prelude::*;

/// Every symptom, those used most first, and the most bothersome one.
#[component]
pub fn AllSymptomsPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let present = &view.attack.symptoms;
    let all = chips_with_more(
        text!(attacks.symptom_question),
        &view.symptom_order,
        present,
        |symptom| format!("symptom:{}", symptom.code()),
        symptom_text,
    );
    let bothersome = (!present.is_empty()).then(|| {
        chips(
            text!(attacks.bothersome_question),
            present,
            view.attack.most_bothersome.as_slice(),
            |symptom| format!("bothers:{}", symptom.code()),
            symptom_text,
        )
    });
    view! { <DetailForm path=desk.path>{all} {bothersome}</DetailForm> }
}

/// What touch hurts.
#[component]
pub fn TouchPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let chips = chips(
        text!(attacks.touch_question),
        TouchPain::ALL,
        &view.touch,
        |touch| format!("touch:{}", touch.code()),
        touch_text,
    );
    view! { <DetailForm path=desk.path>{chips}</DetailForm> }
}

/// What was different before.
#[component]
pub fn CircumstancesPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let chips = chips_with_more(
        text!(attacks.circumstances_question),
        &view.circumstance_order,
        &view.circumstances,
        |circumstance| format!("circumstance:{}", circumstance.code()),
        circumstance_text,
    );
    view! {
        <p class="quiet">{text!(attacks.circumstances_hint)}</p>
        <DetailForm path=desk.path>{chips}</DetailForm>
    }
}

/// Whether it was told from memory.
#[component]
pub fn MemoryPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let late = view
        .attack
        .is_late_entry
        .then(|| view! { <p>{text!(attacks.memory_late)}</p> });
    let pressed = view.from_memory;
    view! {
        {late}
        <DetailForm path=desk.path>
            <ChipRow legend=text!(attacks.memory_question)>
                <Chip name="change" value="memory" pressed=pressed>
                    {text!(attacks.memory_chip)}
                </Chip>
            </ChipRow>
        </DetailForm>
    }
}
