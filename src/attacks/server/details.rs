//! What the details page adds to an attack; all of it may be left unsaid.
//!
//! It stands in the record as one part, and is not written at all while nothing of it was said, so
//! that records from before it keep their bytes.

use crate::attacks::model::{
    Ability, AfterSign, AuraKind, AuraSide, Circumstance, Domain, EarlySign, Incident, Linkage,
    Loss, OwnSymptom, Spot, TouchPain,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The part of an attack that needs no haste.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// What it was, as the patient sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Incident>,
    /// How the patient wants it counted with the attack before; absent: by the rule of `gap.rs`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linkage: Option<Linkage>,
    /// The patient says that this was told from memory.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from_memory: bool,
    /// When the early signs began; may lie before onset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prodrome_began: Option<Timestamp>,
    /// Early signs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub early_signs: BTreeSet<EarlySign>,
    /// More about each aura; its kind stands in the attack's `aura` too, with its minutes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub aura: BTreeMap<AuraKind, AuraDetails>,
    /// When the pain began, where that is not the onset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_began: Option<Timestamp>,
    /// Until when it was still felt after the pain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postdrome_until: Option<Timestamp>,
    /// What was felt after the pain.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after_signs: BTreeSet<AfterSign>,
    /// Spots of the head map. The attack's coarse `regions` and `side` follow them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub spots: BTreeSet<Spot>,
    /// Symptoms that no list of ours has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own_symptoms: BTreeSet<OwnSymptom>,
    /// What touched hurts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub touch: BTreeSet<TouchPain>,
    /// "Can I do things?", at the worst.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ability: Option<Ability>,
    /// What was lost, by domain; a domain that is absent was not answered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub losses: BTreeMap<Domain, Loss>,
    /// What was different before it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub circumstances: BTreeSet<Circumstance>,
}

/// More about one kind of aura.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuraDetails {
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Timestamp>,
    /// Which half of what is seen, or of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<AuraSide>,
    /// Whether it spread gradually over 5 minutes or more (ICHD-3 1.2 C1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gradual: Option<bool>,
    /// Whether something was added, such as zigzags or tingling (ICHD-3 1.2 C5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub positive: Option<bool>,
}

impl Details {
    /// Whether nothing of it was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        is_default(self)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
