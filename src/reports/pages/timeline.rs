//! `/timeline`: what happened day by day, and charts of attacks and medicines with a sentence and a
//! table each.

use super::{
    charts::Charts,
    span_choice::{SpanForm, span_query},
    words::class_text,
};
use crate::{
    account::parts::{PlainFrame, UnreadableNotice},
    attacks::parts::pain_text,
    i18n::dates::{duration_text, weekday_text},
    problem::Problem,
    reports::{
        api::load_timeline,
        model::{SpanChoice, SpanQuery, TimelineDay, TimelineEvent, TimelineEventKind},
    },
    text,
    ui::{DayStrip, PageHeading, Section, Stretch},
};
use leptos::prelude::*;

const CHOICES: &[SpanChoice] = &[
    SpanChoice::Days28,
    SpanChoice::ThisMonth,
    SpanChoice::LastMonth,
    SpanChoice::Months3,
    SpanChoice::Months12,
];

/// The page.
#[component]
pub fn TimelinePage() -> impl IntoView {
    let content = content(span_query());
    view! { <PlainFrame title=text!(reports.timeline_title) content /> }
}

async fn content(query: SpanQuery) -> Result<AnyView, Problem> {
    let mut view = load_timeline(query).await?;
    let lead = text!(
        reports.timeline_lead,
        first = view.span.first.short_text(),
        last = view.span.last.long_text()
    );
    let shown = u32::try_from(view.days.len()).unwrap_or(u32::MAX);
    let sentence = if shown == 0 && view.clear_days == 0 {
        text!(reports.timeline_none).to_owned()
    } else {
        text!(
            reports.timeline_sentence,
            days = shown + view.left_out,
            of = view.span.days,
            clear = view.clear_days
        )
    };
    let left_out = (view.left_out > 0).then(
        || view! { <p class="quiet">{text!(reports.timeline_left_out, count = view.left_out)}</p> },
    );
    let key = (shown > 0).then(|| view! { <p class="quiet">{text!(reports.timeline_key)}</p> });
    let days = std::mem::take(&mut view.days)
        .into_iter()
        .map(day)
        .collect_view();
    Ok(view! {
        <PageHeading title=text!(reports.timeline_title) lead />
        <SpanForm path="/timeline" span=view.span.clone() choices=CHOICES />
        <UnreadableNotice count=view.unreadable />
        <Section title=text!(reports.charts_title) id="charts">
            <Charts view />
        </Section>
        <Section title=text!(reports.timeline_days) id="days">
            <p>{sentence}</p>
            {key}
            <ol class="timeline">{days}</ol>
            {left_out}
        </Section>
    }
    .into_any())
}

fn day(day: TimelineDay) -> AnyView {
    let name = text!(
        common.weekday_day,
        weekday = weekday_text(day.day.weekday),
        day = day.day.short_text()
    );
    let stretches: Vec<Stretch> = day
        .stretches
        .iter()
        .map(|stretch| Stretch {
            from: stretch.from,
            to: stretch.to,
            height: stretch.height,
        })
        .collect();
    let strip = (!stretches.is_empty() || !day.intakes.is_empty())
        .then(|| view! { <DayStrip stretches instants=day.intakes /> });
    let events = day.events.into_iter().map(event).collect_view();
    view! {
        <li class="timeline-day">
            <a class="text-link" href=format!("/day/{}", day.day.iso())>
                {name}
            </a>
            {strip}
            <ul class="timeline-events">{events}</ul>
        </li>
    }
    .into_any()
}

fn event(event: TimelineEvent) -> AnyView {
    let words = match event.kind {
        TimelineEventKind::AttackBegan { peak, minutes } => {
            let mut words = match peak {
                Some(peak) => text!(reports.event_attack_peak, level = pain_text(peak)),
                None => text!(reports.event_attack).to_owned(),
            };
            if let Some(minutes) = minutes {
                words = format!("{words} · {}", duration_text(minutes));
            }
            words
        }
        TimelineEventKind::AttackWentOn => text!(reports.event_went_on).to_owned(),
        TimelineEventKind::Intake { name, class } if name.is_empty() => {
            format!("{} · {}", text!(reports.event_medicine), class_text(class))
        }
        TimelineEventKind::Intake { name, class } => format!(
            "{} · {}",
            text!(reports.event_intake, name = name),
            class_text(class)
        ),
        TimelineEventKind::HeadacheTold => text!(reports.event_headache).to_owned(),
        TimelineEventKind::Clear => text!(reports.event_clear).to_owned(),
        TimelineEventKind::PeriodBegan => text!(reports.event_period).to_owned(),
    };
    let words = match event.at {
        Some(at) => text!(reports.event_at, time = at.time_text(), words = words),
        None => words,
    };
    view! {
        <li>
            <a class="text-link" href=event.href>
                {words}
            </a>
        </li>
    }
    .into_any()
}
