//! `/health/:kind` and `/health/:kind/:id`: one kind of measurement: add, look back, change, delete.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    daily::{
        api,
        model::{HealthView, MeasureKind, MeasureView, Refused, Texts, units::number_text},
        parts::{
            ChartPoint, MeasureChart,
            words::{
                fault_text, length_unit_text, measure_text, value_text, volume_unit_text,
                weight_unit_text,
            },
        },
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, Glyph, InputKind, PageHeading, RecordLink, RecordList,
        Section, TextArea, TextField, UndoBar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Entries that the drawing and the list show.
const SHOWN: usize = 30;

/// What the address says.
struct Place {
    kind: String,
    id: String,
    day: String,
    saved: String,
    deleted: String,
}

/// The page of one kind of measurement, or of one entry.
#[component]
pub fn MeasurePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let param = |name: &str| params.read_untracked().get(name).unwrap_or_default();
    let query = |name: &str| query.read_untracked().get(name).unwrap_or_default();
    let place = Place {
        kind: param("kind"),
        id: param("id"),
        day: query("day"),
        saved: query("saved"),
        deleted: query("deleted"),
    };
    view! { <PlainFrame title=text!(daily.health_title) content=content(place) /> }
}

async fn content(place: Place) -> Result<AnyView, Problem> {
    let kind = MeasureKind::parse(&place.kind).map_err(|_| Problem::NotFound)?;
    let mut refused = Refused::new();
    let form = Submission::here();
    if let Some(form) = &form {
        match form.text("do") {
            "undo" => return Ok(go_to(&api::undo_measure(kind, form).await?)),
            "delete" => return Ok(go_to(&api::delete_measure(kind, form).await?)),
            _ => match api::save_measure(kind, form).await? {
                Ok(address) => return Ok(go_to(&address)),
                Err(faults) => refused = faults,
            },
        }
    }
    let mut view = if place.id.is_empty() {
        api::load_health(&place.day).await?
    } else {
        api::load_measure(kind, &place.id).await?
    };
    if let Some(form) = &form {
        view.texts = api::typed(form);
        form.text("id").clone_into(&mut view.next_id);
    }
    view.measures.retain(|measure| measure.kind == kind);
    Ok(if place.id.is_empty() {
        kind_page(&view, kind, &refused, &place)
    } else {
        entry_page(&view, kind, &refused)
    })
}

fn kind_page(view: &HealthView, kind: MeasureKind, refused: &Refused, place: &Place) -> AnyView {
    let latest = view.measures.iter().take(SHOWN);
    let entries = latest
        .clone()
        .map(|measure| {
            view! {
                <RecordLink
                    href=format!("/health/{}/{}", kind.code(), measure.id)
                    title=value_text(measure, view.units)
                    detail=detail(measure)
                />
            }
        })
        .collect_view();
    let chart = chart(view, kind);
    let list = (!view.measures.is_empty()).then(|| {
        view! {
            <Section title=text!(daily.measure_list) id="entries">
                {chart}
                <div class="plain-records">
                    <RecordList>{entries}</RecordList>
                </div>
            </Section>
        }
    });
    let form = form(view, kind, refused, &format!("/health/{}", kind.code()));
    view! {
        <PageHeading title=measure_text(kind) />
        <Section title=text!(daily.measure_new) id="new">
            {form}
        </Section>
        {list}
        <ButtonLink href="/health" glyph=Glyph::Previous>
            {text!(daily.measure_all)}
        </ButtonLink>
        {undo_bar(kind, place)}
    }
    .into_any()
}

fn detail(measure: &MeasureView) -> String {
    let time = measure.at.text();
    if measure.notes.is_empty() {
        time
    } else {
        format!("{time} · {}", measure.notes)
    }
}

fn entry_page(view: &HealthView, kind: MeasureKind, refused: &Refused) -> AnyView {
    let address = format!("/health/{}/{}", kind.code(), view.next_id);
    let id = view.next_id.clone();
    view! {
        <PageHeading title=measure_text(kind) lead=text!(daily.measure_edit) />
        {form(view, kind, refused, &address)}
        <form method="post" action=address>
            <input type="hidden" name="do" value="delete" />
            <input type="hidden" name="id" value=id />
            <Button glyph=Glyph::Trash>{text!(common.delete)}</Button>
        </form>
        <ButtonLink href=format!("/health/{}", kind.code()) glyph=Glyph::Previous>
            {measure_text(kind)}
        </ButtonLink>
    }
    .into_any()
}

fn form(view: &HealthView, kind: MeasureKind, refused: &Refused, address: &str) -> AnyView {
    let texts = &view.texts;
    let fault = |field: &str| refused.get(field).map(fault_text);
    let fields = labels(view, kind)
        .into_iter()
        .map(|(name, label)| {
            view! {
                <TextField
                    id=name
                    name=name
                    label
                    value=texts.one(name)
                    error=fault(name)
                    autocomplete="off"
                />
            }
        })
        .collect_view();
    view! {
        <form method="post" action=address.to_owned() class="form">
            <input type="hidden" name="id" value=view.next_id.clone() />
            <div class="field-columns">{fields}</div>
            <TextField
                id="at"
                name="at"
                label=text!(daily.measure_at)
                kind=InputKind::DateTimeLocal
                value=texts.one("at")
                error=fault("at")
            />
            {notes(texts, fault("notes"))}
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="do" value="save" glyph=Glyph::Check>
                    {text!(common.save)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

fn notes(texts: &Texts, error: Option<String>) -> AnyView {
    view! {
        <TextArea
            id="notes"
            name="notes"
            label=text!(daily.measure_notes)
            value=texts.one("notes")
            rows=2
            error
        />
    }
    .into_any()
}

/// The fields of a kind with their labels.
fn labels(view: &HealthView, kind: MeasureKind) -> Vec<(&'static str, String)> {
    let units = view.units;
    match kind {
        MeasureKind::Weight => vec![(
            "weight",
            text!(daily.label_weight, unit = weight_unit_text(units.weight)),
        )],
        MeasureKind::Height => vec![(
            "height",
            text!(daily.label_height, unit = length_unit_text(units.length)),
        )],
        MeasureKind::Water => vec![(
            "water",
            text!(daily.label_water, unit = volume_unit_text(units.volume)),
        )],
        MeasureKind::BloodPressure => vec![
            ("systolic", text!(daily.label_systolic).to_owned()),
            ("diastolic", text!(daily.label_diastolic).to_owned()),
        ],
        MeasureKind::Sleep => vec![
            ("total", text!(daily.label_total).to_owned()),
            ("deep", text!(daily.label_deep).to_owned()),
            ("rem", text!(daily.label_rem).to_owned()),
            ("wakes", text!(daily.label_wakes).to_owned()),
            ("rate", text!(daily.label_rate).to_owned()),
        ],
    }
}

/// The latest entries as a line; a height is not drawn, because it hardly moves.
fn chart(view: &HealthView, kind: MeasureKind) -> Option<AnyView> {
    let lines = if kind == MeasureKind::BloodPressure {
        2
    } else {
        1
    };
    let points: Vec<ChartPoint> = view
        .measures
        .iter()
        .filter(|measure| measure.values.first().is_some_and(Option::is_some))
        .take(SHOWN)
        .map(|measure| ChartPoint {
            time: measure.at.text(),
            day: measure.at.day.short_text(),
            second: measure.second,
            text: value_text(measure, view.units),
            values: measure
                .values
                .iter()
                .take(lines)
                .flatten()
                .copied()
                .collect(),
        })
        .collect();
    if points.len() < 2 || kind == MeasureKind::Height {
        return None;
    }
    let points = points.into_iter().rev().collect();
    let write = if kind == MeasureKind::Sleep {
        hours
    } else {
        plain
    };
    Some(view! { <MeasureChart title=measure_text(kind) points write /> }.into_any())
}

fn hours(minutes: f64) -> String {
    text!(common.hours, hours = number_text(minutes / 60.0, 1))
}

fn plain(value: f64) -> String {
    number_text(value, 1)
}

fn undo_bar(kind: MeasureKind, place: &Place) -> Option<impl IntoView + use<>> {
    let (id, message) = if !place.saved.is_empty() {
        (place.saved.clone(), text!(daily.measure_saved))
    } else if !place.deleted.is_empty() {
        (place.deleted.clone(), text!(daily.measure_deleted))
    } else {
        return None;
    };
    Some(view! {
        <UndoBar message=message>
            <form method="post" action=format!("/health/{}", kind.code())>
                <input type="hidden" name="do" value="undo" />
                <input type="hidden" name="id" value=id />
                <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
            </form>
        </UndoBar>
    })
}
