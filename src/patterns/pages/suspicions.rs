//! `/insights/suspicions`: what the patient suspects, by name.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    patterns::{
        api,
        parts::factor_text,
        view::{SuspectChoice, SuspicionsView},
    },
    problem::Problem,
    text,
    ui::{Button, ButtonKind, ButtonLink, CheckField, ChoiceGroup, Glyph, PageHeading},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn SuspicionsPage() -> impl IntoView {
    view! { <PlainFrame title=text!(patterns.suspicions_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    if let Some(form) = Submission::here() {
        api::save_suspicions(&form).await?;
        return Ok(go_to("/insights#suspicions"));
    }
    let view = api::load_suspicions().await?;
    let (own, common): (Vec<_>, Vec<_>) = view
        .choices
        .iter()
        .partition(|choice| choice.code.starts_with("own:"));
    let own = (!own.is_empty()).then(|| {
        let boxes = boxes(&own, &view);
        view! {
            <ChoiceGroup id="own" legend=text!(patterns.suspicions_own)>
                {boxes}
            </ChoiceGroup>
        }
    });
    let common = boxes(&common, &view);
    Ok(view! {
        <PageHeading
            title=text!(patterns.suspicions_title)
            lead=text!(patterns.suspicions_lead)
        />
        <form method="post" action="/insights/suspicions" class="stack">
            {own}
            <ChoiceGroup id="common" legend=text!(patterns.suspicions_common)>
                {common}
            </ChoiceGroup>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="do" value="save">
                    {text!(patterns.suspicions_save)}
                </Button>
            </div>
        </form>
        <div class="cluster">
            <ButtonLink href="/factors" glyph=Glyph::Plus>
                {text!(patterns.suspicions_more)}
            </ButtonLink>
            <ButtonLink href="/insights" glyph=Glyph::Previous>
                {text!(patterns.back_to_insights)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

fn boxes(choices: &[&SuspectChoice], view: &SuspicionsView) -> AnyView {
    choices
        .iter()
        .map(|choice| {
            view! {
                <CheckField
                    name="suspect"
                    value=choice.code.clone()
                    label=factor_text(&choice.code, &view.names)
                    checked=choice.is_suspected
                />
            }
        })
        .collect_view()
        .into_any()
}
