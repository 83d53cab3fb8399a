//! Insights, evidence, suspicions, and how it works.

use super::Desk;
use crate::{
    account::{parts::Submission, server::Visit},
    patterns::{
        engine::registry::TABLE,
        server::{history::calendar, refresh::settings, tracks::own_code},
        view::{EvidenceView, Finding, HowView, InsightsView, SuspectChoice, SuspicionsView},
    },
    problem::Problem,
};
use std::collections::BTreeSet;

/// Most suspicions that are kept.
const MOST_SUSPICIONS: usize = 40;

/// The page of insights.
#[must_use]
pub fn insights_view(desk: &Desk, visit: &Visit) -> InsightsView {
    let days = calendar(&desk.diary, visit.today()).map_or(0, |calendar| calendar.days);
    InsightsView {
        report: desk.kept.as_ref().map(|kept| kept.report.clone()),
        freshness: desk.freshness(visit),
        names: desk.names(),
        has_entries: days > 0,
        days: u32::try_from(days).unwrap_or(u32::MAX),
        unreadable: desk.diary.unreadable,
    }
}

/// The evidence about a family.
///
/// # Errors
/// [`Problem::NotFound`] when nothing was found about it.
pub fn evidence_view(desk: &Desk, visit: &Visit, family: &str) -> Result<EvidenceView, Problem> {
    let kept = desk.kept.as_ref().ok_or(Problem::NotFound)?;
    let report = &kept.report;
    let claim = report.claims.iter().find(|claim| claim.family == family);
    let none = report.no_link.iter().find(|link| link.family == family);
    let open = report.not_enough.iter().find(|link| link.family == family);
    let finding = claim
        .map(|claim| Finding::Linked(Box::new(claim.clone())))
        .or_else(|| none.cloned().map(Finding::NoLink))
        .or_else(|| open.cloned().map(Finding::NotEnough))
        .ok_or(Problem::NotFound)?;
    let proposal = report
        .experiments
        .iter()
        .find(|proposal| proposal.family == family);
    Ok(EvidenceView {
        family: family.to_owned(),
        finding,
        proposal: proposal.cloned(),
        span: report.span,
        freshness: desk.freshness(visit).ok_or(Problem::NotFound)?,
        names: desk.names(),
    })
}

/// Codes that can be suspected: the registry's, once a family member is not just another name of the same,
/// and own factors.
fn suspects(desk: &Desk) -> Vec<String> {
    const SAME: [&str; 8] = [
        "sleep_hours",
        "skipped_meal",
        "water",
        "exercise",
        "screen_time",
        "wakes",
        "sleep_efficiency",
        "weekend",
    ];
    let known = TABLE
        .iter()
        .filter(|line| line.prior > 0.0 && !SAME.contains(&line.code))
        .map(|line| line.code.to_owned());
    let own = desk
        .diary
        .own_factors
        .iter()
        .map(|stored| own_code(stored.id));
    own.chain(known).collect()
}

/// The page on which suspicions are entered.
#[must_use]
pub fn suspicions_view(desk: &Desk) -> SuspicionsView {
    let suspected = settings(&desk.diary).suspected;
    SuspicionsView {
        choices: suspects(desk)
            .into_iter()
            .map(|code| SuspectChoice {
                is_suspected: suspected.contains(&code),
                code,
            })
            .collect(),
        names: desk.names(),
    }
}

/// Reads what was ticked; codes that were not offered are left out.
#[must_use]
pub fn read_suspicions(desk: &Desk, form: &Submission) -> BTreeSet<String> {
    let offered = suspects(desk);
    let ticked = form.all("suspect").into_iter();
    ticked
        .filter(|code| offered.iter().any(|offer| offer == code))
        .take(MOST_SUSPICIONS)
        .map(str::to_owned)
        .collect()
}

/// The page "how this works".
#[must_use]
pub fn how_view(desk: &Desk, visit: &Visit) -> HowView {
    let report = desk.kept.as_ref().map(|kept| &kept.report);
    HowView {
        controls: report.map_or_else(Vec::new, |report| report.controls.clone()),
        engine: report.map(|report| report.engine),
        freshness: desk.freshness(visit),
        names: desk.names(),
    }
}
