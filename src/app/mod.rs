//! The document, the frame of every page, and the two tables of routes.
//!
//! [`App`] holds the pages on which taps are saved without loading anew: they wake up in the browser.
//! `PlainApp` (`plain.rs`) holds pages that are forms and words: the server renders them, no browser
//! code is sent with them or even compiled, and links to them are marked `rel="external"` so that the
//! browser loads them. A new page goes into the second table unless it needs the first.

#[cfg(feature = "ssr")]
mod plain;

#[cfg(feature = "ssr")]
pub use plain::{PlainApp, plain_shell};

use crate::{
    account::{
        pages::LandingOrToday,
        parts::{Refresh, Shell},
    },
    attacks::pages::AttackPage,
    browser,
    i18n::{self, Locale},
    text,
    ui::{MainArea, PageHeading, Theme},
};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The document around [`App`].
pub fn shell(options: LeptosOptions) -> impl IntoView {
    document(options, true, view! { <App /> }.into_any())
}

/// The document, rendered on the server alone. Theme and language are right from the first byte, so
/// nothing flashes.
fn document(options: LeptosOptions, wakes_up: bool, body: AnyView) -> impl IntoView {
    let theme = use_context::<Theme>().unwrap_or_default();
    let scripts = wakes_up.then(|| {
        let options = options.clone();
        view! { <HydrationScripts options=options /> }
    });
    view! {
        <!DOCTYPE html>
        <html lang=i18n::language_code(i18n::current_locale()) data-theme=theme.name()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content=theme.color_scheme() />
                <meta name="theme-color" content=theme.ground() />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet id="style" options=options />
                {scripts}
                <MetaTags />
            </head>
            <body>{body}</body>
        </html>
    }
}

fn provide_page_context() {
    provide_meta_context();
    if use_context::<Locale>().is_none() {
        i18n::provide_locale(i18n::parse_locale(&browser::document_language()));
    }
    Refresh::provide();
    Refresh::here().when_zone_is_news();
}

/// The pages that wake up in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_page_context();
    view! {
        <Title formatter=title text="" />
        <Router>
            <Shell>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=LandingOrToday ssr=SsrMode::Async />
                    <Route path=path!("/attacks/:id") view=AttackPage ssr=SsrMode::Async />
                </Routes>
            </Shell>
        </Router>
    }
}

fn title(page: String) -> String {
    format!("{page} · MigrainePulse")
}

/// There is no such page.
#[component]
fn NotFoundPage() -> impl IntoView {
    view! {
        <MainArea>
            <Title text=text!(common.not_found_title) />
            <PageHeading title=text!(common.not_found_title) lead=text!(common.not_found_words) />
            <p>
                <a class="button" href="/">
                    {text!(common.to_start)}
                </a>
            </p>
        </MainArea>
    }
}
