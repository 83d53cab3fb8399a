//! Months beside each other, with the change from one to the next.

use super::words::definition_letter;
use crate::{
    reports::model::{MigraineDefinition, MonthRow},
    text,
    ui::Table,
};
use leptos::prelude::*;

/// The table with a sentence before it.
#[component]
pub(super) fn MonthsTable(
    /// The months, the earliest first.
    months: Vec<MonthRow>,
    /// Which definition of a migraine day is in use.
    definition: MigraineDefinition,
) -> impl IntoView {
    let Some(latest) = months.last() else {
        return view! { <p>{text!(reports.chart_days_none)}</p> }.into_any();
    };
    let sentence = text!(
        reports.months_sentence,
        month = latest.first.month_text(),
        headache = latest.headache_days,
        migraine = latest.migraine_days
    );
    let headings = vec![
        text!(reports.heading_month).to_owned(),
        text!(reports.heading_headache).to_owned(),
        text!(
            reports.heading_migraine,
            definition = definition_letter(definition)
        ),
        text!(reports.heading_attacks).to_owned(),
        text!(reports.heading_medicine).to_owned(),
        text!(reports.heading_clear).to_owned(),
        text!(reports.heading_answered).to_owned(),
    ];
    let mut rows: Vec<Vec<String>> = months
        .iter()
        .enumerate()
        .map(|(place, month)| {
            let before = place.checked_sub(1).and_then(|place| months.get(place));
            row(month, before)
        })
        .collect();
    rows.reverse();
    view! {
        <p>{sentence} " " {text!(reports.months_words)}</p>
        <div class="months-table">
            <Table caption=text!(reports.months_caption) headings rows />
        </div>
    }
    .into_any()
}

fn row(month: &MonthRow, before: Option<&MonthRow>) -> Vec<String> {
    let before =
        before.filter(|before| before.is_comparable && month.is_comparable && !month.is_present);
    let value = |of: fn(&MonthRow) -> u32| {
        let value = of(month);
        before.map_or_else(
            || value.to_string(),
            |before| {
                let change = change_text(of(before), value);
                text!(reports.with_change, value = value, change = change)
            },
        )
    };
    let name = month.first.month_text();
    vec![
        if month.is_present {
            text!(reports.month_so_far, month = name)
        } else {
            name
        },
        value(|month| month.headache_days),
        value(|month| month.migraine_days),
        value(|month| month.attacks),
        value(|month| month.medicine_days),
        value(|month| month.clear_days),
        text!(
            reports.value_share,
            answered = month.answered,
            of = month.of
        ),
    ]
}

/// A change with its sign; a real minus, so that it is read out.
pub(super) fn change_text(before: u32, now: u32) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Less => format!("\u{2212}{}", before - now),
        std::cmp::Ordering::Equal => "\u{b1}0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", now - before),
    }
}
