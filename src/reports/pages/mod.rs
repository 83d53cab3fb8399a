//! Pages of the reports. All of them are plain: rendered on the server alone.

mod calendar;
mod charts;
mod counts;
mod evidence;
mod figure_line;
mod months_table;
#[cfg(test)]
mod page_tests;
mod span_choice;
mod statistics;
mod timeline;
mod words;
mod year;

use self::{
    calendar::CalendarPage, counts::CountsPage, evidence::EvidencePage, statistics::StatisticsPage,
    timeline::TimelinePage, year::YearPage,
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of the reports.
#[component(transparent)]
pub fn ReportRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/calendar") view=CalendarPage ssr=SsrMode::Async />
        <Route path=path!("/calendar/year/:year") view=YearPage ssr=SsrMode::Async />
        <Route path=path!("/counts") view=CountsPage ssr=SsrMode::Async />
        <Route path=path!("/counts/:rule") view=EvidencePage ssr=SsrMode::Async />
        <Route path=path!("/timeline") view=TimelinePage ssr=SsrMode::Async />
        <Route path=path!("/statistics") view=StatisticsPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}
