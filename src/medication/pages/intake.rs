//! `/intakes/:id`: what was taken, what it did two hours later, and everything that can be mended.

use super::words::{faults, join, pain_options, relief_text, units_text};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    attacks::model::{Pain, Relief},
    medication::{
        api,
        model::{IntakePage as View, Purpose},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, Chip, ChipRow, Glyph, InputKind, PageHeading, Section,
        SelectField, TextField, TileButton, TileGrid, TileGroup,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn IntakePage() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get("id")
        .unwrap_or_default();
    view! { <PlainFrame title=text!(medication.intake_title) content=content(id) /> }
}

async fn content(id: String) -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Faults::default();
    if let Some(form) = &form {
        if form.text("do") == "delete" {
            api::delete_intake(&id).await?;
            return Ok(go_to("/medicines"));
        }
        match api::change_intake(&id, form).await? {
            Ok(()) => return Ok(go_to(&format!("/intakes/{id}"))),
            Err(fields) => refused = faults(fields),
        }
    }
    let intake = api::load_intake(&id).await?;
    Ok(view! { <Intake intake form refused /> }.into_any())
}

#[component]
fn Intake(intake: View, form: Option<Submission>, refused: Faults) -> impl IntoView {
    let mut lead = text!(medication.intake_lead, time = intake.at.text());
    if let Some(units) = intake.units {
        lead.push_str(" · ");
        lead.push_str(&text!(medication.units_of, count = units_text(units)));
    }
    let attack = intake.attack.as_ref().map(|attack| {
        view! {
            <ButtonLink href=format!("/attacks/{}", attack.id) glyph=Glyph::Attack>
                {text!(medication.to_attack)}
            </ButtonLink>
        }
    });
    let later = (intake.purpose == Purpose::Acute).then(|| {
        let intake = intake.clone();
        view! { <Later intake /> }
    });
    let typed = |field: &str, start: String| {
        let sent = form.as_ref().filter(|form| form.has(field));
        sent.map_or(start, |form| form.text(field).to_owned())
    };
    let pain = intake.pain_before.map(Pain::code);
    let pain = typed("pain", pain.unwrap_or_default());
    let units = typed("units", intake.units.map(units_text).unwrap_or_default());
    let at = typed("at", intake.at.iso());
    let (at_fault, units_fault) = (refused.at("at"), refused.at("units"));
    view! {
        <PageHeading title=join(&intake.name, &intake.dose) lead=lead />
        {later}
        <Section title=text!(medication.edit_title) id="change">
            <form method="post" class="form stack">
                <TextField
                    id="at"
                    name="at"
                    label=text!(medication.at_taken_label)
                    kind=InputKind::DateTimeLocal
                    value=at
                    error=at_fault
                />
                <TextField
                    id="units"
                    name="units"
                    label=text!(medication.units_label)
                    kind=InputKind::Number
                    step="any"
                    min="0"
                    max="100"
                    value=units
                    error=units_fault
                />
                <SelectField
                    id="pain"
                    name="pain"
                    label=text!(medication.pain_before_label)
                    options=pain_options()
                    selected=pain
                />
                <Button>{text!(common.save)}</Button>
            </form>
        </Section>
        <div class="cluster">
            {attack}
            <ButtonLink href="/medicines" kind=ButtonKind::Quiet>
                {text!(medication.to_cabinet)}
            </ButtonLink>
        </div>
        <form method="post">
            <Button name="do" value="delete" glyph=Glyph::Trash>
                {text!(medication.delete_intake)}
            </Button>
        </form>
    }
}

/// The questions of two hours later. One tap answers each.
#[component]
fn Later(intake: View) -> impl IntoView {
    let is_answered = intake.relief.is_some() || intake.pain_after.is_some();
    if !intake.can_be_judged && !is_answered {
        return view! { <p class="quiet">{text!(medication.later_early)}</p> }.into_any();
    }
    let reliefs = Relief::ALL
        .iter()
        .map(|relief| {
            let pressed = intake.relief == Some(*relief);
            view! {
                <TileButton name="relief" value=relief.code() pressed=pressed>
                    {relief_text(*relief)}
                </TileButton>
            }
        })
        .collect_view();
    let returned = [
        ("yes", true, text!(medication.yes)),
        ("no", false, text!(medication.no)),
    ]
    .map(|(value, answer, words)| {
        let pressed = intake.returned == Some(answer);
        view! {
            <Chip name="returned" value=value pressed=pressed>
                {words}
            </Chip>
        }
    })
    .into_iter()
    .collect_view();
    let pain = intake.pain_after.map(Pain::code).unwrap_or_default();
    view! {
        <Section title=text!(medication.later_title) id="later">
            <form method="post">
                <TileGroup legend=text!(medication.later_question) grid=TileGrid::Thirds>
                    {reliefs}
                </TileGroup>
            </form>
            <form method="post" class="form stack">
                <SelectField
                    id="pain-after"
                    name="pain_after"
                    label=text!(medication.pain_after_label)
                    options=pain_options()
                    selected=pain
                />
                <Button>{text!(common.save)}</Button>
            </form>
            <form method="post">
                <ChipRow legend=text!(medication.returned_question)>{returned}</ChipRow>
            </form>
        </Section>
    }
    .into_any()
}
