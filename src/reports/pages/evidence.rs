//! `/counts/:rule`: the days and entries behind one number, and the rule that counted them.

use super::{
    figure_line::{RuleWords, unsure_text},
    span_choice::{SpanForm, span_query},
    words::{rule_text, value_sentence, value_text},
};
use crate::{
    account::parts::{PlainFrame, UnreadableNotice},
    i18n::dates::CivilDay,
    problem::Problem,
    reports::{
        api::load_evidence,
        model::{EvidenceDay, EvidenceEntry, EvidenceKind, SpanChoice, SpanQuery},
    },
    text,
    ui::{ButtonLink, DayShape, Glyph, PageHeading, RecordLink, RecordList, Section},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const CHOICES: &[SpanChoice] = &[
    SpanChoice::ThisMonth,
    SpanChoice::LastMonth,
    SpanChoice::Days28,
    SpanChoice::Months3,
];

/// The page.
#[component]
pub fn EvidencePage() -> impl IntoView {
    let rule = use_params_map().read_untracked().get("rule");
    let content = content(rule.unwrap_or_default(), span_query());
    view! { <PlainFrame title=text!(reports.counts_title) content /> }
}

async fn content(rule: String, query: SpanQuery) -> Result<AnyView, Problem> {
    let view = load_evidence(rule, query).await?;
    let figure = view.figure;
    let rule = figure.definition.rule.clone();
    let lead = text!(
        reports.evidence_lead,
        first = view.span.first.short_text(),
        last = view.span.last.long_text()
    );
    let sentence = value_sentence(&rule, &figure.value, figure.days)
        .map(|sentence| view! { <p>{sentence}</p> });
    let unsure = unsure_text(&figure).map(|words| view! { <p>{words}</p> });
    let mut value = value_text(&figure.value);
    if let Some(limit) = figure.definition.limit {
        value = text!(reports.overuse_rolling, days = value, limit = limit);
    }
    let days = if view.days.is_empty() {
        view! { <p>{text!(reports.evidence_none)}</p> }.into_any()
    } else {
        view.days.into_iter().map(one_day).collect_view().into_any()
    };
    Ok(view! {
        <PageHeading title=rule_text(&rule) lead />
        <SpanForm path=format!("/counts/{rule}") span=view.span choices=CHOICES />
        <UnreadableNotice count=view.unreadable />
        <p class="figure-large">{value}</p>
        {sentence}
        {unsure}
        <Section title=text!(reports.about_rule) id="rule">
            <RuleWords definition=figure.definition />
        </Section>
        <Section title=text!(reports.evidence_days) id="evidence">
            {days}
        </Section>
        <div class="cluster">
            <ButtonLink href="/counts" glyph=Glyph::Previous>
                {text!(reports.back_to_counts)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

fn one_day(day: EvidenceDay) -> AnyView {
    let href = format!("/day/{}", day.day.iso());
    let date = day.day;
    let entries = day
        .entries
        .into_iter()
        .map(|shown| entry(shown, date))
        .collect_view();
    view! {
        <div class="stack">
            <h3>
                <a class="text-link" href=href>
                    {day.day.long_text()}
                </a>
            </h3>
            <RecordList>{entries}</RecordList>
        </div>
    }
    .into_any()
}

fn entry(entry: EvidenceEntry, day: CivilDay) -> AnyView {
    let (kind, shape) = match entry.kind {
        EvidenceKind::Attack => (text!(reports.entry_attack), DayShape::FilledSquare),
        EvidenceKind::Intake => (text!(reports.entry_intake), DayShape::Pill),
        EvidenceKind::DaySummary => (text!(reports.entry_day_summary), DayShape::Dot),
        EvidenceKind::ClearDay => (text!(reports.entry_clear_day), DayShape::Ring),
        EvidenceKind::CheckIn => (text!(reports.entry_check_in), DayShape::Dot),
        EvidenceKind::Scale => (text!(reports.entry_scale), DayShape::Dot),
    };
    let title = match entry.at {
        None => kind.to_owned(),
        // An attack that began on an earlier day says so.
        Some(at) if at.day != day => text!(reports.entry_at, kind = kind, time = at.text()),
        Some(at) => text!(reports.entry_at, kind = kind, time = at.time_text()),
    };
    if entry.words.is_empty() {
        view! { <RecordLink href=entry.href title shape /> }.into_any()
    } else {
        view! { <RecordLink href=entry.href title detail=entry.words shape /> }.into_any()
    }
}
