//! `/statistics`: the attacks of a span by kind, by what was noticed, by time, and how long they lasted.

use super::span_choice::{SpanForm, span_query};
use crate::{
    account::parts::{PlainFrame, UnreadableNotice},
    attacks::parts::{circumstance_text, early_sign_text, incident_text},
    problem::Problem,
    reports::{
        api::load_statistics,
        model::{SpanChoice, SpanQuery, StatisticsView},
    },
    text,
    ui::{PageHeading, Section, Table},
};
use leptos::prelude::*;

const CHOICES: &[SpanChoice] = &[
    SpanChoice::Days30,
    SpanChoice::ThisMonth,
    SpanChoice::Months3,
    SpanChoice::Months12,
];

/// The page.
#[component]
pub fn StatisticsPage() -> impl IntoView {
    let content = content(span_query());
    view! { <PlainFrame title=text!(reports.statistics_title) content /> }
}

async fn content(query: SpanQuery) -> Result<AnyView, Problem> {
    let view = load_statistics(query).await?;
    let lead = text!(
        reports.statistics_lead,
        first = view.span.first.short_text(),
        last = view.span.last.long_text()
    );
    let tables = if view.attacks == 0 {
        view! { <p>{text!(reports.statistics_none)}</p> }.into_any()
    } else {
        tables(&view)
    };
    Ok(view! {
        <PageHeading title=text!(reports.statistics_title) lead />
        <SpanForm path="/statistics" span=view.span choices=CHOICES />
        <UnreadableNotice count=view.unreadable />
        {tables}
    }
    .into_any())
}

fn tables(view: &StatisticsView) -> AnyView {
    let attacks = view.attacks;
    let kinds = view
        .kinds
        .iter()
        .map(|amount| {
            let name = amount
                .of
                .map_or(text!(reports.kind_not_said), incident_text);
            (name.to_owned(), amount.attacks)
        })
        .collect();
    let before = view
        .circumstances
        .iter()
        .map(|amount| (circumstance_text(amount.of).to_owned(), amount.attacks))
        .collect();
    let signs = view
        .signs
        .iter()
        .map(|amount| (early_sign_text(amount.of).to_owned(), amount.attacks))
        .collect();
    let quarters = [
        text!(reports.quarter_night),
        text!(reports.quarter_morning),
        text!(reports.quarter_afternoon),
        text!(reports.quarter_evening),
    ]
    .into_iter()
    .zip(view.quarters)
    .map(|(name, count)| (name.to_owned(), count))
    .collect();
    let days = view
        .days
        .iter()
        .map(|amount| (amount.of.long_text(), amount.attacks))
        .collect();
    let durations = durations(view);
    view! {
        <Section title=text!(reports.statistics_durations) id="durations">
            {durations}
        </Section>
        {amounts("kinds", text!(reports.statistics_kinds), attacks, kinds, None)}
        {amounts(
            "before",
            text!(reports.statistics_circumstances),
            attacks,
            before,
            Some(text!(reports.statistics_no_cause)),
        )}
        {amounts("signs", text!(reports.statistics_signs), attacks, signs, None)}
        {amounts("quarters", text!(reports.statistics_quarters), attacks, quarters, None)}
        {amounts("by-day", text!(reports.statistics_days), attacks, days, None)}
    }
    .into_any()
}

fn durations(view: &StatisticsView) -> AnyView {
    let duration = view.duration;
    let total = hours_text(duration.total_hours);
    let average = hours_text(duration.average_hours);
    let known = (duration.attacks < view.attacks).then(|| {
        let words = text!(
            reports.statistics_known,
            known = duration.attacks,
            attacks = view.attacks
        );
        view! { <p class="quiet">{words}</p> }
    });
    let sentence = text!(
        reports.statistics_sentence,
        attacks = view.attacks,
        total = &total,
        average = &average
    );
    let facts = [
        (text!(reports.statistics_count), view.attacks.to_string()),
        (text!(reports.statistics_total), total),
        (text!(reports.statistics_average), average),
    ]
    .map(|(name, value)| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    });
    view! {
        <p>{sentence}</p>
        <dl class="facts">{facts.collect_view()}</dl>
        {known}
    }
    .into_any()
}

fn amounts(
    id: &str,
    title: &'static str,
    attacks: u32,
    lines: Vec<(String, u32)>,
    note: Option<&'static str>,
) -> AnyView {
    let content = if lines.is_empty() {
        view! { <p class="quiet">{text!(reports.statistics_not_said)}</p> }.into_any()
    } else {
        let headings = vec![
            text!(reports.statistics_what).to_owned(),
            text!(reports.statistics_often).to_owned(),
        ];
        let rows = lines
            .into_iter()
            .map(|(name, count)| {
                let share = text!(reports.value_share, answered = count, of = attacks);
                vec![name, share]
            })
            .collect();
        view! {
            {note.map(|note| view! { <p class="quiet">{note}</p> })}
            <Table caption=title headings rows />
        }
        .into_any()
    };
    view! {
        <Section title id=format!("statistics-{id}")>
            {content}
        </Section>
    }
    .into_any()
}

/// Hours with two decimals.
pub(super) fn hours_text(hours: f64) -> String {
    format!("{hours:.2}")
}
