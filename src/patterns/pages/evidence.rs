//! `/insights/evidence/:family`: what is behind a finding, day by day.

use crate::{
    account::parts::PlainFrame,
    patterns::{
        api::load_evidence,
        model::{Claim, ClaimKind, ExperimentProposal, NoLink, NotEnough},
        parts::{
            FreshnessLine, LagChart, counts_sentence, factor_text, kind_heading, odds_text,
            percent_text, tier_text, value_text, weeks_text,
        },
        view::{EvidenceView, Finding, Names},
    },
    problem::Problem,
    text,
    ui::{
        ButtonKind, ButtonLink, DayShape, Glyph, PageHeading, RecordLink, RecordList, Section,
        Table,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn EvidencePage() -> impl IntoView {
    let family = use_params_map().read_untracked().get("family");
    let content = content(family.unwrap_or_default());
    view! { <PlainFrame title=text!(patterns.insights_title) content /> }
}

async fn content(family: String) -> Result<AnyView, Problem> {
    let view = load_evidence(&family).await?;
    let name = factor_text(&view.family, &view.names);
    let freshness = view.freshness;
    let (lead, body) = match &view.finding {
        Finding::Linked(claim) => (kind_heading(claim.kind), linked(claim, &view)),
        Finding::NoLink(none) => (text!(patterns.evidence_none), no_link(none)),
        Finding::NotEnough(open) => (text!(patterns.evidence_open), not_enough(open)),
    };
    let span = text!(
        patterns.evidence_span,
        first = view.span.first.long_text(),
        last = view.span.last.long_text()
    );
    Ok(view! {
        <PageHeading title=text!(patterns.evidence_title, name = name) lead=lead />
        <FreshnessLine freshness />
        {body}
        <p class="quiet">{span}</p>
        <div class="cluster">
            <ButtonLink href="/insights" glyph=Glyph::Previous>
                {text!(patterns.back_to_insights)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

fn linked(claim: &Claim, view: &EvidenceView) -> AnyView {
    let [low, high] = claim.interval.map(odds_text);
    let odds = text!(
        patterns.evidence_odds,
        odds = odds_text(claim.odds_ratio),
        low = low,
        high = high
    );
    let certainty = text!(
        patterns.evidence_certainty,
        percent = percent_text(claim.posterior),
        tier = tier_text(claim.tier)
    );
    let lag = match claim.lag_days {
        0 => text!(patterns.evidence_lag_0).to_owned(),
        1 => text!(patterns.evidence_lag_1).to_owned(),
        days => text!(patterns.evidence_lag, days = days),
    };
    let since = claim.likely_since.map(|day| {
        view! { <p class="quiet">{text!(patterns.evidence_since, day = day.long_text())}</p> }
    });
    let (sentence, reading) = (counts_sentence(claim), reading(claim, &view.names));
    let (table, others) = (table(claim), others(claim, &view.names));
    let (test, list) = (test(view.proposal.as_ref()), days(claim));
    let points = claim.lag_profile.clone();
    view! {
        <p>{sentence}</p>
        <p>{odds}</p>
        <p>{certainty}</p>
        {since}
        <p class="quiet">{reading} " " {lag}</p>
        <Section title=text!(patterns.lag_title) id="lag">
            <LagChart points />
        </Section>
        <Section title=text!(patterns.days_title) id="days">
            {table}
        </Section>
        <Section title=text!(patterns.other_title) id="other">
            {others}
        </Section>
        <Section title=text!(patterns.test_title) id="test">
            {test}
        </Section>
        <Section title=text!(patterns.days_list) id="list">
            {list}
        </Section>
    }
    .into_any()
}

/// Which factor is read, and what counts as "with it".
fn reading(claim: &Claim, names: &Names) -> String {
    let factor = text!(
        patterns.evidence_factor,
        name = factor_text(&claim.factor, names)
    );
    // A tag's bound lies between no and yes: nothing to say about it.
    let bound = match claim.threshold {
        Some(bound) if bound >= 1.0 => Some(text!(
            patterns.evidence_threshold,
            value = value_text(&claim.factor, bound)
        )),
        Some(_) => None,
        None => Some(text!(patterns.evidence_average).to_owned()),
    };
    bound.map_or_else(|| factor.clone(), |bound| format!("{factor} {bound}"))
}

fn table(claim: &Claim) -> AnyView {
    let row = |name: &str, days: u32, onsets: u32| {
        let share = f64::from(onsets) / f64::from(days.max(1));
        vec![
            name.to_owned(),
            days.to_string(),
            onsets.to_string(),
            format!("{} %", percent_text(share)),
        ]
    };
    let rows = vec![
        row(
            text!(patterns.days_with),
            claim.exposed_days,
            claim.exposed_onsets,
        ),
        row(
            text!(patterns.days_without),
            claim.unexposed_days,
            claim.unexposed_onsets,
        ),
    ];
    let headings = [
        text!(patterns.days_column),
        text!(patterns.days_count),
        text!(patterns.days_onsets),
        text!(patterns.days_share),
    ];
    let headings = headings.map(str::to_owned).to_vec();
    view! { <Table caption=text!(patterns.days_caption) headings rows /> }.into_any()
}

fn others(claim: &Claim, names: &Names) -> AnyView {
    let is_early = matches!(claim.kind, ClaimKind::EarlySign | ClaimKind::Undecided);
    let early = is_early.then(|| view! { <li>{text!(patterns.other_early)}</li> });
    let together = (claim.credit.len() > 1).then(|| {
        let shares: Vec<String> = claim
            .credit
            .iter()
            .map(|credit| {
                text!(
                    patterns.other_share,
                    name = factor_text(&credit.factor, names),
                    percent = percent_text(credit.share)
                )
            })
            .collect();
        view! { <li>{text!(patterns.other_together, shares = shares.join(", "))}</li> }
    });
    let direction = text!(
        patterns.direction_words,
        percent = percent_text(claim.direction.cause)
    );
    view! {
        <ul class="signs">
            {early}
            {together}
            <li>{text!(patterns.other_chance)}</li>
            <li>{text!(patterns.other_memory)}</li>
            <li>{text!(patterns.other_third)}</li>
        </ul>
        <p class="quiet">{direction}</p>
    }
    .into_any()
}

fn test(proposal: Option<&ExperimentProposal>) -> AnyView {
    match proposal {
        Some(proposal) => view! {
            <p>{text!(patterns.test_words)}</p>
            <div class="cluster">
                <ButtonLink
                    href=format!("/experiments#test-{}", proposal.factor)
                    kind=ButtonKind::Primary
                    glyph=Glyph::Check
                >
                    {text!(patterns.test_this)}
                </ButtonLink>
            </div>
        }
        .into_any(),
        None => view! { <p class="quiet">{text!(patterns.test_none)}</p> }.into_any(),
    }
}

fn days(claim: &Claim) -> AnyView {
    let lines = claim
        .days
        .iter()
        .map(|exposed| {
            let (detail, shape) = if exposed.onset {
                (text!(patterns.day_onset), DayShape::FilledSquare)
            } else {
                (text!(patterns.day_no_onset), DayShape::Ring)
            };
            view! {
                <RecordLink
                    href=format!("/day/{}", exposed.day.iso())
                    title=exposed.day.long_text()
                    detail=detail
                    shape=shape
                />
            }
        })
        .collect_view();
    view! {
        <p class="quiet">{text!(patterns.days_listed, count = claim.days.len())}</p>
        <RecordList>{lines}</RecordList>
    }
    .into_any()
}

fn no_link(none: &NoLink) -> AnyView {
    let words = text!(
        patterns.no_link_words,
        days = none.days,
        most = odds_text(none.at_most)
    );
    let left = text!(
        patterns.evidence_left,
        percent = percent_text(none.posterior)
    );
    view! {
        <p>{text!(patterns.evidence_none_words)}</p>
        <p>{words}</p>
        <p>{left}</p>
    }
    .into_any()
}

fn not_enough(open: &NotEnough) -> AnyView {
    view! {
        <p>{weeks_text(open.weeks)}</p>
        <p class="quiet">
            {text!(patterns.not_enough_days, days = open.exposed_days)} ". "
            {text!(patterns.not_enough_lead)}
        </p>
    }
    .into_any()
}
