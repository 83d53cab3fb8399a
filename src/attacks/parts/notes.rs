//! Free text.

use super::words::fault_text;
use crate::{
    attacks::{
        api::SaveNotes,
        model::{AttackView, FieldFault},
    },
    text,
    ui::{Button, TextArea},
};
use leptos::prelude::*;

/// The notes of an attack.
#[component]
pub fn NotesPart(
    /// The attack.
    attack: AttackView,
    /// Sends the form.
    save: ServerAction<SaveNotes>,
) -> impl IntoView {
    let draft = attack
        .draft
        .filter(|draft| draft.fault == FieldFault::NotesTooLong);
    let typed = draft
        .as_ref()
        .and_then(|draft| draft.fields.get("notes").cloned());
    view! {
        <ActionForm action=save attr:class="stack">
            <input type="hidden" name="id" value=attack.id />
            <TextArea
                id="notes"
                name="notes"
                label=text!(attacks.notes_label)
                value=typed.unwrap_or(attack.notes)
                error=draft.map(|draft| fault_text(draft.fault).to_owned())
            />
            <Button>{text!(common.save)}</Button>
        </ActionForm>
    }
}
