//! `/health`: every kind of measurement with its latest value.

use crate::{
    account::parts::PlainFrame,
    daily::{
        api,
        model::{HealthView, MeasureKind},
        parts::words::{measure_text, value_text},
    },
    problem::Problem,
    text,
    ui::{PageHeading, RecordLink, RecordList},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The overview of the health logs; `?day=2026-11-20` is for adding to an earlier day.
#[component]
pub fn HealthPage() -> impl IntoView {
    let day = use_query_map()
        .read_untracked()
        .get("day")
        .unwrap_or_default();
    view! { <PlainFrame title=text!(daily.health_title) content=content(day) /> }
}

async fn content(day: String) -> Result<AnyView, Problem> {
    let view = api::load_health(&day).await?;
    let kinds = MeasureKind::ALL
        .iter()
        .map(|kind| kind_line(&view, *kind, &day))
        .collect_view();
    Ok(view! {
        <PageHeading title=text!(daily.health_title) lead=text!(daily.health_lead) />
        <div class="plain-records">
            <RecordList>{kinds}</RecordList>
        </div>
    }
    .into_any())
}

fn kind_line(view: &HealthView, kind: MeasureKind, day: &str) -> AnyView {
    let latest = view.measures.iter().find(|measure| measure.kind == kind);
    let detail = latest.map_or_else(
        || text!(daily.measure_none).to_owned(),
        |measure| {
            text!(
                daily.measure_latest,
                value = value_text(measure, view.units),
                time = measure.at.day.short_text()
            )
        },
    );
    let is_day = day
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter == '-');
    let href = if day.is_empty() || !is_day {
        format!("/health/{}", kind.code())
    } else {
        format!("/health/{}?day={day}", kind.code())
    };
    view! { <RecordLink href title=measure_text(kind) detail=detail /> }.into_any()
}
