//! The routes of the account's plain pages.

use super::{
    counting::CountingPage,
    delete::{DeletePage, DeletedPage},
    keys::KeysPage,
    more::MorePage,
    nights::NightsPage,
    person::PersonPage,
    privacy::PrivacyPage,
    replace_keys::ReplaceKeysPage,
    settings::SettingsPage,
    words::{AnchorsPage, QuestionsPage},
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of the account.
#[component(transparent)]
pub fn AccountRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/more") view=MorePage ssr=SsrMode::Async />
        <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async />
        <Route path=path!("/settings/profile") view=PersonPage ssr=SsrMode::Async />
        <Route path=path!("/settings/counting") view=CountingPage ssr=SsrMode::Async />
        <Route path=path!("/settings/pain-words") view=AnchorsPage ssr=SsrMode::Async />
        <Route path=path!("/settings/questions") view=QuestionsPage ssr=SsrMode::Async />
        <Route path=path!("/settings/keys") view=KeysPage ssr=SsrMode::Async />
        <Route path=path!("/settings/keys/replace") view=ReplaceKeysPage ssr=SsrMode::Async />
        <Route path=path!("/settings/keys/nights") view=NightsPage ssr=SsrMode::Async />
        <Route path=path!("/settings/delete") view=DeletePage ssr=SsrMode::Async />
        <Route path=path!("/account-deleted") view=DeletedPage ssr=SsrMode::Async />
        <Route path=path!("/privacy") view=PrivacyPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
