//! What pages say when something could not be done.

use crate::{
    identity::model::RENEW_PATH,
    problem::Problem,
    text,
    ui::{Notice, NoticeKind},
};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, error::ServerFnUrlError},
};
use leptos_router::hooks::use_query_map;

/// The sentence for a problem.
#[must_use]
pub fn problem_text(problem: Problem) -> &'static str {
    match problem {
        Problem::SignedOut => text!(common.problem_signed_out),
        Problem::NotFound => text!(common.problem_not_found),
        Problem::Changed => text!(common.problem_changed),
        Problem::Invalid => text!(common.problem_invalid),
        Problem::TooLarge => text!(common.problem_too_large),
        Problem::KeysAway => text!(common.problem_keys_away),
        Problem::KeysClosed => text!(common.problem_keys_closed),
        Problem::DatabaseAway => text!(common.problem_database_away),
        Problem::Offline => text!(common.problem_offline),
        Problem::Internal => text!(common.problem_internal),
    }
}

/// A problem in a sentence.
#[component]
pub fn ProblemNotice(
    /// What went wrong.
    problem: Problem,
) -> impl IntoView {
    let sign_in = (problem == Problem::SignedOut).then(|| {
        view! {
            <p>
                <a class="button" href="/auth/login" rel="external">
                    {text!(identity.sign_in)}
                </a>
            </p>
        }
    });
    // In another tab: what was typed stays here and can be sent again.
    let sign_in_beside = (problem == Problem::KeysClosed).then(|| {
        view! {
            <p>
                <a class="button" href=RENEW_PATH rel="external noopener" target="_blank">
                    {text!(identity.sign_in_beside)}
                </a>
            </p>
        }
    });
    view! {
        <Notice kind=NoticeKind::Attention>
            <p>{problem_text(problem)}</p>
            {sign_in}
            {sign_in_beside}
        </Notice>
    }
}

/// How many entries could not be opened, when there are any.
#[component]
pub fn UnreadableNotice(
    /// Entries that were left out.
    count: usize,
) -> impl IntoView {
    (count > 0).then(|| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{text!(common.unreadable, count = count)}</p>
            </Notice>
        }
    })
}

/// The problem of an action, once it has one.
#[component]
pub fn ActionProblem<S>(
    /// The action.
    action: ServerAction<S>,
) -> impl IntoView
where
    S: ServerFn<Error = Problem> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    move || match action.value().get() {
        Some(Err(problem)) => Some(view! { <ProblemNotice problem /> }),
        _ => None,
    }
}

/// The problem that a plain form met; its redirect carries the code.
#[must_use]
pub fn form_problem() -> Option<Problem> {
    let code = use_query_map().read().get("__err")?;
    Some(ServerFnUrlError::<Problem>::decode_err(&code))
}
