//! Pages of this capsule. All of them are plain: rendered on the server alone.

mod around;
mod backfill;
mod indicator;
mod notices;
mod places;
mod risk;
mod rules;

use self::{
    around::AroundPage, backfill::BackfillPage, indicator::IndicatorPage, notices::NoticesPage,
    places::PlacesPage, risk::RiskPage, rules::RulesPage,
};
use crate::{
    account::parts::Faults,
    environment::{model::FormFault, parts::fault_text},
    text,
    ui::{ButtonKind, ButtonLink, Notice, NoticeKind},
};
use leptos::prelude::*;
use leptos_router::{SsrMode, any_nested_route::IntoAnyNestedRoute, components::Route, path};

/// The routes of this capsule.
#[component(transparent)]
pub fn EnvironmentRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/around") view=AroundPage ssr=SsrMode::Async />
        <Route path=path!("/around/places") view=PlacesPage ssr=SsrMode::Async />
        <Route path=path!("/around/rules") view=RulesPage ssr=SsrMode::Async />
        <Route path=path!("/around/notices") view=NoticesPage ssr=SsrMode::Async />
        <Route path=path!("/around/risk") view=RiskPage ssr=SsrMode::Async />
        <Route path=path!("/around/backfill") view=BackfillPage ssr=SsrMode::Async />
        <Route path=path!("/around/about/:indicator") view=IndicatorPage ssr=SsrMode::Async />
    }
    .into_inner()
    .into_any_nested_route()
}

/// Sentences at the fields of a form that was refused.
fn sentences(faults: &[FormFault]) -> Faults {
    let mut sentences = Faults::default();
    for fault in faults {
        sentences.add(fault.field.clone(), fault_text(fault));
    }
    sentences
}

/// Says above a form that something in it was refused.
fn refusal(faults: &[FormFault]) -> Option<AnyView> {
    (!faults.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{text!(environment.fault_some)}</p>
            </Notice>
        }
        .into_any()
    })
}

/// The way back to the overview.
fn way_back() -> AnyView {
    view! {
        <p>
            <ButtonLink href="/around" kind=ButtonKind::Quiet>
                {text!(environment.back)}
            </ButtonLink>
        </p>
    }
    .into_any()
}

/// Whose data they are; a condition of their licences.
fn attribution() -> AnyView {
    view! {
        <div class="quiet small stack">
            <p>{text!(environment.attribution_weather)}</p>
            <p>{text!(environment.attribution_noaa)}</p>
            <p>{text!(environment.attribution_gfz)}</p>
            <p>{text!(environment.attribution_temis)}</p>
            <p>{text!(environment.attribution_towns)}</p>
        </div>
    }
    .into_any()
}
