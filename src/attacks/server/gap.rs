//! Which attacks count as one: the rule of the free time between them.
//!
//! - Less than 24 hours free: the same attack (van Casteren, Cephalalgia 2023).
//! - 24 to under 48 hours free after treatment that worked: it came back, a linked recurrence (IHS
//!   guideline for acute trials, 4th edition, 2019: relapse within 48 hours).
//! - Otherwise an attack of its own.
//!
//! Hours are elapsed hours, so a change of clocks moves nothing. The free time runs from the end of the
//! earlier attack, or from the latest thing recorded in it when nobody knows the end; a continuous
//! headache leaves none. What the patient says outweighs the rule, and the raw times stay as they are.

use super::record::{Attack, Course};
use crate::{
    attacks::model::{Linkage, Relief},
    medication::server::IntakeRecord,
};
use jiff::SignedDuration;

/// Less free time than this: the same attack.
pub const SAME_BELOW: SignedDuration = SignedDuration::from_hours(24);

/// Less free time than this after treatment that worked: a recurrence.
pub const RECURRENCE_BELOW: SignedDuration = SignedDuration::from_hours(48);

/// How `next` counts with `previous`, the attack that began before it: as the patient said, else by
/// the rule.
#[must_use]
pub fn linkage(previous: &Attack, next: &Attack, treated_effectively: bool) -> Linkage {
    next.details
        .linkage
        .unwrap_or_else(|| linkage_by_rule(previous, next, treated_effectively))
}

/// How `next` counts with `previous` by the rule alone.
#[must_use]
pub fn linkage_by_rule(previous: &Attack, next: &Attack, treated_effectively: bool) -> Linkage {
    match free_between(previous, next) {
        free if free < SAME_BELOW => Linkage::Same,
        free if free < RECURRENCE_BELOW && treated_effectively => Linkage::Recurrence,
        _ => Linkage::Separate,
    }
}

/// The time free of attack between two attacks; never negative.
#[must_use]
pub fn free_between(previous: &Attack, next: &Attack) -> SignedDuration {
    let free = match previous.course {
        Course::Continuous => SignedDuration::ZERO,
        Course::Ended(end) => next.onset.duration_since(end),
        Course::Ongoing | Course::Over => next.onset.duration_since(previous.latest_entry()),
    };
    free.max(SignedDuration::ZERO)
}

/// Whether a medicine taken in the attack helped within two hours, by the attack's own list or by
/// the intakes linked to it: better, or free of pain (our convention for "effective").
#[must_use]
pub fn treated_effectively<'a>(
    attack: &Attack,
    linked: impl IntoIterator<Item = &'a IntakeRecord>,
) -> bool {
    let helped = |relief: Option<Relief>| matches!(relief, Some(Relief::Better | Relief::Free));
    attack.medicines.iter().any(|intake| helped(intake.relief))
        || linked.into_iter().any(|intake| helped(intake.relief))
}
