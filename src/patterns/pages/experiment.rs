//! `/experiments/:id`: what to do today, the plan that was fixed, and at the end what came out.

use super::experiments::state_text;
use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    patterns::{
        api,
        model::{ExperimentArm, ExperimentResult},
        parts::{factor_text, odds_text, percent_text, verdict_text},
        view::{ExperimentState, ExperimentView},
    },
    problem::Problem,
    text,
    ui::{Button, ButtonLink, Glyph, PageHeading, Section, Table},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ExperimentPage() -> impl IntoView {
    let id = use_params_map().read_untracked().get("id");
    let content = content(id.unwrap_or_default());
    view! { <PlainFrame title=text!(patterns.experiments_title) content /> }
}

async fn content(id: String) -> Result<AnyView, Problem> {
    if let Some(form) = Submission::here() {
        if form.text("do") != "abandon" {
            return Err(Problem::Invalid);
        }
        api::abandon_experiment(&id).await?;
        return Ok(go_to(&format!("/experiments/{id}")));
    }
    let view = api::load_experiment(&id).await?;
    let title = text!(
        patterns.experiment_title,
        name = factor_text(&view.factor, &view.names)
    );
    let today = today(&view);
    let result = view.result.as_ref().map(result);
    let plan = plan(&view);
    let may_end = matches!(
        view.state,
        ExperimentState::Planned | ExperimentState::Running
    );
    let end = may_end.then(|| {
        view! {
            <Section title=text!(patterns.abandon_title) id="end">
                <p class="quiet">{text!(patterns.abandon_words)}</p>
                <form method="post" action=format!("/experiments/{id}")>
                    <Button name="do" value="abandon">
                        {text!(patterns.abandon)}
                    </Button>
                </form>
            </Section>
        }
    });
    Ok(view! {
        <PageHeading title=title lead=state_text(view.state) />
        {today}
        {result}
        {plan}
        {end}
        <div class="cluster">
            <ButtonLink href="/experiments" glyph=Glyph::Previous>
                {text!(patterns.back_to_experiments)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

fn today(view: &ExperimentView) -> Option<AnyView> {
    let arm = view.today?;
    let words = match arm {
        ExperimentArm::With => text!(patterns.today_with),
        ExperimentArm::Without => text!(patterns.today_without),
    };
    let wash_out = view
        .is_wash_out
        .then(|| view! { <p class="quiet">{text!(patterns.wash_out_now)}</p> });
    Some(
        view! {
            <div class="card">
                <p class="figure-large">{words}</p>
                {wash_out}
            </div>
        }
        .into_any(),
    )
}

fn arm_text(arm: ExperimentArm) -> &'static str {
    match arm {
        ExperimentArm::With => text!(patterns.arm_with),
        ExperimentArm::Without => text!(patterns.arm_without),
    }
}

fn plan(view: &ExperimentView) -> AnyView {
    let rows = view
        .blocks
        .iter()
        .map(|block| {
            let now = if block.is_now {
                text!(patterns.plan_today)
            } else {
                ""
            };
            vec![
                format!(
                    "{} \u{2013} {}",
                    block.first.short_text(),
                    block.last.short_text()
                ),
                arm_text(block.arm).to_owned(),
                now.to_owned(),
            ]
        })
        .collect();
    let headings = [
        text!(patterns.plan_days),
        text!(patterns.plan_arm),
        text!(patterns.plan_now),
    ];
    let headings = headings.map(str::to_owned).to_vec();
    let locked = text!(
        patterns.plan_locked,
        version = view.analysis,
        level = format!("{:.2}", view.level),
        wash = view.wash_out_days
    );
    let [two, three] = view.power.map(percent_text);
    view! {
        <Section title=text!(patterns.plan_title) id="plan">
            <p class="quiet">{locked}</p>
            <p class="quiet">{text!(patterns.plan_power, two = two, three = three)}</p>
            <Table caption=text!(patterns.plan_caption) headings rows />
        </Section>
    }
    .into_any()
}

fn result(result: &ExperimentResult) -> AnyView {
    let row = |name: &str, [days, onsets]: [u32; 2]| {
        vec![name.to_owned(), days.to_string(), onsets.to_string()]
    };
    let rows = vec![
        row(text!(patterns.arm_with), result.with),
        row(text!(patterns.arm_without), result.without),
    ];
    let headings = [
        text!(patterns.days_column),
        text!(patterns.days_count),
        text!(patterns.days_onsets),
    ];
    let headings = headings.map(str::to_owned).to_vec();
    let [low, high] = result.interval.map(odds_text);
    let odds = text!(
        patterns.result_odds,
        odds = odds_text(result.odds_ratio),
        low = low,
        high = high,
        p = percent_text(result.p_value)
    );
    let adherence = result.adherence.map(|share| {
        view! { <p>{text!(patterns.result_adherence, percent = percent_text(share))}</p> }
    });
    let verdict = verdict_text(result.verdict);
    view! {
        <Section title=text!(patterns.result_title) id="result">
            <p>{verdict}</p>
            <Table caption=text!(patterns.result_caption) headings rows />
            <p>{odds}</p>
            {adherence}
            <p class="quiet">{text!(patterns.result_words)}</p>
        </Section>
    }
    .into_any()
}
