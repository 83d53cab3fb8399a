//! What comes with the pain, what bothers most, and aura with its minutes.

use super::words::{aura_text, fault_text, symptom_text};
use crate::{
    attacks::{
        api::{ChangeAttack, SetAuraMinutes},
        model::{AttackView, AuraKind, FieldFault, Symptom},
    },
    text,
    ui::{Button, Chip, ChipRow, InputKind, TextField, TileButton, TileGroup},
};
use leptos::prelude::*;

/// Tiles for symptoms; once there are two, chips for the most bothersome one.
#[component]
pub fn SymptomsPart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
) -> impl IntoView {
    // Those that the details page added are there as well, so that they can be taken away.
    let added = attack
        .symptoms
        .iter()
        .filter(|symptom| !Symptom::common().contains(symptom));
    let tiles = Symptom::common()
        .iter()
        .chain(added)
        .copied()
        .map(|symptom| {
            let pressed = attack.symptoms.contains(&symptom);
            let value = format!("symptom:{}", symptom.code());
            view! {
                <TileButton name="change" value=value pressed=pressed>
                    {symptom_text(symptom)}
                </TileButton>
            }
        })
        .collect_view();
    let bothersome = (attack.symptoms.len() > 1).then(|| {
        let chips = attack
            .symptoms
            .clone()
            .into_iter()
            .map(|symptom| {
                let pressed = attack.most_bothersome == Some(symptom);
                let value = format!("bothers:{}", symptom.code());
                view! {
                    <Chip name="change" value=value pressed=pressed>
                        {symptom_text(symptom)}
                    </Chip>
                }
            })
            .collect_view();
        view! { <ChipRow legend=text!(attacks.bothersome_question)>{chips}</ChipRow> }
    });
    let id = attack.id;
    view! {
        <ActionForm action=change attr:class="stack">
            <input type="hidden" name="id" value=id />
            <TileGroup legend=text!(attacks.symptom_question)>{tiles}</TileGroup>
            {bothersome}
        </ActionForm>
    }
}

/// Tiles for aura; each chosen one can be given its minutes.
#[component]
pub fn AuraPart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
    /// Sends minutes.
    minutes: ServerAction<SetAuraMinutes>,
) -> impl IntoView {
    let tiles = AuraKind::ALL
        .iter()
        .map(|kind| {
            let pressed = attack.aura.iter().any(|(present, _)| present == kind);
            view! {
                <TileButton name="change" value=format!("aura:{}", kind.code()) pressed=pressed>
                    {aura_text(*kind)}
                </TileButton>
            }
        })
        .collect_view();
    let draft = attack
        .draft
        .filter(|draft| draft.fault == FieldFault::MinutesOutOfRange);
    let forms = attack
        .aura
        .iter()
        .map(|(kind, known)| {
            let own = draft.as_ref().filter(|draft| {
                draft
                    .fields
                    .get("kind")
                    .is_some_and(|code| code == kind.code())
            });
            let value = match own {
                Some(draft) => draft.fields.get("minutes").cloned().unwrap_or_default(),
                None => known.map(|minutes| minutes.to_string()).unwrap_or_default(),
            };
            let (id, kind) = (attack.id.clone(), *kind);
            let error = own.map(|draft| fault_text(draft.fault).to_owned());
            view! {
                <ActionForm action=minutes attr:class="stack">
                    <input type="hidden" name="id" value=id />
                    <input type="hidden" name="kind" value=kind.code() />
                    <TextField
                        id=format!("aura-{}", kind.code())
                        name="minutes"
                        kind=InputKind::Number
                        label=text!(attacks.aura_minutes, kind = aura_text(kind))
                        value=value
                        error=error
                    />
                    <Button>{text!(common.save)}</Button>
                </ActionForm>
            }
        })
        .collect_view();
    let id = attack.id;
    view! {
        <ActionForm action=change attr:class="stack">
            <input type="hidden" name="id" value=id />
            <TileGroup legend=text!(attacks.aura_question)>{tiles}</TileGroup>
        </ActionForm>
        {forms}
    }
}
