//! `/gaps`: the last two weeks' days without a word on headache, in one sheet. Nothing has to be
//! answered, and nothing is asked twice.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    daily::{
        api,
        model::{GapView, GapsView},
    },
    i18n::dates::weekday_text,
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, CheckField, Glyph, Notice, NoticeKind, PageHeading, UndoBar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The sheet of open days.
#[component]
pub fn GapsPage() -> impl IntoView {
    let done = use_query_map()
        .read_untracked()
        .get("done")
        .unwrap_or_default();
    view! { <PlainFrame title=text!(daily.gaps_title) content=content(done) /> }
}

async fn content(done: String) -> Result<AnyView, Problem> {
    let mut nothing_ticked = false;
    if let Some(form) = Submission::here() {
        let days = match form.text("do") {
            "undo" => {
                api::withdraw_days(form.text("ids")).await?;
                return Ok(go_to("/gaps"));
            }
            "all" => form.all("shown"),
            "ticked" => form.all("day"),
            attack => {
                let (id, day) = attack.split_once('/').ok_or(Problem::Invalid)?;
                return Ok(go_to(&api::begin_late_attack(id, day).await?));
            }
        };
        if !days.is_empty() {
            return Ok(go_to(&api::confirm_days(&days).await?));
        }
        nothing_ticked = true;
    }
    let view = api::load_gaps().await?;
    Ok(page(&view, &done, nothing_ticked))
}

fn page(view: &GapsView, done: &str, nothing_ticked: bool) -> AnyView {
    let notice = nothing_ticked.then(|| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{text!(daily.gaps_nothing)}</p>
            </Notice>
        }
    });
    let sheet = if view.gaps.is_empty() {
        view! { <p>{text!(daily.gaps_none)}</p> }.into_any()
    } else {
        let lines = view.gaps.iter().map(gap_line).collect_view();
        view! {
            <form method="post" action="/gaps" class="stack">
                <ul class="record-list">{lines}</ul>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary name="do" value="ticked" glyph=Glyph::Check>
                        {text!(daily.gaps_ticked)}
                    </Button>
                    <Button name="do" value="all">
                        {text!(daily.gaps_all)}
                    </Button>
                </div>
            </form>
        }
        .into_any()
    };
    let leave = (!view.gaps.is_empty()).then(|| {
        view! {
            <ButtonLink href="/calendar" kind=ButtonKind::Quiet>
                {text!(daily.gaps_leave)}
            </ButtonLink>
        }
    });
    view! {
        <PageHeading title=text!(daily.gaps_title) lead=text!(daily.gaps_lead) />
        {notice}
        {sheet}
        {leave}
        {undo_bar(done)}
    }
    .into_any()
}

fn gap_line(gap: &GapView) -> AnyView {
    let iso = gap.day.iso();
    let name = text!(
        common.weekday_day,
        weekday = weekday_text(gap.day.weekday),
        day = gap.day.short_text()
    );
    let checked_in = gap
        .has_check_in
        .then(|| view! { <p class="quiet small">{text!(daily.gaps_checked_in)}</p> });
    let spoken = text!(daily.gaps_attack_on, day = name.clone());
    view! {
        <li class="record gap">
            <div class="record-text">
                <CheckField name="day" value=iso.clone() label=name />
                {checked_in}
            </div>
            <input type="hidden" name="shown" value=iso.clone() />
            <Button kind=ButtonKind::Quiet name="do" value=format!("{}/{iso}", gap.attack_id)>
                {text!(daily.gaps_attack)}
                <span class="visually-hidden">" " {spoken}</span>
            </Button>
        </li>
    }
    .into_any()
}

fn undo_bar(done: &str) -> Option<impl IntoView + use<>> {
    let ids = done.to_owned();
    (!ids.is_empty()).then(|| {
        let count = ids.split('.').count();
        view! {
            <UndoBar message=text!(daily.gaps_done, count = count)>
                <form method="post" action="/gaps">
                    <input type="hidden" name="do" value="undo" />
                    <input type="hidden" name="ids" value=ids />
                    <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
                </form>
            </UndoBar>
        }
    })
}
