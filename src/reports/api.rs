//! Server functions of the reports.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of every function's arguments"
)]

use super::model::MonthView;
use crate::problem::Problem;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{self as reports, Diary};
#[cfg(feature = "ssr")]
use crate::account::server::visit;

/// A month of the calendar, `2026-11`; the present month when it is empty.
#[server(endpoint = "reports/month")]
pub async fn load_month(month: String) -> Result<MonthView, Problem> {
    let visit = visit()?;
    let first = if month.is_empty() {
        visit.today()
    } else {
        format!("{month}-01")
            .parse()
            .map_err(|_| Problem::NotFound)?
    };
    let diary = Diary::open(&visit).await?;
    Ok(reports::month_view(&diary, &visit, first))
}
