//! The frame of a page: the attack in progress stands above whatever the page shows.

use super::{ProblemNotice, problems::form_problem, shell::FrameResource};
use crate::{
    attacks::parts::OngoingCard,
    problem::Problem,
    text,
    ui::{MainArea, Notice, NoticeKind, PageLayout},
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The main area of a page, under the cards of attacks in progress.
#[component]
pub fn PageFrame(
    /// The page's title.
    #[prop(into)]
    title: String,
    /// How the main area is laid out.
    #[prop(optional)]
    layout: PageLayout,
    /// The attack that the page itself is about; it gets no card.
    #[prop(optional, into)]
    without_attack: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let FrameResource(frame) = expect_context();
    let cards = move || {
        Suspend::new(async move {
            let frame = frame.await.unwrap_or_default();
            let own = without_attack.get_untracked();
            let degraded = frame.is_degraded.then(|| {
                view! {
                    <Notice kind=NoticeKind::Attention>
                        <p>{text!(common.degraded)}</p>
                    </Notice>
                }
            });
            let cards = frame
                .ongoing
                .into_iter()
                .filter(|attack| own.as_deref() != Some(&attack.id))
                .map(|attack| view! { <OngoingCard attack /> })
                .collect_view();
            view! {
                {degraded}
                {cards}
            }
        })
    };
    let refused = form_problem()
        .filter(|problem| *problem != Problem::Offline)
        .map(|problem| view! { <ProblemNotice problem /> });
    view! {
        <Title text=title />
        <MainArea layout>
            {refused}
            <Transition>{cards}</Transition>
            {children()}
        </MainArea>
    }
}
