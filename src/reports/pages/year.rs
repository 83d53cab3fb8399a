//! `/calendar/year/2026`: a year with one mark a day and one row a month, and the sums as a table.

use crate::{
    account::parts::{PlainFrame, UnreadableNotice},
    attacks::model::Severity,
    problem::Problem,
    reports::{
        api::load_year,
        model::{DayMark, MonthOfYear, YearDayView, YearView},
    },
    text,
    ui::{
        PageHeading, Pager, PagerLink, Section, Table, TableLayout, YearDay, YearHeatMap, YearKey,
        YearMonth,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A year.
#[component]
pub fn YearPage() -> impl IntoView {
    let year = use_params_map().read_untracked().get("year");
    view! { <PlainFrame title=text!(calendar.title) content=content(year.unwrap_or_default()) /> }
}

async fn content(year: String) -> Result<AnyView, Problem> {
    let view = load_year(year).await?;
    let year = view.year;
    let link = |year: i16| PagerLink {
        href: format!("/calendar/year/{year}"),
        label: year.to_string(),
    };
    let total = |of: fn(&MonthOfYear) -> u32| view.months.iter().map(of).sum::<u32>();
    let sentence = text!(
        calendar.year_sentence,
        year = year,
        headache = total(|month| month.headache_days),
        clear = total(|month| month.clear_days),
        unknown = total(|month| month.unknown_days)
    );
    let key = [
        (YearDay::Bar(3), false, text!(calendar.year_key_bar)),
        (YearDay::Ring, false, text!(calendar.year_key_ring)),
        (YearDay::Dot, false, text!(calendar.year_key_dot)),
        (YearDay::Blank, true, text!(calendar.year_key_pill)),
    ]
    .map(|(day, sign, words)| (day, sign, words.to_owned()));
    let (headings, rows) = sums(&view);
    let months = view.months.iter().map(month).collect();
    Ok(view! {
        <PageHeading title=text!(calendar.year_title, year = year) lead=text!(calendar.year_lead) />
        <UnreadableNotice count=view.unreadable />
        <Pager
            label=text!(calendar.years)
            previous=view.has_previous.then(|| link(year - 1))
            next=view.has_next.then(|| link(year + 1))
        />
        <p>{sentence}</p>
        <YearKey key=key.to_vec() />
        <YearHeatMap label=text!(calendar.year_map, year = year) months />
        <Section title=text!(calendar.year_table) id="year-sums">
            <Table
                caption=text!(calendar.year_map, year = year)
                headings
                rows
                layout=TableLayout::Scrolling
            />
        </Section>
    }
    .into_any())
}

fn month(month: &MonthOfYear) -> YearMonth {
    YearMonth {
        name: crate::i18n::dates::month_text(month.first.month).to_owned(),
        words: if month.is_future {
            text!(calendar.year_future).to_owned()
        } else {
            text!(
                calendar.year_words,
                headache = month.headache_days,
                clear = month.clear_days,
                unknown = month.unknown_days
            )
        },
        href: format!("/calendar?month={}", month.first.iso_month()),
        days: month
            .days
            .iter()
            .map(|day| (mark(*day), day.medicine))
            .collect(),
    }
}

fn mark(day: YearDayView) -> YearDay {
    match day.mark {
        DayMark::Headache => YearDay::Bar(match day.severity {
            None | Some(Severity::Free) => 0,
            Some(Severity::Mild) => 1,
            Some(Severity::Moderate) => 2,
            Some(Severity::Severe) => 3,
        }),
        DayMark::Clear => YearDay::Ring,
        DayMark::Unknown if day.is_future => YearDay::Blank,
        DayMark::Unknown => YearDay::Dot,
    }
}

fn sums(view: &YearView) -> (Vec<String>, Vec<Vec<String>>) {
    let headings = [
        text!(calendar.month),
        text!(calendar.headache_days),
        text!(calendar.migraine_days),
        text!(calendar.attacks),
        text!(calendar.medicine_days),
        text!(calendar.clear_days),
        text!(calendar.unknown_days),
    ];
    let numbers = |month: &MonthOfYear| {
        [
            month.headache_days,
            month.migraine_days,
            month.attacks,
            month.medicine_days,
            month.clear_days,
            month.unknown_days,
        ]
    };
    // A month that is still to come has no numbers, not even zeros.
    let value = |month: &MonthOfYear, number: u32| {
        if month.is_future {
            "\u{2013}".to_owned()
        } else {
            number.to_string()
        }
    };
    let rows = view
        .months
        .iter()
        .map(|month| {
            let name = crate::i18n::dates::month_text(month.first.month).to_owned();
            std::iter::once(name)
                .chain(numbers(month).map(|number| value(month, number)))
                .collect()
        })
        .collect();
    (headings.map(str::to_owned).to_vec(), rows)
}
