//! `/experiments`: those of the patient, and what is worth one.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    patterns::{
        api,
        model::ExperimentProposal,
        parts::{factor_text, percent_text},
        view::{ExperimentState, ExperimentView, ExperimentsView, NotBegun},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, DayShape, Glyph, InputKind, Notice, NoticeKind,
        PageHeading, RecordLink, RecordList, Section, TextField,
    },
};
use leptos::prelude::*;

/// Power below which a test is called weak (our convention; four in five is usual in trials).
const LOW_POWER: f64 = 0.5;

/// The page.
#[component]
pub fn ExperimentsPage() -> impl IntoView {
    view! { <PlainFrame title=text!(patterns.experiments_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let mut refused = None;
    if let Some(form) = Submission::here() {
        match api::begin_experiment(&form).await? {
            Ok(address) => return Ok(go_to(&address)),
            Err(reason) => refused = Some((form, reason)),
        }
    }
    let view = api::load_experiments().await?;
    let notice = refused.as_ref().and_then(|(_, reason)| match reason {
        NotBegun::OneIsRunning => Some(text!(patterns.fault_running)),
        NotBegun::NotProposed => Some(text!(patterns.fault_not_proposed)),
        NotBegun::FirstDay => None,
    });
    let notice = notice.map(|words| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{words}</p>
            </Notice>
        }
    });
    let yours = yours(&view);
    let proposals = proposals(&view, refused.as_ref());
    Ok(view! {
        <PageHeading
            title=text!(patterns.experiments_title)
            lead=text!(patterns.experiments_lead)
        />
        {notice}
        <Section title=text!(patterns.experiments_yours) id="yours">
            {yours}
        </Section>
        <Section title=text!(patterns.proposals_title) id="proposals">
            {proposals}
        </Section>
        <div class="cluster">
            <ButtonLink href="/insights" glyph=Glyph::Previous>
                {text!(patterns.back_to_insights)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

/// The words for where an experiment stands.
pub(super) fn state_text(state: ExperimentState) -> &'static str {
    match state {
        ExperimentState::Planned => text!(patterns.state_planned),
        ExperimentState::Running => text!(patterns.state_running),
        ExperimentState::Ending => text!(patterns.state_ending),
        ExperimentState::Reported => text!(patterns.state_reported),
        ExperimentState::Abandoned => text!(patterns.state_abandoned),
    }
}

fn yours(view: &ExperimentsView) -> AnyView {
    if view.experiments.is_empty() {
        return view! { <p class="quiet">{text!(patterns.experiments_none)}</p> }.into_any();
    }
    let lines = view
        .experiments
        .iter()
        .map(|experiment: &ExperimentView| {
            view! {
                <RecordLink
                    href=format!("/experiments/{}", experiment.id)
                    title=factor_text(&experiment.factor, &view.names)
                    detail=state_text(experiment.state)
                    shape=DayShape::Dot
                />
            }
        })
        .collect_view();
    view! { <RecordList>{lines}</RecordList> }.into_any()
}

fn proposals(view: &ExperimentsView, refused: Option<&(Submission, NotBegun)>) -> AnyView {
    if view.proposals.is_empty() {
        return view! { <p class="quiet">{text!(patterns.proposals_none)}</p> }.into_any();
    }
    let busy = view
        .is_busy
        .then(|| view! { <p>{text!(patterns.proposals_busy)}</p> });
    let note = (!view.is_busy).then(|| view! { <p class="quiet">{text!(patterns.begin_note)}</p> });
    let cards = view
        .proposals
        .iter()
        .map(|proposal| card(proposal, view, refused))
        .collect_view();
    view! {
        {busy}
        {note}
        {cards}
    }
    .into_any()
}

fn card(
    proposal: &ExperimentProposal,
    view: &ExperimentsView,
    refused: Option<&(Submission, NotBegun)>,
) -> AnyView {
    let name = factor_text(&proposal.factor, &view.names);
    let length = text!(
        patterns.proposal_length,
        blocks = proposal.blocks,
        days = proposal.block_days,
        weeks = (proposal.blocks * proposal.block_days).div_ceil(7)
    );
    let power = text!(
        patterns.proposal_power,
        two = percent_text(proposal.power_odds_ratio_2),
        three = percent_text(proposal.power_odds_ratio_3)
    );
    let weak = (proposal.power_odds_ratio_3 < LOW_POWER)
        .then(|| view! { <p>{text!(patterns.proposal_power_low)}</p> });
    let typed = refused.filter(|(form, _)| form.text("factor") == proposal.factor);
    let first = typed.map_or_else(
        || view.first_day.clone(),
        |(form, _)| form.text("first").to_owned(),
    );
    let error = typed
        .filter(|(_, reason)| *reason == NotBegun::FirstDay)
        .map(|_| text!(patterns.fault_first_day).to_owned());
    let spoken = name.clone();
    let form = (!view.is_busy).then(|| {
        let id = format!("first-{}", proposal.factor.replace(':', "-"));
        view! {
            <form method="post" action="/experiments" class="form">
                <input type="hidden" name="factor" value=proposal.factor.clone() />
                <input type="hidden" name="id" value=view.next_id.clone() />
                <TextField
                    id=id
                    name="first"
                    label=text!(patterns.begin_first)
                    kind=InputKind::Date
                    value=first
                    error=error
                />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary>
                        {text!(patterns.begin)} <span class="visually-hidden">": " {spoken}</span>
                    </Button>
                </div>
            </form>
        }
    });
    view! {
        <div class="card" id=format!("test-{}", proposal.factor)>
            <h3>{name}</h3>
            <p>{length}</p>
            <p>{power}</p>
            {weak}
            {form}
        </div>
    }
    .into_any()
}
