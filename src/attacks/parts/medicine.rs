//! Medicine taken: known ones as one tap that says what it would come to; two hours later, what it did.

use super::words::relief_text;
use crate::{
    attacks::{
        api::{ChangeAttack, TakeMedicine},
        model::{AttackView, IntakeView, KnownMedicine, Relief},
    },
    medication::parts::limit_text,
    text,
    ui::{Button, ButtonKind, ButtonLink, Card, Chip, ChipRow},
};
use leptos::prelude::*;

/// What was taken, what it did, and one tap for more. Anything else has a page of its own.
#[component]
pub fn MedicinePart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
    /// Sends a known medicine.
    take: ServerAction<TakeMedicine>,
) -> impl IntoView {
    let id = attack.id.clone();
    let place = attack.medicines.len();
    let taken = attack
        .medicines
        .into_iter()
        .map(|intake| view! { <Taken id=id.clone() intake change /> })
        .collect_view();
    let known = attack
        .known_medicines
        .into_iter()
        .map(|medicine| {
            let words = known_text(&medicine);
            let id = id.clone();
            view! {
                <ActionForm action=take>
                    <input type="hidden" name="id" value=id />
                    <input type="hidden" name="name" value=medicine.name />
                    <input type="hidden" name="dose" value=medicine.dose />
                    <input type="hidden" name="place" value=place />
                    <Button>{words}</Button>
                </ActionForm>
            }
        })
        .collect_view();
    view! {
        {taken}
        <div class="cluster">
            {known}
            <ButtonLink attr:rel="external" href=format!("/intakes/new?attack={}", attack.id)>
                {text!(medication.more_intakes)}
            </ButtonLink>
        </div>
    }
}

/// What the button of a known medicine says.
fn known_text(known: &KnownMedicine) -> String {
    let medicine = join(&known.name, &known.dose);
    match known.runway {
        Some((class, day, limit)) => text!(
            medication.take_now_runway,
            medicine = medicine,
            class = limit_text(class),
            day = day,
            limit = limit
        ),
        None => text!(attacks.taken_now, medicine = medicine),
    }
}

#[component]
fn Taken(id: String, intake: IntakeView, change: ServerAction<ChangeAttack>) -> impl IntoView {
    let title = join(&intake.name, &intake.dose);
    let heading = title.clone();
    let place = intake.place;
    let answer = match intake.record {
        // A record of its own is answered and mended on its own page.
        Some(record) => {
            let words = match intake.relief {
                Some(relief) => relief_text(relief),
                None if intake.can_be_judged => text!(medication.relief_open),
                None => text!(medication.intake_open),
            };
            view! {
                <ButtonLink
                    attr:rel="external"
                    href=format!("/intakes/{record}")
                    kind=ButtonKind::Quiet
                >
                    {words}
                    <span class="visually-hidden">" " {title}</span>
                </ButtonLink>
            }
            .into_any()
        }
        None => {
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
                <ActionForm action=change>
                    <input type="hidden" name="id" value=id />
                    {question}
                    <Button kind=ButtonKind::Quiet name="change" value=format!("not_taken:{place}")>
                        {text!(common.remove)}
                        <span class="visually-hidden">" " {title}</span>
                    </Button>
                </ActionForm>
            }
            .into_any()
        }
    };
    view! {
        <Card>
            <p>
                <strong>{heading}</strong>
                " "
                <span class="quiet">{intake.at.text()}</span>
            </p>
            {answer}
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
