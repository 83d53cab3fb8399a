//! Each aura with its beginning, its minutes, where it was and how it came.

use super::{
    form::{Desk, DetailForm, chips},
    words::aura_side_text,
};
use crate::{
    attacks::{
        model::{AuraKind, AuraSide, AuraView, DetailsView, YesNo},
        parts::words::aura_text,
    },
    i18n::dates::CivilMoment,
    text,
    ui::{Button, Card, InputKind, TextField},
};
use leptos::prelude::*;

/// The kinds, and a card for each that was there.
#[component]
pub fn AuraDetailsPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let present: Vec<_> = view.aura.iter().map(|aura| aura.kind).collect();
    let kinds = chips(
        text!(attacks.aura_question),
        AuraKind::ALL,
        &present,
        |kind| format!("aura:{}", kind.code()),
        aura_text,
    );
    let cards = view
        .aura
        .iter()
        .map(|aura| card(*aura, &desk))
        .collect_view();
    view! {
        <DetailForm path=desk.path.clone()>{kinds}</DetailForm>
        {cards}
    }
}

fn card(aura: AuraView, desk: &Desk) -> impl IntoView + use<> {
    let (kind, code) = (aura.kind, aura.kind.code());
    let title = aura_text(kind);
    let side = chips(
        text!(attacks.aura_where, kind = title),
        AuraSide::ALL,
        aura.side.as_slice(),
        |side| format!("aura_side:{code}:{}", side.code()),
        |side| aura_side_text(kind, side),
    );
    let answer = |name: &str, question: String, said: Option<bool>| {
        let said = said.map(|said| if said { YesNo::Yes } else { YesNo::No });
        chips(
            question,
            YesNo::ALL,
            said.as_slice(),
            |answer| format!("{name}:{code}:{}", answer.code()),
            |answer| match answer {
                YesNo::Yes => text!(attacks.yes),
                YesNo::No => text!(attacks.no),
            },
        )
    };
    let gradual = answer(
        "aura_gradual",
        text!(attacks.aura_gradual, kind = title),
        aura.gradual,
    );
    let positive = answer(
        "aura_positive",
        text!(attacks.aura_positive, kind = title),
        aura.positive,
    );
    let form = format!("aura:{code}");
    let began = desk.value(&form, "began", aura.began.map(CivilMoment::iso));
    let minutes = aura.minutes.map(|minutes| minutes.to_string());
    let minutes = desk.value(&form, "minutes", minutes);
    let began_error = desk.error(&form, "began");
    let [form_path, chips_path] = [desk.path.clone(), desk.path.clone()];
    let minutes_error = desk.error(&form, "minutes");
    view! {
        <Card>
            <DetailForm path=form_path>
                <input type="hidden" name="do" value=form />
                <TextField
                    id=format!("aura-{code}-began")
                    name="began"
                    label=text!(attacks.aura_began_label, kind = title)
                    hint=text!(attacks.time_hint_empty)
                    kind=InputKind::DateTimeLocal
                    value=began
                    error=began_error
                />
                <TextField
                    id=format!("aura-{code}-minutes")
                    name="minutes"
                    label=text!(attacks.aura_minutes, kind = title)
                    kind=InputKind::Number
                    value=minutes
                    error=minutes_error
                />
                <div>
                    <Button>{text!(common.save)}</Button>
                </div>
            </DetailForm>
            <DetailForm path=chips_path>{side} {gradual} {positive}</DetailForm>
        </Card>
    }
}
