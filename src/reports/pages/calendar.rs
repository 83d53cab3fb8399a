//! `/calendar`: a month with a number and a shape for each day, and the counts under it, each of which
//! opens the days behind it.

use super::figure_line::{FigureLine, FigureList};
use crate::{
    account::parts::{PlainFrame, UnreadableNotice},
    attacks::parts::{severity_number, severity_text},
    i18n::dates::{weekday_short_text, weekday_text},
    problem::Problem,
    reports::{
        api::load_month,
        model::{DayMark, DayOfMonth, MigraineDefinition, MonthView},
    },
    text,
    ui::{
        ButtonLink, Count, Counts, DayCell, DayShape, Glyph, MonthGrid, PageHeading, Section,
        Weekday,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Days a month that ICHD-3 8.2.2 and 8.2.3 name; shown beside the counts.
const TRIPTAN_LIMIT: u32 = 10;
const SIMPLE_LIMIT: u32 = 15;

/// The calendar; `?month=2026-10` is another month than the present one.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let month = use_query_map().read_untracked().get("month");
    view! { <PlainFrame title=text!(calendar.title) content=content(month.unwrap_or_default()) /> }
}

async fn content(month: String) -> Result<AnyView, Problem> {
    let month = load_month(month).await?;
    let weekdays = (1..=7)
        .map(|weekday| Weekday {
            short: weekday_short_text(weekday).to_owned(),
            full: weekday_text(weekday).to_owned(),
        })
        .collect();
    let leading = usize::from(month.first.weekday.saturating_sub(1));
    let caption = month.first.month_text();
    let cells = month.days.iter().map(cell).collect();
    let counts = counts(&month);
    let more = more(&month);
    let short = (month.short_days > 0).then(
        || view! { <p class="quiet">{text!(calendar.short_days, count = month.short_days)}</p> },
    );
    let next = (!month.next.is_empty()).then(|| {
        view! {
            <ButtonLink href=format!("/calendar?month={}", month.next) glyph=Glyph::Next>
                {text!(calendar.next)}
            </ButtonLink>
        }
    });
    Ok(view! {
        <PageHeading title=caption.clone()>
            <ButtonLink href=format!("/calendar?month={}", month.previous) glyph=Glyph::Previous>
                {text!(calendar.previous)}
            </ButtonLink>
            {next}
            <ButtonLink href=format!("/calendar/year/{}", month.first.year) glyph=Glyph::Calendar>
                {text!(calendar.year)}
            </ButtonLink>
        </PageHeading>
        <UnreadableNotice count=month.unreadable />
        <MonthGrid caption weekdays leading cells />
        <Counts counts />
        {short}
        <p class="quiet">{text!(calendar.rules)}</p>
        <Section title=text!(calendar.more_title) id="more-of-month">
            {more}
        </Section>
        <div class="cluster">
            <ButtonLink href="/counts" glyph=Glyph::Check>
                {text!(calendar.to_counts)}
            </ButtonLink>
            <ButtonLink href="/timeline" glyph=Glyph::History>
                {text!(calendar.to_timeline)}
            </ButtonLink>
            <ButtonLink href="/statistics" glyph=Glyph::Clock>
                {text!(calendar.to_statistics)}
            </ButtonLink>
        </div>
    }
    .into_any())
}

/// The page of the days behind a rule in this month.
fn evidence(month: &MonthView, rule: &str) -> String {
    format!(
        "/counts/{rule}?span=custom&from={}&to={}",
        month.first.iso(),
        month.last.iso()
    )
}

fn counts(month: &MonthView) -> Vec<Count> {
    let line = |shape, label: &str, value: u32, rule: &str| Count {
        shape,
        label: label.to_owned(),
        value: value.to_string(),
        // A month that is still to come has nothing to open.
        href: (!month.days.iter().all(|day| day.is_future)).then(|| evidence(month, rule)),
    };
    vec![
        line(
            DayShape::FilledSquare,
            text!(calendar.headache_days),
            month.headache_days,
            &month.headache_rule,
        ),
        line(
            DayShape::Blank,
            text!(calendar.attacks),
            month.attacks,
            "attacks",
        ),
        line(
            DayShape::Pill,
            text!(calendar.medicine_days),
            month.medicine_days,
            "acute_medicine_days",
        ),
        line(
            DayShape::Ring,
            text!(calendar.clear_days),
            month.clear_days,
            "completeness",
        ),
        line(
            DayShape::Dash,
            text!(calendar.unknown_days),
            month.unknown_days,
            "completeness",
        ),
    ]
}

fn more(month: &MonthView) -> AnyView {
    let mut words = vec![
        match month.definition {
            MigraineDefinition::A => text!(calendar.definition_a),
            MigraineDefinition::B => text!(calendar.definition_b),
        }
        .to_owned(),
    ];
    if month.unsure_migraine_days > 0 {
        words.push(text!(calendar.unsure, count = month.unsure_migraine_days));
    }
    let of = |days: u32, limit: u32| text!(calendar.of_limit, days = days, limit = limit);
    let limit = |limit: u32| vec![text!(calendar.of_limit_words, limit = limit)];
    let migraine_days = month.migraine_days.to_string();
    let triptans = of(month.triptan_days, TRIPTAN_LIMIT);
    let simple = of(month.simple_days, SIMPLE_LIMIT);
    let [to_migraine, to_triptans, to_simple] =
        [&month.migraine_rule, "overuse_triptan", "overuse_analgesic"]
            .map(|rule| evidence(month, rule));
    let unknown = (month.unknown_medicine_days > 0).then(|| {
        let words = text!(
            calendar.unknown_medicines,
            count = month.unknown_medicine_days
        );
        view! { <p class="quiet">{words}</p> }
    });
    view! {
        <FigureList>
            <FigureLine
                name=text!(calendar.migraine_days)
                value=migraine_days
                href=to_migraine
                sentences=words
                definition=None
            />
            <FigureLine
                name=text!(calendar.triptan_days)
                value=triptans
                href=to_triptans
                sentences=limit(TRIPTAN_LIMIT)
                definition=None
            />
            <FigureLine
                name=text!(calendar.simple_days)
                value=simple
                href=to_simple
                sentences=limit(SIMPLE_LIMIT)
                definition=None
            />
        </FigureList>
        {unknown}
    }
    .into_any()
}

fn cell(day: &DayOfMonth) -> DayCell {
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
            (DayShape::Ring, Some("0".to_owned()))
        }
        DayMark::Unknown if day.is_future => (DayShape::Blank, None),
        DayMark::Unknown => {
            words.push(text!(calendar.day_unknown).to_owned());
            (DayShape::Dash, None)
        }
    };
    let mut letters = Vec::new();
    let mut sign = |is_there: bool, word: &str, letter: &str| {
        if is_there {
            words.push(word.to_owned());
            letters.push(letter.to_owned());
        }
    };
    sign(
        day.aura,
        text!(calendar.day_aura),
        text!(calendar.letter_aura),
    );
    sign(
        day.period,
        text!(calendar.day_period),
        text!(calendar.letter_period),
    );
    if day.medicine {
        words.push(text!(calendar.day_medicine).to_owned());
    }
    DayCell {
        day: day.day.day.to_string(),
        label: words.join(", "),
        shape,
        number,
        pill: day.medicine,
        letters,
        href: (!day.is_future).then(|| format!("/day/{}", day.day.iso())),
        today: day.is_today,
    }
}
