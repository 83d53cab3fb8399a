//! A strip across the page about the page as a whole, such as that its entries are made up.

use leptos::prelude::*;

/// How much a banner asks to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BannerKind {
    /// Good to know.
    #[default]
    Plain,
    /// Needs care.
    Attention,
}

/// A strip at the top of the shell. It is a landmark, because it stands outside of the main area.
#[component]
pub fn Banner(
    /// How much it asks to be read.
    #[prop(optional)]
    kind: BannerKind,
    /// What the landmark is called for screen readers.
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    let class = match kind {
        BannerKind::Plain => "shell-banner banner",
        BannerKind::Attention => "shell-banner banner banner-attention",
    };
    view! {
        <aside class=class aria-label=label>
            {children()}
        </aside>
    }
}
