//! `/counts`: the numbers of a span, each with its rule and the way to the days behind it.

use super::{
    figure_line::{FigureLine, FigureList, figure_line},
    months_table::MonthsTable,
    span_choice::{SpanForm, span_query},
    words::{rule_text, rule_words},
};
use crate::{
    account::parts::{PlainFrame, UnreadableNotice},
    problem::Problem,
    reports::{
        api::load_counts,
        model::{
            CountsView, FigureView, OveruseBand, OveruseView, SpanChoice, SpanQuery, ValueView,
        },
    },
    text,
    ui::{ButtonLink, Glyph, PageHeading, Section},
};
use leptos::prelude::*;

const CHOICES: &[SpanChoice] = &[
    SpanChoice::ThisMonth,
    SpanChoice::LastMonth,
    SpanChoice::Days28,
    SpanChoice::Months3,
];

const DAYS: [&str; 9] = [
    "headache_days_leiden",
    "headache_days_trial",
    "migraine_days_a",
    "migraine_days_b",
    "attacks",
    "aura_days",
    "lost_days",
    "completeness",
    "acute_medicine_days",
];

const RATES: [&str; 5] = [
    "monthly_rate_28",
    "migraine_rate_28",
    "monthly_rate_calendar",
    "canadian_monthly_index",
    "ihs_2025_level",
];

const PICTURES: [&str; 3] = ["chronic_picture", "status", "menstrual_relation"];

/// The page.
#[component]
pub fn CountsPage() -> impl IntoView {
    let content = content(span_query());
    view! { <PlainFrame title=text!(reports.counts_title) content /> }
}

async fn content(query: SpanQuery) -> Result<AnyView, Problem> {
    let view = load_counts(query).await?;
    let lead = text!(
        reports.counts_lead,
        first = view.span.first.short_text(),
        last = view.span.last.long_text(),
        days = view.span.days
    );
    let empty = view
        .is_empty
        .then(|| view! { <p>{text!(reports.counts_empty)}</p> });
    let query = view.span.query();
    let days = figures(&view, &DAYS, &query);
    let rates = figures(&view, &RATES, &query);
    let pictures = figures(&view, &PICTURES, &query);
    let medicines = medicines(&view);
    Ok(view! {
        <PageHeading title=text!(reports.counts_title) lead />
        <SpanForm path="/counts" span=view.span choices=CHOICES />
        <UnreadableNotice count=view.unreadable />
        {empty}
        <p class="quiet">{text!(reports.counts_words)}</p>
        <Section title=text!(reports.section_days) id="counts-days">
            <FigureList>{days}</FigureList>
        </Section>
        <Section title=text!(reports.section_medicines) id="counts-medicines">
            {medicines}
            <p class="quiet">{text!(reports.overuse_wording)}</p>
        </Section>
        <Section title=text!(reports.section_rates) id="counts-rates">
            <FigureList>{rates}</FigureList>
        </Section>
        <Section title=text!(reports.section_pictures) id="counts-pictures">
            <FigureList>{pictures}</FigureList>
            <div class="cluster">
                <ButtonLink href="/help" glyph=Glyph::Attention>
                    {text!(reports.to_help)}
                </ButtonLink>
            </div>
        </Section>
        <Section title=text!(reports.section_months) id="counts-months">
            <MonthsTable months=view.months definition=view.definition />
        </Section>
        <div class="cluster">
            <ButtonLink href="/timeline" glyph=Glyph::History>
                {text!(reports.timeline_title)}
            </ButtonLink>
            <ButtonLink href="/statistics" glyph=Glyph::Clock>
                {text!(reports.statistics_title)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

/// The figures of these rules, in the order of the rules.
fn figures(view: &CountsView, rules: &[&str], query: &str) -> Vec<AnyView> {
    let of_rule = |rule: &&str| {
        let of_rule = |figure: &&FigureView| figure.definition.rule == **rule;
        view.figures.iter().find(of_rule)
    };
    rules
        .iter()
        .filter_map(of_rule)
        .map(|figure| figure_line(figure.clone(), query))
        .collect()
}

fn medicines(view: &CountsView) -> AnyView {
    let last = view.span.last.short_text();
    let unknown = (view.unknown_medicine_days > 0).then(|| {
        let words = text!(
            reports.unknown_medicines,
            count = view.unknown_medicine_days
        );
        view! { <p>{words}</p> }
    });
    if view.overuse.is_empty() {
        return view! {
            <p>{text!(reports.overuse_none, last = last)}</p>
            {unknown}
        }
        .into_any();
    }
    let lines = view
        .overuse
        .iter()
        .map(|state| overuse_line(state, &last))
        .collect_view();
    view! {
        <FigureList>{lines}</FigureList>
        {unknown}
    }
    .into_any()
}

fn overuse_line(state: &OveruseView, last: &str) -> AnyView {
    let rule = &state.definition.rule;
    let limit = state.threshold;
    let mut sentences = vec![if rule == "overuse_ditan" {
        text!(
            reports.overuse_words_ditan,
            days = state.rolling,
            last = last,
            month = state.month,
            limit = limit
        )
    } else {
        text!(
            reports.overuse_words,
            days = state.rolling,
            last = last,
            month = state.month,
            limit = limit
        )
    }];
    if rule == "overuse_mixed" {
        sentences.push(rule_words(rule).to_owned());
    }
    sentences.push(match state.band {
        OveruseBand::Below => text!(reports.band_below, early = state.early),
        OveruseBand::Near => text!(reports.band_near, early = state.early),
        OveruseBand::Reached => text!(reports.band_reached, limit = limit),
    });
    if state.criterion == ValueView::Matches(true) {
        sentences.push(text!(reports.criterion_words).to_owned());
    }
    view! {
        <FigureLine
            name=rule_text(rule)
            value=text!(reports.overuse_rolling, days = state.rolling, limit = limit)
            href=format!("/counts/{rule}?{}", state.query)
            sentences
            definition=Some(state.definition.clone())
        />
    }
    .into_any()
}
