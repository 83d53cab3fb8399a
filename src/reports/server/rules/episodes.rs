//! Attacks after merging what belongs together.
//!
//! Less than 24 hours free of headache is one attack (Leiden, Cephalalgia 2023). A return 24 to 48 hours
//! after a medicine had worked is a linked recurrence (IHS guideline, 4th edition, 2019: relapse within 48
//! hours after success). From 48 hours on it is a new attack. The patient's own word goes first. Raw
//! records stay as they are.

use super::facts::{AttackFact, Facts};
use crate::attacks::{model::Linkage, server::gap};
use jiff::{Timestamp, civil::Date};

/// One attack, made of one record or of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Places of its records in the facts, in the order of onset.
    pub attacks: Vec<usize>,
    /// When it began.
    pub onset: Timestamp,
    /// Up to here it is known to have gone on.
    pub until: Timestamp,
    /// The local day on which it began.
    pub first: Date,
    /// The last local day that it touches.
    pub last: Date,
    /// The attack of which it is a recurrence, as a place in the list of attacks.
    pub recurrence_of: Option<usize>,
}

/// Attacks in the order of onset.
#[must_use]
pub fn episodes(facts: &Facts) -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Vec::with_capacity(facts.attacks.len());
    // Whether a medicine has helped in the latest episode.
    let mut is_relieved = false;
    for (place, attack) in facts.attacks.iter().enumerate() {
        let link = episodes
            .last()
            .map_or(Linkage::Separate, |last| link(last, is_relieved, attack));
        match (link, episodes.last_mut()) {
            (Linkage::Same, Some(last)) => {
                last.attacks.push(place);
                last.until = last.until.max(attack.until);
                last.last = last.last.max(attack.last);
                is_relieved |= attack.is_relieved;
            }
            (link, _) => {
                let before = episodes.len().checked_sub(1);
                is_relieved = attack.is_relieved;
                episodes.push(Episode {
                    attacks: vec![place],
                    onset: attack.onset,
                    until: attack.until,
                    first: attack.first,
                    last: attack.last.max(attack.first),
                    recurrence_of: before.filter(|_| link == Linkage::Recurrence),
                });
            }
        }
    }
    episodes
}

/// How an attack goes with the one before, as `attacks/server/gap.rs` says it for two records.
fn link(before: &Episode, is_relieved: bool, attack: &AttackFact) -> Linkage {
    if let Some(linkage) = attack.linkage {
        return linkage;
    }
    let free = attack.onset.duration_since(before.until);
    if free < gap::SAME_BELOW {
        Linkage::Same
    } else if free < gap::RECURRENCE_BELOW && is_relieved {
        Linkage::Recurrence
    } else {
        Linkage::Separate
    }
}
