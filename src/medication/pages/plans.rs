//! `/medicines/plans` and `/medicines/plans/new`: preventive treatments, how far they were kept, and
//! reminders for the patient's own calendar.

use super::words::{faults, join, kind_text, schedule_text, time_text};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    medication::{
        api,
        model::{PlanLine, PlansView, ScheduleKind},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, CheckField, ChoiceGroup, Glyph, InputKind, PageHeading,
        RadioField, Section, SelectField, SelectOption, TextField,
    },
};
use leptos::prelude::*;

/// Fields for times of day that are shown at least.
const TIME_FIELDS: usize = 3;

/// The list.
#[component]
pub fn PlansPage() -> impl IntoView {
    view! { <PlainFrame title=text!(medication.plans_title) content=list() /> }
}

async fn list() -> Result<AnyView, Problem> {
    let PlansView { plans, .. } = api::load_plans().await?;
    let empty = plans
        .is_empty()
        .then(|| view! { <p class="quiet">{text!(medication.plans_empty)}</p> });
    let reminders = (!plans.is_empty()).then(|| {
        view! {
            <Section title=text!(medication.reminders_title) id="reminders">
                <p>{text!(medication.reminders_words)}</p>
                <form method="get" action="/medicines/plans/reminders.ics" class="stack">
                    <CheckField
                        name="names"
                        value="yes"
                        label=text!(medication.reminders_names)
                    />
                    <Button glyph=Glyph::Export>{text!(medication.reminders_download)}</Button>
                </form>
            </Section>
        }
    });
    let cards = plans
        .into_iter()
        .map(|plan| view! { <PlanCard plan /> })
        .collect_view();
    Ok(view! {
        <PageHeading title=text!(medication.plans_title) lead=text!(medication.plans_lead) />
        {empty}
        <ul class="stack">{cards}</ul>
        <div class="cluster">
            <ButtonLink href="/medicines/plans/new" glyph=Glyph::Plus>
                {text!(medication.plan_new)}
            </ButtonLink>
            <ButtonLink href="/medicines" kind=ButtonKind::Quiet>
                {text!(medication.to_cabinet)}
            </ButtonLink>
        </div>
        {reminders}
    }
    .into_any())
}

#[component]
fn PlanCard(plan: PlanLine) -> impl IntoView {
    let name = join(&plan.name, &plan.dose);
    let href = format!("/medicines/plans/{}", plan.id);
    view! {
        <li class="card">
            <h2 class="medicine-name">{name.clone()}</h2>
            <PlanFacts plan />
            <p>
                <ButtonLink href>
                    {text!(medication.details)} <span class="visually-hidden">" " {name}</span>
                </ButtonLink>
            </p>
        </li>
    }
}

/// When it is taken, and how far that was kept. Not answered is not "not taken".
#[component]
pub(super) fn PlanFacts(
    /// The plan.
    plan: PlanLine,
) -> impl IntoView {
    let since = match plan.stopped {
        Some(last) => text!(
            medication.plan_until,
            first = plan.started.short_text(),
            last = last.short_text()
        ),
        None => text!(medication.plan_since, day = plan.started.short_text()),
    };
    let kept = if plan.planned == 0 {
        text!(medication.plan_no_days).to_owned()
    } else {
        text!(
            medication.plan_adherence,
            taken = plan.taken,
            planned = plan.planned,
            left_out = plan.left_out,
            unanswered = plan.unanswered
        )
    };
    let next = plan
        .next
        .map(|day| view! { <p>{text!(medication.plan_next, day = day.long_text())}</p> });
    view! {
        <p class="quiet">{schedule_text(&plan)} " · " {since}</p>
        <p>{kept}</p>
        {next}
    }
}

/// A new plan.
#[component]
pub fn NewPlanPage() -> impl IntoView {
    view! { <PlainFrame title=text!(medication.plan_new) content=new() /> }
}

async fn new() -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Faults::default();
    if let Some(form) = &form {
        match api::start_plan(form).await? {
            Ok(()) => return Ok(go_to("/medicines/plans")),
            Err(fields) => refused = faults(fields),
        }
    }
    let plans = api::load_plans().await?;
    let texts = match &form {
        Some(form) => PlanTexts::typed(form),
        None => PlanTexts {
            kind: ScheduleKind::Daily.code().to_owned(),
            started: plans.today.iso(),
            ..PlanTexts::default()
        },
    };
    let typed = |field: &str| form.as_ref().map_or("", |form| form.text(field)).to_owned();
    let id = Some(typed("id"))
        .filter(|id| !id.is_empty())
        .unwrap_or(plans.next_id);
    let mut medicines: Vec<SelectOption> = plans
        .medicines
        .into_iter()
        .map(|choice| SelectOption {
            value: choice.value,
            label: choice.label,
        })
        .collect();
    medicines.push(SelectOption {
        value: String::new(),
        label: text!(medication.plan_other).to_owned(),
    });
    let medicine = match &form {
        Some(form) => form.text("medicine").to_owned(),
        None => medicines[0].value.clone(),
    };
    Ok(view! {
        <PageHeading title=text!(medication.plan_new) />
        <form method="post" class="form stack">
            <input type="hidden" name="id" value=id />
            <SelectField
                id="medicine"
                name="medicine"
                label=text!(medication.plan_medicine)
                options=medicines
                selected=medicine
            />
            <TextField
                id="name"
                name="name"
                label=text!(medication.name_label)
                value=typed("name")
                autocomplete="off"
                error=refused.at("name")
            />
            <PlanFields texts refused />
            <Button kind=ButtonKind::Primary>{text!(medication.plan_save)}</Button>
        </form>
    }
    .into_any())
}

/// What stands in the fields of a plan.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanTexts {
    /// Dose.
    pub dose: String,
    /// Code of the kind of schedule.
    pub kind: String,
    /// Times of day.
    pub times: Vec<String>,
    /// Days between doses.
    pub days: String,
    /// First day.
    pub started: String,
}

impl PlanTexts {
    /// What was typed into a form that was refused.
    pub(super) fn typed(form: &Submission) -> Self {
        Self {
            dose: form.text("dose").to_owned(),
            kind: form.text("kind").to_owned(),
            times: form.all("times").into_iter().map(str::to_owned).collect(),
            days: form.text("days").to_owned(),
            started: form.text("started").to_owned(),
        }
    }

    /// What a plan says now.
    pub(super) fn of(plan: &PlanLine) -> Self {
        let days = match plan.kind {
            ScheduleKind::EveryDays => plan.days.to_string(),
            ScheduleKind::Daily | ScheduleKind::Monthly => String::new(),
        };
        Self {
            dose: plan.dose.clone(),
            kind: plan.kind.code().to_owned(),
            times: plan.times.iter().copied().map(time_text).collect(),
            days,
            started: plan.started.iso(),
        }
    }
}

/// The fields of a schedule. All stand there at once: without JavaScript none can come and go.
#[component]
pub(super) fn PlanFields(
    /// What stands in them.
    texts: PlanTexts,
    /// What was refused.
    refused: Faults,
) -> impl IntoView {
    let kinds = ScheduleKind::ALL
        .iter()
        .map(|kind| {
            let checked = texts.kind == kind.code();
            view! { <RadioField name="kind" value=kind.code() label=kind_text(*kind) checked /> }
        })
        .collect_view();
    let count = texts.times.len().clamp(TIME_FIELDS, 8);
    let times = (0..count)
        .map(|place| {
            let value = texts.times.get(place).cloned().unwrap_or_default();
            view! {
                <TextField
                    id=format!("time-{place}")
                    name="times"
                    label=text!(medication.plan_time, number = place + 1)
                    kind=InputKind::Time
                    value
                />
            }
        })
        .collect_view();
    view! {
        <TextField
            id="dose"
            name="dose"
            label=text!(medication.dose_label)
            hint=text!(medication.dose_hint)
            value=texts.dose
            autocomplete="off"
            error=refused.at("dose")
        />
        <ChoiceGroup id="kind" legend=text!(medication.plan_kind)>
            {kinds}
        </ChoiceGroup>
        <ChoiceGroup
            id="times"
            legend=text!(medication.plan_times)
            error=refused.at("times")
        >
            <div class="cluster">{times}</div>
        </ChoiceGroup>
        <TextField
            id="days"
            name="days"
            label=text!(medication.plan_days)
            hint=text!(medication.plan_days_hint)
            kind=InputKind::Number
            min="2"
            max="366"
            value=texts.days
            error=refused.at("days")
        />
        <TextField
            id="started"
            name="started"
            label=text!(medication.plan_started)
            kind=InputKind::Date
            value=texts.started
            error=refused.at("started")
        />
    }
}
