//! Pages of this capsule: plain, for strangers.

mod desk;
mod failed;

pub use failed::failure_text;

use self::{desk::DeskPage, failed::SignInFailedPage};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of this capsule.
#[component(transparent)]
pub fn IdentityRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/oauth/consent") view=DeskPage ssr=SsrMode::Async />
        <Route path=path!("/sign-in-failed") view=SignInFailedPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
