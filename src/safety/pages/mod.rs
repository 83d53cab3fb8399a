//! Pages of this capsule. All of them are plain: rendered on the server alone.

mod check;
mod crisis;
mod help;

use self::{
    check::{AttackCheckPage, CheckPage},
    crisis::CrisisPage,
    help::HelpPage,
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of this capsule.
#[component(transparent)]
pub fn SafetyRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/help") view=HelpPage ssr=SsrMode::Async />
        <Route path=path!("/help/check") view=CheckPage ssr=SsrMode::Async />
        <Route path=path!("/attacks/:id/safety") view=AttackCheckPage ssr=SsrMode::Async />
        <Route path=path!("/crisis") view=CrisisPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
