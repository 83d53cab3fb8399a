//! `/settings/pain-words` and `/settings/questions`: the patient's own words, for the pain scale and for
//! the next visit.

use super::profile::{Message, Received, SaveAndBack, receive, typed};
use crate::{
    account::{
        api,
        model::{MOST_ANCHOR, MOST_QUESTION, MOST_QUESTIONS, ProfileTopic, SHOWN_QUESTIONS},
        parts::{PlainFrame, go_to},
    },
    problem::Problem,
    text,
    ui::{PageHeading, TextArea, TextField},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The points of the pain scale, the worst first: that is where words help most.
const LEVELS: std::ops::RangeInclusive<u8> = 0..=10;

/// Empty fields that stand ready for another question.
const SPARE_QUESTIONS: usize = 2;

/// Own words for points of the pain scale.
#[component]
pub fn AnchorsPage() -> impl IntoView {
    let is_saved = use_query_map().read_untracked().get("saved").is_some();
    view! { <PlainFrame title=text!(account.anchors_title) content=anchors(is_saved) /> }
}

async fn anchors(is_saved: bool) -> Result<AnyView, Problem> {
    let Received::Shown(sent, faults) = receive(ProfileTopic::Anchors).await? else {
        return Ok(go_to("/settings/pain-words?saved=yes"));
    };
    let profile = api::load_profile().await?;
    let fields = LEVELS
        .rev()
        .map(|level| {
            let field = format!("anchor-{level}");
            let known = profile.anchors.get(&level).map_or("", String::as_str);
            view! {
                <TextField
                    id=field.clone()
                    name=field.clone()
                    label=level.to_string()
                    value=typed(sent.as_ref(), &field, known)
                    max_length=most(MOST_ANCHOR)
                    autocomplete="off"
                    error=faults.at(&field)
                />
            }
        })
        .collect_view();
    Ok(view! {
        <PageHeading title=text!(account.anchors_title) lead=text!(account.anchors_lead) />
        <Message is_saved faults=faults.clone() />
        <form method="post" action="/settings/pain-words" class="stack">
            {fields} <SaveAndBack />
        </form>
    }
    .into_any())
}

/// Questions for the next visit.
#[component]
pub fn QuestionsPage() -> impl IntoView {
    let is_saved = use_query_map().read_untracked().get("saved").is_some();
    view! { <PlainFrame title=text!(account.questions_title) content=questions(is_saved) /> }
}

async fn questions(is_saved: bool) -> Result<AnyView, Problem> {
    let Received::Shown(sent, faults) = receive(ProfileTopic::Questions).await? else {
        return Ok(go_to("/settings/questions?saved=yes"));
    };
    let profile = api::load_profile().await?;
    let shown = match &sent {
        Some(_) => MOST_QUESTIONS,
        None => (profile.questions.len() + SPARE_QUESTIONS).clamp(SHOWN_QUESTIONS, MOST_QUESTIONS),
    };
    let fields = (0..shown)
        .map(|place| {
            let field = format!("question-{place}");
            let known = profile.questions.get(place).map_or("", String::as_str);
            view! {
                <TextArea
                    id=field.clone()
                    name=field.clone()
                    label=text!(account.question_number, number = place + 1)
                    value=typed(sent.as_ref(), &field, known)
                    rows=2
                    max_length=most(MOST_QUESTION)
                    error=faults.at(&field)
                />
            }
        })
        .collect_view();
    Ok(view! {
        <PageHeading
            title=text!(account.questions_title)
            lead=text!(account.questions_lead, shown = SHOWN_QUESTIONS, most = MOST_QUESTIONS)
        />
        <Message is_saved faults=faults.clone() />
        <form method="post" action="/settings/questions" class="stack">
            {fields} <SaveAndBack />
        </form>
    }
    .into_any())
}

fn most(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}
