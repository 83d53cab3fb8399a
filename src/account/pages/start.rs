//! `/`: what MigrainePulse is, for strangers; today, for patients.

use crate::{
    account::{
        api::load_frame,
        parts::{PageFrame, ProblemNotice, Refresh},
    },
    attacks::{api::load_today, parts::TodayStart},
    text,
    ui::{ButtonKind, ButtonLink, MainArea, PageHeading, PageLayout},
};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use leptos_meta::Title;

/// The start page.
#[component]
pub fn LandingOrToday() -> impl IntoView {
    // Asked once: what a tap changes must not exchange the whole page, or the keyboard loses its place.
    let who = OnceResource::new(load_frame());
    let content = move || {
        Suspend::new(async move {
            match who.await {
                Ok(frame) if frame.is_signed_in => EitherOf3::A(view! { <Today /> }),
                Ok(_) => EitherOf3::B(view! { <Landing /> }),
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
fn Today() -> impl IntoView {
    let refresh = Refresh::here();
    let today = Resource::new(move || refresh.get(), |_| load_today());
    let content = move || {
        Suspend::new(async move {
            match today.await {
                Ok(today) => Either::Left(view! { <TodayStart today /> }),
                Err(problem) => Either::Right(view! {
                    <PageHeading title=text!(attacks.today_title) />
                    <ProblemNotice problem />
                }),
            }
        })
    };
    view! {
        <PageFrame title=text!(attacks.today_title) layout=PageLayout::Start>
            <Transition>{content}</Transition>
        </PageFrame>
    }
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
