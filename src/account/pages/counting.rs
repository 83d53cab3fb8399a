//! `/settings/counting`: units, and which published definitions the counts follow.

use super::profile::{Message, Received, SaveAndBack, receive, typed};
use crate::{
    account::{
        api,
        model::ProfileTopic,
        parts::{PlainFrame, go_to},
    },
    daily::model::units::{LengthUnit, PressureUnit, TemperatureUnit, VolumeUnit, WeightUnit},
    problem::Problem,
    text,
    ui::{ChoiceGroup, PageHeading, RadioField, Section},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn CountingPage() -> impl IntoView {
    let is_saved = use_query_map().read_untracked().get("saved").is_some();
    view! { <PlainFrame title=text!(account.counting_title) content=content(is_saved) /> }
}

async fn content(is_saved: bool) -> Result<AnyView, Problem> {
    let Received::Shown(sent, faults) = receive(ProfileTopic::Counting).await? else {
        return Ok(go_to("/settings/counting?saved=yes"));
    };
    let profile = api::load_profile().await?;
    let chosen = |field: &str, known: &str| typed(sent.as_ref(), field, known);
    let units = profile.units;
    let headache_day = if profile.trial_headache_day {
        "30"
    } else {
        "60"
    };
    let migraine_day = if profile.trial_migraine_day { "b" } else { "a" };
    let weight = chosen(WeightUnit::QUANTITY, units.weight.code());
    let length = chosen(LengthUnit::QUANTITY, units.length.code());
    let temperature = chosen(TemperatureUnit::QUANTITY, units.temperature.code());
    let pressure = chosen(PressureUnit::QUANTITY, units.pressure.code());
    let volume = chosen(VolumeUnit::QUANTITY, units.volume.code());
    let headache = chosen("headache_day", headache_day);
    let migraine = chosen("migraine_day", migraine_day);
    Ok(view! {
        <PageHeading title=text!(account.counting_title) lead=text!(account.counting_lead) />
        <Message is_saved faults=faults />
        <form method="post" action="/settings/counting" class="stack">
            <Section title=text!(account.units_title) id="units">
                <Choice
                    field=WeightUnit::QUANTITY
                    legend=text!(account.unit_weight)
                    options=vec![("kg", text!(account.unit_kg)), ("lb", text!(account.unit_lb))]
                    chosen=weight
                />
                <Choice
                    field=LengthUnit::QUANTITY
                    legend=text!(account.unit_length)
                    options=vec![("cm", text!(account.unit_cm)), ("in", text!(account.unit_in))]
                    chosen=length
                />
                <Choice
                    field=TemperatureUnit::QUANTITY
                    legend=text!(account.unit_temperature)
                    options=vec![("c", text!(account.unit_c)), ("f", text!(account.unit_f))]
                    chosen=temperature
                />
                <Choice
                    field=PressureUnit::QUANTITY
                    legend=text!(account.unit_pressure)
                    options=vec![("hpa", text!(account.unit_hpa)), ("inhg", text!(account.unit_inhg))]
                    chosen=pressure
                />
                <Choice
                    field=VolumeUnit::QUANTITY
                    legend=text!(account.unit_volume)
                    options=vec![("ml", text!(account.unit_ml)), ("oz", text!(account.unit_oz))]
                    chosen=volume
                />
            </Section>
            <Section title=text!(account.definitions_title) id="definitions">
                <Choice
                    field="headache_day"
                    legend=text!(account.headache_day_label)
                    options=vec![
                        ("60", text!(account.headache_day_60)),
                        ("30", text!(account.headache_day_30)),
                    ]
                    chosen=headache
                />
                <Choice
                    field="migraine_day"
                    legend=text!(account.migraine_day_label)
                    options=vec![
                        ("a", text!(account.migraine_day_a)),
                        ("b", text!(account.migraine_day_b)),
                    ]
                    chosen=migraine
                />
                <p class="quiet">{text!(account.definitions_words)}</p>
            </Section>
            <SaveAndBack />
        </form>
    }
    .into_any())
}

#[component]
fn Choice(
    field: &'static str,
    legend: &'static str,
    options: Vec<(&'static str, &'static str)>,
    chosen: String,
) -> impl IntoView {
    let answers = options
        .into_iter()
        .map(|(value, label)| {
            view! { <RadioField name=field value=value label=label checked=value == chosen /> }
        })
        .collect_view();
    view! {
        <ChoiceGroup id=field legend=legend>
            <div class="answer-grid">{answers}</div>
        </ChoiceGroup>
    }
}
