//! `/history`: everything in the diary, the latest first, under month headings.

use crate::{
    account::parts::{ActionProblem, PageFrame, ProblemNotice, Refresh, UnreadableNotice},
    attacks::{
        api::{DeleteEntry, RestoreEntry, load_history},
        model::{History, HistoryLine},
        parts::HistoryEntry,
    },
    text,
    ui::{Button, ButtonLink, Glyph, PageHeading, RecordList, UndoBar},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

/// The history page; `?page=2` is the second one.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let page = Memo::new(move |_| {
        let page = use_query_map().read().get("page");
        page.and_then(|page| page.parse().ok()).unwrap_or(1_u32)
    });
    let delete = ServerAction::<DeleteEntry>::new();
    let restore = ServerAction::<RestoreEntry>::new();
    let refresh = Refresh::here();
    refresh.after(delete);
    refresh.after(restore);
    let history = Resource::new(
        move || (page.get(), refresh.get()),
        |(page, _)| load_history(page),
    );
    let content = move || {
        Suspend::new(async move {
            match history.await {
                Ok(history) => Either::Left(view! { <Entries history delete restore /> }),
                Err(problem) => Either::Right(view! { <ProblemNotice problem /> }),
            }
        })
    };
    view! {
        <PageFrame title=text!(attacks.history_title)>
            <PageHeading title=text!(attacks.history_title) />
            <Transition>{content}</Transition>
            <ActionProblem action=delete />
            <ActionProblem action=restore />
        </PageFrame>
    }
}

#[component]
fn Entries(
    history: History,
    delete: ServerAction<DeleteEntry>,
    restore: ServerAction<RestoreEntry>,
) -> impl IntoView {
    let undo = history.deleted.map(|id| {
        view! {
            <UndoBar message=text!(attacks.deleted)>
                <ActionForm action=restore>
                    <input type="hidden" name="id" value=id />
                    <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
                </ActionForm>
            </UndoBar>
        }
    });
    let unreadable = view! { <UnreadableNotice count=history.unreadable /> };
    let empty = history.lines.is_empty().then(|| {
        view! {
            <div class="stack">
                <p>{text!(attacks.history_empty)}</p>
                <ButtonLink attr:rel="external" href="/import" glyph=Glyph::Import>
                    {text!(attacks.bring_diary)}
                </ButtonLink>
            </div>
        }
    });
    let months = by_month(history.lines)
        .into_iter()
        .map(|(month, lines)| {
            let lines = lines
                .into_iter()
                .map(|line| view! { <HistoryEntry line delete /> })
                .collect_view();
            view! {
                <section class="section">
                    <h2>{month}</h2>
                    <RecordList>{lines}</RecordList>
                </section>
            }
        })
        .collect_view();
    let (page, pages) = (history.page, history.pages);
    let newer = (page > 1).then(|| {
        view! {
            <ButtonLink href=format!("/history?page={}", page - 1) glyph=Glyph::Previous>
                {text!(attacks.newer)}
            </ButtonLink>
        }
    });
    let older = (page < pages).then(|| {
        view! {
            <ButtonLink href=format!("/history?page={}", page + 1) glyph=Glyph::Next>
                {text!(attacks.older)}
            </ButtonLink>
        }
    });
    view! {
        {unreadable}
        {empty}
        {months}
        <div class="cluster">{newer} {older}</div>
        {undo}
    }
}

/// Lines under their month's name, in the order in which they come.
fn by_month(lines: Vec<HistoryLine>) -> Vec<(String, Vec<HistoryLine>)> {
    let mut months: Vec<(String, Vec<HistoryLine>)> = Vec::new();
    for line in lines {
        let month = line.day.month_text();
        match months.last_mut() {
            Some((name, lines)) if *name == month => lines.push(line),
            _ => months.push((month, vec![line])),
        }
    }
    months
}
