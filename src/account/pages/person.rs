//! `/settings/profile`: country, year of birth, and what changes which signs matter. All of it optional.

use super::profile::{Message, Received, SaveAndBack, receive, typed};
use crate::{
    account::{
        api,
        model::{Condition, LEAST_BORN, ProfileTopic},
        parts::{PlainFrame, go_to},
    },
    problem::Problem,
    safety::{model::COUNTRIES, parts::country_text},
    text,
    ui::{CheckField, ChoiceGroup, InputKind, PageHeading, SelectField, SelectOption, TextField},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::collections::BTreeSet;

/// The page.
#[component]
pub fn PersonPage() -> impl IntoView {
    let is_saved = use_query_map().read_untracked().get("saved").is_some();
    view! { <PlainFrame title=text!(account.person_title) content=content(is_saved) /> }
}

async fn content(is_saved: bool) -> Result<AnyView, Problem> {
    let Received::Shown(sent, faults) = receive(ProfileTopic::Person).await? else {
        return Ok(go_to("/settings/profile?saved=yes"));
    };
    let profile = api::load_profile().await?;
    let countries = [("", text!(account.country_none))]
        .into_iter()
        .chain(
            COUNTRIES
                .iter()
                .map(|country| (country.code, country_text(country.code))),
        )
        .map(|(value, label)| SelectOption {
            value: value.to_owned(),
            label: label.to_owned(),
        })
        .collect();
    let ticked: BTreeSet<Condition> = match &sent {
        Some(form) => {
            let codes = form.all("condition").into_iter();
            codes
                .filter_map(|code| Condition::parse(code).ok())
                .collect()
        }
        None => profile.conditions.clone(),
    };
    let boxes = |conditions: &[Condition]| {
        conditions
            .iter()
            .map(|condition| {
                let checked = ticked.contains(condition);
                view! {
                    <CheckField
                        name="condition"
                        value=condition.code()
                        label=condition_text(*condition)
                        checked=checked
                    />
                }
            })
            .collect_view()
    };
    let (states, auras) = (boxes(Condition::STATES), boxes(Condition::AURAS));
    let sent_ref = sent.as_ref();
    Ok(view! {
        <PageHeading title=text!(account.person_title) lead=text!(account.person_lead) />
        <Message is_saved faults=faults.clone() />
        <form method="post" action="/settings/profile" class="stack" novalidate>
            <SelectField
                id="country"
                name="country"
                label=text!(account.country_label)
                hint=text!(account.country_hint)
                options=countries
                selected=typed(sent_ref, "country", &profile.country)
            />
            <TextField
                id="born"
                name="born"
                label=text!(account.born_label)
                hint=text!(account.born_hint)
                kind=InputKind::Number
                value=typed(sent_ref, "born", &profile.born)
                min=LEAST_BORN.to_string()
                max=profile.year.to_string()
                autocomplete="bday-year"
                error=faults.at("born")
            />
            <ChoiceGroup
                id="states"
                legend=text!(account.states_label)
                hint=text!(account.states_hint)
            >
                {states}
            </ChoiceGroup>
            <ChoiceGroup id="auras" legend=text!(account.auras_label) hint=text!(account.auras_hint)>
                {auras}
            </ChoiceGroup>
            <SaveAndBack />
        </form>
    }
    .into_any())
}

fn condition_text(condition: Condition) -> &'static str {
    match condition {
        Condition::Pregnant => text!(account.condition_pregnant),
        Condition::RecentBirth => text!(account.condition_recent_birth),
        Condition::Cancer => text!(account.condition_cancer),
        Condition::Immune => text!(account.condition_immune),
        Condition::Vascular => text!(account.condition_vascular),
        Condition::HeadInjury => text!(account.condition_head_injury),
        Condition::AuraVisual => text!(account.condition_aura_visual),
        Condition::AuraSensory => text!(account.condition_aura_sensory),
        Condition::AuraSpeech => text!(account.condition_aura_speech),
        Condition::AuraMotor => text!(account.condition_aura_motor),
        Condition::AuraBrainstem => text!(account.condition_aura_brainstem),
        Condition::AuraRetinal => text!(account.condition_aura_retinal),
    }
}
