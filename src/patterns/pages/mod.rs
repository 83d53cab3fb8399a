//! Pages of the Pattern Guardian. All of them are plain: rendered on the server alone.

mod evidence;
mod experiment;
mod experiments;
mod first;
mod forecast;
mod forecast_alerts;
mod forecast_record;
mod how;
mod insights;
mod suspicions;
mod twins;

use self::{
    evidence::EvidencePage, experiment::ExperimentPage, experiments::ExperimentsPage,
    forecast::ForecastPage, how::HowPage, insights::InsightsPage, suspicions::SuspicionsPage,
    twins::TwinsPage,
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of the Pattern Guardian.
#[component(transparent)]
pub fn PatternRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/insights") view=InsightsPage ssr=SsrMode::Async />
        <Route path=path!("/insights/how") view=HowPage ssr=SsrMode::Async />
        <Route path=path!("/insights/suspicions") view=SuspicionsPage ssr=SsrMode::Async />
        <Route path=path!("/insights/evidence/:family") view=EvidencePage ssr=SsrMode::Async />
        <Route path=path!("/forecast") view=ForecastPage ssr=SsrMode::Async />
        <Route path=path!("/experiments") view=ExperimentsPage ssr=SsrMode::Async />
        <Route path=path!("/experiments/:id") view=ExperimentPage ssr=SsrMode::Async />
        <Route path=path!("/attacks/:id/twins") view=TwinsPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
