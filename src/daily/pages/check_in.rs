//! `/check-in` and `/check-in/:day`: one short form about a day, and one button that saves it.
//!
//! # What is remembered
//! Beside each question stands yesterday's answer, to read. None of it is chosen until the patient
//! presses "Same as yesterday": that fills what is still blank, on the page alone, and nothing is kept
//! until they save. An answer that somebody only forgot to change can so never get into the diary.
//!
//! # What is absent
//! A question without an answer is not stored, and "No answer" takes a stored one away. Saying "no
//! headache" is one of the questions: without it the day stays unknown, however much else was said.

use super::questions::Questions;
use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    daily::{
        api,
        model::{CheckInView, Refused, Texts},
        parts::{GapsHint, words::field_text},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, Glyph, Notice, NoticeKind, PageHeading, Pager, PagerLink,
        UndoBar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page of a check-in.
#[component]
pub fn CheckInPage() -> impl IntoView {
    let day = use_params_map()
        .read_untracked()
        .get("day")
        .unwrap_or_default();
    let query = use_query_map();
    let query = |name: &str| query.read_untracked().get(name).unwrap_or_default();
    let done = Done {
        saved: query("saved"),
        undone: query("undone"),
    };
    view! { <PlainFrame title=text!(daily.check_in_title) content=content(day, done) /> }
}

/// What was done just now, by the id that takes it back.
struct Done {
    saved: String,
    undone: String,
}

/// What the form shows beside its answers.
enum Remark {
    Nothing,
    Filled,
    Refused,
}

async fn content(day: String, done: Done) -> Result<AnyView, Problem> {
    let Some(form) = Submission::here() else {
        let view = api::load_check_in(&day).await?;
        let texts = view.texts.clone();
        return Ok(page(view, texts, Refused::new(), &Remark::Nothing, done));
    };
    match form.text("do") {
        "undo" => Ok(go_to(&api::undo_check_in(&day, &form).await?)),
        "same" => {
            let view = api::load_check_in(&day).await?;
            let texts = api::fill_check_in(&form, &view);
            Ok(page(view, texts, Refused::new(), &Remark::Filled, done))
        }
        _ => match api::save_check_in(&day, &form).await? {
            Ok(address) => Ok(go_to(&address)),
            Err(refused) => {
                let view = api::load_check_in(&day).await?;
                Ok(page(
                    view,
                    api::typed(&form),
                    refused,
                    &Remark::Refused,
                    done,
                ))
            }
        },
    }
}

fn page(view: CheckInView, texts: Texts, refused: Refused, remark: &Remark, done: Done) -> AnyView {
    let address = format!("/check-in/{}", view.day.iso());
    let day = view.day.long_text();
    let lead = if view.is_today {
        text!(daily.check_in_lead, day = day)
    } else {
        text!(daily.check_in_past_lead, day = day)
    };
    let remark = match remark {
        Remark::Nothing => None,
        Remark::Filled => Some((NoticeKind::Done, text!(daily.filled))),
        Remark::Refused => Some((NoticeKind::Attention, text!(daily.refused))),
    };
    let links = refused
        .keys()
        .map(|field| {
            let question = field_text(field, &view.factors);
            view! {
                <li>
                    <a class="text-link" href=format!("#{field}")>
                        {question}
                    </a>
                </li>
            }
        })
        .collect_view();
    let remark = remark.map(|(kind, words)| {
        view! {
            <Notice kind>
                <p>{words}</p>
                <ul>{links}</ul>
            </Notice>
        }
    });
    let link = |day: &str, label: &str| {
        (!day.is_empty()).then(|| PagerLink {
            href: format!("/check-in/{day}"),
            label: label.to_owned(),
        })
    };
    let previous = link(&view.previous, text!(daily.previous));
    let next = link(&view.next, text!(daily.next));
    let (see_day, open_days) = (format!("/day/{}", view.day.iso()), view.open_days);
    let same = view.yesterday.is_some().then(|| {
        view! {
            <Button name="do" value="same">
                {text!(daily.same_as_yesterday)}
            </Button>
        }
    });
    let same_hint = view
        .yesterday
        .is_some()
        .then(|| view! { <p class="quiet small">{text!(daily.same_hint)}</p> });
    view! {
        <PageHeading title=text!(daily.check_in_title) lead=lead />
        {done_notice(&address, &done)}
        {remark}
        {same_hint}
        <form method="post" action=address class="check-in">
            <Questions view texts refused />
            <div class="save-bar">
                <Button kind=ButtonKind::Primary name="do" value="save" glyph=Glyph::Check>
                    {text!(common.save)}
                </Button>
                {same}
            </div>
        </form>
        <GapsHint count=open_days />
        <Pager label=text!(daily.check_in_title) previous next />
        <div class="cluster">
            <ButtonLink href=see_day glyph=Glyph::Calendar>
                {text!(daily.see_day)}
            </ButtonLink>
            <ButtonLink href="/factors" glyph=Glyph::Settings>
                {text!(daily.change_factors)}
            </ButtonLink>
        </div>
    }
    .into_any()
}

/// What was done just now, with the button that takes it back. It stands at the top, because the bar that
/// saves lies at the bottom.
fn done_notice(address: &str, done: &Done) -> Option<impl IntoView + use<>> {
    let (id, message, label) = if !done.saved.is_empty() {
        (&done.saved, text!(daily.saved), text!(common.undo))
    } else if !done.undone.is_empty() {
        (
            &done.undone,
            text!(daily.taken_back),
            text!(daily.bring_back),
        )
    } else {
        return None;
    };
    let (id, address) = (id.clone(), address.to_owned());
    Some(view! {
        <div class="done-bar">
            <UndoBar message=message>
                <form method="post" action=address>
                    <input type="hidden" name="do" value="undo" />
                    <input type="hidden" name="id" value=id />
                    <Button glyph=Glyph::Undo>{label}</Button>
                </form>
            </UndoBar>
        </div>
    })
}
