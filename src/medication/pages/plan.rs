//! `/medicines/plans/:id`: one preventive treatment, its schedule and its end.

use super::{
    plans::{PlanFacts, PlanFields, PlanTexts},
    words::{faults, join},
};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    i18n::dates::CivilDay,
    medication::api,
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, InputKind, PageHeading, Section, TextField},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get("id")
        .unwrap_or_default();
    view! { <PlainFrame title=text!(medication.plan_title) content=content(id) /> }
}

async fn content(id: String) -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Faults::default();
    if let Some(form) = &form {
        let outcome = if form.text("do") == "stop" {
            api::stop_plan(&id, form.text("stopped")).await?
        } else {
            api::change_plan(&id, form).await?
        };
        match outcome {
            Ok(()) => return Ok(go_to("/medicines/plans")),
            Err(fields) => refused = faults(fields),
        }
    }
    let plans = api::load_plans().await?.plans.into_iter();
    let plan = plans
        .into_iter()
        .find(|plan| plan.id == id)
        .ok_or(Problem::NotFound)?;
    let sent = form.as_ref().filter(|form| form.text("do") != "stop");
    let texts = sent.map_or_else(|| PlanTexts::of(&plan), PlanTexts::typed);
    let stopped = match &form {
        Some(form) if form.text("do") == "stop" => form.text("stopped").to_owned(),
        _ => plan.stopped.map(CivilDay::iso).unwrap_or_default(),
    };
    let stop_error = refused.at("stopped");
    Ok(view! {
        <PageHeading title=join(&plan.name, &plan.dose) />
        <PlanFacts plan=plan.clone() />
        <Section title=text!(medication.edit_title) id="change">
            <form method="post" class="form stack">
                <PlanFields texts refused />
                <Button kind=ButtonKind::Primary>{text!(medication.plan_save)}</Button>
            </form>
        </Section>
        <Section title=text!(medication.plan_stop_title) id="end">
            <form method="post" class="form stack">
                <input type="hidden" name="do" value="stop" />
                <TextField
                    id="stopped"
                    name="stopped"
                    label=text!(medication.plan_stopped)
                    hint=text!(medication.plan_stopped_hint)
                    kind=InputKind::Date
                    value=stopped
                    error=stop_error
                />
                <Button>{text!(medication.plan_stop)}</Button>
            </form>
        </Section>
        <p>
            <ButtonLink href="/medicines/plans" kind=ButtonKind::Quiet>
                {text!(medication.plans)}
            </ButtonLink>
        </p>
    }
    .into_any())
}
