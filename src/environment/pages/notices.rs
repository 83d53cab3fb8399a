//! `/around/notices`: what the patient's rules told, with the hours and values that decided.

use super::way_back;
use crate::{
    account::parts::PlainFrame,
    daily::model::units::Units,
    environment::{
        api,
        model::NoticeView,
        parts::{condition_text, difference_text, feed_text, value_text},
    },
    problem::Problem,
    text,
    ui::{Card, PageHeading},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn NoticesPage() -> impl IntoView {
    view! { <PlainFrame title=text!(environment.notices_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let (notices, units) = api::load_notices().await?;
    let list = if notices.is_empty() {
        view! { <p class="quiet">{text!(environment.notices_none)}</p> }.into_any()
    } else {
        notices
            .iter()
            .map(|notice| card(notice, units))
            .collect_view()
            .into_any()
    };
    Ok(view! {
        <PageHeading title=text!(environment.notices_title) lead=text!(environment.notices_lead) />
        {list}
        {way_back()}
    }
    .into_any())
}

fn card(notice: &NoticeView, units: Units) -> AnyView {
    let new = notice
        .is_new
        .then(|| view! { <strong>{text!(environment.notice_new)}</strong> });
    let lines = notice
        .evidence
        .iter()
        .map(|(condition, at, value, feed)| {
            let value = if condition.test.starts_with("change") {
                difference_text(condition.quantity, *value, units)
            } else {
                value_text(condition.quantity, *value, units)
            };
            let line = text!(
                environment.evidence_line,
                condition = condition_text(condition, units),
                moment = at.text(),
                value = value,
                source = feed_text(*feed)
            );
            view! { <li>{line}</li> }
        })
        .collect_view();
    let moment = notice.at.text();
    view! {
        <Card title=notice.name.clone()>
            <p class="quiet">{moment} " " {new}</p>
            <ul class="signs">{lines}</ul>
        </Card>
    }
    .into_any()
}
