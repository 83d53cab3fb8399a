//! The charts of the timeline: months, medicines, hours and weekdays.

use super::words::{class_text, definition_letter, month_short_text};
use crate::{
    i18n::dates::{weekday_short_text, weekday_text},
    reports::model::{MonthCount, TimelineView},
    text,
    ui::{BarChart, ChartData, LineChart, Series},
};
use leptos::prelude::*;

/// All charts, one under the other.
#[component]
pub(super) fn Charts(
    /// The numbers.
    view: TimelineView,
) -> impl IntoView {
    view! {
        <BarChart data=attacks(&view) />
        <LineChart data=days(&view) />
        <BarChart data=medicines(&view) />
        <BarChart data=hours(&view) />
        <BarChart data=weekdays(&view) />
    }
}

/// A chart over the months.
fn by_month(view: &TimelineView, id: &str, title: &str) -> ChartData {
    ChartData {
        id: id.to_owned(),
        title: title.to_owned(),
        table_label: text!(reports.chart_table).to_owned(),
        heading: text!(reports.chart_month).to_owned(),
        missing: text!(reports.chart_missing).to_owned(),
        columns: view
            .months
            .iter()
            .map(|month| month_short_text(month.first).to_owned())
            .collect(),
        ..ChartData::default()
    }
}

fn series(view: &TimelineView, name: &str, of: impl Fn(&MonthCount) -> Option<u32>) -> Series {
    Series {
        name: name.to_owned(),
        values: view
            .months
            .iter()
            .map(|month| of(month).map(f64::from))
            .collect(),
    }
}

fn attacks(view: &TimelineView) -> ChartData {
    let known = view.months.iter().filter_map(|month| month.attacks);
    let total: u32 = known.sum();
    let most = view.months.iter().rev().max_by_key(|month| month.attacks);
    let sentence = match most {
        Some(most) if total > 0 => text!(
            reports.chart_attacks_sentence,
            total = total,
            month = most.first.month_text(),
            most = most.attacks.unwrap_or(0)
        ),
        _ => text!(reports.chart_attacks_none).to_owned(),
    };
    ChartData {
        sentence,
        series: vec![series(view, text!(reports.chart_attacks_name), |month| {
            month.attacks
        })],
        ..by_month(view, "chart-attacks", text!(reports.chart_attacks))
    }
}

fn days(view: &TimelineView) -> ChartData {
    let definition = definition_letter(view.definition);
    let latest = view
        .months
        .iter()
        .rev()
        .find(|month| month.headache_days.is_some());
    let sentence = latest.map_or_else(
        || text!(reports.chart_days_none).to_owned(),
        |latest| {
            text!(
                reports.chart_days_sentence,
                month = latest.first.month_text(),
                headache = latest.headache_days.unwrap_or(0),
                migraine = latest.migraine_days.unwrap_or(0),
                definition = definition
            )
        },
    );
    let migraine = text!(reports.chart_migraine, definition = definition);
    ChartData {
        sentence,
        series: vec![
            series(view, text!(reports.chart_headache), |month| {
                month.headache_days
            }),
            series(view, &migraine, |month| month.migraine_days),
        ],
        ..by_month(view, "chart-days", text!(reports.chart_days))
    }
}

fn medicines(view: &TimelineView) -> ChartData {
    let days = |place: usize| {
        let of_month = |month: &MonthCount| month.class_days.get(place).copied().flatten();
        view.months.iter().filter_map(of_month).sum::<u32>()
    };
    let sentence = view.classes.first().map_or_else(
        || text!(reports.chart_medicines_none).to_owned(),
        |class| {
            text!(
                reports.chart_medicines_sentence,
                class = class_text(*class),
                days = days(0)
            )
        },
    );
    let series = view
        .classes
        .iter()
        .enumerate()
        .map(|(place, class)| {
            series(view, class_text(*class), |month| {
                month.class_days.get(place).copied().flatten()
            })
        })
        .collect();
    ChartData {
        sentence,
        series,
        ..by_month(view, "chart-medicines", text!(reports.chart_medicines))
    }
}

/// A chart of onsets by something that comes round.
fn onsets(
    id: &str,
    title: &str,
    heading: &str,
    columns: Vec<String>,
    counts: &[u32],
    sentence: impl Fn(usize, u32, u32) -> String,
) -> ChartData {
    let total: u32 = counts.iter().sum();
    let most = (0..counts.len()).rev().max_by_key(|place| counts[*place]);
    let sentence = match most {
        Some(place) if total > 0 => sentence(place, counts[place], total),
        _ => text!(reports.chart_onsets_none).to_owned(),
    };
    ChartData {
        id: id.to_owned(),
        title: title.to_owned(),
        sentence,
        table_label: text!(reports.chart_table).to_owned(),
        heading: heading.to_owned(),
        missing: text!(reports.chart_missing).to_owned(),
        columns,
        series: vec![Series {
            name: text!(reports.chart_attacks_name).to_owned(),
            values: counts.iter().map(|count| Some(f64::from(*count))).collect(),
        }],
    }
}

fn hours(view: &TimelineView) -> ChartData {
    let (first, last) = (view.span.first.short_text(), view.span.last.short_text());
    onsets(
        "chart-hours",
        text!(reports.chart_hours),
        text!(reports.chart_hour),
        (0..24).map(|hour: u8| hour.to_string()).collect(),
        &view.onsets.hours,
        |hour, most, total| {
            text!(
                reports.chart_hours_sentence,
                first = &first,
                last = &last,
                total = total,
                hour = text!(reports.hour_text, hour = hour),
                most = most
            )
        },
    )
}

fn weekdays(view: &TimelineView) -> ChartData {
    let weekday = |place: usize| u8::try_from(place + 1).unwrap_or(7);
    onsets(
        "chart-weekdays",
        text!(reports.chart_weekdays),
        text!(reports.chart_weekday),
        (1..=7)
            .map(|day| weekday_short_text(day).to_owned())
            .collect(),
        &view.onsets.weekdays,
        |place, most, total| {
            text!(
                reports.chart_weekdays_sentence,
                weekday = weekday_text(weekday(place)),
                most = most,
                total = total
            )
        },
    )
}
