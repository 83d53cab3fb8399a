//! Pages of the transfer: bring a file, say what its columns mean, and take everything away.

mod export;
mod import;
mod mapping;
mod outcome;
mod preview;
mod words;

use self::{export::ExportPage, import::ImportPage, mapping::ImportMappingPage};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of the transfer.
#[component(transparent)]
pub fn TransferRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/import") view=ImportPage ssr=SsrMode::Async />
        <Route path=path!("/import/:id") view=ImportMappingPage ssr=SsrMode::Async />
        <Route path=path!("/export") view=ExportPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
