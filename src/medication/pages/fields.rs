//! The fields of a medicine, for adding one and for changing one.

use super::words::{class_options, known_form_text};
use crate::{
    account::parts::Faults,
    medication::model::{MedicineForm, Purpose},
    text,
    ui::{ChoiceGroup, InputKind, RadioField, SelectField, SelectOption, TextField},
};
use leptos::prelude::*;

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
pub(super) struct MedicineTexts {
    /// Name.
    pub name: String,
    /// Code of the class.
    pub class: String,
    /// Code of the purpose.
    pub purpose: String,
    /// Form: code or own word.
    pub form: String,
    /// Strength.
    pub strength: String,
    /// Units left.
    pub left: String,
    /// Units of a pack.
    pub pack: String,
    /// Code of the pack.
    pub code: String,
}

impl MedicineTexts {
    /// What was typed into a form that was refused.
    pub(super) fn typed(form: &crate::account::parts::Submission) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            name: text("name"),
            class: text("class"),
            purpose: text("purpose"),
            form: text("form"),
            strength: text("strength"),
            left: text("left"),
            pack: text("pack"),
            code: text("code"),
        }
    }
}

/// The fields.
#[component]
pub(super) fn MedicineFields(
    /// What stands in them.
    texts: MedicineTexts,
    /// What was refused.
    faults: Faults,
) -> impl IntoView {
    let is_preventive = texts.purpose == Purpose::Preventive.code();
    view! {
        <TextField
            id="name"
            name="name"
            label=text!(medication.name_label)
            value=texts.name
            required=true
            autocomplete="off"
            error=faults.at("name")
        />
        <SelectField
            id="class"
            name="class"
            label=text!(medication.class_label)
            hint=text!(medication.class_hint)
            options=class_options()
            selected=texts.class
        />
        <ChoiceGroup id="purpose" legend=text!(medication.purpose_question)>
            <RadioField
                name="purpose"
                value=Purpose::Acute.code()
                label=text!(medication.purpose_acute)
                checked=!is_preventive
            />
            <RadioField
                name="purpose"
                value=Purpose::Preventive.code()
                label=text!(medication.purpose_preventive)
                checked=is_preventive
            />
        </ChoiceGroup>
        <SelectField
            id="form"
            name="form"
            label=text!(medication.form_label)
            options=form_options(&texts.form)
            selected=texts.form
            error=faults.at("form")
        />
        <TextField
            id="strength"
            name="strength"
            label=text!(medication.strength_label)
            value=texts.strength
            autocomplete="off"
            error=faults.at("strength")
        />
        <TextField
            id="left"
            name="left"
            label=text!(medication.left_label)
            hint=text!(medication.left_hint)
            kind=InputKind::Number
            step="any"
            min="0"
            value=texts.left
            error=faults.at("left")
        />
        <TextField
            id="pack"
            name="pack"
            label=text!(medication.pack_label)
            kind=InputKind::Number
            min="1"
            value=texts.pack
            error=faults.at("pack")
        />
        <TextField
            id="code"
            name="code"
            label=text!(medication.code_label)
            hint=text!(medication.code_hint)
            value=texts.code
            autocomplete="off"
            error=faults.at("code")
        />
    }
}

/// Known forms, and the patient's own word when it is none of them.
fn form_options(own: &str) -> Vec<SelectOption> {
    let unsaid = SelectOption {
        value: String::new(),
        label: text!(medication.form_unsaid).to_owned(),
    };
    let own = (!own.is_empty() && MedicineForm::parse(own).is_err()).then(|| SelectOption {
        value: own.to_owned(),
        label: own.to_owned(),
    });
    std::iter::once(unsaid)
        .chain(own)
        .chain(MedicineForm::ALL.iter().map(|form| SelectOption {
            value: form.code().to_owned(),
            label: known_form_text(*form).to_owned(),
        }))
        .collect()
}
