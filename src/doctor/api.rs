//! What the pages of this capsule ask for.

use super::{
    model::{Report, ReportOptions},
    server::make_report,
};
use crate::{account::server::visit, problem::Problem, reports::server::Diary};

/// The report in numbers.
///
/// # Errors
/// When nobody is signed in or the diary cannot be opened.
pub async fn load_report(options: ReportOptions) -> Result<Report, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(make_report(&diary, options, visit.today(), visit.now))
}
