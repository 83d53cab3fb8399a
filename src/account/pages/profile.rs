//! What the pages about the patient share: one form each, sent to its own address, and the way back.

use crate::{
    account::{
        api,
        model::{LEAST_BORN, MOST_ANCHOR, MOST_QUESTION, ProfileFault, ProfileTopic},
        parts::{Faults, Submission},
    },
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, Notice, NoticeKind},
};
use leptos::prelude::*;

/// What became of a form.
pub(super) enum Received {
    /// Nothing was sent, or it was refused with these sentences: the page shows the form.
    Shown(Option<Submission>, Faults),
    /// It was stored: the page leads away.
    Stored,
}

/// Stores the form that was sent to this page, if one was.
pub(super) async fn receive(topic: ProfileTopic) -> Result<Received, Problem> {
    let Some(form) = Submission::here() else {
        return Ok(Received::Shown(None, Faults::default()));
    };
    match api::save_profile(topic, &form).await? {
        Ok(()) => Ok(Received::Stored),
        Err(refused) => {
            let year = api::this_year().await?;
            let mut faults = Faults::default();
            for fault in refused {
                faults.add(field(fault), sentence(fault, year));
            }
            Ok(Received::Shown(Some(form), faults))
        }
    }
}

/// What stands in a field: what was just typed, or what is known.
pub(super) fn typed(sent: Option<&Submission>, field: &str, known: &str) -> String {
    sent.map_or(known, |form| form.text(field)).to_owned()
}

fn field(fault: ProfileFault) -> String {
    match fault {
        ProfileFault::Unknown => String::new(),
        ProfileFault::BornUnreadable | ProfileFault::BornOutOfRange => "born".to_owned(),
        ProfileFault::AnchorTooLong(level) => format!("anchor-{level}"),
        ProfileFault::QuestionTooLong(place) => format!("question-{place}"),
    }
}

fn sentence(fault: ProfileFault, year: i16) -> String {
    match fault {
        ProfileFault::Unknown => text!(account.fault_unknown).to_owned(),
        ProfileFault::BornUnreadable => text!(account.fault_born).to_owned(),
        ProfileFault::BornOutOfRange => {
            text!(account.fault_born_range, least = LEAST_BORN, most = year)
        }
        ProfileFault::AnchorTooLong(_) => text!(account.fault_too_long, most = MOST_ANCHOR),
        ProfileFault::QuestionTooLong(_) => text!(account.fault_too_long, most = MOST_QUESTION),
    }
}

/// That something was stored, or refused.
#[component]
pub(super) fn Message(
    /// The page was led to after storing.
    is_saved: bool,
    /// What was refused.
    faults: Faults,
) -> impl IntoView {
    if !faults.is_empty() {
        let words = faults
            .at("")
            .unwrap_or_else(|| text!(account.fault_some).to_owned());
        return view! {
            <Notice kind=NoticeKind::Attention>
                <p>{words}</p>
            </Notice>
        }
        .into_any();
    }
    is_saved
        .then(|| {
            view! {
                <Notice>
                    <p>{text!(account.saved)}</p>
                </Notice>
            }
        })
        .into_any()
}

/// The buttons under a form.
#[component]
pub(super) fn SaveAndBack() -> impl IntoView {
    view! {
        <div class="form-actions">
            <Button kind=ButtonKind::Primary>{text!(common.save)}</Button>
            <ButtonLink href="/settings" kind=ButtonKind::Quiet>
                {text!(account.to_settings)}
            </ButtonLink>
        </div>
    }
}
