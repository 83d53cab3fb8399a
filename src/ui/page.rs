//! The frame of a page.
//!
//! The document is `<div class="shell">` with a [`SkipLink`], an optional banner, [`MainArea`] and last
//! the navigation bar.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How the main area is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PageLayout {
    /// A column of text width.
    #[default]
    Plain,
    /// A column for wide tables.
    Wide,
    /// What can be pressed is at least 64 px high.
    Attack,
    /// The start page: the attack button takes the room that is left.
    Start,
}

/// The main landmark, target of the skip link.
#[component]
pub fn MainArea(
    /// How it is laid out.
    #[prop(optional)]
    layout: PageLayout,
    children: Children,
) -> impl IntoView {
    let class = match layout {
        PageLayout::Plain => "main",
        PageLayout::Wide => "main main-wide",
        PageLayout::Attack => "main attack-page",
        PageLayout::Start => "main start",
    };
    view! {
        <main id="main" class=class tabindex="-1">
            {children()}
        </main>
    }
}

/// A link that appears when the keyboard reaches it and leads past everything before the main area.
#[component]
pub fn SkipLink(
    /// What it says.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main" rel="external">
            {label}
        </a>
    }
}

/// The heading of the page; children are buttons beside it.
#[component]
pub fn PageHeading(
    /// Heading of the first level.
    #[prop(into)]
    title: String,
    /// A sentence under it.
    #[prop(optional, into)]
    lead: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-heading">
            <h1>{title}</h1>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
            {lead.map(|lead| view! { <p class="page-lead">{lead}</p> })}
        </div>
    }
}

/// A part of a page with a heading of the second level.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// Id of the heading, unique on the page.
    #[prop(into)]
    id: String,
    children: Children,
) -> impl IntoView {
    let heading = id.clone();
    view! {
        <section class="section" aria-labelledby=heading>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
}

/// One end of a [`Pager`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagerLink {
    /// Where it leads.
    pub href: String,
    /// What is there.
    pub label: String,
}

/// Links to what comes before and after, such as months. Either one may be missing.
#[component]
pub fn Pager(
    /// What the landmark is called for screen readers.
    #[prop(into)]
    label: String,
    /// What comes before.
    #[prop(optional_no_strip)]
    previous: Option<PagerLink>,
    /// What comes after.
    #[prop(optional_no_strip)]
    next: Option<PagerLink>,
) -> impl IntoView {
    view! {
        <nav class="pager" aria-label=label>
            {previous
                .map(|link| {
                    view! {
                        <a class="button" rel="prev" href=link.href>
                            <Icon glyph=Glyph::Previous />
                            <span>{link.label}</span>
                        </a>
                    }
                })}
            {next
                .map(|link| {
                    view! {
                        <a class="button pager-next" rel="next" href=link.href>
                            <Icon glyph=Glyph::Next />
                            <span>{link.label}</span>
                        </a>
                    }
                })}
        </nav>
    }
}
