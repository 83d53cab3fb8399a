//! `/around/backfill`: weather for attacks that were imported or are older than the cache reaches back.

use super::way_back;
use crate::{
    account::parts::{PlainFrame, Submission},
    environment::{api, model::BackfillView},
    problem::Problem,
    text,
    ui::{Button, ButtonLink, Glyph, PageHeading},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn BackfillPage() -> impl IntoView {
    view! { <PlainFrame title=text!(environment.backfill_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let is_started = Submission::here().is_some();
    let progress = api::load_backfill(is_started).await?;
    Ok(view! {
        <PageHeading
            title=text!(environment.backfill_title)
            lead=text!(environment.backfill_lead)
        />
        {state(progress)}
        {way_back()}
    }
    .into_any())
}

fn state(progress: BackfillView) -> AnyView {
    let BackfillView {
        done,
        all,
        waiting,
        has_no_place,
    } = progress;
    if all == 0 {
        return view! { <p class="quiet">{text!(environment.backfill_none)}</p> }.into_any();
    }
    let sentence = text!(environment.backfill_progress, done = done, all = all);
    let bar = view! {
        <label class="stack">
            <span>{sentence}</span>
            <progress value=done.to_string() max=all.to_string()></progress>
        </label>
    };
    if has_no_place {
        return view! {
            {bar}
            <p>{text!(environment.backfill_place)}</p>
            <ButtonLink href="/around/places" glyph=Glyph::Home>
                {text!(environment.add_place)}
            </ButtonLink>
        }
        .into_any();
    }
    if done >= all {
        return view! {
            {bar}
            <p>{text!(environment.backfill_done)}</p>
        }
        .into_any();
    }
    let waits = (waiting > 0).then(|| {
        view! { <p>{text!(environment.backfill_waiting, count = waiting)}</p> }
    });
    let words = if waiting > 0 {
        text!(environment.backfill_again)
    } else {
        text!(environment.backfill_start)
    };
    view! {
        {bar}
        {waits}
        <form method="post" action="/around/backfill">
            <Button>{words}</Button>
        </form>
    }
    .into_any()
}
