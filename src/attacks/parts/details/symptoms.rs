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
    ui::{Button, Chip, ChipRow, TextField},
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
    let own = (!view.own_symptoms.is_empty()).then(|| own_symptoms(&view));
    let form = "own_symptom";
    let typed = desk.value(form, "words", None);
    let error = desk.error(form, "words");
    view! {
        <DetailForm path=desk.path.clone()>{all} {own} {bothersome}</DetailForm>
        <DetailForm path=desk.path>
            <TextField
                id="own-symptom"
                name="words"
                label=text!(attacks.own_symptom_label)
                value=typed
                error=error
            />
            <Button name="do" value=form>
                {text!(common.save)}
            </Button>
        </DetailForm>
    }
}

/// What this patient has called symptoms before, as chips.
fn own_symptoms(view: &DetailsView) -> impl IntoView + use<> {
    let chips = view
        .own_symptoms
        .iter()
        .map(|(symptom, present)| {
            let (words, pressed) = (symptom.as_str().to_owned(), *present);
            let code = format!("own_symptom:{words}");
            view! {
                <Chip name="change" value=code pressed=pressed>
                    {words}
                </Chip>
            }
        })
        .collect_view();
    view! { <ChipRow legend=text!(attacks.own_symptoms_question)>{chips}</ChipRow> }
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
