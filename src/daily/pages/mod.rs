//! `/day/:day`: one day, what is known about it, and what can be added late.

use crate::{
    account::parts::{ActionProblem, PageFrame, ProblemNotice, Refresh, once},
    attacks::{api::DeleteEntry, parts::HistoryEntry},
    daily::{
        api::{AddLateAttack, ConfirmClearDay, WithdrawClearDay, load_day},
        model::DayView,
    },
    text,
    ui::{Button, ButtonLink, Glyph, PageHeading, RecordList, UndoBar},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page of one day.
#[component]
pub fn DayPage() -> impl IntoView {
    let day = Memo::new(move |_| use_params_map().read().get("day").unwrap_or_default());
    let actions = Actions::new();
    let refresh = Refresh::here();
    let view = Resource::new(move || (day.get(), refresh.get()), |(day, _)| load_day(day));
    let content = move || {
        Suspend::new(async move {
            match view.await {
                Ok(view) => Either::Left(view! { <Day view actions /> }),
                Err(problem) => Either::Right(view! {
                    <PageHeading title=text!(daily.title) />
                    <ProblemNotice problem />
                }),
            }
        })
    };
    view! {
        <PageFrame title=text!(daily.title)>
            <Transition>{content}</Transition>
            <ActionProblem action=actions.confirm />
            <ActionProblem action=actions.withdraw />
            <ActionProblem action=actions.late />
            <ActionProblem action=actions.delete />
        </PageFrame>
    }
}

#[derive(Clone, Copy)]
struct Actions {
    confirm: ServerAction<ConfirmClearDay>,
    withdraw: ServerAction<WithdrawClearDay>,
    late: ServerAction<AddLateAttack>,
    delete: ServerAction<DeleteEntry>,
}

impl Actions {
    fn new() -> Self {
        let actions = Self {
            confirm: ServerAction::new(),
            withdraw: ServerAction::new(),
            late: ServerAction::new(),
            delete: ServerAction::new(),
        };
        let refresh = Refresh::here();
        refresh.after(actions.confirm);
        refresh.after(actions.withdraw);
        refresh.after(actions.late);
        refresh.after(actions.delete);
        actions
    }
}

#[component]
fn Day(view: DayView, actions: Actions) -> impl IntoView {
    let day = view.day.iso();
    let month = format!("/calendar?month={}", view.day.iso_month());
    let lead = if view.is_future {
        text!(daily.future)
    } else if view.has_headache {
        text!(daily.headache)
    } else if view.is_clear {
        text!(daily.clear)
    } else if view.lines.is_empty() {
        text!(daily.unknown)
    } else {
        text!(daily.answered)
    };
    let lines = view
        .lines
        .into_iter()
        .map(|line| view! { <HistoryEntry line delete=actions.delete /> })
        .collect_view();
    let offers = (!view.is_future).then(|| {
        let clear = (!view.is_clear && !view.has_headache).then(|| {
            let day = day.clone();
            view! {
                <ActionForm action=actions.confirm>
                    <input type="hidden" name="day" value=day />
                    <Button glyph=Glyph::Check>{text!(daily.confirm)}</Button>
                </ActionForm>
            }
        });
        let (id, day) = (view.next_id, day.clone());
        view! {
            <div class="cluster">
                {clear}
                <ActionForm action=actions.late on:submit:capture=once(actions.late)>
                    <input type="hidden" name="id" value=id />
                    <input type="hidden" name="day" value=day />
                    <Button glyph=Glyph::Plus>{text!(daily.add_attack)}</Button>
                </ActionForm>
            </div>
        }
    });
    let undo = view.is_clear.then(|| {
        let day = day.clone();
        view! {
            <UndoBar message=text!(daily.clear)>
                <ActionForm action=actions.withdraw>
                    <input type="hidden" name="day" value=day />
                    <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
                </ActionForm>
            </UndoBar>
        }
    });
    let next = (!view.next.is_empty()).then(|| {
        view! {
            <ButtonLink href=format!("/day/{}", view.next) glyph=Glyph::Next>
                {text!(daily.next)}
            </ButtonLink>
        }
    });
    view! {
        <PageHeading title=view.day.long_text() lead=lead />
        <RecordList>{lines}</RecordList>
        {offers}
        <div class="cluster">
            <ButtonLink href=format!("/day/{}", view.previous) glyph=Glyph::Previous>
                {text!(daily.previous)}
            </ButtonLink>
            <ButtonLink href=month glyph=Glyph::Calendar>
                {text!(daily.month)}
            </ButtonLink>
            {next}
        </div>
        {undo}
    }
}
