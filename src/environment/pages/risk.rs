//! `/around/risk`: the score of an older product, for comparison alone.

use super::way_back;
use crate::{
    account::parts::PlainFrame,
    environment::api,
    problem::Problem,
    text,
    ui::{Notice, NoticeKind, PageHeading, Table, TableLayout},
};
use leptos::prelude::*;

/// Readings that an hour's points are made of.
const READINGS: usize = 5;

/// The page.
#[component]
pub fn RiskPage() -> impl IntoView {
    view! { <PlainFrame title=text!(environment.risk_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let rows = api::load_risk().await?;
    let known: Vec<_> = rows
        .into_iter()
        .filter(|row| row.missing < READINGS)
        .collect();
    let table = if known.is_empty() {
        view! { <p class="quiet">{text!(environment.risk_unknown)}</p> }.into_any()
    } else {
        let lines = known
            .iter()
            .map(|row| {
                vec![
                    row.at.text(),
                    row.total.to_string(),
                    format!("{:.0}", row.weather),
                    format!("{:.0}", row.geomagnetic),
                    format!("{:.0}", row.history),
                    row.missing.to_string(),
                ]
            })
            .collect();
        let headings = [
            text!(environment.curve_when),
            text!(environment.risk_total),
            text!(environment.risk_weather),
            text!(environment.risk_geomagnetic),
            text!(environment.risk_history),
            text!(environment.risk_missing),
        ]
        .map(str::to_owned)
        .into();
        view! {
            <Table
                caption=text!(environment.risk_caption)
                headings=headings
                rows=lines
                layout=TableLayout::Stacked
            />
        }
        .into_any()
    };
    Ok(view! {
        <PageHeading title=text!(environment.risk_title) />
        <Notice kind=NoticeKind::Attention>
            <p>{text!(environment.risk_lead)}</p>
        </Notice>
        <p class="quiet">{text!(environment.risk_about)}</p>
        {table}
        {way_back()}
    }
    .into_any())
}
