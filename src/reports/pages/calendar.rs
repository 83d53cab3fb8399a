//! `/calendar`: a month with a number and a shape for each day, and the counts under it.

use crate::{
    account::parts::{PageFrame, ProblemNotice, Refresh, UnreadableNotice},
    attacks::parts::{severity_number, severity_text},
    i18n::dates::{weekday_short_text, weekday_text},
    reports::{
        api::load_month,
        model::{DayMark, DayOfMonth, MonthView},
    },
    text,
    ui::{ButtonLink, Count, Counts, DayCell, DayShape, Glyph, MonthGrid, PageHeading, Weekday},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

/// The calendar; `?month=2026-10` is another month than the present one.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let month = Memo::new(move |_| use_query_map().read().get("month").unwrap_or_default());
    let refresh = Refresh::here();
    let view = Resource::new(
        move || (month.get(), refresh.get()),
        |(month, _)| load_month(month),
    );
    let content = move || {
        Suspend::new(async move {
            match view.await {
                Ok(month) => Either::Left(view! { <Month month /> }),
                Err(problem) => Either::Right(view! {
                    <PageHeading title=text!(calendar.title) />
                    <ProblemNotice problem />
                }),
            }
        })
    };
    view! {
        <PageFrame title=text!(calendar.title)>
            <Transition>{content}</Transition>
        </PageFrame>
    }
}

#[component]
fn Month(month: MonthView) -> impl IntoView {
    let weekdays = (1..=7)
        .map(|weekday| Weekday {
            short: weekday_short_text(weekday).to_owned(),
            full: weekday_text(weekday).to_owned(),
        })
        .collect();
    let counts = counts(&month);
    let leading = usize::from(month.first.weekday.saturating_sub(1));
    let caption = month.first.month_text();
    let cells = month.days.into_iter().map(cell).collect();
    let unreadable = view! { <UnreadableNotice count=month.unreadable /> };
    let next = (!month.next.is_empty()).then(|| {
        view! {
            <ButtonLink href=format!("/calendar?month={}", month.next) glyph=Glyph::Next>
                {text!(calendar.next)}
            </ButtonLink>
        }
    });
    view! {
        <PageHeading title=caption.clone()>
            <ButtonLink href=format!("/calendar?month={}", month.previous) glyph=Glyph::Previous>
                {text!(calendar.previous)}
            </ButtonLink>
            {next}
        </PageHeading>
        {unreadable}
        <MonthGrid caption weekdays leading cells />
        <Counts counts />
        <p class="quiet">{text!(calendar.rules)}</p>
    }
}

fn counts(month: &MonthView) -> Vec<Count> {
    let line = |shape, label: &str, value: u32| Count {
        shape,
        label: label.to_owned(),
        value: value.to_string(),
    };
    vec![
        line(
            DayShape::FilledSquare,
            text!(calendar.headache_days),
            month.headache_days,
        ),
        line(DayShape::Blank, text!(calendar.attacks), month.attacks),
        line(
            DayShape::Pill,
            text!(calendar.medicine_days),
            month.medicine_days,
        ),
        line(DayShape::Ring, text!(calendar.clear_days), month.clear_days),
        line(
            DayShape::Dash,
            text!(calendar.unknown_days),
            month.unknown_days,
        ),
    ]
}

fn cell(day: DayOfMonth) -> DayCell {
    let mut words = vec![day.day.long_text()];
    let (shape, number) = match day.mark {
        DayMark::Headache => {
            words.push(text!(calendar.day_headache).to_owned());
            words.extend(
                day.severity
                    .map(|severity| severity_text(severity).to_owned()),
            );
            (
                DayShape::FilledSquare,
                day.severity.and_then(severity_number),
            )
        }
        DayMark::Clear => {
            words.push(text!(calendar.day_clear).to_owned());
            (DayShape::Ring, None)
        }
        DayMark::Unknown if day.is_future => (DayShape::Blank, None),
        DayMark::Unknown => {
            words.push(text!(calendar.day_unknown).to_owned());
            (DayShape::Dash, None)
        }
    };
    if day.medicine {
        words.push(text!(calendar.day_medicine).to_owned());
    }
    DayCell {
        day: day.day.day.to_string(),
        label: words.join(", "),
        shape,
        number,
        pill: day.medicine,
        href: (!day.is_future).then(|| format!("/day/{}", day.day.iso())),
        today: day.is_today,
    }
}
