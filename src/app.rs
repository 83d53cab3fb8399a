//! The document, the frame of every page, and the table of routes.

use crate::{
    account::{
        pages::{LandingOrToday, PrivacyPage, SettingsPage},
        parts::{Refresh, Shell},
    },
    attacks::pages::{AttackPage, HistoryPage},
    browser,
    daily::pages::DayPage,
    i18n::{self, Locale},
    identity::pages::SignInFailedPage,
    reports::pages::CalendarPage,
    text,
    transfer::pages::{ExportPage, ImportMappingPage, ImportPage},
    ui::{MainArea, PageHeading, Theme},
};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The document around the application, rendered on the server alone. Theme and language are right
/// from the first byte, so nothing flashes.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = use_context::<Theme>().unwrap_or_default();
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
                <HashedStylesheet id="style" options=options.clone() />
                <HydrationScripts options=options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The application, on both sides.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    if use_context::<Locale>().is_none() {
        i18n::provide_locale(i18n::parse_locale(&browser::document_language()));
    }
    Refresh::provide();
    view! {
        <Title formatter=|title: String| format!("{title} · MigrainePulse") text="" />
        <Router>
            <Shell>
                <Routes fallback=|| view! { <NotFoundPage /> }>
                    <Route path=path!("/") view=LandingOrToday ssr=SsrMode::Async />
                    <Route path=path!("/attacks/:id") view=AttackPage ssr=SsrMode::Async />
                    <Route path=path!("/history") view=HistoryPage ssr=SsrMode::Async />
                    <Route path=path!("/calendar") view=CalendarPage ssr=SsrMode::Async />
                    <Route path=path!("/day/:day") view=DayPage ssr=SsrMode::Async />
                    <Route path=path!("/import") view=ImportPage ssr=SsrMode::Async />
                    <Route path=path!("/import/:id") view=ImportMappingPage ssr=SsrMode::Async />
                    <Route path=path!("/export") view=ExportPage ssr=SsrMode::Async />
                    <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async />
                    <Route path=path!("/privacy") view=PrivacyPage ssr=SsrMode::Async />
                    <Route path=path!("/sign-in-failed") view=SignInFailedPage ssr=SsrMode::Async />
                </Routes>
            </Shell>
        </Router>
    }
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
