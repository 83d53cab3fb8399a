//! Pages of this capsule. All of them are plain: rendered on the server alone.

mod form;
mod overview;
mod result;

use self::{form::ScalePage, overview::ScalesPage, result::ResultPage};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of this capsule.
#[component(transparent)]
pub fn ScaleRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/scales") view=ScalesPage ssr=SsrMode::Async />
        <Route path=path!("/scales/:scale") view=ScalePage ssr=SsrMode::Async />
        <Route path=path!("/scales/:scale/:id") view=ResultPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
