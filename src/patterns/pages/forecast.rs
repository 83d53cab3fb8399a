//! `/forecast`: tonight and tomorrow in a word with the numbers behind it, why, and how often it was right.

use super::{
    forecast_alerts::{Alarms, AlertList, SettingsForm},
    forecast_record::Record,
};
use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    patterns::{
        api,
        model::{Forecast, ForecastState, Outlook},
        parts::{FreshnessLine, Waiting, band_text, hundred_text, reason_text},
        view::{ForecastView, Names, SettingsFaults},
    },
    problem::Problem,
    text,
    ui::{ButtonLink, Glyph, Notice, NoticeKind, PageHeading, Section, Table},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn ForecastPage() -> impl IntoView {
    let is_saved = use_query_map().read_untracked().get("saved").is_some();
    view! { <PlainFrame title=text!(patterns.forecast_title) content=content(is_saved) /> }
}

async fn content(is_saved: bool) -> Result<AnyView, Problem> {
    let mut refused = None;
    if let Some(form) = Submission::here() {
        match form.text("do") {
            "answer" | "seen" => {
                api::answer_alert(&form).await?;
                return Ok(go_to("/forecast"));
            }
            "settings" => match api::save_alerts(&form).await? {
                Ok(()) => return Ok(go_to("/forecast?saved=1#settings")),
                Err(faults) => refused = Some((form, faults)),
            },
            _ => return Err(Problem::Invalid),
        }
    }
    let view = api::load_forecast().await?;
    Ok(page(&view, is_saved, refused))
}

fn page(
    view: &ForecastView,
    is_saved: bool,
    refused: Option<(Submission, SettingsFaults)>,
) -> AnyView {
    let freshness = view
        .freshness
        .map(|freshness| view! { <FreshnessLine freshness /> });
    let outlook = match (&view.outlook, view.has_entries) {
        (Some(outlook), _) => days(view, outlook),
        (None, true) => view! { <Waiting href="/forecast" /> }.into_any(),
        (None, false) => view! { <p>{text!(patterns.forecast_none)}</p> }.into_any(),
    };
    view! {
        <PageHeading title=text!(patterns.forecast_title) lead=text!(patterns.forecast_lead) />
        <Alarms alerts=view.alerts.clone() names=view.names.clone() />
        {freshness}
        {outlook}
        <Record view=view.clone() />
        <AlertList view=view.clone() />
        <SettingsForm settings=view.settings is_saved refused />
        <div class="cluster">
            <ButtonLink href="/insights" glyph=Glyph::Previous>
                {text!(patterns.back_to_insights)}
            </ButtonLink>
            <ButtonLink href="/insights/how" glyph=Glyph::Settings>
                {text!(patterns.to_how)}
            </ButtonLink>
        </div>
    }
    .into_any()
}

fn days(view: &ForecastView, outlook: &Outlook) -> AnyView {
    let state = match outlook.state {
        ForecastState::On => None,
        ForecastState::Young => {
            Some(view! { <p class="quiet">{text!(patterns.state_young)}</p> }.into_any())
        }
        ForecastState::SwitchedOff => Some(
            view! {
                <Notice kind=NoticeKind::Attention>
                    <p>{text!(patterns.state_off)}</p>
                </Notice>
            }
            .into_any(),
        ),
    };
    let today = match &view.today {
        Some(today) => {
            let note = view! { <p class="quiet">{text!(patterns.forecast_sealed)}</p> };
            view! {
                {one_day(today, &view.names)}
                {note}
            }
            .into_any()
        }
        None => view! { <p class="quiet">{text!(patterns.forecast_no_today)}</p> }.into_any(),
    };
    let mut later = outlook.days.iter();
    let tomorrow = later.next().map(|tomorrow| one_day(tomorrow, &view.names));
    let rows: Vec<Vec<String>> = later
        .map(|forecast| {
            vec![
                forecast.day.long_text(),
                band_text(forecast.band).to_owned(),
                hundred_text(forecast.probability),
                hundred_text(forecast.usual),
            ]
        })
        .collect();
    let week = (!rows.is_empty()).then(|| {
        let headings = [
            text!(patterns.week_day),
            text!(patterns.week_band),
            text!(patterns.week_chance),
            text!(patterns.week_usual),
        ];
        let headings = headings.map(str::to_owned).to_vec();
        view! {
            <Section title=text!(patterns.week_title) id="week">
                <p class="quiet">{text!(patterns.week_lead)}</p>
                <Table caption=text!(patterns.week_caption) headings rows />
            </Section>
        }
    });
    view! {
        {state}
        <Section title=text!(patterns.forecast_tomorrow) id="tomorrow">
            {tomorrow}
        </Section>
        <Section title=text!(patterns.forecast_today) id="today">
            {today}
        </Section>
        {week}
    }
    .into_any()
}

/// A day: the word, the chance beside the usual one, and at most three reasons.
fn one_day(forecast: &Forecast, names: &Names) -> AnyView {
    let value = text!(
        patterns.forecast_value,
        chance = hundred_text(forecast.probability),
        usual = hundred_text(forecast.usual)
    );
    let reasons = if forecast.reasons.is_empty() {
        view! { <p class="quiet">{text!(patterns.reasons_none)}</p> }.into_any()
    } else {
        let lines = forecast
            .reasons
            .iter()
            .take(3)
            .map(|reason| view! { <li>{reason_text(reason, names)}</li> })
            .collect_view();
        view! {
            <p>{text!(patterns.reasons_title)} ":"</p>
            <ul class="signs">{lines}</ul>
        }
        .into_any()
    };
    view! {
        <div class="card">
            <p class="quiet">{forecast.day.long_text()}</p>
            <p class="figure-large">{band_text(forecast.band)}</p>
            <p>{value}</p>
            {reasons}
        </div>
    }
    .into_any()
}
