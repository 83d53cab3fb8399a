//! Pages of this capsule. Both are plain: rendered on the server alone, open to strangers.

mod advice;
mod food;

use self::{advice::AdvicePage, food::FoodPage};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of this capsule.
#[component(transparent)]
pub fn AdviceRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/advice") view=AdvicePage ssr=SsrMode::Async />
        <Route path=path!("/advice/food") view=FoodPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
