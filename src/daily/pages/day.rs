//! `/day/:day`: everything that the diary holds about one day, and what can be added to it.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    attacks::{api::DeleteEntry, parts::HistoryEntry},
    daily::{
        api,
        model::{DayView, IntakeLine},
        parts::{
            GapsHint,
            words::{measure_text, summary, value_text},
        },
    },
    environment::{api as environment, model::SnapshotView, parts::SnapshotPart},
    problem::Problem,
    scales::{model::Scale, parts::scale_text},
    text,
    ui::{Button, ButtonLink, Glyph, PageHeading, RecordLink, RecordList, Section, UndoBar},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of one day.
#[component]
pub fn DayPage() -> impl IntoView {
    let day = use_params_map()
        .read_untracked()
        .get("day")
        .unwrap_or_default();
    let delete = ServerAction::<DeleteEntry>::new();
    view! { <PlainFrame title=text!(daily.title) content=content(day, delete) /> }
}

async fn content(day: String, delete: ServerAction<DeleteEntry>) -> Result<AnyView, Problem> {
    if let Some(form) = Submission::here() {
        let here = format!("/day/{day}");
        return match form.text("do") {
            "clear" => {
                api::confirm_clear_day(day).await?;
                Ok(go_to(&here))
            }
            "unclear" => {
                api::withdraw_clear_day(day).await?;
                Ok(go_to(&here))
            }
            "late" => Ok(go_to(&api::begin_late_attack(form.text("id"), &day).await?)),
            _ => Err(Problem::Invalid),
        };
    }
    let view = api::load_day(&day).await?;
    let around = environment::load_day(&day).await?;
    Ok(page(view, around, delete))
}

fn page(view: DayView, around: Vec<SnapshotView>, delete: ServerAction<DeleteEntry>) -> AnyView {
    let around = snapshots(around);
    let lead = if view.is_future {
        text!(daily.future)
    } else if view.has_headache {
        text!(daily.headache)
    } else if view.is_clear {
        text!(daily.clear)
    } else if view.lines.is_empty() && view.check_in.is_none() {
        text!(daily.unknown)
    } else {
        text!(daily.answered)
    };
    let (near, undo, offers) = (near(&view), undo_bar(&view), offers(&view));
    let rest = (
        medicines(&view),
        check_in(&view),
        measures(&view),
        scales(&view),
    );
    let (medicines, check_in, measures, scales) = rest;
    let hint = (!view.is_future).then(|| view! { <GapsHint count=view.open_days /> });
    let heading = view! { <PageHeading title=view.day.long_text() lead=lead /> };
    let lines = (!view.lines.is_empty()).then(|| {
        let lines = view.lines.into_iter();
        let lines = lines
            .map(|line| view! { <HistoryEntry line delete /> })
            .collect_view();
        view! {
            <Section title=text!(daily.attacks_title) id="attacks">
                <RecordList>{lines}</RecordList>
            </Section>
        }
    });
    view! {
        {heading}
        {lines}
        {medicines}
        {check_in}
        {measures}
        {scales}
        {around}
        {offers}
        {near}
        {hint}
        {undo}
    }
    .into_any()
}

fn medicines(view: &DayView) -> Option<AnyView> {
    let lines = view.intakes.iter().map(intake_line).collect_view();
    (!view.intakes.is_empty()).then(|| {
        view! {
            <Section title=text!(daily.medicines_title) id="medicines">
                <ul class="record-list">{lines}</ul>
            </Section>
        }
        .into_any()
    })
}

fn intake_line(line: &IntakeLine) -> AnyView {
    let (time, name) = (line.at.time_text(), line.name.clone());
    let title = if line.dose.is_empty() {
        text!(daily.intake, time = time, name = name)
    } else {
        text!(
            daily.intake_dose,
            time = time,
            name = name,
            dose = line.dose.clone()
        )
    };
    let place = if line.attack.is_empty() {
        text!(daily.without_attack)
    } else {
        text!(daily.in_attack)
    };
    // Those of old attack records have no page of their own.
    let href = if line.id.is_empty() {
        format!("/attacks/{}", line.attack)
    } else {
        format!("/intakes/{}", line.id)
    };
    view! {
        <li class="day-line">
            <a class="text-link" href=href>
                {title}
            </a>
            <span class="quiet">{place}</span>
        </li>
    }
    .into_any()
}

fn check_in(view: &DayView) -> Option<AnyView> {
    let texts = view.check_in.as_ref()?;
    let facts = summary(texts, &view.factors, view.units)
        .into_iter()
        .map(|(question, answer)| {
            view! {
                <dt>{question}</dt>
                <dd>{answer}</dd>
            }
        })
        .collect_view();
    let href = format!("/check-in/{}", view.day.iso());
    Some(
        view! {
            <Section title=text!(daily.check_in_title) id="check-in">
                <dl class="facts day-facts">{facts}</dl>
                <div class="cluster">
                    <ButtonLink href glyph=Glyph::Edit>
                        {text!(daily.edit_check_in)}
                    </ButtonLink>
                </div>
            </Section>
        }
        .into_any(),
    )
}

fn measures(view: &DayView) -> Option<AnyView> {
    let lines = view
        .measures
        .iter()
        .map(|measure| {
            let value = value_text(measure, view.units);
            view! {
                <RecordLink
                    href=format!("/health/{}/{}", measure.kind.code(), measure.id)
                    title=format!("{}: {value}", measure_text(measure.kind))
                    detail=measure.at.time_text()
                />
            }
        })
        .collect_view();
    (!view.measures.is_empty()).then(|| {
        view! {
            <Section title=text!(daily.measures_title) id="measures">
                <div class="plain-records">
                    <RecordList>{lines}</RecordList>
                </div>
            </Section>
        }
        .into_any()
    })
}

fn scales(view: &DayView) -> Option<AnyView> {
    let lines = view
        .scales
        .iter()
        .filter_map(|(code, id)| {
            let scale = Scale::parse(code).ok()?;
            Some(view! { <RecordLink href=format!("/scales/{code}/{id}") title=scale_text(scale) /> })
        })
        .collect_view();
    (!view.scales.is_empty()).then(|| {
        view! {
            <Section title=text!(daily.scales_title) id="scales">
                <div class="plain-records">
                    <RecordList>{lines}</RecordList>
                </div>
            </Section>
        }
        .into_any()
    })
}

fn snapshots(around: Vec<SnapshotView>) -> Option<AnyView> {
    if around.is_empty() {
        return None;
    }
    let parts = around
        .into_iter()
        .map(|view| view! { <SnapshotPart view /> })
        .collect_view();
    Some(
        view! {
            <Section title=text!(environment.snapshot_title) id="around">
                {parts}
            </Section>
        }
        .into_any(),
    )
}

fn offers(view: &DayView) -> Option<AnyView> {
    if view.is_future {
        return None;
    }
    let (day, id) = (view.day.iso(), view.next_id.clone());
    let address = format!("/day/{day}");
    let clear = (!view.is_clear && !view.has_headache).then(|| {
        let address = address.clone();
        view! {
            <form method="post" action=address>
                <input type="hidden" name="do" value="clear" />
                <Button glyph=Glyph::Check>{text!(daily.confirm)}</Button>
            </form>
        }
    });
    let check_in = view.check_in.is_none().then(|| {
        view! {
            <ButtonLink href=format!("/check-in/{day}") glyph=Glyph::Plus>
                {text!(daily.add_check_in)}
            </ButtonLink>
        }
    });
    Some(
        view! {
            <Section title=text!(daily.add_title) id="add">
                <div class="cluster">
                    {clear}
                    <form method="post" action=address>
                        <input type="hidden" name="do" value="late" />
                        <input type="hidden" name="id" value=id />
                        <Button glyph=Glyph::Plus>{text!(daily.add_attack)}</Button>
                    </form>
                    <ButtonLink href="/medicines" glyph=Glyph::Pill>
                        {text!(daily.add_medicine)}
                    </ButtonLink>
                    {check_in}
                    <ButtonLink href=format!("/health?day={day}") glyph=Glyph::Plus>
                        {text!(daily.add_measure)}
                    </ButtonLink>
                </div>
            </Section>
        }
        .into_any(),
    )
}

fn near(view: &DayView) -> AnyView {
    let next = (!view.next.is_empty()).then(|| {
        view! {
            <ButtonLink href=format!("/day/{}", view.next) glyph=Glyph::Next>
                {text!(daily.next)}
            </ButtonLink>
        }
    });
    let previous = (!view.previous.is_empty()).then(|| {
        view! {
            <ButtonLink href=format!("/day/{}", view.previous) glyph=Glyph::Previous>
                {text!(daily.previous)}
            </ButtonLink>
        }
    });
    view! {
        <div class="cluster">
            {previous}
            <ButtonLink
                href=format!("/calendar?month={}", view.day.iso_month())
                glyph=Glyph::Calendar
            >
                {text!(daily.month)}
            </ButtonLink>
            {next}
        </div>
    }
    .into_any()
}

fn undo_bar(view: &DayView) -> Option<AnyView> {
    let address = format!("/day/{}", view.day.iso());
    view.is_clear.then(|| {
        view! {
            <UndoBar message=text!(daily.clear)>
                <form method="post" action=address>
                    <input type="hidden" name="do" value="unclear" />
                    <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
                </form>
            </UndoBar>
        }
        .into_any()
    })
}
