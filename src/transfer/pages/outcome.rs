//! The ends of an import: saved, or nothing to read.

use super::words::file_problem_text;
use crate::{
    text,
    transfer::model::FileProblem,
    ui::{ButtonLink, Glyph, Notice, NoticeKind},
};
use leptos::prelude::*;

/// It was saved.
#[component]
pub(super) fn Saved(
    /// Records that are new.
    new: u64,
    /// Records that were already there.
    already_there: u64,
) -> impl IntoView {
    view! {
        <Notice>
            <p>{text!(transfer.saved, new = new, already = already_there)}</p>
        </Notice>
        <div class="cluster">
            <ButtonLink href="/history" glyph=Glyph::History>
                {text!(common.nav_history)}
            </ButtonLink>
            <ButtonLink href="/calendar" glyph=Glyph::Calendar>
                {text!(common.nav_calendar)}
            </ButtonLink>
        </div>
    }
}

/// Nothing can be read from it.
#[component]
pub(super) fn Refused(
    /// Why.
    problem: FileProblem,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Attention>
            <p>{file_problem_text(problem)}</p>
        </Notice>
        <ButtonLink href="/import" glyph=Glyph::Import>
            {text!(transfer.another_file)}
        </ButtonLink>
    }
}
