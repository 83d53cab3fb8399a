//! Pages of this capsule. All of them are plain: rendered on the server alone.

mod report;

use self::report::ReportPage;
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of this capsule.
#[component(transparent)]
pub fn DoctorRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/report") view=ReportPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
