//! Before, during, after: early signs, the beginning and course of the pain, what stayed.

use super::{
    form::{Desk, DetailForm, chips},
    words::{after_sign_text, early_sign_text},
};
use crate::{
    attacks::model::{AfterSign, DetailsView, EarlySign, State},
    i18n::dates::CivilMoment,
    text,
    ui::{Button, Chip, ChipRow, InputKind, TextField},
};
use leptos::prelude::*;

/// Early signs and when they began.
#[component]
pub fn ProdromePart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let signs = chips(
        text!(attacks.prodrome_question),
        EarlySign::ALL,
        &view.early_signs,
        |sign| format!("early:{}", sign.code()),
        early_sign_text,
    );
    let time = time_form(
        &desk,
        "prodrome",
        "began",
        text!(attacks.prodrome_when),
        text!(attacks.time_hint_empty).to_owned(),
        view.prodrome_began,
    );
    view! {
        <DetailForm path=desk.path>{signs}</DetailForm>
        {time}
    }
}

/// When the pain began, and whether it is over.
#[component]
pub fn PainPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let state = view.attack.state;
    let over = if state == State::Ended {
        text!(attacks.course_ended)
    } else {
        text!(attacks.course_gone)
    };
    let course = [
        (State::Ongoing, "resumed", text!(attacks.course_running)),
        (State::Ended, "gone", over),
        (State::Over, "over", text!(attacks.course_over)),
        (State::Continuous, "continuous", text!(attacks.continuous)),
    ]
    .map(|(choice, code, words)| {
        let pressed = state == choice;
        // A press on what holds already must not move the end to now.
        let (name, value) = if pressed {
            ("do", "stay")
        } else {
            ("change", code)
        };
        view! {
            <Chip name=name value=value pressed=pressed>
                {words}
            </Chip>
        }
    })
    .collect_view();
    let woke = view.attack.woke_with_it;
    let time = time_form(
        &desk,
        "pain",
        "began",
        text!(attacks.pain_when),
        text!(attacks.pain_hint, time = view.attack.onset.text()),
        view.pain_began,
    );
    view! {
        <DetailForm path=desk.path>
            <ChipRow legend=text!(attacks.course_question)>{course}</ChipRow>
            <ChipRow legend=text!(attacks.began_question)>
                <Chip name="change" value="woke" pressed=woke>
                    {text!(attacks.woke_with_it)}
                </Chip>
            </ChipRow>
        </DetailForm>
        {time}
    }
}

/// What stayed after the pain, and until when.
#[component]
pub fn PostdromePart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let signs = chips(
        text!(attacks.postdrome_question),
        AfterSign::ALL,
        &view.after_signs,
        |sign| format!("after:{}", sign.code()),
        after_sign_text,
    );
    let time = time_form(
        &desk,
        "postdrome",
        "until",
        text!(attacks.postdrome_when),
        text!(attacks.time_hint_empty).to_owned(),
        view.postdrome_until,
    );
    view! {
        <DetailForm path=desk.path>{signs}</DetailForm>
        {time}
    }
}

/// A form with one time.
fn time_form(
    desk: &Desk,
    form: &'static str,
    field: &'static str,
    label: &'static str,
    hint: String,
    stored: Option<CivilMoment>,
) -> impl IntoView + use<> {
    let value = desk.value(form, field, stored.map(CivilMoment::iso));
    let error = desk.error(form, field);
    view! {
        <DetailForm path=desk.path.clone()>
            <input type="hidden" name="do" value=form />
            <TextField
                id=format!("{form}-{field}")
                name=field
                label=label
                hint=hint
                kind=InputKind::DateTimeLocal
                value=value
                error=error
            />
            <div>
                <Button>{text!(common.save)}</Button>
            </div>
        </DetailForm>
    }
}
