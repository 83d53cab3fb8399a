//! `/settings/keys/nights`: what work at night means, and the button that allows it; and the section of
//! `/settings/keys` that shows and ends it.

use crate::{
    account::{
        api,
        model::NightsView,
        parts::{PlainFrame, Submission, go_to},
    },
    encryption::remote::night::{BACKGROUND_DAYS, BACKGROUND_EPOCHS},
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, PageHeading, Section},
};
use leptos::prelude::*;

/// The page that asks.
#[component]
pub fn NightsPage() -> impl IntoView {
    view! { <PlainFrame title=text!(account.nights_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    if Submission::here().is_some() {
        api::allow_nights().await?;
        return Ok(go_to("/settings/keys"));
    }
    if api::load_nights().await? == NightsView::NotOffered {
        return Ok(go_to("/settings/keys"));
    }
    let zone = api::zone_of_visit()?;
    Ok(view! {
        <PageHeading title=text!(account.nights_title) lead=text!(account.nights_lead) />
        <Section title=text!(account.nights_does_title) id="does">
            <p>{text!(account.nights_does_once)}</p>
            <p>{text!(account.nights_does_written)}</p>
            <p>{text!(account.nights_does_zone, zone = zone)}</p>
        </Section>
        <Section title=text!(account.nights_not_title) id="not">
            <p>{text!(account.nights_not_more)}</p>
            <p>{text!(account.nights_not_people)}</p>
        </Section>
        <Section title=text!(account.nights_risk_title) id="risk">
            <p>{text!(account.nights_risk)}</p>
            <p>{text!(account.nights_risk_long, most = BACKGROUND_EPOCHS)}</p>
        </Section>
        <Section title=text!(account.nights_end_title) id="end">
            <p>{text!(account.nights_end_words, days = BACKGROUND_DAYS)}</p>
        </Section>
        <form method="post" action="/settings/keys/nights">
            <div class="form-actions">
                <Button>{text!(account.nights_allow)}</Button>
                <ButtonLink href="/settings/keys" kind=ButtonKind::Quiet>
                    {text!(common.cancel)}
                </ButtonLink>
            </div>
        </form>
    }
    .into_any())
}

/// Whether it is allowed, and the way to change that.
pub(super) fn nights_section(nights: NightsView) -> Option<AnyView> {
    let shown = match nights {
        NightsView::NotOffered => return None,
        NightsView::Off => view! {
            <p>{text!(account.nights_off)}</p>
            {ask()}
        }
        .into_any(),
        NightsView::Ending => view! { <p>{text!(account.nights_ending)}</p> }.into_any(),
        NightsView::On { since, until, used } => {
            let used = used.map_or_else(
                || text!(account.nights_unused).to_owned(),
                |moment| text!(account.nights_used, moment = moment.text()),
            );
            view! {
                <p>
                    {text!(
                        account.nights_on,
                        since = since.text(),
                        until = until.long_text()
                    )}
                </p>
                <p>{used}</p>
                <form method="post" action="/settings/keys">
                    <input type="hidden" name="nights" value="end" />
                    <Button>{text!(account.nights_end)}</Button>
                </form>
            }
            .into_any()
        }
    };
    let section = view! {
        <Section title=text!(account.nights_title) id="nights">
            {shown}
        </Section>
    };
    Some(section.into_any())
}

fn ask() -> impl IntoView {
    view! {
        <p>
            <ButtonLink href="/settings/keys/nights">{text!(account.nights_open)}</ButtonLink>
        </p>
    }
}
