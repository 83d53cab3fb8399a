//! Pages of the daily answers. All of them are plain: rendered on the server alone.

mod check_in;
mod day;
mod factors;
mod gaps;
mod health;
mod measure;
mod questions;

use self::{
    check_in::CheckInPage, day::DayPage, factors::FactorsPage, gaps::GapsPage, health::HealthPage,
    measure::MeasurePage,
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of the daily answers.
#[component(transparent)]
pub fn DailyRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/day/:day") view=DayPage ssr=SsrMode::Async />
        <Route path=path!("/check-in") view=CheckInPage ssr=SsrMode::Async />
        <Route path=path!("/check-in/:day") view=CheckInPage ssr=SsrMode::Async />
        <Route path=path!("/factors") view=FactorsPage ssr=SsrMode::Async />
        <Route path=path!("/gaps") view=GapsPage ssr=SsrMode::Async />
        <Route path=path!("/health") view=HealthPage ssr=SsrMode::Async />
        <Route path=path!("/health/:kind") view=MeasurePage ssr=SsrMode::Async />
        <Route path=path!("/health/:kind/:id") view=MeasurePage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
