//! `/more`: every page, in groups; the navigation leads to the few that are needed daily.

use crate::{
    account::{api, parts::PlainFrame},
    problem::Problem,
    text,
    ui::{ButtonLink, Glyph, PageHeading, Section},
};
use leptos::prelude::*;

/// Where everything is.
#[component]
pub fn MorePage() -> impl IntoView {
    view! { <PlainFrame title=text!(account.more_title) content=content() /> }
}

/// A link: where it leads, its sign, its words.
type Way = (String, Glyph, &'static str);

fn way(href: &str, glyph: Glyph, words: &'static str) -> Way {
    (href.to_owned(), glyph, words)
}

async fn content() -> Result<AnyView, Problem> {
    let year = api::this_year().await?;
    let diary = vec![
        way("/check-in", Glyph::Check, text!(account.more_check_in)),
        way("/gaps", Glyph::Clock, text!(account.more_gaps)),
        way("/factors", Glyph::Plus, text!(account.more_factors)),
        way("/health", Glyph::Home, text!(account.more_health)),
        way("/medicines", Glyph::Pill, text!(account.more_medicines)),
        way(
            "/medicines/plans",
            Glyph::Calendar,
            text!(account.more_plans),
        ),
        way("/scales", Glyph::Edit, text!(account.more_scales)),
        way("/around", Glyph::Sun, text!(account.more_around)),
    ];
    let numbers = vec![
        way("/calendar", Glyph::Calendar, text!(account.more_calendar)),
        (
            format!("/calendar/year/{year}"),
            Glyph::Calendar,
            text!(account.more_year),
        ),
        way("/counts", Glyph::History, text!(account.more_counts)),
        way("/statistics", Glyph::Attack, text!(account.more_statistics)),
        way("/timeline", Glyph::Clock, text!(account.more_timeline)),
        way(
            "/medicines/response",
            Glyph::Pill,
            text!(account.more_response),
        ),
    ];
    let patterns = vec![
        way("/insights", Glyph::Check, text!(patterns.more_insights)),
        way("/forecast", Glyph::Attack, text!(patterns.more_forecast)),
        way(
            "/experiments",
            Glyph::Edit,
            text!(patterns.more_experiments),
        ),
        way("/insights/how", Glyph::Settings, text!(patterns.more_how)),
    ];
    let doctor = vec![
        way("/report", Glyph::Export, text!(account.more_report)),
        way(
            "/settings/questions",
            Glyph::Edit,
            text!(account.questions_title),
        ),
    ];
    let help = vec![
        way("/help", Glyph::Attention, text!(account.more_help)),
        way("/advice", Glyph::Sun, text!(advice.title)),
        way("/settings", Glyph::Settings, text!(account.settings_title)),
        way("/import", Glyph::Import, text!(account.import_link)),
        way("/export", Glyph::Export, text!(account.export_link)),
        way("/privacy", Glyph::Moon, text!(account.privacy_title)),
    ];
    Ok(view! {
        <PageHeading title=text!(account.more_title) />
        <Group id="diary" title=text!(account.more_group_diary) ways=diary />
        <Group id="patterns" title=text!(patterns.insights_title) ways=patterns />
        <Group id="numbers" title=text!(account.more_group_numbers) ways=numbers />
        <Group id="doctor" title=text!(account.more_group_doctor) ways=doctor />
        <Group id="help" title=text!(account.more_group_help) ways=help />
    }
    .into_any())
}

#[component]
fn Group(id: &'static str, title: &'static str, ways: Vec<Way>) -> impl IntoView {
    let links = ways
        .into_iter()
        .map(|(href, glyph, words)| {
            view! {
                <ButtonLink href=href glyph=glyph>
                    {words}
                </ButtonLink>
            }
        })
        .collect_view();
    view! {
        <Section title=title id=id>
            <nav class="link-columns" aria-label=title>
                {links}
            </nav>
        </Section>
    }
}
