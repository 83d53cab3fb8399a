//! Pages of this capsule. All of them are plain: rendered on the server alone.

mod add;
mod cabinet;
mod fields;
mod intake;
mod lines;
mod medicine;
mod plan;
mod plans;
mod response;
mod scan;
mod take;
mod words;

use self::{
    add::AddPage,
    cabinet::CabinetPage,
    intake::IntakePage,
    medicine::MedicinePage,
    plan::PlanPage,
    plans::{NewPlanPage, PlansPage},
    response::ResponsePage,
    scan::ScanPage,
    take::{TakeOtherPage, TakePage},
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of this capsule.
#[component(transparent)]
pub fn MedicationRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/medicines") view=CabinetPage ssr=SsrMode::Async />
        <Route path=path!("/medicines/add") view=AddPage ssr=SsrMode::Async />
        <Route path=path!("/medicines/scan") view=ScanPage ssr=SsrMode::Async />
        <Route path=path!("/medicines/response") view=ResponsePage ssr=SsrMode::Async />
        <Route path=path!("/medicines/plans") view=PlansPage ssr=SsrMode::Async />
        <Route path=path!("/medicines/plans/new") view=NewPlanPage ssr=SsrMode::Async />
        <Route path=path!("/medicines/plans/:id") view=PlanPage ssr=SsrMode::Async />
        <Route path=path!("/medicines/:id") view=MedicinePage ssr=SsrMode::Async />
        <Route path=path!("/medicines/:id/take") view=TakePage ssr=SsrMode::Async />
        <Route path=path!("/intakes/new") view=TakeOtherPage ssr=SsrMode::Async />
        <Route path=path!("/intakes/:id") view=IntakePage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
