//! Messages about what just happened or needs care. Read out politely, never in the way, nothing to close.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What a notice is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// Something was done.
    #[default]
    Done,
    /// Something was refused or needs care: another sign and a thick bar at the side.
    Attention,
}

/// A message with a sign before it.
#[component]
pub fn Notice(
    /// What it is about.
    #[prop(optional)]
    kind: NoticeKind,
    children: Children,
) -> impl IntoView {
    let (class, glyph) = match kind {
        NoticeKind::Done => ("notice", Glyph::Check),
        NoticeKind::Attention => ("notice notice-attention", Glyph::Attention),
    };
    view! {
        <div class=class role="status">
            <Icon glyph />
            <div class="notice-body">{children()}</div>
        </div>
    }
}
