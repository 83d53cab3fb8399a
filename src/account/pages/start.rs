//! `/`: what MigrainePulse is, for strangers; today, for patients.

use crate::{
    account::parts::{PageFrame, ProblemNotice, Refresh},
    attacks::{api::load_today, parts::TodayStart},
    problem::Problem,
    text,
    ui::{ButtonKind, ButtonLink, MainArea, PageHeading, PageLayout},
};
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::Title;

/// The start page.
#[component]
pub fn LandingOrToday() -> impl IntoView {
    let refresh = Refresh::here();
    let today = Resource::new(move || refresh.get(), |_| load_today());
    let content = move || {
        Suspend::new(async move {
            match today.await {
                Ok(today) => EitherOf3::A(view! {
                    <PageFrame title=text!(attacks.today_title) layout=PageLayout::Start>
                        <TodayStart today />
                    </PageFrame>
                }),
                Err(Problem::SignedOut) => EitherOf3::B(view! { <Landing /> }),
                Err(problem) => EitherOf3::C(view! {
                    <PageFrame title=text!(attacks.today_title)>
                        <PageHeading title=text!(attacks.today_title) />
                        <ProblemNotice problem />
                    </PageFrame>
                }),
            }
        })
    };
    view! { <Transition>{content}</Transition> }
}

#[component]
fn Landing() -> impl IntoView {
    view! {
        <Title text=text!(common.landing_title) />
        <MainArea>
            <PageHeading title=text!(common.landing_heading) lead=text!(common.landing_lead) />
            <ul class="stack">
                <li>{text!(common.landing_point_attack)}</li>
                <li>{text!(common.landing_point_counts)}</li>
                <li>{text!(common.landing_point_sealed)}</li>
            </ul>
            // The sign-in leaves this application, so the router must not follow it.
            <p>
                <a class="button button-primary" href="/auth/login" rel="external">
                    <span>{text!(identity.sign_in)}</span>
                </a>
            </p>
            <p>
                <ButtonLink attr:rel="external" href="/privacy" kind=ButtonKind::Quiet>
                    {text!(account.privacy_title)}
                </ButtonLink>
            </p>
        </MainArea>
    }
}
