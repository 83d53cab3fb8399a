//! `/settings/keys`: who keeps the other half of the diary's keys, and what they were used for.

use super::nights::nights_section;
use crate::{
    account::{
        api,
        model::{KeyAction, KeyUse, KeyUses, NightsEnd, NightsView},
        parts::{PlainFrame, Submission, go_to},
    },
    problem::Problem,
    text,
    ui::{ButtonKind, ButtonLink, PageHeading, Section, Table},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn KeysPage() -> impl IntoView {
    let before = use_query_map().read_untracked().get("before");
    let before = before.and_then(|number| number.parse().ok());
    view! { <PlainFrame title=text!(account.keys_title) content=content(before) /> }
}

async fn content(before: Option<u64>) -> Result<AnyView, Problem> {
    if Submission::here().is_some_and(|form| form.text("nights") == "end") {
        return Ok(match api::end_nights().await? {
            NightsEnd::Done => go_to("/settings/keys"),
            NightsEnd::CustodianLater => ended_here(),
        });
    }
    let nights = nights_section(api::load_nights().await?);
    let shown = match api::load_key_uses(before).await? {
        KeyUses::Here => view! { <p>{text!(account.keys_here)}</p> }.into_any(),
        KeyUses::Elsewhere { uses, older } => {
            let older = older.map(|number| {
                view! {
                    <p>
                        <ButtonLink
                            href=format!("/settings/keys?before={number}")
                            kind=ButtonKind::Quiet
                        >
                            {text!(account.keys_older)}
                        </ButtonLink>
                    </p>
                }
            });
            let headings = [
                text!(account.keys_when),
                text!(account.keys_what),
                text!(account.keys_count),
            ];
            let rows: Vec<_> = uses.iter().map(row).collect();
            view! {
                <p>{text!(account.keys_elsewhere)}</p>
                {nights}
                <Section title=text!(account.keys_uses_title) id="uses">
                    <Table
                        caption=text!(account.keys_caption)
                        headings=headings.map(str::to_owned).to_vec()
                        rows=rows
                    />
                    {older}
                </Section>
            }
            .into_any()
        }
    };
    Ok(view! {
        <PageHeading title=text!(account.keys_title) lead=text!(account.keys_lead) />
        {shown}
        <p>
            <ButtonLink href="/settings/keys/replace" kind=ButtonKind::Quiet>
                {text!(account.replace_title)}
            </ButtonLink>
        </p>
        <p>
            <ButtonLink href="/settings" kind=ButtonKind::Quiet>
                {text!(account.settings_title)}
            </ButtonLink>
        </p>
    }
    .into_any())
}

/// The custodian is away, so the book cannot be shown either.
fn ended_here() -> AnyView {
    view! {
        <PageHeading title=text!(account.keys_title) />
        {nights_section(NightsView::Ending)}
        <p>
            <ButtonLink href="/settings" kind=ButtonKind::Quiet>
                {text!(account.settings_title)}
            </ButtonLink>
        </p>
    }
    .into_any()
}

fn row(used: &KeyUse) -> Vec<String> {
    let action = action_text(used.action);
    let told = match &used.words {
        Some(words) => text!(
            account.keys_with_reason,
            action = action,
            reason = words.clone()
        ),
        None => action.to_owned(),
    };
    let told = if used.is_refused {
        text!(account.keys_refused, action = told)
    } else {
        told
    };
    let keys = match used.keys {
        0 => String::new(),
        keys => keys.to_string(),
    };
    vec![used.at.text(), told, keys]
}

fn action_text(action: KeyAction) -> &'static str {
    match action {
        KeyAction::SignedIn => text!(account.key_signed_in),
        KeyAction::Renewed => text!(account.key_renewed),
        KeyAction::SignedOut => text!(account.key_signed_out),
        KeyAction::Reading => text!(account.key_reading),
        KeyAction::Writing => text!(account.key_writing),
        KeyAction::Moving => text!(account.key_moving),
        KeyAction::Night => text!(account.key_night),
        KeyAction::NightAllowed => text!(account.key_night_allowed),
        KeyAction::Emergency => text!(account.key_emergency),
        KeyAction::Retired => text!(account.key_retired),
        KeyAction::Replaced => text!(account.key_replaced),
        KeyAction::Destroyed => text!(account.key_destroyed),
        KeyAction::Other => text!(account.key_other),
    }
}
