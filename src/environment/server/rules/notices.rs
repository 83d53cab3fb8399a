//! What was told, and how rules are kept and looked at.

use super::{
    evaluate::{Decision, Evidence, decide},
    rule::Rules,
};
use crate::{
    account::server::Visit,
    encryption::server::Sealable,
    environment::server::{outlook::Outlook, single},
    platform::ids::RecordId,
    problem::Problem,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Most notices that are kept.
const MOST_NOTICES: usize = 300;

/// Something that was told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// The rule's number.
    pub rule: u32,
    /// What the rule was called then.
    pub name: String,
    /// When it was told.
    pub at: Timestamp,
    /// The hours and values that decided.
    pub evidence: Vec<Evidence>,
    /// Whether the patient has opened the list since.
    #[serde(default)]
    pub is_seen: bool,
}

/// Everything that was told, the earliest first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Notices {
    /// The notices.
    #[serde(default)]
    pub list: Vec<Notice>,
}

impl Sealable for Notices {
    const KIND: &'static str = "environment_notices";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

const RULES: &[&[u8]] = &[b"environment", b"rules"];
const NOTICES: &[&[u8]] = &[b"environment", b"notices"];

/// The rules of a patient.
///
/// # Errors
/// When the keys or the database are away.
pub async fn load_rules(visit: &Visit) -> Result<Rules, Problem> {
    single::load(visit, RULES).await
}

/// The id of a patient's one record of rules.
///
/// # Errors
/// When the keys are away.
pub async fn rules_id(visit: &Visit) -> Result<RecordId, Problem> {
    single::id(visit, RULES).await
}

/// Changes the rules of a patient.
///
/// # Errors
/// When it cannot be stored.
pub async fn change_rules(
    visit: &Visit,
    change: impl Fn(&mut Rules) + Send + Sync,
) -> Result<Rules, Problem> {
    single::change(visit, RULES, change).await
}

/// What was told to a patient.
///
/// # Errors
/// When the keys or the database are away.
pub async fn load_notices(visit: &Visit) -> Result<Notices, Problem> {
    single::load(visit, NOTICES).await
}

/// Marks every notice as seen.
///
/// # Errors
/// When it cannot be stored.
pub async fn mark_seen(visit: &Visit) -> Result<(), Problem> {
    single::change::<Notices>(visit, NOTICES, |notices| {
        for notice in &mut notices.list {
            notice.is_seen = true;
        }
    })
    .await?;
    Ok(())
}

/// Looks at the rules of a patient now, and keeps what is told.
///
/// # Errors
/// When the keys or the database are away.
pub async fn evaluate_now(visit: &Visit, outlook: &Outlook) -> Result<Vec<Decision>, Problem> {
    let rules = load_rules(visit).await?;
    if rules.list.is_empty() {
        return Ok(Vec::new());
    }
    let told = load_notices(visit).await?;
    let (decisions, fresh) = decide(&rules, &told.list, outlook, &visit.zone);
    if !fresh.is_empty() {
        single::change::<Notices>(visit, NOTICES, |notices| {
            // Another device may have told the same in between.
            let (_, fresh) = decide(&rules, &notices.list, outlook, &visit.zone);
            notices.list.extend(fresh);
            let surplus = notices.list.len().saturating_sub(MOST_NOTICES);
            notices.list.drain(..surplus);
        })
        .await?;
    }
    Ok(decisions)
}
