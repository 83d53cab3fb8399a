//! What surrounds every page: skip link, demo banner, navigation.

use super::refresh::Refresh;
use crate::{
    account::{api::load_frame, model::Frame},
    problem::Problem,
    text,
    ui::{Banner, Glyph, NavBar, NavLink, SkipLink},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// What every page knows about whoever looks at it.
#[derive(Clone, Copy)]
pub struct FrameResource(pub Resource<Result<Frame, Problem>>);

/// The shell around the routes.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let refresh = Refresh::here();
    let frame = Resource::new(move || refresh.get(), |_| load_frame());
    provide_context(FrameResource(frame));
    let banner = move || {
        Suspend::new(async move {
            frame.await.is_ok_and(|frame| frame.is_demo).then(|| {
                view! { <Banner label=text!(common.demo_label)>{text!(common.demo_words)}</Banner> }
            })
        })
    };
    let navigation = move || {
        Suspend::new(async move {
            frame
                .await
                .is_ok_and(|frame| frame.is_signed_in)
                .then(|| view! { <Navigation /> })
        })
    };
    view! {
        <div class="shell">
            <SkipLink label=text!(common.skip_to_content) />
            <Transition>{banner}</Transition>
            {children()}
            <Transition>{navigation}</Transition>
        </div>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let path = use_location().pathname;
    let at = move |prefix: &'static str| {
        Signal::derive(move || {
            let path = path.get();
            if prefix == "/" {
                path == "/"
            } else {
                path.starts_with(prefix)
            }
        })
    };
    view! {
        <NavBar label=text!(common.navigation)>
            <NavLink href="/" label=text!(common.nav_today) glyph=Glyph::Attack current=at("/") />
            <NavLink
                href="/calendar"
                label=text!(common.nav_calendar)
                glyph=Glyph::Calendar
                current=at("/calendar")
                external=true
            />
            <NavLink
                href="/medicines"
                label=text!(common.nav_medicines)
                glyph=Glyph::Pill
                current=at("/medicines")
                external=true
            />
            <NavLink
                href="/history"
                label=text!(common.nav_history)
                glyph=Glyph::History
                current=at("/history")
                external=true
            />
            <NavLink
                href="/more"
                label=text!(common.nav_more)
                glyph=Glyph::Settings
                current=at("/more")
                external=true
            />
        </NavBar>
    }
}
