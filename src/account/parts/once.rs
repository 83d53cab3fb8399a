//! Forms that lead to another page are sent once.

use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn};

/// For `on:submit:capture` of a form whose answer leads away: a second tap, while the first is under
/// way or has been answered, does nothing. Two answers would lead away twice at the same time.
pub fn once<S>(action: ServerAction<S>) -> impl Fn(SubmitEvent) + Clone + 'static
where
    S: ServerFn + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    S::Error: Clone + Send + Sync + 'static,
{
    move |event| {
        let answered = action
            .value()
            .with_untracked(|value| matches!(value, Some(Ok(_))));
        if answered || action.pending().get_untracked() {
            event.prevent_default();
        }
    }
}
