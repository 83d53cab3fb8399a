//! What was found in a file: the counts, the months, the first rows, and what would be left out.

use super::words::{fault_text, notice_text};
use crate::{
    i18n::dates::month_text,
    text,
    transfer::model::{Preview, RowFault},
    ui::{Count, Counts, DayShape, Section, Table, TableLayout},
};
use leptos::prelude::*;

/// The counts and, by month, the days: what a spreadsheet would give.
#[component]
pub(super) fn Found(
    /// What was found.
    preview: Preview,
) -> impl IntoView {
    let counts = preview.counts;
    let line = |shape, label: &str, value: u64| Count {
        shape,
        label: label.to_owned(),
        value: value.to_string(),
        href: None,
    };
    let mut lines = vec![
        line(DayShape::Blank, text!(transfer.count_days), counts.days),
        line(
            DayShape::FilledSquare,
            text!(transfer.count_headache_days),
            counts.headache_days,
        ),
        line(
            DayShape::Ring,
            text!(transfer.count_free_days),
            counts.free_days,
        ),
        line(
            DayShape::Pill,
            text!(transfer.count_medicine_days),
            counts.medicine_days,
        ),
    ];
    if counts.attacks > 0 {
        lines.push(line(
            DayShape::Blank,
            text!(transfer.count_attacks),
            counts.attacks,
        ));
    }
    lines.push(line(
        DayShape::Dash,
        text!(transfer.count_bad_rows),
        counts.bad_rows,
    ));
    let months = preview
        .months
        .iter()
        .map(|month| {
            vec![
                text!(
                    common.month_of_year,
                    month = month_text(month.month.unsigned_abs()),
                    year = month.year
                ),
                month.days.to_string(),
                month.headache_days.to_string(),
                month.medicine_days.to_string(),
            ]
        })
        .collect();
    let headings = vec![
        text!(transfer.month).to_owned(),
        text!(transfer.count_days).to_owned(),
        text!(transfer.count_headache_days).to_owned(),
        text!(transfer.count_medicine_days).to_owned(),
    ];
    let replaced = preview
        .replaced_characters
        .then(|| view! { <p class="quiet">{text!(transfer.replaced_characters)}</p> });
    view! {
        <Section title=text!(transfer.found_title) id="found">
            <Counts counts=lines />
            {replaced}
            <details class="disclosure">
                <summary>{text!(transfer.by_month)}</summary>
                <Table caption=text!(transfer.by_month) headings=headings rows=months />
            </details>
        </Section>
    }
}

/// The first rows as they stand, and the rows that would be left out.
#[component]
pub(super) fn Rows(
    /// What was found.
    preview: Preview,
) -> impl IntoView {
    let mut headings = vec![text!(transfer.line).to_owned()];
    headings.extend(preview.header);
    let rows = preview
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|cell| cell.as_str().to_owned());
            std::iter::once(row.line.to_string()).chain(cells).collect()
        })
        .collect();
    let bad = (!preview.faults.is_empty()).then(|| {
        let rows = preview.faults.iter().map(fault_row).collect();
        view! {
            <Section title=text!(transfer.faults_title) id="faults">
                <p>{text!(transfer.faults_words, count = preview.counts.bad_rows)}</p>
                <Table
                    caption=text!(transfer.faults_title)
                    headings=fault_headings()
                    rows=rows
                />
            </Section>
        }
    });
    let remarks = (!preview.notices.is_empty()).then(|| {
        let rows = preview
            .notices
            .iter()
            .map(|notice| {
                vec![
                    notice.line.to_string(),
                    notice.column.clone(),
                    notice.text.as_str().to_owned(),
                    notice_text(notice.reason).to_owned(),
                ]
            })
            .collect();
        view! {
            <Section title=text!(transfer.notices_title) id="notices">
                <Table
                    caption=text!(transfer.notices_title)
                    headings=fault_headings()
                    rows=rows
                />
            </Section>
        }
    });
    view! {
        {bad}
        {remarks}
        <Section title=text!(transfer.rows_title) id="rows">
            <Table
                caption=text!(transfer.rows_title)
                headings=headings
                rows=rows
                layout=TableLayout::Scrolling
            />
        </Section>
    }
}

fn fault_headings() -> Vec<String> {
    vec![
        text!(transfer.line).to_owned(),
        text!(transfer.column).to_owned(),
        text!(transfer.cell).to_owned(),
        text!(transfer.reason).to_owned(),
    ]
}

fn fault_row(fault: &RowFault) -> Vec<String> {
    let reason = match fault.other_line {
        Some(other) => text!(
            transfer.reason_with_line,
            reason = fault_text(fault.reason),
            line = other
        ),
        None => fault_text(fault.reason).to_owned(),
    };
    vec![
        fault.line.to_string(),
        fault.column.clone(),
        fault.text.as_str().to_owned(),
        reason,
    ]
}
