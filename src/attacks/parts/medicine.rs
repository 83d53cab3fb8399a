//! Medicine taken: known ones as one tap, others typed; two hours later, what it did.

use super::words::{fault_text, relief_text};
use crate::{
    attacks::{
        api::{ChangeAttack, TakeMedicine},
        model::{AttackView, FieldFault, IntakeView, Relief},
    },
    text,
    ui::{Button, ButtonKind, Card, Chip, ChipRow, SelectField, SelectOption, TextField},
};
use leptos::prelude::*;

/// What was taken, what it did, and the form for more.
#[component]
pub fn MedicinePart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
    /// Sends the form.
    take: ServerAction<TakeMedicine>,
) -> impl IntoView {
    let id = attack.id.clone();
    // Once a medicine was added, the form is for the next one.
    let version = attack.medicines.len();
    let taken = attack
        .medicines
        .iter()
        .map(|intake| view! { <Taken id=id.clone() intake=intake.clone() change /> })
        .collect_view();
    let known = attack
        .known_medicines
        .iter()
        .map(|medicine| {
            let label = join(&medicine.name, &medicine.dose);
            let id = id.clone();
            let (name, dose) = (medicine.name.clone(), medicine.dose.clone());
            view! {
                <ActionForm action=take>
                    <input type="hidden" name="id" value=id />
                    <input type="hidden" name="name" value=name />
                    <input type="hidden" name="dose" value=dose />
                    <Button>{text!(attacks.taken_now, medicine = label)}</Button>
                </ActionForm>
            }
        })
        .collect_view();
    let draft = attack
        .draft
        .filter(|draft| draft.fields.contains_key("name"));
    let typed = |name: &str| {
        draft
            .as_ref()
            .and_then(|draft| draft.fields.get(name).cloned())
            .unwrap_or_default()
    };
    let (name, dose) = (typed("name"), typed("dose"));
    let fault = draft.as_ref().map(|draft| draft.fault);
    let dose_fault = fault.filter(|fault| *fault == FieldFault::DoseTooLong);
    let name_fault = fault.filter(|fault| *fault != FieldFault::DoseTooLong);
    let ago = [0_u16, 15, 30, 60, 120, 240]
        .map(|minutes| SelectOption {
            value: minutes.to_string(),
            label: if minutes == 0 {
                text!(attacks.began_now).to_owned()
            } else {
                text!(attacks.minutes_ago, minutes = minutes)
            },
        })
        .to_vec();
    view! {
        {taken}
        <div class="cluster">{known}</div>
        <ActionForm action=take attr:class="stack">
            <input type="hidden" name="id" value=attack.id />
            <TextField
                id="medicine-name"
                name="name"
                label=text!(attacks.medicine_name)
                value=name
                version
                autocomplete="off"
                error=name_fault.map(fault_text).map(str::to_owned)
            />
            <TextField
                id="medicine-dose"
                name="dose"
                label=text!(attacks.medicine_dose)
                hint=text!(attacks.medicine_dose_hint)
                value=dose
                version
                autocomplete="off"
                error=dose_fault.map(fault_text).map(str::to_owned)
            />
            <SelectField
                id="medicine-ago"
                name="minutes_ago"
                label=text!(attacks.medicine_when)
                options=ago
                selected="0"
                version
            />
            <Button>{text!(attacks.medicine_add)}</Button>
        </ActionForm>
    }
}

#[component]
fn Taken(id: String, intake: IntakeView, change: ServerAction<ChangeAttack>) -> impl IntoView {
    let title = join(&intake.name, &intake.dose);
    let place = intake.place;
    let question = (intake.can_be_judged || intake.relief.is_some()).then(|| {
        let chips = Relief::ALL
            .iter()
            .map(|relief| {
                let pressed = intake.relief == Some(*relief);
                let value = format!("relief:{place}:{}", relief.code());
                view! {
                    <Chip name="change" value=value pressed=pressed>
                        {relief_text(*relief)}
                    </Chip>
                }
            })
            .collect_view();
        view! { <ChipRow legend=text!(attacks.relief_question)>{chips}</ChipRow> }
    });
    view! {
        <Card>
            <p>
                <strong>{title.clone()}</strong>
                " "
                <span class="quiet">{intake.at.text()}</span>
            </p>
            <ActionForm action=change>
                <input type="hidden" name="id" value=id />
                {question}
                <Button kind=ButtonKind::Quiet name="change" value=format!("not_taken:{place}")>
                    {text!(common.remove)}
                    <span class="visually-hidden">" " {title}</span>
                </Button>
            </ActionForm>
        </Card>
    }
}

/// Name and dose as one phrase; both are the patient's own words.
fn join(name: &str, dose: &str) -> String {
    if dose.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {dose}")
    }
}
