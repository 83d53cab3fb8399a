//! `/insights`: first answers, suspicions, and the findings in three columns.

use super::first::First;
use crate::{
    account::parts::{PlainFrame, UnreadableNotice},
    i18n::dates::CivilDay,
    patterns::{
        api::load_insights,
        model::{Claim, ClaimKind, NotEnough, Report, Suspicion, SuspicionAnswer},
        parts::{
            ClaimCard, FreshnessLine, NoLinkCard, Waiting, factor_text, tier_text, weeks_text,
        },
        view::{InsightsView, Names},
    },
    problem::Problem,
    text,
    ui::{ButtonKind, ButtonLink, Glyph, PageHeading, PageLayout, Section},
};
use leptos::prelude::*;

/// Days within which a newcomer is told what comes when.
const NEW_DAYS: u32 = 60;

/// The page.
#[component]
pub fn InsightsPage() -> impl IntoView {
    view! {
        <PlainFrame
            title=text!(patterns.insights_title)
            layout=PageLayout::Wide
            content=content()
        />
    }
}

async fn content() -> Result<AnyView, Problem> {
    let view = load_insights().await?;
    let stages = (view.days < NEW_DAYS).then(|| stages(view.has_entries));
    let unreadable = view.unreadable;
    let findings = match (&view.report, view.has_entries) {
        (Some(report), true) => findings(&view, report),
        (None, true) => view! { <Waiting href="/insights" /> }.into_any(),
        (_, false) => ().into_any(),
    };
    Ok(view! {
        <PageHeading title=text!(patterns.insights_title) lead=text!(patterns.insights_lead) />
        <UnreadableNotice count=unreadable />
        {findings}
        {stages}
        <nav class="link-columns" aria-label=text!(patterns.insights_title)>
            <ButtonLink href="/forecast" glyph=Glyph::Attack>
                {text!(patterns.to_forecast)}
            </ButtonLink>
            <ButtonLink href="/experiments" glyph=Glyph::Check>
                {text!(patterns.to_experiments)}
            </ButtonLink>
            <ButtonLink href="/insights/how" glyph=Glyph::Settings>
                {text!(patterns.to_how)}
            </ButtonLink>
        </nav>
    }
    .into_any())
}

/// What comes when, for a young diary.
fn stages(has_entries: bool) -> AnyView {
    let now = (!has_entries).then(|| {
        view! {
            <p>{text!(patterns.empty_now)}</p>
            <p>
                <ButtonLink href="/check-in" kind=ButtonKind::Primary glyph=Glyph::Check>
                    {text!(patterns.start_check_in)}
                </ButtonLink>
            </p>
        }
    });
    view! {
        <Section title=text!(patterns.empty_title) id="stages">
            {now}
            <ul class="signs">
                <li>{text!(patterns.stage_first)}</li>
                <li>{text!(patterns.stage_second)}</li>
                <li>{text!(patterns.stage_third)}</li>
                <li>{text!(patterns.stage_fourth)}</li>
            </ul>
        </Section>
    }
    .into_any()
}

fn findings(view: &InsightsView, report: &Report) -> AnyView {
    let freshness = view
        .freshness
        .map(|freshness| view! { <FreshnessLine freshness /> });
    let is_of = |kinds: &'static [ClaimKind]| {
        let claims = report.claims.iter();
        claims
            .filter(move |claim| kinds.contains(&claim.kind))
            .cloned()
            .collect::<Vec<_>>()
    };
    let linked = is_of(&[ClaimKind::Trigger, ClaimKind::Undecided]);
    let protective = is_of(&[ClaimKind::Protector]);
    let early = is_of(&[ClaimKind::EarlySign]);
    let none = no_link(report, &view.names);
    let span = text!(
        patterns.span_words,
        first = day_text(report.span.first),
        last = day_text(report.span.last),
        days = report.span.at_risk,
        onsets = report.span.onsets
    );
    let answers = report.first.clone();
    let suspicions = suspicions(&report.suspicions, &view.names);
    let not_enough = not_enough(&report.not_enough, &view.names);
    let linked = cards(linked, &view.names, text!(patterns.column_linked_none));
    let protective = cards(
        protective,
        &view.names,
        text!(patterns.column_protective_none),
    );
    let early = cards(early, &view.names, text!(patterns.early_none));
    view! {
        {freshness}
        <p class="quiet">{span}</p>
        <First answers />
        {suspicions}
        <p class="quiet">{text!(patterns.wording)}</p>
        <div class="finding-columns">
            <Section title=text!(patterns.column_linked) id="linked">
                {linked}
            </Section>
            <Section title=text!(patterns.column_protective) id="protective">
                {protective}
            </Section>
            <Section title=text!(patterns.column_no_link) id="no-link">
                {none}
            </Section>
        </div>
        <Section title=text!(patterns.early_title) id="early">
            <p>{text!(patterns.early_lead)}</p>
            {early}
        </Section>
        {not_enough}
    }
    .into_any()
}

fn day_text(day: CivilDay) -> String {
    format!("{} {}", day.short_text(), day.year)
}

fn cards(claims: Vec<Claim>, names: &Names, none: &'static str) -> AnyView {
    if claims.is_empty() {
        return view! { <p class="quiet">{none}</p> }.into_any();
    }
    let cards = claims
        .into_iter()
        .map(|claim| view! { <ClaimCard claim names=names.clone() /> })
        .collect_view();
    view! { <ul class="findings">{cards}</ul> }.into_any()
}

fn no_link(report: &Report, names: &Names) -> AnyView {
    if report.no_link.is_empty() {
        return view! { <p class="quiet">{text!(patterns.column_no_link_none)}</p> }.into_any();
    }
    let cards = report
        .no_link
        .iter()
        .map(|finding| view! { <NoLinkCard finding=finding.clone() names=names.clone() /> })
        .collect_view();
    view! { <ul class="findings">{cards}</ul> }.into_any()
}

/// What cannot be judged yet, with weeks; what was never entered in one sentence.
fn not_enough(open: &[NotEnough], names: &Names) -> AnyView {
    let (waiting, never): (Vec<_>, Vec<_>) = open.iter().partition(|one| one.weeks.is_some());
    let lines = waiting
        .iter()
        .map(|one| {
            let name = factor_text(&one.family, names);
            let days = text!(patterns.not_enough_days, days = one.exposed_days);
            let weeks = weeks_text(one.weeks);
            let href = format!("/insights/evidence/{}", one.family);
            view! {
                <li>
                    <a class="text-link" href=href>
                        {name}
                    </a>
                    ": "
                    {weeks}
                    " "
                    <span class="quiet">"(" {days} ")"</span>
                </li>
            }
        })
        .collect_view();
    let none = waiting
        .is_empty()
        .then(|| view! { <p class="quiet">{text!(patterns.not_enough_none)}</p> });
    let never = (!never.is_empty()).then(|| {
        let names: Vec<String> = never
            .iter()
            .map(|one| factor_text(&one.family, names))
            .collect();
        view! { <p class="quiet">{text!(patterns.not_entered, names = names.join(", "))}</p> }
    });
    view! {
        <Section title=text!(patterns.not_enough_title) id="not-enough">
            <p class="quiet">{text!(patterns.not_enough_lead)}</p>
            {none}
            <ul class="signs">{lines}</ul>
            {never}
        </Section>
    }
    .into_any()
}

/// The answers to what the patient suspects, by name.
fn suspicions(suspicions: &[Suspicion], names: &Names) -> AnyView {
    let lines = suspicions
        .iter()
        .map(|suspicion| {
            let name = factor_text(&suspicion.factor, names);
            let answer = answer_text(&suspicion.answer);
            let is_found = suspicion.answer != SuspicionAnswer::NotEntered;
            let href = format!("/insights/evidence/{}", suspicion.family);
            let name = if is_found {
                view! {
                    <a class="text-link" href=href>
                        {name}
                    </a>
                }
                .into_any()
            } else {
                name.into_any()
            };
            view! { <li>{name} ": " {answer}</li> }
        })
        .collect_view();
    let (none, link) = if suspicions.is_empty() {
        let none = view! { <p>{text!(patterns.suspicions_none)}</p> };
        (Some(none), text!(patterns.suspicions_edit))
    } else {
        (None, text!(patterns.suspicions_change))
    };
    view! {
        <Section title=text!(patterns.suspicions_title) id="suspicions">
            {none}
            <ul class="signs">{lines}</ul>
            <div class="cluster">
                <ButtonLink href="/insights/suspicions" glyph=Glyph::Edit>
                    {link}
                </ButtonLink>
            </div>
        </Section>
    }
    .into_any()
}

fn answer_text(answer: &SuspicionAnswer) -> String {
    match answer {
        SuspicionAnswer::Linked { kind, tier } => {
            let tier = tier_text(*tier);
            match kind {
                ClaimKind::Trigger => text!(patterns.answer_linked_trigger, tier = tier),
                ClaimKind::Protector => text!(patterns.answer_linked_protector, tier = tier),
                ClaimKind::EarlySign => text!(patterns.answer_linked_early, tier = tier),
                ClaimKind::Undecided => text!(patterns.answer_linked_undecided, tier = tier),
            }
        }
        SuspicionAnswer::NoLink => text!(patterns.answer_none).to_owned(),
        SuspicionAnswer::NotEnough { weeks: Some(weeks) } => {
            text!(patterns.answer_not_enough, weeks = weeks)
        }
        SuspicionAnswer::NotEnough { weeks: None } => {
            text!(patterns.answer_not_enough_open).to_owned()
        }
        SuspicionAnswer::NotEntered => text!(patterns.answer_not_entered).to_owned(),
    }
}
