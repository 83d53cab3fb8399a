//! Medicines taken for the attack, and what they did after two hours.

use super::{
    form::{Desk, DetailForm, chips},
    timeline::relief_sentence,
};
use crate::{
    attacks::{
        model::{DetailsView, LinkedIntake, Relief},
        parts::words::relief_text,
    },
    text,
    ui::{ButtonLink, Card, Glyph},
};
use leptos::prelude::*;

/// One card for each intake.
#[component]
pub fn MedicinesPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let none = view
        .intakes
        .is_empty()
        .then(|| view! { <p>{text!(attacks.medicines_none)}</p> });
    let cards = (1_usize..)
        .zip(view.intakes)
        .map(|(number, intake)| card(number, intake, &desk))
        .collect_view();
    view! {
        {none}
        {cards}
    }
}

fn card(number: usize, intake: LinkedIntake, desk: &Desk) -> impl IntoView + use<> {
    let sentence = relief_sentence(&intake);
    let asks = intake.can_be_judged || intake.relief.is_some();
    let question = intake.place.filter(|_| asks).map(|place| {
        let relief = chips(
            text!(attacks.relief_question),
            Relief::ALL,
            intake.relief.as_slice(),
            |relief| format!("relief:{place}:{}", relief.code()),
            relief_text,
        );
        view! { <DetailForm path=desk.path.clone()>{relief}</DetailForm> }
    });
    let open = intake.id.map(|id| {
        let words = text!(attacks.medicine_open, medicine = intake.name.as_str());
        view! {
            <ButtonLink href=format!("/intakes/{id}") glyph=Glyph::Pill>
                {words}
            </ButtonLink>
        }
    });
    let title = text!(
        attacks.medicine_marked,
        number = number,
        medicine = intake.name.as_str()
    );
    view! {
        <Card>
            <p>
                <strong>{title}</strong>
                " "
                <span class="quiet">{intake.at.text()} ", " {sentence}</span>
            </p>
            {question}
            {open}
        </Card>
    }
}
