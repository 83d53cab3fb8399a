//! `/medicines`: the cabinet, what is planned and taken today, and how near the limits it is.

use super::{
    lines::{IntakeLink, title},
    words::{class_text, form_text, runway_texts, time_text, units_text},
};
use crate::{
    account::parts::{PlainFrame, Submission, UnreadableNotice, go_to},
    medication::{
        api,
        model::{CabinetView, DueDose, MedicineLine, Purpose, RunwayView},
        parts::limit_text,
    },
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, Glyph, PageHeading, RecordList, Section, UndoBar},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn CabinetPage() -> impl IntoView {
    view! { <PlainFrame title=text!(medication.cabinet_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    if let Some(form) = Submission::here() {
        match form.text("do") {
            "dose" => api::answer_dose(&form).await?,
            "restore" => api::restore_intake(form.text("id")).await?,
            _ => return Err(Problem::Invalid),
        }
        return Ok(go_to("/medicines"));
    }
    let cabinet = api::load_cabinet().await?;
    Ok(view! { <Cabinet cabinet /> }.into_any())
}

#[component]
fn Cabinet(cabinet: CabinetView) -> impl IntoView {
    let is_empty = cabinet.medicines.is_empty();
    let due = (!cabinet.due.is_empty()).then(|| {
        let doses = cabinet
            .due
            .into_iter()
            .map(|dose| view! { <Due dose /> })
            .collect_view();
        view! {
            <Section title=text!(medication.due_title) id="due">
                <ul class="stack">{doses}</ul>
            </Section>
        }
    });
    let today = (!cabinet.today.is_empty()).then(|| {
        let intakes = cabinet
            .today
            .into_iter()
            .map(|intake| view! { <IntakeLink intake /> })
            .collect_view();
        view! {
            <Section title=text!(medication.today_title) id="today">
                <RecordList>{intakes}</RecordList>
            </Section>
        }
    });
    let medicines = cabinet
        .medicines
        .into_iter()
        .map(|medicine| view! { <Medicine medicine /> })
        .collect_view();
    let empty = is_empty.then(|| view! { <p class="quiet">{text!(medication.cabinet_empty)}</p> });
    let away = (!cabinet.put_away.is_empty()).then(|| {
        let links = cabinet
            .put_away
            .into_iter()
            .map(|medicine| {
                let href = format!("/medicines/{}", medicine.id);
                view! {
                    <li>
                        <a class="text-link" href=href>
                            {title(&medicine)}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <details class="disclosure">
                <summary>{text!(medication.put_away_title)}</summary>
                <ul>{links}</ul>
            </details>
        }
    });
    let undo = cabinet.deleted.map(|id| {
        view! {
            <UndoBar message=text!(medication.intake_deleted)>
                <form method="post">
                    <input type="hidden" name="do" value="restore" />
                    <input type="hidden" name="id" value=id />
                    <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
                </form>
            </UndoBar>
        }
    });
    view! {
        <PageHeading title=text!(medication.cabinet_title) lead=text!(medication.cabinet_lead) />
        <UnreadableNotice count=cabinet.unreadable />
        {due}
        <Section title=text!(medication.mine_title) id="mine">
            {empty}
            <ul class="medicine-list">{medicines}</ul>
            <div class="cluster">
                <ButtonLink href="/medicines/add" glyph=Glyph::Plus>
                    {text!(medication.add)}
                </ButtonLink>
                <ButtonLink href="/intakes/new" glyph=Glyph::Pill>
                    {text!(medication.other_intake)}
                </ButtonLink>
                <ButtonLink href="/medicines/scan">{text!(medication.scan)}</ButtonLink>
            </div>
            {away}
        </Section>
        {today}
        <Classes classes=cabinet.classes />
        <div class="cluster">
            <ButtonLink href="/medicines/plans" glyph=Glyph::Calendar>
                {text!(medication.plans)}
            </ButtonLink>
            <ButtonLink href="/medicines/response" glyph=Glyph::History>
                {text!(medication.responses)}
            </ButtonLink>
        </div>
        {undo}
    }
}

#[component]
fn Medicine(medicine: MedicineLine) -> impl IntoView {
    let name = title(&medicine);
    let kind = [
        form_text(&medicine.form),
        class_text(medicine.class).to_owned(),
    ]
    .into_iter()
    .filter(|words| !words.is_empty())
    .collect::<Vec<_>>()
    .join(" · ");
    // The card says the count alone; the rest is told before it is saved.
    let runway = medicine
        .runway
        .filter(|_| medicine.purpose == Purpose::Acute)
        .and_then(|runway| runway_texts(&runway).into_iter().next())
        .map(|sentence| view! { <p>{sentence}</p> });
    let left = medicine
        .left
        .map(|left| text!(medication.left, count = units_text(left)));
    let [heading, of_take, of_details] = std::array::from_fn(|_| name.clone());
    let low = medicine.is_low.then(|| text!(medication.low));
    let stock = left.map(|left| view! { <p class="quiet">{left} " " {low}</p> });
    view! {
        <li class="card">
            <div>
                <h3 class="medicine-name">{heading}</h3>
                <p class="quiet">{kind}</p>
            </div>
            {runway}
            {stock}
            <div class="cluster">
                <ButtonLink
                    href=format!("/medicines/{}/take", medicine.id)
                    kind=ButtonKind::Primary
                    glyph=Glyph::Pill
                >
                    {text!(medication.take)}
                    <span class="visually-hidden">" " {of_take}</span>
                </ButtonLink>
                <ButtonLink href=format!("/medicines/{}", medicine.id)>
                    {text!(medication.details)}
                    <span class="visually-hidden">" " {of_details}</span>
                </ButtonLink>
            </div>
        </li>
    }
}

/// One planned dose with its two answers.
#[component]
fn Due(dose: DueDose) -> impl IntoView {
    let title = match dose.minute {
        Some(minute) => text!(
            medication.due_at,
            medicine = dose.title,
            time = time_text(minute)
        ),
        None => text!(
            medication.due_on,
            medicine = dose.title,
            day = dose.day.short_text()
        ),
    };
    let answer = |taken: bool, words: &'static str| {
        let pressed = if dose.answer == Some(taken) {
            "true"
        } else {
            "false"
        };
        let value = if taken { "yes" } else { "no" };
        let name = title.clone();
        view! {
            <button type="submit" class="chip" name="taken" value=value aria-pressed=pressed>
                <span>{words} <span class="visually-hidden">" " {name}</span></span>
            </button>
        }
    };
    let unanswered = dose
        .answer
        .is_none()
        .then(|| view! { <span class="quiet">" · " {text!(medication.due_unanswered)}</span> });
    view! {
        <li class="card">
            <form method="post" class="stack">
                <input type="hidden" name="do" value="dose" />
                <input type="hidden" name="plan" value=dose.plan.clone() />
                <input type="hidden" name="day" value=dose.day.iso() />
                <input
                    type="hidden"
                    name="minute"
                    value=dose.minute.map(|minute| minute.to_string()).unwrap_or_default()
                />
                <p>{title.clone()} {unanswered}</p>
                <div class="chip-row">
                    {answer(true, text!(medication.due_taken))}
                    {answer(false, text!(medication.due_skipped))}
                </div>
            </form>
        </li>
    }
}

/// Where each class stands in the last 30 days.
#[component]
fn Classes(classes: Vec<RunwayView>) -> impl IntoView {
    (!classes.is_empty()).then(|| {
        let lines = classes
            .into_iter()
            .map(|runway| {
                let state = if runway.before >= runway.limit {
                    text!(medication.class_reached)
                } else if runway.before >= runway.limit * 8 / 10 {
                    text!(medication.class_near)
                } else {
                    text!(medication.class_far)
                };
                let mut class = limit_text(runway.class).to_owned();
                if let Some(first) = class.get_mut(0..1) {
                    first.make_ascii_uppercase();
                }
                let count = text!(
                    medication.class_state,
                    class = class,
                    days = runway.before,
                    limit = runway.limit
                );
                let filled = runway.before.min(runway.limit).to_string();
                let limit = runway.limit.to_string();
                view! {
                    <li class="limit">
                        <p>
                            <strong>{count}</strong>
                        </p>
                        <svg
                            class="limit-bar"
                            viewBox=format!("0 0 {limit} 1")
                            preserveAspectRatio="none"
                            aria-hidden="true"
                        >
                            <rect class="limit-ground" width=limit.clone() height="1"></rect>
                            <rect class="limit-filled" width=filled height="1"></rect>
                        </svg>
                        <p class="quiet">{state}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <Section title=text!(medication.classes_title) id="limits">
                <ul class="stack">{lines}</ul>
                <p class="quiet">{text!(medication.classes_words)}</p>
            </Section>
        }
    })
}
