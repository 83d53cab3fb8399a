//! The routes of the plain pages of attacks.

use super::{details::AttackDetailsPage, history::HistoryPage};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of attacks.
#[component(transparent)]
pub fn AttackRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/attacks/:id/details") view=AttackDetailsPage ssr=SsrMode::Async />
        <Route path=path!("/history") view=HistoryPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
