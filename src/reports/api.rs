//! What the pages of the reports ask for.

use super::{
    model::{
        CountsView, EvidenceView, MonthView, SpanQuery, StatisticsView, TimelineView, YearView,
    },
    server::{self as reports, Diary},
};
use crate::{account::server::visit, problem::Problem};

/// A month of the calendar, `2026-11`; the present month when it is empty.
///
/// # Errors
/// [`Problem::NotFound`] when it is no month; otherwise when the diary cannot be opened.
pub async fn load_month(month: String) -> Result<MonthView, Problem> {
    let visit = visit()?;
    let first = if month.is_empty() {
        visit.today()
    } else {
        let first = format!("{month}-01");
        first.parse().map_err(|_| Problem::NotFound)?
    };
    let diary = Diary::open(&visit).await?;
    Ok(reports::month_view(&diary, &visit, first))
}

/// A year of the calendar, `2026`; the present one when it is empty.
///
/// # Errors
/// [`Problem::NotFound`] when it is no year from 1900 to 2200; otherwise when the diary cannot be opened.
pub async fn load_year(year: String) -> Result<YearView, Problem> {
    let visit = visit()?;
    let year = if year.is_empty() {
        visit.today().year()
    } else {
        year.parse().map_err(|_| Problem::NotFound)?
    };
    let known = (1900..=2200).contains(&year);
    known.then_some(()).ok_or(Problem::NotFound)?;
    let diary = Diary::open(&visit).await?;
    Ok(reports::year_view(&diary, &visit, year))
}

/// Every figure of a span.
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_counts(query: SpanQuery) -> Result<CountsView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(reports::counts_view(&diary, &visit, &query))
}

/// The days and entries behind one rule.
///
/// # Errors
/// [`Problem::NotFound`] when no rule has this code; otherwise when the diary cannot be opened.
pub async fn load_evidence(rule: String, query: SpanQuery) -> Result<EvidenceView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    reports::evidence_view(&diary, &visit, &query, &rule).ok_or(Problem::NotFound)
}

/// A span day by day, with its charts.
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_timeline(query: SpanQuery) -> Result<TimelineView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(reports::timeline_view(&diary, &visit, &query))
}

/// The attacks of a span, counted.
///
/// # Errors
/// When the diary cannot be opened.
pub async fn load_statistics(query: SpanQuery) -> Result<StatisticsView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(reports::statistics_view(&diary, &visit, &query))
}
