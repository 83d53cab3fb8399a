//! `/privacy`: what is kept, who can read it, and what remains visible, in plain words.

use crate::{
    text,
    ui::{MainArea, PageHeading, Section},
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The privacy page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    view! {
        <Title text=text!(account.privacy_title) />
        <MainArea>
            <PageHeading title=text!(account.privacy_title) lead=text!(account.privacy_lead) />
            <Section title=text!(account.privacy_sealed_title) id="sealed">
                <p>{text!(account.privacy_sealed_words)}</p>
            </Section>
            <Section title=text!(account.privacy_server_title) id="server">
                <p>{text!(account.privacy_server_words)}</p>
            </Section>
            <Section title=text!(account.privacy_visible_title) id="visible">
                <p>{text!(account.privacy_visible_words)}</p>
            </Section>
            <Section title=text!(account.privacy_cookies_title) id="cookies">
                <p>{text!(account.privacy_cookies_words)}</p>
            </Section>
            <p>
                <a class="button" href="/">
                    {text!(common.to_start)}
                </a>
            </p>
        </MainArea>
    }
}
