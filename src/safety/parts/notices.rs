//! What answers and facts come to, by urgency. Nothing here says that all is well.

use super::{EmergencyCall, sign_text, urgency_text, urgency_words};
use crate::{
    safety::model::{Advice, Country, NoticeView, Source, Urgency},
    text,
    ui::{ButtonLink, Card, Glyph, Notice, NoticeKind},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What was found, the most urgent first, each level with what to do; or that nothing calls for help at
/// once, with the way to help all the same.
#[component]
pub fn AdviceCard(
    /// What was found.
    advice: Advice,
    /// Where the patient is, if they told.
    country: Option<&'static Country>,
) -> impl IntoView {
    let notices = match advice {
        Advice::NothingCalls => {
            return view! {
                <Notice kind=NoticeKind::Attention>
                    <p>{text!(safety.nothing_calls)}</p>
                    <p>
                        <ButtonLink href="/help">{text!(safety.help_title)}</ButtonLink>
                    </p>
                </Notice>
            }
            .into_any();
        }
        Advice::Seek(notices) => notices,
    };
    Urgency::ALL
        .iter()
        .map(|urgency| {
            let of_level: Vec<_> = notices
                .iter()
                .filter(|notice| notice.urgency == *urgency)
                .cloned()
                .collect();
            view! { <Level urgency=*urgency notices=of_level country /> }
        })
        .collect_view()
        .into_any()
}

#[component]
fn Level(
    urgency: Urgency,
    notices: Vec<NoticeView>,
    country: Option<&'static Country>,
) -> impl IntoView {
    (!notices.is_empty()).then(|| {
        let sources: BTreeSet<Source> = notices
            .iter()
            .flat_map(|notice| notice.sources.iter().copied())
            .collect();
        let lines = notices
            .iter()
            .map(|notice| {
                let seen = notice
                    .is_seen
                    .then(|| view! { <span class="quiet">" " {text!(safety.seen_mark)}</span> });
                view! { <li>{sign_text(notice.sign)} {seen}</li> }
            })
            .collect_view();
        let call = (urgency == Urgency::Emergency).then(|| view! { <EmergencyCall country /> });
        view! {
            <Card title=urgency_text(urgency) glyph=Glyph::Attention>
                <p>{urgency_words(urgency)}</p>
                {call}
                <ul class="signs">{lines}</ul>
                <SourceLine sources=sources.into_iter().collect() />
            </Card>
        }
    })
}

/// Where rules come from.
#[component]
pub fn SourceLine(
    /// The publications.
    sources: Vec<Source>,
) -> impl IntoView {
    let cited: Vec<_> = sources.into_iter().map(Source::citation).collect();
    view! {
        <p class="quiet small">{text!(safety.sources, sources = cited.join(", "))}</p>
    }
}
